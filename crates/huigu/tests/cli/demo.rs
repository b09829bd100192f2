//! The sample register: what it is made of, that every command it tells runs
//! as it stands, and what it refuses.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;

use huigu_desk::Role;

use crate::desk::{at, huigu, huigu_zh, second_plan};

/// A folder in which the binary itself is run, as a person does.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        // Nothing of whoever runs the tests decides where the register is.
        command
            .current_dir(self.0.path())
            .env_remove("HUIGU_DATABASE")
            .envs([("HUIGU_LANG", "en"), ("HUIGU_WHO", "tester")]);
        command
    }

    fn demo(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_huigu")).args(["demo", "--make-only"]).args(arguments).output().unwrap()
    }

    /// Runs a line as a shell does: status, answer, messages.
    fn shell(&self, line: &str) -> (i32, String, String) {
        let ran = self.command("sh").args(["-c", line]).output().unwrap();
        (ran.status.code().unwrap(), text(&ran.stdout), text(&ran.stderr))
    }
}

/// A portal that runs until it is told to end.
struct Portal {
    child: Child,
    address: String,
    /// What was told until it was ready, on both streams.
    told: String,
}

impl Portal {
    /// Runs a command until it tells the portal's address. Nobody reads on
    /// from there, as when a terminal is closed: that must not end it.
    fn opened(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (tell, lines) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let tell = tell.clone();
            thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| tell.send(line))
            });
        }
        drop(tell);
        let mut told = String::new();
        for line in lines {
            told.push_str(&line);
            told.push('\n');
            if let Some((_, rest)) = line.split_once("http://") {
                return Self { child, address: rest.split('/').next().unwrap().to_owned(), told };
            }
        }
        panic!("no portal but {}: {told}", child.wait().unwrap());
    }

    /// Status, head and body.
    fn asks(&self, method: &str, path: &str, cookie: &str, form: &str) -> (u16, String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head[9..12].parse().unwrap(), head.to_owned(), body.to_owned())
    }

    /// Is told to end, as by Ctrl-C or a service's stop, and ends well.
    fn ends(mut self) {
        let killed = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        let ended = self.child.wait().unwrap();
        assert!(killed.success() && ended.success(), "{killed}, {ended}");
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The commands an answer tells: lines led by four spaces.
fn commands(told: &str) -> Vec<&str> {
    told.lines().filter_map(|line| line.strip_prefix("    ")).filter(|line| !line.starts_with(' ')).collect()
}

/// Runs every command told; each gives what it promises.
fn try_all(desk: &Desk, told: &str, expected: &[(&str, i32, &str)]) {
    let commands = commands(told);
    assert_eq!(commands.len(), expected.len(), "{told}");
    for (line, (words, status, holds)) in commands.iter().zip(expected) {
        assert!(line.contains(words), "{line} is not {words}");
        if line.contains(" serve ") {
            let portal = Portal::opened(desk.command("sh").args(["-c", &format!("exec {line} --listen 127.0.0.1:0")]));
            assert!(portal.told.contains(holds), "{line}\n{}", portal.told);
            portal.ends();
            continue;
        }
        let (found, out, err) = desk.shell(line);
        assert_eq!(found, *status, "{line}\n{out}\n{err}");
        assert!(out.contains(holds) || err.contains(holds), "{line}\n{out}\n{err}");
        assert!(*status != 0 || out.lines().count() > 1, "{line} has little to tell:\n{out}");
    }
}

#[test]
fn every_command_it_tells_runs_and_tells_something() {
    let desk = Desk::new();
    // A name a shell would take apart.
    let ran = desk.demo(&["--dir", "my sample's"]);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    let told = text(&ran.stdout);
    assert!(told.contains("25 lenders") && told.contains("2020 to 2022") && told.contains("Since then"), "{told}");
    try_all(
        &desk,
        &told,
        &[
            ("settle --verify", 0, "-corrected.csv"),
            ("explain", 0, "Near misses"),
            ("--as-known-at", 0, "Settlement of 2021"),
            ("targets", 0, "2022-12-31"),
            ("simulate", 0, "+"),
            ("batches", 0, "withdraws batch"),
            ("batches ", 0, "employees"),
            ("import", 0, "What taking them in would change in 2021"),
            ("import", 3, "errors: 4"),
            ("audit verify --head", 0, "the audit holds"),
            ("settle --year 2022 --approve", 0, "approved as settlement 2"),
            ("serve --demo", 0, "the portal is ready"),
        ],
    );
    // The first tells who owes back, the correction not sent yet who gets more.
    let (_, verified, _) = desk.shell(commands(&told)[0]);
    assert!(verified.contains("the result is the same") && verified.contains("  -"), "{verified}");
    let (_, effect, _) = desk.shell(commands(&told)[7]);
    assert!(effect.contains("  +"), "{effect}");
}

#[test]
fn it_ends_with_a_portal_and_a_login_of_each_role() {
    let desk = Desk::new();
    for plan in [None, second_plan().to_str().map(str::to_owned)] {
        let folder = if plan.is_some() { "other" } else { "shipped" };
        let mut command = desk.command(env!("CARGO_BIN_EXE_huigu"));
        command.args(["demo", "--listen", "127.0.0.1:0", "--dir", folder]);
        command.args(plan.iter().flat_map(|plan| ["--plan", plan]));
        let portal = Portal::opened(&mut command);
        let password = portal.told.split("the password of all is ").nth(1).unwrap().lines().next().unwrap();
        let roles: Vec<&str> = Role::of_users().map(Role::code).collect();
        let logins: Vec<&str> =
            portal.told.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next()).collect();
        for role in roles {
            assert!(logins.contains(&role), "{role}: {}", portal.told);
            let form = format!("login={role}&password={password}");
            let (status, head, _) = portal.asks("POST", "/sign-in", "", &form);
            assert_eq!(status, 303, "{role} signs in: {head}");
            let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
            let (status, _, page) = portal.asks("GET", "/", cookie.split(';').next().unwrap(), "");
            assert_eq!(status, 200, "{role} is let in without more ado");
            assert!(page.contains("/me"), "{page}");
        }
        let (status, ..) = portal.asks("POST", "/sign-in", "", "login=centre&password=1234-1234-1234-1234");
        assert_ne!(status, 303);
        portal.ends();
    }
}

#[test]
fn another_plan_has_its_own_sample() {
    let desk = Desk::new();
    let plan = second_plan();
    let ran = desk.demo(&["--plan", plan.to_str().unwrap()]);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    let told = text(&ran.stdout);
    assert!(told.contains("huigu-demo") && told.contains("2022 to 2025"), "{told}");
    for line in commands(&told).into_iter().filter(|line| !line.contains(" serve ")) {
        let (status, out, err) = desk.shell(line);
        let expected = if line.contains("faults") { 3 } else { 0 };
        assert_eq!(status, expected, "{line}\n{out}\n{err}");
    }
    assert!(told.contains("Since then"), "{told}");
}

fn made(place: &Path, name: &str) -> PathBuf {
    let folder = place.join(name);
    huigu(&["demo", "--make-only", "--dir", folder.to_str().unwrap()]).expect(0);
    folder
}

#[test]
fn it_is_a_register_like_any_other_and_always_the_same() {
    let place = tempfile::tempdir().unwrap();
    let (one, other) = (made(place.path(), "one"), place.path().join("two"));
    // In another language it is the same register.
    let told = huigu_zh(&["demo", "--make-only", "--dir", other.to_str().unwrap()]).expect(0).out;
    assert!(told.contains("样本登记库已建在") && told.contains("审计链头") && told.contains("门户的登录名"), "{told}");
    let heads = [&one, &other].map(|folder| huigu(&at(folder, &["audit", "verify"])).expect(0).out);
    assert_eq!(heads[0], heads[1]);
    assert_eq!(huigu(&at(&one, &["check"])).expect(0).out, "");
    let names: Vec<_> = fs::read_dir(&one).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "the register and what is not sent yet: {names:?}");
    let batches = huigu(&at(&one, &["batches", "--format", "json"])).expect(0).json();
    let batches = batches.as_array().unwrap();
    let of = |wanted: &str| batches.iter().filter(|batch| batch["file"].as_str().unwrap().contains(wanted)).count();
    // Every institution's own files, a batch each.
    assert!(of("loans-2020-2021-") == 25 && of("loan_events-2022-") >= 24 && of("guarantees-") >= 6, "{batches:?}");
    assert!(batches.iter().any(|batch| batch["withdraws"].as_u64().is_some() && batch["restored"].as_u64() > Some(0)));
    let corrected = batches.iter().filter(|batch| batch["corrected"].as_u64() > Some(0)).count();
    assert!(corrected >= 4, "{corrected}");
    let days: Vec<&str> = batches.iter().map(|batch| batch["date"].as_str().unwrap()).collect();
    assert!(days.is_sorted() && days[0] == "2022-01-10" && days[days.len() - 1] > "2023-01-09", "{days:?}");
    // As known on the day of the approval, the year is what was approved.
    let settled = |more: &[&str]| {
        let line = [&["settle", "--year", "2021", "--format", "json"], more].concat();
        huigu(&at(&one, &line)).expect(0).json()["total"].clone()
    };
    let approved = huigu(&at(&one, &["settlements", "--format", "json"])).expect(0).json();
    let day = approved[0]["date"].as_str().unwrap().to_owned();
    let frozen = settled(&["--as-known-at", &day]);
    assert_ne!(frozen, settled(&[]));
    assert_ne!(frozen, settled(&["--as-known-at", "2022-02-10"]), "the wrong file stood for a day");
    let exported = place.path().join("chain");
    huigu(&at(&one, &["audit", "export", "--output", exported.to_str().unwrap()])).expect(0);
    let chain = String::from_utf8_lossy(&fs::read(exported).unwrap()).into_owned();
    for who in ["林晓", "周敏", "anyuan-bank", "zhenhai-policy-guarantee"] {
        assert!(chain.contains(who), "{who}");
    }
    assert!(!chain.contains("tester"), "nobody here did any of it");
}

#[test]
fn what_is_there_already_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let folder = made(place.path(), "sample");
    let before = fs::read(folder.join("register.sqlite3")).unwrap();
    let line = ["demo", "--make-only", "--dir", folder.to_str().unwrap()];
    let refused = huigu(&line).expect(4).err;
    assert!(refused.contains("holds a register already") && refused.contains("huigu serve --demo --data"), "{refused}");
    assert!(huigu_zh(&line).expect(4).err.contains("已有登记库"));
    assert_eq!(fs::read(folder.join("register.sqlite3")).unwrap(), before);
    let other = place.path().join("letters");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("a-letter.txt"), "not ours").unwrap();
    assert!(huigu(&["demo", "--make-only", "--dir", other.to_str().unwrap()]).expect(4).err.contains("not empty"));
    let below = other.join("a-letter.txt").join("below");
    huigu(&["demo", "--make-only", "--dir", below.to_str().unwrap()]).expect(4);
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1, "nothing is left of what failed");
    // A folder that is there and empty will do.
    let empty = place.path().join("empty");
    fs::create_dir(&empty).unwrap();
    huigu(&["demo", "--make-only", "--dir", empty.to_str().unwrap()]).expect(0);
}
