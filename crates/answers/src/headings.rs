//! Clauses by number, and how the headings of an official text match them.

use huigu_plan::{Belongs, Official, Plan, Section};
use huigu_quantity::Lang;

use crate::cell::{Cell, Link};
use crate::sheet::{Fill, Sheet, View};
use crate::texts::{official, plan, word};

const NUMERALS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A whole number up to 99 in Chinese numerals.
fn numeral(number: u32) -> Option<String> {
    let digit = |number: u32| NUMERALS.get(number as usize).copied().unwrap_or_default();
    match number {
        0..=9 => Some(digit(number).to_owned()),
        10..=99 => {
            let tens = if number < 20 { "" } else { digit(number / 10) };
            let ones = if number.is_multiple_of(10) { "" } else { digit(number % 10) };
            Some([tens, "十", ones].concat())
        }
        _ => None,
    }
}

/// A clause's number as a notice writes it: `3.1` is 三（一）.
#[must_use]
pub fn clause_number(lang: Lang, id: &str) -> String {
    if lang == Lang::En {
        return id.to_owned();
    }
    let parts: Option<Vec<String>> = id.split('.').map(|part| part.parse().ok().and_then(numeral)).collect();
    match parts.as_deref() {
        Some([chapter]) => chapter.clone(),
        Some([chapter, section]) => format!("{chapter}（{section}）"),
        _ => id.to_owned(),
    }
}

/// Which headings belong to which clauses, and the clauses without one.
#[must_use]
pub fn matched(text: &Official, of: &Plan, lang: Lang) -> Sheet {
    let sections = text.sections.iter().map(|section| (section.number.as_str(), Some(section)));
    let all: Vec<(&str, Option<&Section>)> =
        sections.chain(text.missing.iter().map(|id| (id.as_str(), None))).collect();
    let clause = |id: &str| of.clauses().iter().find(|clause| clause.id == id);
    let title =
        |id: &str| clause(id).map(|clause| Cell::text(clause.title.get(lang)).to(Link::Clause(clause.id.clone())));
    Fill::new("places", lang.t(official::HEADINGS_AND_CLAUSES), &all)
        .left("clause", lang.t(word::CLAUSE), |(number, _)| *number)
        .seen(View::BUT_PAGES)
        .left("number", lang.t(word::ID), |(number, _)| clause_number(lang, number))
        .seen(View::PAGES)
        .left("heading", lang.t(official::HEADING), |(_, section)| section.map(|section| section.title().0))
        .left("title", lang.t(plan::CLAUSES), |(number, section)| match section.map(|section| &section.belongs) {
            Some(Belongs::PartOf(id)) => title(id),
            Some(Belongs::Chapter | Belongs::Nowhere) => None,
            Some(Belongs::Clause) | None => title(number),
        })
        .seen(View::PAGES)
        .left("belongs", lang.t(official::MATCH), |(_, section)| match section.map(|section| &section.belongs) {
            Some(Belongs::Clause) => lang.t(official::OF_CLAUSE).to_owned(),
            Some(Belongs::PartOf(clause)) => lang.say(official::PartOf { clause }),
            Some(Belongs::Chapter) => lang.t(official::CHAPTER).to_owned(),
            Some(Belongs::Nowhere) => lang.t(official::NOT_IN_PLAN).to_owned(),
            None => lang.t(official::NOT_IN_TEXT).to_owned(),
        })
        .sheet()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_numbered_as_each_language_does() {
        assert_eq!(clause_number(Lang::Zh, "3.1"), "三（一）");
        assert_eq!(clause_number(Lang::Zh, "2"), "二");
        assert_eq!(clause_number(Lang::Zh, "12.20"), "十二（二十）");
        assert_eq!(clause_number(Lang::En, "3.1"), "3.1");
        assert_eq!(clause_number(Lang::Zh, "annex-a"), "annex-a");
    }
}
