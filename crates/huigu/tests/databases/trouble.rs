//! Bad luck from the command line: each has its message with a remedy in both
//! languages and its exit status, and the register is as before or wholly
//! after, never between.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;

use huigu_desk::Place;

use crate::ground::{Ground, Ran, at as named, binary, books, changed, database_of, folder_of, huigu};
use crate::proxy::Proxy;
use crate::sight::{BatchSeen, all, at, batches, well};
use huigu_testkit::crash::{Moments, rounds, timed};

/// Runs a command over a place in both languages; what it says in each.
fn told(place: &Place, words: &[&str], status: i32, says: [&str; 2]) {
    for (lang, says) in ["zh", "en"].into_iter().zip(says) {
        let ran: Ran = binary(lang, place, words).output().unwrap().into();
        tells(ran, status, says);
    }
}

fn tells(ran: Ran, status: i32, says: &str) {
    let ran = ran.expect(status);
    for part in says.split(" … ") {
        assert!(ran.err.contains(part), "{part} is not in: {}", ran.err);
    }
    assert!(!ran.err.contains("a-password") && !ran.err.contains("panicked"), "{}", ran.err);
}

/// A register of the small books.
fn filled(ground: &Ground) -> Place {
    let place = ground.place();
    huigu(&place, &["import", books().to_str().unwrap()]).expect(0);
    place
}

/// Three files that come after the small books.
fn more(ground: &Ground) -> Vec<String> {
    let folder = ground.folder();
    let loans = [("2021-06-18,2022-06-18,200000", "2021-06-18,2022-06-19,200000")];
    changed(&books().join("loans.csv"), &folder.join("loans.csv"), &loans);
    let rows = |row: &dyn Fn(usize) -> String| (0..400).map(|number| row(number) + "\n").collect::<String>();
    let demands = rows(&|row| format!("d-{row},91330211MA2A0001XG,2021-05-05,{}", row + 1));
    fs::write(folder.join("demands.csv"), format!("demand_id,borrower,date,amount\n{demands}")).unwrap();
    let observations = rows(&|row| format!("count-{row},2021,{row}"));
    fs::write(folder.join("observations.csv"), format!("indicator,period,value\n{observations}")).unwrap();
    ["loans.csv", "demands.csv", "observations.csv"].map(|name| folder.join(name).to_str().unwrap().to_owned()).to_vec()
}

/// What a disturbed import may leave: some of the files, each whole; and
/// sending all again completes.
struct Import {
    words: Vec<String>,
    start: Place,
    before: Vec<BatchSeen>,
    after: Vec<BatchSeen>,
    end: String,
}

impl Import {
    fn new(ground: &Ground) -> Self {
        let start = filled(ground);
        let words: Vec<String> = std::iter::once("import".to_owned()).chain(more(ground)).collect();
        let done = ground.copy_of(&start);
        let before = at(&start, batches).unwrap();
        huigu(&done, &words.iter().map(String::as_str).collect::<Vec<_>>()).expect(0);
        let (after, end) = at(&done, |register| (batches(register), all(&done, register))).unwrap();
        assert_eq!(after.len(), before.len() + 3);
        Self { words, start, before, after, end }
    }

    fn words(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }

    /// Holds the register against what may be; how many of the files are kept.
    fn look(&self, ground: &Ground, place: &Place) -> usize {
        ground.at_rest(place);
        let kept = at(place, |register| {
            assert!(well(place, None).holds);
            let kept = batches(register);
            assert!(self.after.starts_with(&kept) && kept.len() >= self.before.len(), "{kept:#?}");
            kept.len() - self.before.len()
        });
        let kept = kept.unwrap();
        huigu(place, &self.words()).expect(0);
        at(place, |register| assert_eq!(all(place, register), self.end)).unwrap();
        kept
    }
}

pub fn a_cut_connection_leaves_whole_files(ground: &Ground) -> String {
    let Some(_) = ground.cluster() else { return String::new() };
    let import = Import::new(ground);
    let through = |limit: u64, lang: &str| {
        let place = ground.copy_of(&import.start);
        let Place::Database(url) = &place else { unreachable!() };
        let proxy = Proxy::before(url);
        let way = Place::Database(proxy.url(url));
        let passed = proxy.let_through(limit);
        let ran: Ran = binary(lang, &way, &import.words()).output().unwrap().into();
        (place, ran, passed.join().unwrap())
    };
    let (whole, ran, all_bytes) = through(u64::MAX, "en");
    ran.expect(0);
    ground.drop(&whole);
    let (mut moments, mut by_kept) = (Moments::new("cut"), [0; 4]);
    let cuts = u64::from(rounds());
    for cut in 0..cuts {
        // One in each equal stretch.
        let limit = (cut * all_bytes + moments.below(all_bytes)) / cuts;
        let (lang, says) = if cut % 2 == 0 {
            ("zh", ["连接中断", "重新报送"])
        } else {
            ("en", ["the connection was cut", "Send again"])
        };
        let (place, ran, _) = through(limit, lang);
        assert_eq!(ran.status, 4, "after {limit} of {all_bytes} bytes: {}", ran.err);
        // Before anything was said to each other there is no connection that could be cut.
        let unreached = ["cannot be reached", "无法连接"].iter().any(|text| ran.err.contains(text));
        assert!(unreached && limit < 1_000 || says.iter().all(|text| ran.err.contains(text)), "{limit}: {}", ran.err);
        assert!(!ran.err.contains("a-password"), "{}", ran.err);
        by_kept[import.look(ground, &place)] += 1;
        ground.drop(&place);
    }
    println!("    {cuts} cuts within {all_bytes} bytes; files kept: {by_kept:?}");
    assert!(cuts < 20 || by_kept[0] < cuts);
    String::new()
}

pub fn a_server_that_goes_away_is_told(ground: &Ground) -> String {
    let Some(cluster) = ground.cluster() else { return String::new() };
    let import = Import::new(ground);
    let place = ground.copy_of(&import.start);
    let (ran, takes) = timed(|| huigu(&place, &import.words()));
    ran.expect(0);
    let (mut moments, mut gone) = (Moments::new("gone"), 0);
    for round in 0..rounds() / 2 {
        let place = ground.copy_of(&import.start);
        let Place::Database(url) = &place else { unreachable!() };
        let name = database_of(url);
        let lang = if round % 2 == 0 { "zh" } else { "en" };
        let child = binary(lang, &place, &import.words())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        sleep(moments.before(takes));
        let all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname";
        cluster.run("postgres", &format!("{all} = '{name}'"));
        let ran = Ran::from(child.wait_with_output().unwrap());
        if ran.status != 0 {
            let says =
                if lang == "zh" { "连接中断 … 重新报送" } else { "the connection was cut … Send again" };
            tells(ran, 4, says);
            gone += 1;
        }
        import.look(ground, &place);
        ground.drop(&place);
    }
    println!("    gone in {gone} of {} rounds", rounds() / 2);
    assert!(rounds() < 20 || gone > 0);
    String::new()
}

/// A shell that runs the binary over a place in surroundings of its own.
fn in_shell(lang: &str, place: &Place, before: &str, words: &[&str]) -> Ran {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{before}; exec \"$@\""), "sh", env!("CARGO_BIN_EXE_huigu")]).args(words);
    command.args(named(place)).env("HUIGU_LANG", lang).env_remove("HUIGU_DATABASE");
    command.output().unwrap().into()
}

pub fn a_full_disk_is_told(ground: &Ground) -> String {
    let import = Import::new(ground);
    match &import.start {
        // The server says so, when it keeps the second of the files.
        Place::Database(url) => {
            let cluster = ground.cluster().unwrap();
            cluster.run(
                database_of(url),
                "CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION \
                 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$; \
                 CREATE TRIGGER no_space BEFORE INSERT ON demands EXECUTE FUNCTION no_space()",
            );
            told(
                &import.start,
                &import.words(),
                4,
                ["磁盘空间不足 … 腾出空间", "no space is left on the disk … Make room"],
            );
            cluster.run(database_of(url), "DROP FUNCTION no_space CASCADE");
            assert_eq!(import.look(ground, &import.start), 1);
        }
        // No file may grow beyond so many blocks of 512 bytes: at each some of the files fit.
        Place::Folder(folder) => {
            let size = fs::metadata(folder.join("register.sqlite3")).unwrap().len() / 512;
            let mut by_kept = [0; 4];
            for (number, more) in (0..400).step_by(20).enumerate() {
                let place = ground.copy_of(&import.start);
                let (lang, says) =
                    [("zh", "磁盘 … 重试 … 保持原样"), ("en", "disk … try again … as before")][number % 2];
                let limit = format!("trap '' XFSZ; ulimit -f {}", size.min(100) + more);
                let ran = in_shell(lang, &place, &limit, &import.words());
                if ran.status != 0 {
                    tells(ran, 4, says);
                }
                by_kept[import.look(ground, &place)] += 1;
            }
            println!("    files kept by space: {by_kept:?}");
            assert!(by_kept[0] > 0 && by_kept[3] > 0);
        }
    }
    String::new()
}

/// Nobody reads the answer: what is done is done, and is told.
pub fn an_answer_that_cannot_be_written_is_told(ground: &Ground) -> String {
    let place = filled(ground);
    let out = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let child = |lang: &str, words: &[&str]| {
        let mut command = binary(lang, &place, words);
        command.stdout(out()).stderr(std::process::Stdio::piped());
        Ran::from(command.spawn().unwrap().wait_with_output().unwrap())
    };
    tells(child("en", &["settle", "--year", "2021"]), 4, "the answer cannot be written: the disk is full");
    tells(child("zh", &["settle", "--year", "2021"]), 4, "结果无法输出：磁盘已满");
    let approved = child("en", &["settle", "--year", "2021", "--approve", "x"]);
    tells(approved, 4, "approved as settlement 1 … head of the audit … cannot be written");
    huigu(&place, &["settle", "--verify", "1"]).expect(0);
    told(
        &place,
        &["backup", "/dev/full"],
        4,
        ["备份无法写出 … 检查磁盘空间", "The backup cannot be written … Check space"],
    );
    String::new()
}

pub fn a_register_that_cannot_be_had_is_told(ground: &Ground) -> String {
    let place = filled(ground);
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/plans/yunwan-2023");
    let plan = plan.to_str().unwrap();
    for words in [&["settle", "--year", "2023", "--plan", plan][..], &["batches", "--plan", plan]] {
        told(
            &place,
            words,
            2,
            ["登记库属于方案“zhenhai-2021” … --plan", "belongs to the plan \"zhenhai-2021\" … --plan"],
        );
    }
    let nowhere = ground.place();
    for words in [&["batches"][..], &["check"], &["withdraw", "1"], &["settle", "--year", "2021", "--approve", "x"]] {
        told(&nowhere, words, 4, ["没有登记库 … huigu import", "there is no register … huigu import"]);
    }
    let Place::Database(url) = &place else {
        let cut = folder_of(&place).join("register.sqlite3");
        let whole = fs::read(&cut).unwrap();
        // Wherever it ends, it is told and not believed.
        for part in [0, 1, 99, 100, 511, 4_096, whole.len() / 3, whole.len() / 2, whole.len() - 4_096, whole.len() - 1]
        {
            fs::write(&cut, &whole[..part]).unwrap();
            let ran = huigu(&place, &["check"]);
            let remedies = ["Choose another place", "`huigu import` makes", "restore a backup", "try again"];
            let told = match ran.status {
                1 => !ran.out.is_empty(),
                4 => remedies.iter().any(|remedy| ran.err.contains(remedy)),
                _ => false,
            };
            assert!(told && !ran.err.contains("panicked"), "{part}: {ran:?}");
        }
        fs::write(&cut, &whole).unwrap();
        huigu(&place, &["check"]).expect(0);
        return String::new();
    };
    let cluster = ground.cluster().unwrap();
    let wrong = Place::Database(cluster.url_with(database_of(url), "a-password-that-is-wrong"));
    told(&wrong, &["batches"], 4, ["用户名或密码不对 … --database", "wrong user or password … --database"]);
    let gone = Place::Database("postgresql://huigu:a-password@127.0.0.1:1/register".to_owned());
    told(&gone, &["batches"], 4, ["无法连接 … 核对地址", "cannot be reached … Check address"]);
    let absent = Place::Database(cluster.url("no_such_database"));
    told(&absent, &["import", books().to_str().unwrap()], 4, ["无法连接", "cannot be reached"]);
    huigu(&place, &["check"]).expect(0);
    String::new()
}

/// A file that ends too early is not taken for a whole one, and nothing is kept.
pub fn a_truncated_file_is_told(ground: &Ground) -> String {
    let (place, folder) = (filled(ground), ground.folder());
    let before = at(&place, |register| all(&place, register)).unwrap();
    let path = |name: &str| folder.join(name);
    let text = |name: &str| path(name).to_str().unwrap().to_owned();
    let loans = fs::read(books().join("loans.csv")).unwrap();
    fs::write(path("loans.csv"), &loans[..loans.len() - 40]).unwrap();
    told(&place, &["import", &text("loans.csv")], 3, ["loans.csv … 均未入库", "loans.csv … nothing was saved"]);
    let template = Command::new(env!("CARGO_BIN_EXE_huigu"))
        .args(["template", "loans", "--output", &text("loans-whole.xlsx")])
        .output()
        .unwrap();
    assert!(template.status.success());
    let sheet = fs::read(path("loans-whole.xlsx")).unwrap();
    fs::write(path("loans.xlsx"), &sheet[..sheet.len() / 2]).unwrap();
    told(&place, &["import", &text("loans.xlsx")], 3, ["loans.xlsx … 均未入库", "loans.xlsx … nothing was saved"]);
    huigu(&place, &["backup", &text("backup")]).expect(0);
    let backup = fs::read(path("backup")).unwrap();
    let empty = ground.place();
    for part in [0, 7, 60, backup.len() / 2, backup.len() - 1] {
        fs::write(path("half"), &backup[..part]).unwrap();
        let (zh, en) = if part < 8 {
            ("不是慧谷的备份", "no backup of Huigu")
        } else {
            ("没有恢复", "nothing was restored")
        };
        told(&empty, &["restore", &text("half")], 3, [zh, en]);
        told(&empty, &["batches"], 4, ["没有登记库", "there is no register"]);
    }
    assert_eq!(at(&place, |register| all(&place, register)).unwrap(), before);
    String::new()
}
