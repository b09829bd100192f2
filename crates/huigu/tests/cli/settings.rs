//! Settings: each from the flag, the environment, the file or the table, what
//! is wrong in the file, and what nobody is shown.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::desk::{Ran, at, books, change, huigu, huigu_set, huigu_zh, over, second_plan};

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const OTHER_KEY: &str = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";

/// A value of each setting for each source: as a flag or in the environment
/// it is written, and what is then shown; in the file, as TOML.
struct Sample {
    name: &'static str,
    flag: (&'static str, Shown),
    variable: (&'static str, Shown),
    file: (&'static str, Shown),
}

#[derive(Clone, Copy)]
enum Shown {
    Text(&'static str),
    Number(u64),
    Switch(bool),
}

impl Shown {
    fn json(self) -> Value {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => number.into(),
            Self::Switch(on) => on.into(),
        }
    }
}

use Shown::{Number, Switch, Text};

/// A sample of a setting that is a text alike everywhere.
const fn text(
    name: &'static str,
    flag: &'static str,
    variable: &'static str,
    toml: &'static str,
    shown: &'static str,
) -> Sample {
    Sample { name, flag: (flag, Text(flag)), variable: (variable, Text(variable)), file: (toml, Text(shown)) }
}

const SAMPLES: &[Sample] = &[
    text("data", "a", "b", "\"/c\"", "/c"),
    Sample {
        name: "database",
        flag: ("postgres://u:hush@a/d", Text("postgres://u@a/d")),
        variable: ("postgresql:///d?host=b&password=hush", Text("postgresql:///d?host=b")),
        file: ("\"postgres://u:hush@c/d\"", Text("postgres://u@c/d")),
    },
    Sample {
        name: "person-key",
        flag: ("", Text("")),
        variable: (KEY, Text("set")),
        file: ("\"ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100\"", Text("set")),
    },
    text("columns", "a", "b", "'/c'", "/c"),
    Sample { name: "columns-from", flag: ("", Text("")), variable: ("5", Number(5)), file: ("6_000", Number(6000)) },
    text("plan", "a", "b", "\"/c\"", "/c"),
    text("lang", "en", "zh", "\"en\"", "en"),
    text("who", "", "张三", "", ""),
    text("listen", "127.0.0.1:1", "127.0.0.1:2", "\"[::1]:3\"", "[::1]:3"),
    text("tls-cert", "a", "b", "\"/c\"", "/c"),
    text("tls-key", "a", "b", "\"/c\"", "/c"),
    Sample {
        name: "behind-tls",
        flag: ("", Switch(true)),
        variable: ("0", Switch(false)),
        file: ("true", Switch(true)),
    },
    Sample { name: "demo", flag: ("", Switch(true)), variable: ("TRUE", Switch(true)), file: ("false", Switch(false)) },
    text("office", "甲", "乙", "\"丙\"", "丙"),
    Sample { name: "api-rate", flag: ("7", Number(7)), variable: ("8", Number(8)), file: ("9", Number(9)) },
    text("log", "debug", "warn", "\"huigu_portal=trace\"", "huigu_portal=trace"),
];

fn listed(ran: &Ran) -> Vec<Value> {
    ran.json()["settings"].as_array().unwrap().clone()
}

fn one(ran: &Ran, name: &str) -> Value {
    listed(ran).into_iter().find(|line| line["name"] == name).unwrap()
}

fn written(folder: &Path, text: &str) -> PathBuf {
    let file = folder.join("huigu.toml");
    fs::write(&file, text).unwrap();
    file
}

#[test]
fn each_setting_is_what_the_nearest_source_says() {
    let folder = tempfile::tempdir().unwrap();
    let table = listed(&huigu(&["config", "--format", "json"]));
    assert_eq!(table.len(), SAMPLES.len(), "a sample for each setting");
    for (line, sample) in table.iter().zip(SAMPLES) {
        assert_eq!(line["name"], sample.name);
        let (in_file, has_flag) = (line["in_file"].as_bool().unwrap(), line["flag"].is_string());
        let lines = if in_file { format!("# one\n\n{} = {}\n", sample.name, sample.file.0) } else { String::new() };
        let file = written(folder.path(), &lines);
        let flag = format!("--{}", sample.name);
        let flags = match (has_flag, sample.flag.0) {
            (false, _) => vec![],
            (true, "") => vec![flag.as_str()],
            (true, value) => vec![flag.as_str(), value],
        };
        let variables = [(line["variable"].as_str().unwrap(), sample.variable.0)];
        let ask = |variables: &[(&str, &str)], file: Option<&Path>, flags: &[&str]| {
            let words = [&["config", "--format", "json"], flags].concat();
            let ran = huigu_set(variables, file, &words).expect(0);
            for stream in [&ran.out, &ran.err] {
                for secret in ["hush", KEY, OTHER_KEY] {
                    assert!(!stream.contains(secret), "{} is shown: {stream}", sample.name);
                }
            }
            one(&ran, sample.name)
        };
        let holds = |found: &Value, from: &str, shown: Shown| {
            assert_eq!((&found["from"], &found["value"]), (&Value::from(from), &shown.json()), "{}", sample.name);
        };
        if has_flag {
            holds(&ask(&variables, Some(&file), &flags), "flag", sample.flag.1);
        }
        holds(&ask(&variables, Some(&file), &[]), "environment", sample.variable.1);
        if in_file {
            let found = ask(&[], Some(&file), &[]);
            holds(&found, "file", sample.file.1);
            assert_eq!(found["line"], 3);
            assert_eq!(ask(&[(variables[0].0, "")], Some(&file), &[])["from"], "file", "empty is not set");
        }
        assert_eq!(ask(&[], None, &[])["from"], "default", "{}", sample.name);
        // The table tells the same, and no more.
        let told = huigu_set(&variables, Some(&file), &["config"]).expect(0);
        assert!(
            told.out.contains(variables[0].0) && !told.out.contains("hush") && !told.out.contains(KEY),
            "{}",
            told.out
        );
    }
}

#[test]
fn whoever_names_a_folder_nearer_unsays_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "database = \"postgres://far/away\"\n");
    let places = |variables: &[(&str, &str)], flags: &[&str]| {
        let ran = huigu_set(variables, Some(&file), &[&["config", "--format", "json"], flags].concat()).expect(0);
        ["data", "database"].map(|name| one(&ran, name)["value"].as_str().map(str::to_owned))
    };
    let url = Some("postgres://far/away".to_owned());
    assert_eq!(places(&[], &[]), [None, url.clone()]);
    assert_eq!(places(&[("HUIGU_DATA", "here")], &[]), [Some("here".to_owned()), None]);
    assert_eq!(places(&[("HUIGU_DATA", "here")], &["--database", "postgres://far/away"]), [None, url]);
    assert_eq!(places(&[("HUIGU_DATABASE", "postgres://b/c")], &["--data", "here"]), [Some("here".to_owned()), None]);
    let both = [("HUIGU_DATA", "here"), ("HUIGU_DATABASE", "postgres://b/c")];
    let refused = huigu_set(&[&both[..], &[("HUIGU_LANG", "en")]].concat(), None, &["config"]).expect(2);
    assert!(refused.err.contains("HUIGU_DATABASE: name data or database, not both"), "{}", refused.err);
}

#[test]
fn commands_follow_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register");
    huigu(&at(&register, &["import", books().to_str().unwrap()])).expect(0);
    // A path that is not whole is taken from the folder of the file.
    let file = written(folder.path(), "data = \"register\"\nlang = \"zh\"\n");
    assert!(huigu_set(&[("LANG", "en_GB")], Some(&file), &["settlements"]).expect(0).out.contains("还没有核定"));
    let named = ["settlements", "--config", file.to_str().unwrap()];
    assert!(huigu_set(&[("HUIGU_LANG", "en")], None, &named).expect(0).out.contains("nothing approved"));
    let by_variable = [("HUIGU_CONFIG", file.to_str().unwrap()), ("HUIGU_LANG", "en")];
    huigu_set(&by_variable, None, &["settlements"]).expect(0);
    huigu_set(&[("HUIGU_DATA", register.to_str().unwrap())], None, &["settlements"]).expect(0);
    huigu_set(&[("HUIGU_DATA", "no-such-folder")], Some(&file), &["settlements"]).expect(4);
    // The flag goes first.
    huigu_set(&[("HUIGU_DATA", "no-such-folder")], None, &at(&register, &["settlements"])).expect(0);

    let plan = second_plan();
    let file = written(folder.path(), &format!("plan = {:?}\noffice = \"云湾\"\n", plan.to_str().unwrap()));
    let english = [("HUIGU_LANG", "en")];
    let shown = huigu_set(&english, Some(&file), &["plan", "check"]).expect(0).out;
    assert!(shown.contains("yunwan"), "{shown}");
    huigu_set(&english, Some(&file), &["plan", "check", "--plan", "no-such-folder"]).expect(4);
    let workbook = |file: Option<&Path>, name: &str| {
        let path = folder.path().join(name);
        let words = ["settle", "--year", "2021", "--format", "xlsx", "--output", path.to_str().unwrap()];
        huigu_set(&english, file, &over(&books(), &words)).expect(0);
        fs::read(path).unwrap().len()
    };
    let with_office = written(folder.path(), "office = \"An office whose name is nowhere else\"\n");
    assert!(workbook(Some(&with_office), "one.xlsx") > workbook(None, "two.xlsx"), "the office is printed");
}

/// A file that says this, checked: its faults, a line each.
fn faults(text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), text);
    let ran = huigu_set(&[("HUIGU_LANG", "en")], Some(&file), &["config", "--check"]).expect(1);
    // Whatever is asked, nothing is done by half-understood settings.
    let refused = huigu_set(&[("HUIGU_LANG", "en")], Some(&file), &over(&books(), &["settle", "--year", "2021"]));
    assert_eq!((refused.expect(3).out.as_str(), ran.err.as_str()), ("", ""));
    let place = format!("{}:", file.display());
    ran.out.lines().map(|line| line.strip_prefix(&place).unwrap_or(line).to_owned()).collect()
}

#[test]
fn faults_of_the_file_name_their_place_and_the_way_out() {
    let told = faults(
        "# 设置\nlisten = 8080\n\n  ofice = \"甲\"\napi-rate = 0\ndemo = \"true\"\nlang = \"fr\"\n[serve]\nlog = \"info\"\n",
    );
    let expected = [
        "2:10: 8080 is no value for `listen`: write address and port, such as 127.0.0.1:8080, as a text in quotes",
        "4:3: there is no setting `ofice`; there are data, ",
        "5:12: 0 is no value for `api-rate`: write a whole number from 1 to 4294967295",
        "6:8: \"true\" is no value for `demo`: write true or false, without quotes",
        "7:8: \"fr\" is no value for `lang`: write zh or en, as a text in quotes",
        "8:2: there is no setting `serve`",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}\n{expected}");
    }
    assert!(faults("who = \"me\"\n")[0].starts_with("1:1: `who` is of a person"));
    assert!(
        faults("data = \"a\"\ndatabase = \"postgres://a/b\"\n")[0].starts_with("2:1: name data or database, not both")
    );
    assert!(faults("office = 甲\n")[0].starts_with("1:10: this is no TOML"));
    assert!(faults("log = \"info\"\nlog = \"info\"\n")[0].starts_with("2:1: this is no TOML"));
    assert!(faults("log = \"a=b=c=d\"\n")[0].contains("levels such as"));
    assert!(faults(&"# much\n".repeat(200_000))[0].contains("too long"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("huigu.toml");
    fs::write(&file, b"office = \"\xbc\xd7\"\n").unwrap();
    let told = huigu_set(&[("HUIGU_LANG", "en")], Some(&file), &["config", "--check"]).expect(1).out;
    assert!(told.contains(":1:11: this is not UTF-8"), "{told}");
}

#[test]
fn what_may_be_secret_is_told_nowhere() {
    for text in [
        "person-key = \"hush\"\n",
        "person-key = 8888\n",
        "database = \"mysql://u:hush@h/d\"\n",
        "database = [\"hush\"]\n",
    ] {
        let told = faults(text).join("\n");
        assert!(told.starts_with("1:") && !told.contains("hush") && !told.contains("8888"), "{told}");
    }
    for (variable, value) in [("HUIGU_PERSON_KEY", "hush"), ("HUIGU_DATABASE", "hush://u:hush@h/d")] {
        let refused = huigu_set(&[(variable, value), ("HUIGU_LANG", "en")], None, &["config"]).expect(2);
        assert!(refused.err.contains(variable) && !refused.err.contains("hush"), "{}", refused.err);
    }
}

#[cfg(unix)]
#[test]
fn a_secret_everybody_may_read_is_told_of() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let english = [("HUIGU_LANG", "en")];
    let file = written(folder.path(), &format!("log = \"info\"\nperson-key = \"{KEY}\"\n"));
    let set = |mode: u32| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    set(0o644);
    let told = huigu_set(&english, Some(&file), &["config", "--check"]).expect(1).out;
    assert!(told.contains(":2: `person-key` holds a secret and everybody may read the file"), "{told}");
    assert!(huigu_set(&english, Some(&file), &["config"]).expect(0).err.contains("chmod 640"));
    set(0o640);
    assert!(huigu_set(&english, Some(&file), &["config", "--check"]).expect(0).out.contains("has no mistakes"));
    change(&file, "person-key", "# person-key");
    set(0o644);
    huigu_set(&english, Some(&file), &["config", "--check"]).expect(0);
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let missing = ["config", "--config", "no-such-file.toml"];
    assert!(huigu(&missing).expect(4).err.contains("no-such-file.toml"));
    huigu(&["config", "--check", "--config=no-such-file.toml"]).expect(4);
    huigu_set(&[("HUIGU_CONFIG", "no-such-file.toml")], None, &["settlements"]).expect(4);
    // At its usual place it need not be.
    let nowhere = Path::new("no-such-folder/huigu.toml");
    let ran = huigu_set(&[("HUIGU_LANG", "en")], Some(nowhere), &["config", "--check"]).expect(0);
    assert_eq!(ran.out, "no file of settings\n");
    // Help is for whoever is lost.
    huigu(&["serve", "--help", "--config", "no-such-file.toml"]).expect(0);
}

#[test]
fn a_wrong_value_in_the_environment_is_refused_by_its_name() {
    for (variable, value, expected) in [
        ("HUIGU_LANG", "fr", "zh 或 en"),
        ("HUIGU_COLUMNS_FROM", "many", "0 至"),
        ("HUIGU_LISTEN", "8080", "127.0.0.1:8080"),
        ("HUIGU_DEMO", "perhaps", "true 或 false"),
        ("HUIGU_API_RATE", "0", "1 至 4294967295"),
    ] {
        let refused = huigu_set(&[(variable, value)], None, &["settlements"]).expect(2).err;
        assert!(refused.contains(variable) && refused.contains(value) && refused.contains(expected), "{refused}");
    }
}

#[test]
fn a_half_of_tls_or_two_of_it_is_refused() {
    let serve = |words: &[&str]| huigu(&[&["serve"], words].concat()).expect(2).err;
    assert!(serve(&["--tls-cert", "a.pem"]).contains("go together"));
    assert!(serve(&["--tls-key", "a.pem"]).contains("go together"));
    assert!(serve(&["--tls-key", "a.pem", "--tls-cert", "a.pem", "--behind-tls"]).contains("exclude each other"));
    // Halves from two places make a whole.
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "tls-key = \"key.pem\"\n");
    let refused = huigu_set(&[("HUIGU_LANG", "en")], Some(&file), &["serve", "--tls-cert", "no-such.pem"]).expect(4);
    assert!(refused.err.contains("no-such.pem"), "{}", refused.err);
}

/// The page's table, from what `huigu config` tells in both languages.
fn page_table() -> String {
    let words = ["config", "--format", "json"];
    let (zh, en) = (listed(&huigu_zh(&words)), listed(&huigu(&words)));
    let mut text = String::from(
        "\n| setting | environment | flag | default | what it is | 说明 | 缺省 |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for (zh, en) in zh.iter().zip(&en) {
        let said = |line: &Value, name: &str| line[name].as_str().unwrap_or("-").to_owned();
        let flag = en["flag"].as_str().map_or("-".to_owned(), |flag| format!("`{flag}`"));
        let name = if en["in_file"] == true {
            said(en, "name")
        } else {
            format!("{} (not in the file 不入文件)", said(en, "name"))
        };
        let secret = if en["secret"] == true { " (secret 秘密)" } else { "" };
        text.push_str(&format!(
            "| {name}{secret} | `{}` | {flag} | {} | {} | {} | {} |\n",
            said(en, "variable"),
            said(en, "default"),
            said(en, "meaning"),
            said(zh, "meaning"),
            said(zh, "default")
        ));
    }
    text.push('\n');
    text
}

#[test]
fn the_page_of_settings_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/SETTINGS.md");
    let page = fs::read_to_string(&path).unwrap();
    let begin = page.find("-->\n").unwrap() + "-->\n".len();
    let end = page.find("<!-- settings: end -->").unwrap();
    let fresh = format!("{}{}{}", &page[..begin], page_table(), &page[end..]);
    if std::env::var_os("HUIGU_WRITE_PAGES").is_some() {
        fs::write(&path, fresh).unwrap();
        return;
    }
    assert!(page == fresh, "docs/SETTINGS.md is stale: HUIGU_WRITE_PAGES=1 cargo test -p huigu --test cli page");
}

#[test]
fn the_file_that_is_shipped_says_what_the_table_says() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging/huigu.toml");
    let text = fs::read_to_string(&shipped).unwrap();
    let folder = tempfile::tempdir().unwrap();
    huigu_set(&[], Some(&written(folder.path(), &text)), &["config", "--check"]).expect(0);
    // Every setting it may hold is in it, if only as a comment that would be taken.
    let given: String = text
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| rest.contains(" = ")).unwrap_or(line))
        .map(|line| format!("{line}\n"))
        .collect();
    for line in listed(&huigu(&["config", "--format", "json"])) {
        if line["in_file"] == false {
            continue;
        }
        let name = line["name"].as_str().unwrap();
        let own: String = given
            .lines()
            .filter(|line| line.starts_with(&format!("{name} = ")))
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(own.lines().count(), 1, "{name}");
        let file = written(folder.path(), &own);
        let ran = huigu_set(&[], Some(&file), &["config", "--format", "json"]).expect(0);
        assert!(["file", "default"].contains(&one(&ran, name)["from"].as_str().unwrap()), "{own}");
    }
}

#[test]
fn settings_are_read_in_one_place() {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&source, &mut files);
    let variables: Vec<String> = listed(&huigu(&["config", "--format", "json"]))
        .iter()
        .map(|line| format!("\"{}\"", line["variable"].as_str().unwrap()))
        .collect();
    let mut seen = 0;
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let named = variables.iter().filter(|variable| text.contains(variable.as_str())).count();
        seen += named;
        assert!(named == 0 || file.ends_with("settings/table.rs"), "{} reads a setting by itself", file.display());
    }
    assert_eq!(seen, variables.len());
}
