//! Comma-separated rows of a text, split in place: every field is a slice of
//! the text (but for doubled quotation marks), every row knows its line and
//! the text it was written as.
//!
//! RFC 4180, taken leniently: lines end with LF, CRLF or CR; a quotation mark
//! inside an unquoted field stands for itself; text after a closing mark
//! belongs to the field.

use crate::cell::{Cell, Cells};

/// Where a field's text lies.
#[derive(Debug, Clone, Copy)]
enum Span {
    /// In the file's text.
    Whole(usize, usize),
    /// In the row's own text, because marks had to be taken out.
    Own(usize, usize),
}

/// The fields of one row, reused from row to row.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    spans: Vec<Span>,
    own: String,
}

/// A row's place: line of its first character (from 1) and the text it was
/// written as, without the line's end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'t> {
    /// Line number.
    pub(crate) number: u32,
    /// As written.
    pub(crate) raw: &'t str,
    /// Whether a quotation mark was never closed.
    pub(crate) open_quote: bool,
}

/// The rows of a text, one after the other.
#[derive(Debug, Clone)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

/// Fields together with the text they lie in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineCells<'t, 'f> {
    text: &'t str,
    fields: &'f Fields,
}

impl<'t> Lines<'t> {
    /// The rows of a text.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// Reads the next row's fields; `None` at the end of the text.
    #[inline]
    pub(crate) fn next(&mut self, fields: &mut Fields) -> Option<Line<'t>> {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        fields.spans.clear();
        fields.own.clear();
        let (start, number) = (self.at, self.line);
        let mut open_quote = false;
        let mut at = start;
        let mut field = start;
        loop {
            match bytes.get(at) {
                Some(b'"') if at == field => {
                    at = self.quoted(at, fields, &mut open_quote);
                    field = at + 1;
                    if bytes.get(at) == Some(&b',') {
                        at += 1;
                        continue;
                    }
                    break;
                }
                Some(b',') => {
                    fields.spans.push(Span::Whole(field, at));
                    at += 1;
                    field = at;
                }
                Some(b'\n' | b'\r') | None => {
                    fields.spans.push(Span::Whole(field, at));
                    break;
                }
                Some(_) => at += 1,
            }
        }
        let raw = &self.text[start..at];
        self.at = self.end_of_line(at);
        Some(Line { number, raw, open_quote })
    }

    /// Steps over a line's end and counts it.
    fn end_of_line(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let after = match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => at + 2,
            (Some(_), _) => at + 1,
            (None, _) => at,
        };
        self.line = self.line.saturating_add(1);
        after
    }

    /// Reads a field that begins with a quotation mark at `open`; gives the
    /// place of the comma or line's end after it.
    fn quoted(&mut self, open: usize, fields: &mut Fields, open_quote: &mut bool) -> usize {
        let bytes = self.text.as_bytes();
        let own = fields.own.len();
        let mut from = open + 1;
        let mut at = from;
        let mut inside = true;
        loop {
            match bytes.get(at) {
                None => {
                    *open_quote |= inside;
                    break;
                }
                Some(b'"') if inside && bytes.get(at + 1) == Some(&b'"') => {
                    fields.own.push_str(&self.text[from..=at]);
                    at += 2;
                    from = at;
                }
                Some(b'"') if inside => {
                    fields.own.push_str(&self.text[from..at]);
                    inside = false;
                    at += 1;
                    from = at;
                }
                Some(b',' | b'\r' | b'\n') if !inside => break,
                Some(byte) => {
                    self.line = self.line.saturating_add(u32::from(*byte == b'\n'));
                    at += 1;
                }
            }
        }
        fields.own.push_str(&self.text[from..at]);
        fields.spans.push(Span::Own(own, fields.own.len()));
        at
    }

    /// The fields just read.
    pub(crate) fn cells<'f>(&self, fields: &'f Fields) -> LineCells<'t, 'f> {
        LineCells { text: self.text, fields }
    }
}

impl LineCells<'_, '_> {
    /// A field's text as written, quotation marks aside.
    #[inline]
    pub(crate) fn text(&self, position: usize) -> &str {
        match self.fields.spans.get(position) {
            Some(Span::Whole(from, to)) => &self.text[*from..*to],
            Some(Span::Own(from, to)) => &self.fields.own[*from..*to],
            None => "",
        }
    }
}

impl Cells for LineCells<'_, '_> {
    #[inline]
    fn count(&self) -> usize {
        self.fields.spans.len()
    }

    #[inline]
    fn cell(&self, position: usize) -> Cell<'_> {
        Cell::Text(self.text(position))
    }
}

/// A cell as a field of a comma-separated row, in quotation marks if it needs them.
pub(crate) fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>, String)> {
        let mut lines = Lines::new(text);
        let mut fields = Fields::default();
        let mut rows = Vec::new();
        while let Some(line) = lines.next(&mut fields) {
            let cells = lines.cells(&fields);
            let texts = (0..cells.count()).map(|i| cells.text(i).to_owned()).collect();
            rows.push((line.number, texts, line.raw.to_owned()));
        }
        rows
    }

    fn check(text: &str, expected: &[(u32, &[&str])]) {
        let rows = rows(text);
        let found: Vec<_> = rows.iter().map(|(n, cells, _)| (*n, cells.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(u32, Vec<&str>)> = expected.iter().map(|(n, cells)| (*n, cells.to_vec())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn splits_fields_and_counts_lines() {
        check("", &[]);
        check("a,b\nc,d\n", &[(1, &["a", "b"]), (2, &["c", "d"])]);
        check("a,b\r\n\r\nc,d", &[(1, &["a", "b"]), (2, &[""]), (3, &["c", "d"])]);
        check("a\rb\r", &[(1, &["a"]), (2, &["b"])]);
        check(",\n", &[(1, &["", ""])]);
        check("贷款,本金\n", &[(1, &["贷款", "本金"])]);
    }

    #[test]
    fn marks_protect_commas_lines_and_marks() {
        check("\"a,b\",c\n", &[(1, &["a,b", "c"])]);
        check("\"a\nb\",\"\"\nc\n", &[(1, &["a\nb", ""]), (3, &["c"])]);
        check("\"say \"\"yes\"\"\",1\n", &[(1, &["say \"yes\"", "1"])]);
        check("5\" pipe,1\n", &[(1, &["5\" pipe", "1"])]);
        check("\"a\"b,c\n", &[(1, &["ab", "c"])]);
        check("x,\"a\"", &[(1, &["x", "a"])]);
        check("\"a\",", &[(1, &["a", ""])]);
        check("\"a\"\r\nb", &[(1, &["a"]), (2, &["b"])]);
    }

    #[test]
    fn an_open_mark_is_told() {
        let mut lines = Lines::new("a\n\"b,c\nd\n");
        let mut fields = Fields::default();
        assert_eq!(lines.next(&mut fields).map(|line| line.open_quote), Some(false));
        let line = lines.next(&mut fields).expect("a row");
        assert!(line.open_quote);
        assert_eq!((line.number, line.raw), (2, "\"b,c\nd\n"));
        assert!(lines.next(&mut fields).is_none());
    }

    #[test]
    fn rows_keep_the_text_they_were_written_as() {
        let raw: Vec<_> = rows("\"a\"\"\",1\r\nb ,2\n").into_iter().map(|(.., raw)| raw).collect();
        assert_eq!(raw, ["\"a\"\"\",1", "b ,2"]);
    }

    #[test]
    fn fields_written_are_read_back() {
        let texts = ["", "plain", "a,b", "say \"x\"", "two\nlines", "中文，全角"];
        let line: Vec<_> = texts.iter().map(|text| field(text)).collect();
        check(&line.join(","), &[(1, &texts)]);
    }
}
