//! A mistake in a plan's text: where it stands, what is wrong, what to do;
//! and the report that gathers all of them, not only the first.

use std::cell::{Cell, RefCell};
use std::fmt;

use huigu_quantity::Lang;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::rules::Text;

/// One mistake a person made in a plan's files or in a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The file; `--set` for a setting.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line, and under it the place marked with carets.
    pub excerpt: String,
    /// What is wrong.
    pub what: Text,
    /// What to do about it.
    pub remedy: Text,
}

impl Mistake {
    /// The mistake in one language, as a compiler would print it.
    #[must_use]
    pub fn render(&self, lang: Lang) -> String {
        let (word, help) = match lang {
            Lang::Zh => ("错误：", "改法："),
            Lang::En => ("error: ", "remedy: "),
        };
        let (what, remedy) = (self.what.get(lang), self.remedy.get(lang));
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let mut lines = self.excerpt.lines();
        let (line, carets) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
        format!(
            "{word}{what}\n{gutter}--> {}:{}:{}\n{gutter} |\n{number} | {line}\n{gutter} | {carets}\n{gutter} = {help}{remedy}",
            self.file, self.line, self.column
        )
    }
}

/// In English, as logs and tests have it.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Lang::En))
    }
}

/// A text handed in, by its name.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub name: String,
    pub text: String,
}

/// A run of bytes of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct At {
    pub file: usize,
    pub from: usize,
    pub to: usize,
}

/// Gathers mistakes while a plan is read.
#[derive(Debug)]
pub(crate) struct Report<'s> {
    sources: &'s [Source],
    found: RefCell<Vec<(At, Text, Text)>>,
    /// Where everything is told, while a setting is read: inside its value
    /// there is nothing more exact to point at.
    pinned: Cell<Option<At>>,
}

impl<'s> Report<'s> {
    pub fn on(sources: &'s [Source]) -> Self {
        Self { sources, found: RefCell::default(), pinned: Cell::new(None) }
    }

    pub fn pin(&self, at: At) {
        self.pinned.set(Some(at));
    }

    pub fn add(&self, at: At, what: Text, remedy: Text) {
        self.found.borrow_mut().push((self.pinned.get().unwrap_or(at), what, remedy));
    }

    pub fn is_empty(&self) -> bool {
        self.found.borrow().is_empty()
    }

    /// All mistakes in the order of files and places, each once.
    pub fn into_mistakes(self) -> Vec<Mistake> {
        let mut found = self.found.into_inner();
        found.sort_by(|a, b| (a.0, &a.1.en).cmp(&(b.0, &b.1.en)));
        found.dedup();
        found.into_iter().map(|(at, what, remedy)| mistake(&self.sources[at.file], at, what, remedy)).collect()
    }
}

/// Places a mistake in its source; spans out of range are cut to the text.
pub(crate) fn mistake(source: &Source, at: At, what: Text, remedy: Text) -> Mistake {
    let text = source.text.as_str();
    let from = text.floor_char_boundary(at.from);
    let to = text.floor_char_boundary(at.to.max(from));
    let start = text[..from].rfind('\n').map_or(0, |place| place + 1);
    let end = text[start..].find('\n').map_or(text.len(), |place| start + place);
    let line = text[start..end].trim_end_matches('\r');
    let (from, to) = (from.min(start + line.len()), to.min(start + line.len()));
    // Tabs would put the carets astray.
    let shown: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let before: usize = text[start..from].chars().map(|c| c.width().unwrap_or(1)).sum();
    let carets = text[from..to.max(from)].width().max(1);
    Mistake {
        file: source.name.clone(),
        line: text[..start].matches('\n').count() + 1,
        column: text[start..from].chars().count() + 1,
        excerpt: format!("{shown}\n{}{}", " ".repeat(before), "^".repeat(carets)),
        what,
        remedy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_at_the_place_below_wide_characters() {
        let source = Source { name: "a.toml".to_owned(), text: "x = 1\n名 = \"二\" oops\r\n".to_owned() };
        let from = source.text.find("oops").unwrap();
        let at = At { file: 0, from, to: from + 4 };
        let got = mistake(&source, at, Text::of("错", "wrong"), Text::of("改", "mend"));
        assert_eq!((got.line, got.column), (2, 9));
        let want = "error: wrong\n --> a.toml:2:9\n  |\n2 | 名 = \"二\" oops\n  |           ^^^^\n  = remedy: mend";
        assert_eq!(got.render(Lang::En), want);
        assert!(got.render(Lang::Zh).starts_with("错误：错\n"));
    }

    #[test]
    fn a_place_past_the_end_is_cut() {
        let source = Source { name: "a".to_owned(), text: "中".to_owned() };
        let got = mistake(&source, At { file: 0, from: 2, to: 99 }, Text::default(), Text::default());
        assert_eq!((got.line, got.column), (1, 1));
    }
}
