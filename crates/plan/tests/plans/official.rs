//! An invented notice beside the invented plan: every line has its place.

use huigu_plan::{Belongs, Official, Section};

use crate::{both, invented};

fn notice() -> String {
    let path = format!("{}/../../testdata/official/yunwan-2023.txt", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_notice_is_cut_where_its_clauses_begin() {
    let plan = invented();
    let official = Official::read(&notice(), plan.clauses()).unwrap();
    let told = |section: &Section| match &section.belongs {
        Belongs::Clause => section.number.clone(),
        Belongs::PartOf(of) => format!("{} -> {of}", section.number),
        Belongs::Chapter => format!("{}: chapter", section.number),
        Belongs::Nowhere => format!("{}: apart", section.number),
    };
    let places: Vec<String> = official.sections.iter().map(told).collect();
    let expected =
        ["1", "2: chapter", "2.1", "2.2", "2.3: apart", "3", "4: chapter", "4.1", "5: apart", "10: chapter", "10.1"];
    assert_eq!(places, expected);
    assert_eq!(official.missing, Vec::<String>::new());
    assert_eq!(official.apart().map(|section| section.number.as_str()).collect::<Vec<_>>(), ["2.3", "5"]);

    let lenders = &official.sections[2];
    assert_eq!(lenders.title(), ("（一）贷款机构奖补。", "向小微企业新发放信用贷款的，按当年日均余额给予补助。"));
    assert_eq!(lenders.paragraphs.len(), 3, "with its enumeration");
    assert_eq!(official.before.len(), 6, "title, addressees and preamble");
    let after: Vec<&str> = official.after.iter().map(String::as_str).collect();
    assert!(after[0].starts_with("本方案自") && after[1].starts_with("附件："), "{after:?}");
    assert_eq!(after.last(), Some(&"二、各银行：走访"), "the annex has headings of its own");

    let guarantees: Vec<&str> = official.of("4.1").map(|section| section.number.as_str()).collect();
    assert_eq!(guarantees, ["4", "4.1"], "a chapter opens with its first clause");
    assert_eq!(official.of("2.2").count(), 1, "and with no other");
}

#[test]
fn what_the_notice_lacks_is_told() {
    let plan = invented();
    let without = notice().replace("（二）海湾贷与数智贷。", "海湾贷与数智贷。").replace("三、资本市场奖励", "");
    let official = Official::read(&without, plan.clauses()).unwrap();
    assert_eq!(official.missing, ["2.2", "3"]);
}

#[test]
fn nothing_of_a_text_is_lost_for_either_plan() {
    for plan in both() {
        let official = Official::read(&notice(), plan.clauses()).unwrap();
        let sections = official.sections.iter().flat_map(|one| std::iter::once(&one.heading).chain(&one.paragraphs));
        let kept: Vec<&String> = official.before.iter().chain(sections).chain(&official.after).collect();
        let text = notice();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "— 2 —");
        assert!(lines.eq(kept.into_iter().map(String::as_str)), "{}", plan.id());
    }
}
