//! Every mistake a person can make, told at its place: `mistakes.txt` holds,
//! case by case, an edit of a small good plan and all that is then told.
//! Review by eye, write anew with `HUIGU_BLESS=1 cargo test -p huigu-plan`.

use huigu_plan::{Mistake, Plan};
use huigu_quantity::Lang;

use crate::plans::differences::kept;
use crate::{folder, load};

const SMALL: &str = "crates/plan/tests/plans/small";

/// One case: its title, and edits (file, what goes, what comes).
struct Case {
    title: String,
    edits: Vec<(String, String, String)>,
}

/// Reads `=== title`, `@ file`, `- line`, `+ line`; lines of answers are left aside.
fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            cases.push(Case { title: title.to_owned(), edits: Vec::new() });
        } else if let Some(file) = line.strip_prefix("@ ") {
            cases.last_mut().unwrap().edits.push((file.to_owned(), String::new(), String::new()));
        } else if let Some(gone) = line.strip_prefix("- ") {
            let edit = cases.last_mut().unwrap().edits.last_mut().unwrap();
            edit.1 += &format!("{gone}\n");
        } else if let Some(come) = line.strip_prefix("+ ") {
            let edit = cases.last_mut().unwrap().edits.last_mut().unwrap();
            edit.2 += &format!("{come}\n");
        }
    }
    cases
}

impl Case {
    fn files(&self) -> Vec<(String, String)> {
        let mut files = folder(SMALL);
        for (name, gone, come) in &self.edits {
            let Some((_, text)) = files.iter_mut().find(|(known, _)| known == name) else {
                files.push((name.clone(), come.clone()));
                continue;
            };
            if gone.is_empty() {
                // Nothing goes: what comes stands at the end.
                text.push_str(come);
            } else {
                assert_eq!(text.matches(gone.as_str()).count(), 1, "{}: {gone} stands once", self.title);
                *text = text.replacen(gone.as_str(), come, 1);
            }
        }
        files.retain(|(_, text)| text != "(gone)\n");
        files
    }

    fn told(&self) -> String {
        let told = match Plan::from_files(&self.files()) {
            Ok(_) => "> nothing\n".to_owned(),
            Err(mistakes) => mistakes.iter().map(answer).collect(),
        };
        let mut out = format!("=== {}\n", self.title);
        for (file, gone, come) in &self.edits {
            out += &format!("@ {file}\n");
            out.extend(gone.lines().map(|line| format!("- {line}\n")));
            out.extend(come.lines().map(|line| format!("+ {line}\n")));
        }
        out + &told + "\n"
    }
}

fn answer(mistake: &Mistake) -> String {
    let Mistake { file, line, column, what, remedy, .. } = mistake;
    format!("> {file}:{line}:{column}: {} | {}\n", what.en, remedy.en)
}

#[test]
fn the_small_plan_is_good() {
    load(&folder(SMALL));
}

#[test]
fn every_mistake_is_told_at_its_place() {
    let path = format!("{}/tests/plans/mistakes.txt", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let cases = cases(&text);
    assert!(cases.len() > 60, "{} cases", cases.len());
    let told: String = cases.iter().map(Case::told).collect();
    kept("mistakes.txt", &told);
    assert!(!told.contains("> nothing"), "every case is a mistake");
}

#[test]
fn a_mistake_reads_like_a_compilers_message() {
    let mut files = folder(SMALL);
    files[0].1 = files[0].1.replace("rate = \"2%\"", "rate = \"2\" # 补助");
    let mistakes = Plan::from_files(&files).unwrap_err();
    let want = "\
错误：“2”缺少单位
  --> 1-loans.toml:49:8
   |
49 | rate = \"2\" # 补助
   |        ^^^
   = 改法：例如写成 \"2%\"，未定的写 \"unset\"";
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].render(Lang::Zh), want);
}
