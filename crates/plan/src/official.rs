//! The official text of a notice, set beside the clauses of the plan that
//! restates it: cut by its headings, each part with the clause it belongs to.
//!
//! Headings are those of official documents (GB/T 9704-2012, 7.3.3), and a
//! clause's id is the path of their numbers: `3.1` is （一） under 三、. Nothing
//! of the text is changed or lost but blank lines, spaces around lines and the
//! numbers of pages.

mod heading;
mod tail;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use heading::{Style, heading};
use schemars::JsonSchema;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::Clause;

/// Most bytes of an official text: a notice has some tens of thousands.
pub const MOST_BYTES: usize = 2 << 20;

/// An official text, cut by its headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Official {
    /// What stands before the first heading: title, addressees, preamble.
    pub before: Vec<String>,
    /// What stands under headings, in the text's order.
    pub sections: Vec<Section>,
    /// What stands after the last: closing sentence, signature, annexes.
    pub after: Vec<String>,
    /// Clauses of the plan for which the text has no heading.
    pub missing: Vec<String>,
}

/// A heading, and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema)]
#[schemars(inline)]
pub struct Section {
    /// The path of its numbers: `3.1`.
    #[schemars(example = "3.2")]
    pub number: String,
    /// Where it belongs; the clause, in JSON.
    #[schemars(rename = "clause", with = "Option<String>")]
    pub belongs: Belongs,
    /// The heading's line, whole: the text may go on in it.
    #[schemars(example = "(2) Products")]
    pub heading: String,
    /// The paragraphs below.
    pub paragraphs: Vec<String>,
}

impl Serialize for Section {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut section = serializer.serialize_struct("Section", 4)?;
        section.serialize_field("number", &self.number)?;
        section.serialize_field("clause", &self.clause())?;
        section.serialize_field("heading", &self.heading)?;
        section.serialize_field("paragraphs", &self.paragraphs)?;
        section.end()
    }
}

/// Where a section belongs in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Belongs {
    /// To the clause of its number.
    Clause,
    /// To the clause above it, as the plan has none of its number.
    PartOf(String),
    /// To the clauses below it, as their chapter.
    Chapter,
    /// Nowhere: the plan restates nothing of it.
    Nowhere,
}

/// Why a text cannot be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unattachable {
    /// It has too many bytes.
    TooLarge {
        /// How many.
        bytes: usize,
    },
    /// It is no plain text.
    NotText,
    /// None of its headings has the number of a clause.
    NoClause {
        /// How many headings it has.
        headings: usize,
    },
}

impl std::error::Error for Unattachable {}

huigu_quantity::texts_of! {
    Unattachable in lang;
    NotText = "文件不是纯文本。请在文字处理软件中另存为纯文本（.txt，编码 UTF-8 或 GB18030）后再附。", "the file is no plain text. Save it as plain text (.txt, in UTF-8 or GB18030) and attach that.";
    NoClause { headings } = "文本中有 {headings} 个标题，没有一个与方案的条款编号相符。标题应独占行首，按公文层次写作“一、”“（一）”“1.”“（1）”；请核对是否选错文件或方案。", "the text has {headings} headings, and none has the number of a clause. Headings begin their line, as official documents number them (一、 （一） 1. （1）). Check that it is the right file, and the right plan.";
    => {
        Self::TooLarge { bytes } => {
            let most = MOST_BYTES >> 20;
            lang.pick(
                format!("正式文本有 {bytes} 字节，至多 {most} MiB。请只留通知正文，不带图片和附表。"),
                format!("the official text has {bytes} bytes; at most {most} MiB are taken. Keep the notice itself, without pictures and tables."),
            )
        }
    }
}

/// Headings that follow each other upwards, from one 一、 to the next.
#[derive(Default)]
struct Run {
    /// Where it begins among the lines.
    from: usize,
    /// Each heading's line, and the path of its numbers.
    headings: Vec<(usize, String)>,
}

impl Official {
    /// Cuts a text by its headings.
    ///
    /// # Errors
    /// [`Unattachable`].
    pub fn read(text: &str, clauses: &[Clause]) -> Result<Self, Unattachable> {
        if text.len() > MOST_BYTES {
            return Err(Unattachable::TooLarge { bytes: text.len() });
        }
        if text.chars().any(|c| c.is_control() && !is_break(c) && c != '\t') {
            return Err(Unattachable::NotText);
        }
        let lines = lines(text);
        let deepest = clauses.iter().map(|clause| clause.id.split('.').count()).max().unwrap_or(0);
        let runs = runs(&lines, deepest);
        let headings = runs.iter().map(|run| run.headings.len()).sum();
        let is_clause = |number: &str| clauses.iter().any(|clause| clause.id == number);
        let matched = |run: &Run| run.headings.iter().filter(|(_, number)| is_clause(number)).count();
        // A table of contents and annexes have headings too; the last of the best is meant.
        let best = (0..runs.len()).max_by_key(|at| (matched(&runs[*at]), runs[*at].headings.len()));
        let Some((at, run)) = best.map(|at| (at, &runs[at])).filter(|(_, run)| matched(run) > 0) else {
            return Err(Unattachable::NoClause { headings });
        };
        let end = runs.get(at + 1).map_or(lines.len(), |next| next.from);
        Ok(Self::cut(&lines, run, end, clauses))
    }

    fn cut(lines: &[&str], run: &Run, end: usize, clauses: &[Clause]) -> Self {
        let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let last = run.headings.last().map_or(run.from, |(line, _)| *line);
        let close = last + 1 + tail::begins(&lines[last + 1..end]);
        let ends = run.headings.iter().skip(1).map(|(line, _)| *line).chain([close]);
        let sections = run.headings.iter().zip(ends).map(|((line, number), end)| Section {
            number: number.clone(),
            belongs: belongs(number, clauses),
            heading: lines[*line].to_owned(),
            paragraphs: owned(&lines[line + 1..end]),
        });
        let has = |id: &str| run.headings.iter().any(|(_, number)| number == id);
        Self {
            before: owned(&lines[..run.from]),
            sections: sections.collect(),
            after: owned(&lines[close..]),
            missing: clauses.iter().map(|clause| &clause.id).filter(|id| !has(id)).cloned().collect(),
        }
    }

    /// The sections of a clause: its own with their parts, after the chapter
    /// that begins with it.
    pub fn of<'o>(&'o self, clause: &'o str) -> impl Iterator<Item = &'o Section> {
        let own = move |at: usize| self.sections[at].clause() == Some(clause);
        let opens = move |at: usize| {
            let next = (at..self.sections.len()).find(|at| self.sections[*at].belongs != Belongs::Chapter);
            self.sections[at].belongs == Belongs::Chapter && next.is_some_and(own)
        };
        (0..self.sections.len()).filter(move |at| own(*at) || opens(*at)).map(|at| &self.sections[at])
    }

    /// The bytes of all its lines.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let sections = self.sections.iter().flat_map(|one| std::iter::once(&one.heading).chain(&one.paragraphs));
        self.before.iter().chain(sections).chain(&self.after).map(String::len).sum()
    }

    /// Sections the plan restates nothing of.
    pub fn apart(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().filter(|section| section.belongs == Belongs::Nowhere)
    }
}

impl Section {
    /// The clause it belongs to, if it belongs to one.
    #[must_use]
    pub fn clause(&self) -> Option<&str> {
        match &self.belongs {
            Belongs::Clause => Some(&self.number),
            Belongs::PartOf(of) => Some(of),
            Belongs::Chapter | Belongs::Nowhere => None,
        }
    }

    /// The heading, and what goes on in its line: `（一）标题。` and the rest.
    #[must_use]
    pub fn title(&self) -> (&str, &str) {
        let end = self.heading.find('。').map_or(self.heading.len(), |at| at + '。'.len_utf8());
        let (title, rest) = self.heading.split_at(end);
        if rest.is_empty() { (self.heading.as_str(), "") } else { (title, rest) }
    }
}

fn belongs(number: &str, clauses: &[Clause]) -> Belongs {
    let is_clause = |id: &str| clauses.iter().any(|clause| clause.id == id);
    if is_clause(number) {
        return Belongs::Clause;
    }
    let above = std::iter::successors(number.rsplit_once('.'), |(above, _)| above.rsplit_once('.'));
    if let Some((of, _)) = above.into_iter().find(|(above, _)| is_clause(above)) {
        return Belongs::PartOf(of.to_owned());
    }
    let is_above = |id: &str| id.strip_prefix(number).is_some_and(|rest| rest.starts_with('.'));
    if clauses.iter().any(|clause| is_above(&clause.id)) { Belongs::Chapter } else { Belongs::Nowhere }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The lines that say something, without the spaces around them.
fn lines(text: &str) -> Vec<&str> {
    let trimmed = text.split(is_break).map(|line| line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'));
    trimmed.filter(|line| !line.is_empty() && !tail::is_page_number(line)).collect()
}

/// The headings of the lines, no deeper than the plan's clauses go.
fn runs(lines: &[&str], deepest: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut path: Vec<(Style, u32)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((style, number)) = heading(line) else { continue };
        let depth = path.iter().position(|(above, _)| *above >= style).unwrap_or(path.len());
        let before = path.get(depth).copied();
        if depth == 0 {
            // 一、 after 九、, or another kind of number: something else begins.
            if before.is_none_or(|(kind, last)| kind != style || number <= last) {
                runs.push(Run { from: at, headings: Vec::new() });
            }
        } else if depth >= deepest || before.is_some_and(|(_, last)| number <= last) {
            // An enumeration within a paragraph's own lines, not a heading.
            continue;
        }
        path.truncate(depth);
        path.push((style, number));
        if let Some(run) = runs.last_mut() {
            let mut numbers = String::new();
            for (place, (_, number)) in path.iter().enumerate() {
                // Writing to a string cannot fail.
                let _ = write!(numbers, "{}{number}", if place > 0 { "." } else { "" });
            }
            run.headings.push((at, numbers));
        }
    }
    runs
}
