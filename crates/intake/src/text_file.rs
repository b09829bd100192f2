//! Comma-separated files: their encoding, and their rows.

use std::borrow::Cow;

use encoding_rs::GB18030;

use crate::cell::{Cells, HeldRow};
use crate::header::SEARCHED_ROWS;
use crate::lines::{Fields, Lines};
use crate::table::Table;
use huigu_facts::Code;

/// The text of a file: UTF-8 with or without byte order mark, else GB18030
/// (which holds GBK and GB2312); `None` when it is neither.
pub fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
    }
}

/// The first rows, among which the header is, with their numbers.
pub(crate) fn first_rows(text: &str) -> Vec<(u32, HeldRow)> {
    let mut lines = Lines::new(text);
    let mut fields = Fields::default();
    let mut rows = Vec::with_capacity(SEARCHED_ROWS);
    while rows.len() < SEARCHED_ROWS
        && let Some(line) = lines.next(&mut fields)
    {
        rows.push((line.number, lines.cells(&fields).hold()));
    }
    rows
}

/// Reads the rows after the header, which is the row at `header` among the
/// first.
pub(crate) fn read(text: &str, header: usize, table: &mut Table<'_>) {
    let mut lines = Lines::new(text);
    let mut fields = Fields::default();
    for _ in 0..=header {
        lines.next(&mut fields);
    }
    while let Some(line) = lines.next(&mut fields) {
        if line.open_quote {
            table.refuse(line.number, Code::OpenQuote, line.raw);
        } else {
            table.row(line.number, &lines.cells(&fields));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_encodings_give_one_text() {
        let text = "贷款机构,借据编号\r\n";
        let (gbk, ..) = GB18030.encode(text);
        let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &with_mark, &gbk] {
            assert_eq!(decoded(bytes).as_deref(), Some(text));
        }
        assert_eq!(decoded(b"\xff\xfea\x00"), None);
        assert_eq!(decoded(b""), Some(Cow::Borrowed("")));
    }
}
