//! Official texts of any kind.

use proptest::prelude::*;

use super::heading::written;
use super::{Belongs, MOST_BYTES, Official, Unattachable};
use crate::{Clause, Text};

fn clauses(ids: &[&str]) -> Vec<Clause> {
    let clause = |id: &&str| Clause {
        id: (*id).to_owned(),
        title: Text::same(*id),
        says: Text::default(),
        units: Vec::new(),
        no_effect: Vec::new(),
        file: String::new(),
    };
    ids.iter().map(clause).collect()
}

/// Numbers and places of a text's sections.
fn places(text: &str, ids: &[&str]) -> Vec<String> {
    let official = Official::read(text, &clauses(ids)).unwrap();
    official
        .sections
        .iter()
        .map(|one| match &one.belongs {
            Belongs::Clause => one.number.clone(),
            Belongs::PartOf(of) => format!("{}<{of}", one.number),
            Belongs::Chapter => format!("{}*", one.number),
            Belongs::Nowhere => format!("{}?", one.number),
        })
        .collect()
}

#[test]
fn headings_are_found_however_they_are_typed() {
    let ids = ["1", "2.1", "2.2", "11.1", "23"];
    let plain = "一、甲\n二、乙\n（一）丙。文\n（二）丁\n十一、戊\n（一）己\n二十三、庚\n";
    let expected = ["1", "2*", "2.1", "2.2", "11*", "11.1", "23"];
    assert_eq!(places(plain, &ids), expected);
    let typed = "\u{feff}  一、甲\r\n\r\n\u{3000}\u{3000}二、乙\r\n (一) 丙。文\r( 二 )丁\u{2028}十一 、戊\n（一）己\n二十三､庚";
    assert_eq!(places(typed, &ids), expected);
    assert_eq!(places("二、乙\n1.丙\n２．丁\n十一、戊\n1、己", &ids), ["2*", "2.1", "2.2", "11*", "11.1"]);
}

#[test]
fn a_lower_section_belongs_to_the_clause_above_it() {
    assert_eq!(places("一、甲\n（一）乙\n（二）丙\n二、丁", &["1", "1.2", "2"]), ["1", "1.1<1", "1.2", "2"]);
    // No deeper than the plan goes.
    assert_eq!(places("一、甲\n（一）乙\n（二）丙\n二、丁", &["1", "2"]), ["1", "2"]);
    assert_eq!(places("一、甲\n（一）乙\n1.丙\n（1）丁", &["1.1.1.1", "1.1.1"]), ["1*", "1.1*", "1.1.1", "1.1.1.1"]);
}

#[test]
fn a_table_of_contents_and_an_annex_are_not_the_text() {
    let text = "目录\n一、甲\n二、乙\n方案\n一、甲\n文\n二、乙\n（一）丙\n附件1\n一、表";
    let official = Official::read(text, &clauses(&["1", "2.1"])).unwrap();
    assert_eq!(official.before, ["目录", "一、甲", "二、乙", "方案"]);
    assert_eq!(official.sections.len(), 3);
    assert_eq!(official.after, ["附件1", "一、表"]);
}

#[test]
fn what_cannot_be_attached_is_refused_by_name() {
    let ids = clauses(&["3.1"]);
    let read = |text: &str| Official::read(text, &ids).unwrap_err();
    assert_eq!(read(""), Unattachable::NoClause { headings: 0 });
    assert_eq!(read("一、甲\n（一）乙"), Unattachable::NoClause { headings: 2 });
    assert_eq!(read("PK\u{3}\u{4}"), Unattachable::NotText);
    assert_eq!(read("三、甲\n（一）乙\0"), Unattachable::NotText);
    let large = "三、甲\n（一）乙\n".to_owned() + &"文".repeat(MOST_BYTES / 3);
    assert_eq!(read(&large), Unattachable::TooLarge { bytes: large.len() });
    for lang in [huigu_quantity::Lang::Zh, huigu_quantity::Lang::En] {
        assert!(lang.say(read("")).contains('0'));
    }
}

/// A plan's ids in order, with or without clauses for whole chapters, and the
/// text of a notice with just these headings.
fn any_notice() -> impl Strategy<Value = (Vec<String>, String)> {
    let chapter = (1_u32..4, 0_u32..4, proptest::collection::vec("[甲乙丙]{0,4}", 0..3));
    proptest::collection::vec(chapter, 1..12).prop_map(|chapters| {
        let (mut ids, mut text, mut at) = (Vec::new(), String::from("题\n序文\n"), 0);
        for (step, parts, lines) in chapters {
            at += step;
            text += &format!("{}、章\n{}\n", written(at), lines.join("\n"));
            for part in 1..=parts {
                text += &format!("　（{}）节。{}\n", written(part), lines.join("\r\n"));
                ids.push(format!("{at}.{part}"));
            }
            if parts == 0 {
                ids.push(at.to_string());
            }
        }
        (ids, text)
    })
}

proptest! {
    #[test]
    fn every_clause_has_its_section_and_every_line_its_place((ids, text) in any_notice()) {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let official = Official::read(&text, &clauses(&ids)).unwrap();
        prop_assert_eq!(&official.missing, &Vec::<String>::new());
        prop_assert_eq!(official.apart().count(), 0);
        for id in &ids {
            prop_assert!(official.of(id).any(|section| section.number == *id));
        }
        // Each section stands with one clause, and all of them with some.
        let shown: usize = ids.iter().map(|id| official.of(id).count()).sum();
        prop_assert_eq!(shown, official.sections.len());
        prop_assert_eq!(&official.before, &["题", "序文"]);
        let sections = official.sections.iter().flat_map(|one| std::iter::once(&one.heading).chain(&one.paragraphs));
        let kept: Vec<&str> =
            official.before.iter().chain(sections).chain(&official.after).map(String::as_str).collect();
        let lines: Vec<&str> =
            text.split(['\n', '\r']).map(|line| line.trim_matches('　')).filter(|line| !line.is_empty()).collect();
        prop_assert_eq!(kept, lines);
    }

    #[test]
    fn no_text_breaks_it(text in "([一二三十（）()、.．1１\n 附件本自起施行年月日]|\\PC){0,200}") {
        if let Ok(official) = Official::read(&text, &clauses(&["1", "2.1", "3", "10.1"])) {
            prop_assert!(official.sections.iter().any(|section| section.belongs == Belongs::Clause));
        }
    }
}
