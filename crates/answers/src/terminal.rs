//! Sheets on a terminal: columns aligned where a Han character takes two
//! places, figures to the right, long texts folded.

use huigu_quantity::Lang;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::sheet::{Sheet, Side, View};

/// Sheets as text, one below the other: the title and what stands under it,
/// the table, notes. All but the first are led by two spaces.
#[must_use]
pub fn answer(sheets: &[Sheet], lang: Lang) -> String {
    let mut text = String::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let indent = if at == 0 { "" } else { "  " };
        if at > 0 {
            text.push('\n');
        }
        if !sheet.title.is_empty() {
            push_line(&mut text, "", &harmless(&sheet.title));
        }
        for line in &sheet.about {
            push_line(&mut text, indent, &harmless(line));
        }
        if !sheet.columns.is_empty() {
            if at == 0 && !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&table(sheet, lang, indent));
        }
        for note in &sheet.notes {
            push_line(&mut text, "  ", &harmless(note));
        }
    }
    text
}

/// A sheet's columns and rows as text, each line led by `indent` and ended by
/// a line feed; columns in which nothing stands are left out. Where there is
/// no row, what is said of that.
#[must_use]
pub fn table(sheet: &Sheet, lang: Lang, indent: &str) -> String {
    if sheet.rows.is_empty() && sheet.totals.is_empty() {
        let mut text = String::new();
        push_line(&mut text, indent, &sheet.empty);
        return text;
    }
    let sheet = sheet.clone().seen(View::Terminal).without_empty_columns();
    let cells = |row: &Vec<crate::Cell>| Line::Cells(row.iter().map(|cell| harmless(&cell.shown(lang))).collect());
    let mut lines: Vec<Line> = sheet.rows.iter().map(cells).collect();
    if !sheet.totals.is_empty() {
        lines.push(Line::Rule);
        lines.extend(sheet.totals.iter().map(cells));
    }
    let columns = sheet.columns.into_iter().map(|column| (column.title, column.side)).collect();
    Grid { columns, lines }.text(indent)
}

enum Line {
    Cells(Vec<String>),
    Rule,
}

/// A line's cells; `None` for a rule.
type Shown = Option<Vec<String>>;

/// A table as it is laid out.
struct Grid {
    columns: Vec<(String, Side)>,
    lines: Vec<Line>,
}

const GAP: &str = "  ";
/// Tables are at most so wide, as far as their texts can be folded: what an
/// office's screen shows.
const WIDEST: usize = 120;
/// Texts wider than this are folded, so that a name or a note of a sentence
/// does not push the figures off the screen.
const LONGEST_TEXT: usize = 40;
/// Where a table is too wide its texts are folded to no less than this.
const SHORTEST_TEXT: usize = 20;

impl Grid {
    /// The table as text, each line led by `indent`, ended by a line feed.
    fn text(&self, indent: &str) -> String {
        let (lines, widths) = self.laid_out(WIDEST.saturating_sub(indent.width()));
        let across = "─".repeat(across(&widths).min(WIDEST));
        let titles: Vec<String> = self.columns.iter().map(|(title, _)| title.clone()).collect();
        let mut text = String::new();
        self.write_cells(&mut text, indent, &titles, &widths);
        push_line(&mut text, indent, &across);
        for line in &lines {
            match line {
                Some(cells) => self.write_cells(&mut text, indent, cells, &widths),
                None => push_line(&mut text, indent, &across),
            }
        }
        text
    }

    /// The lines with their texts folded, and how wide each column is then:
    /// no wider together than asked, as far as texts can be folded.
    fn laid_out(&self, widest: usize) -> (Vec<Shown>, Vec<usize>) {
        let mut limits = vec![LONGEST_TEXT; self.columns.len()];
        let laid = |limits: &[usize]| {
            let lines: Vec<Shown> = self.lines.iter().flat_map(|line| self.folded(line, limits)).collect();
            let mut widths: Vec<usize> = self.columns.iter().map(|(title, _)| title.width()).collect();
            for cells in lines.iter().flatten() {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    *width = (*width).max(cell.width());
                }
            }
            (lines, widths)
        };
        let (lines, widths) = laid(&limits);
        if across(&widths) <= widest {
            return (lines, widths);
        }
        limits.clone_from(&widths);
        self.narrow(&mut limits, across(&widths) - widest);
        laid(&limits)
    }

    /// Takes so much away from the columns of texts, each time from the one
    /// where it adds the fewest lines.
    fn narrow(&self, limits: &mut [usize], excess: usize) {
        let cells = |place: usize| {
            self.lines.iter().filter_map(move |line| match line {
                Line::Cells(cells) => cells.get(place),
                Line::Rule => None,
            })
        };
        let least = |place: usize, title: &str| {
            let pieces = cells(place).flat_map(|cell| fold(cell, 1)).map(|piece| piece.width());
            pieces.max().unwrap_or(0).max(title.width()).max(SHORTEST_TEXT)
        };
        let texts: Vec<(usize, usize, Vec<usize>)> = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, (_, side))| *side == Side::Left)
            .map(|(place, (title, _))| (place, least(place, title), cells(place).map(|cell| cell.width()).collect()))
            .collect();
        let height = |widths: &[usize], limit: usize| widths.iter().map(|width| width.div_ceil(limit)).sum::<usize>();
        for _ in 0..excess {
            let foldable = texts.iter().filter(|(place, least, _)| limits[*place] > *least);
            let cost = |(place, _, widths): &&(usize, usize, Vec<usize>)| {
                let limit = limits[*place];
                (height(widths, limit - 1) - height(widths, limit), usize::MAX - limit)
            };
            let Some((place, ..)) = foldable.min_by_key(cost) else { return };
            limits[*place] -= 1;
        }
    }

    /// The line as it is shown: several lines where a text is folded; `None` for a rule.
    fn folded(&self, line: &Line, limits: &[usize]) -> Vec<Shown> {
        let Line::Cells(cells) = line else { return vec![None] };
        let fold_cell = |((cell, (_, side)), limit): ((&String, &(String, Side)), &usize)| match side {
            Side::Left => fold(cell, *limit),
            Side::Right => vec![cell.clone()],
        };
        let cells: Vec<Vec<String>> = cells.iter().zip(&self.columns).zip(limits).map(fold_cell).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(1);
        let at = |place: usize| cells.iter().map(|parts| parts.get(place).cloned().unwrap_or_default()).collect();
        (0..height).map(|place| Some(at(place))).collect()
    }

    fn write_cells(&self, text: &mut String, indent: &str, cells: &[String], widths: &[usize]) {
        let mut line = String::new();
        for (place, (width, (_, side))) in widths.iter().zip(&self.columns).enumerate() {
            let cell = cells.get(place).map_or("", String::as_str);
            if place > 0 {
                line.push_str(GAP);
            }
            let padding = " ".repeat(width.saturating_sub(cell.width()));
            match side {
                Side::Left => {
                    line.push_str(cell);
                    line.push_str(&padding);
                }
                Side::Right => {
                    line.push_str(&padding);
                    line.push_str(cell);
                }
            }
        }
        push_line(text, indent, line.trim_end());
    }
}

/// How wide columns are together.
fn across(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1)
}

/// The text in parts of at most this width, broken at spaces and between Han
/// characters; a longer word stays whole, and no part begins with the end of a clause.
fn fold(text: &str, longest: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.width() > longest {
        let Some(end) = fold_at(rest, longest) else { break };
        parts.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    parts.push(rest.to_owned());
    parts
}

/// Where the text is best broken: the last place within the width, else the first.
fn fold_at(text: &str, longest: usize) -> Option<usize> {
    let is_wide = |c: char| c.width() == Some(2);
    let ends_clause = |c: char| "，。；：、）”》！？".contains(c);
    let (mut best, mut width, mut before) = (None, 0, None);
    for (at, c) in text.char_indices() {
        let between = before.is_some_and(|before| before == ' ' || is_wide(before) || is_wide(c));
        if between && c != ' ' && !ends_clause(c) && before.is_none_or(|before| !"（“《".contains(before)) {
            if width > longest && best.is_some() {
                break;
            }
            best = Some(at);
        }
        width += c.width().unwrap_or(0);
        before = Some(c);
    }
    best
}

fn push_line(text: &mut String, indent: &str, line: &str) {
    if !line.is_empty() {
        text.push_str(indent);
        text.push_str(line);
    }
    text.push('\n');
}

/// The text without control characters: what an institution writes into a
/// name must not steer the reader's terminal.
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Column;

    /// A table of texts as it is shown.
    fn shown(columns: &[(&str, Side)], rows: &[&[&str]], totals: &[&[&str]], indent: &str) -> String {
        let columns = columns.iter().map(|(title, side)| match side {
            Side::Left => Column::left("", *title),
            Side::Right => Column::right("", *title),
        });
        let mut sheet = Sheet::new("t", "", columns.collect());
        rows.iter().for_each(|row| sheet.row(row.iter().map(|text| (*text).into()).collect()));
        totals.iter().for_each(|row| sheet.total(row.iter().map(|text| (*text).into()).collect()));
        table(&sheet, Lang::En, indent)
    }

    #[test]
    fn han_characters_take_two_places() {
        let rows: [&[&str]; 2] = [&["宁波银行", "1.00"], &["bank", "1,000.00"]];
        let text = shown(&[("机构", Side::Left), ("金额", Side::Right)], &rows, &[], "  ");
        assert_eq!(text, "  机构          金额\n  ──────────────────\n  宁波银行      1.00\n  bank      1,000.00\n");
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        assert_eq!(harmless("银行\u{1b}[2J\n"), "银行\u{FFFD}[2J\u{FFFD}");
    }

    #[test]
    fn long_texts_are_folded() {
        assert_eq!(fold("short", 8), ["short"]);
        assert_eq!(fold("loans to private enterprises", 12), ["loans to", "private", "enterprises"]);
        assert_eq!(fold("民营、小微和普惠贷款", 9), ["民营、小", "微和普惠", "贷款"]);
        assert_eq!(fold("甲乙丙丁。戊", 8), ["甲乙丙", "丁。戊"], "no part begins with a full stop");
        assert_eq!(fold("averyverylongid-0001 b", 8), ["averyverylongid-0001", "b"]);
        let row: &[&str] = &["loans to private enterprises, of all enterprise loans", "1.00"];
        let text = shown(&[("a", Side::Left), ("b", Side::Right)], &[row], &[], "");
        let rows: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(rows, ["loans to private enterprises, of all  1.00", "enterprise loans"]);
    }

    #[test]
    fn a_table_is_no_wider_than_a_screen() {
        let text = "a note of some words ".repeat(6);
        let columns = [("name", Side::Left), ("sum", Side::Right), ("note", Side::Left), ("cause", Side::Left)];
        let row: &[&str] = &["an-id-that-cannot-be-broken-anywhere-at-all-0001", "1,000.00", &text, &text];
        for indent in ["", "  "] {
            let shown = shown(&columns, &[row], &[], indent);
            assert!(shown.lines().all(|line| line.width() <= WIDEST), "{shown}");
            assert!(shown.lines().any(|line| line.width() > WIDEST - 12), "no narrower than need be:\n{shown}");
            assert_eq!(shown.matches("words").count(), 12);
        }
        // What cannot be folded stays whole.
        let id = "x".repeat(150);
        assert!(shown(&[("id", Side::Left), ("note", Side::Left)], &[&[&id, "a note"]], &[], "").contains(&id));
    }

    #[test]
    fn empty_columns_go_and_sums_stand_under_a_line() {
        let columns = [("a", Side::Left), ("b", Side::Left), ("c", Side::Left)];
        assert_eq!(shown(&columns, &[&["1", "", "3"]], &[&["4"]], ""), "a  c\n────\n1  3\n────\n4\n");
    }

    #[test]
    fn sheets_stand_one_below_the_other() {
        let sheet = |title: &str| {
            let mut sheet = Sheet::new("t", title, vec![Column::left("a", "a")]);
            sheet.row(vec!["1".into()]);
            sheet
        };
        let mut first = sheet("First");
        first.about.push("of what".to_owned());
        let mut second = sheet("Second");
        second.notes.push("a note".to_owned());
        let third = Sheet::new("t", "Third", vec![Column::left("a", "a")]).or_empty("none");
        let text = answer(&[first, second, third], Lang::En);
        let wanted = "First\nof what\n\na\n─\n1\n\nSecond\n  a\n  ─\n  1\n  a note\n\nThird\n  none\n";
        assert_eq!(text, wanted);
    }
}
