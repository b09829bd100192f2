//! Pages of a Parquet column, each looked at before it is decoded.
//!
//! The decoder reserves memory by counts that a page claims, so that a page of
//! a few bytes could ask for all there is. Here a page that claims more than
//! its bytes can hold is damage of the file.

use parquet::basic::Encoding;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

/// More values than this in one page of lengths are not believed: pages hold
/// about a megabyte, and lengths of equal texts take next to no bytes.
const LENGTHS_AT_MOST: u64 = 1 << 24;

/// A column's pages, looked at as they pass.
pub(crate) struct Pages {
    pages: Box<dyn PageReader>,
    optional: bool,
}

impl Pages {
    /// The pages of a flat column, which may hold no value in a row if `optional`.
    pub(crate) fn of(pages: Box<dyn PageReader>, optional: bool) -> Box<dyn PageReader> {
        Box::new(Self { pages, optional })
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        match self.pages.get_next_page()? {
            Some(page) if !is_held(&page, self.optional) => {
                Err(ParquetError::General("a page claims more values than its bytes can hold".to_owned()))
            }
            page => Ok(page),
        }
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.pages.at_record_boundary()
    }
}

/// Whether the page's bytes can hold what the decoder reserves for it.
fn is_held(page: &Page, optional: bool) -> bool {
    let values = match page {
        // Every value of a dictionary takes a byte at least.
        Page::DictionaryPage { buf, num_values, .. } => return *num_values as usize <= buf.len(),
        Page::DataPage { buf, num_values, def_level_encoding, .. } => {
            after_levels(buf, *num_values, *def_level_encoding, optional)
        }
        Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, .. } => (*def_levels_byte_len as usize)
            .checked_add(*rep_levels_byte_len as usize)
            .and_then(|levels| buf.get(levels..)),
    };
    match page.encoding() {
        Encoding::DELTA_LENGTH_BYTE_ARRAY => values.and_then(after_deltas).is_some(),
        // Lengths of what is shared with the text before, then of the rest.
        Encoding::DELTA_BYTE_ARRAY => values.and_then(after_deltas).and_then(after_deltas).is_some(),
        _ => true,
    }
}

/// The values of a page in the older form, behind the levels that say which rows have one.
fn after_levels(page: &[u8], values: u32, levels: Encoding, optional: bool) -> Option<&[u8]> {
    if !optional {
        return Some(page);
    }
    if levels != Encoding::RLE {
        // One bit a row.
        return page.get((values as usize).div_ceil(8)..);
    }
    let (length, rest) = page.split_first_chunk::<4>()?;
    rest.get(usize::try_from(u32::from_le_bytes(*length)).ok()?..)
}

/// What follows a run of numbers stored as differences; `None` when the run
/// claims too many or ends before it should.
fn after_deltas(bytes: &[u8]) -> Option<&[u8]> {
    let (block, rest) = number(bytes)?;
    let (parts, rest) = number(rest)?;
    let (count, rest) = number(rest)?;
    let (_first, mut rest) = number(rest)?;
    if parts == 0 || count > LENGTHS_AT_MOST {
        return None;
    }
    let in_part = block / parts;
    let mut left = count.saturating_sub(1);
    while left > 0 {
        let (_least, after) = number(rest)?;
        let (widths, after) = after.split_at_checked(usize::try_from(parts).ok()?)?;
        rest = after;
        for width in widths {
            if left == 0 {
                // The widths behind the last number may say anything.
                break;
            }
            let held = u64::from(*width).checked_mul(in_part)? / 8;
            rest = rest.get(usize::try_from(held).ok()?..)?;
            left = left.saturating_sub(in_part);
        }
    }
    Some(rest)
}

/// A number of seven bits a byte, the lowest first, and what follows it.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (place, byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[place + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary(bytes: &'static [u8], num_values: u32) -> Page {
        Page::DictionaryPage { buf: bytes.into(), num_values, encoding: Encoding::PLAIN, is_sorted: false }
    }

    fn data(bytes: &[u8], encoding: Encoding) -> Page {
        let buf = bytes.to_vec().into();
        let def_level_encoding = Encoding::RLE;
        Page::DataPage {
            buf,
            num_values: 1,
            encoding,
            def_level_encoding,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        }
    }

    #[test]
    fn a_dictionary_holds_no_more_values_than_bytes() {
        assert!(is_held(&dictionary(b"\x01\0\0\0a", 1), false));
        assert!(is_held(&dictionary(b"", 0), false));
        assert!(!is_held(&dictionary(b"\x01\0\0\0a", 6), false));
        assert!(!is_held(&dictionary(b"\x01\0\0\0a", u32::MAX), false));
    }

    #[test]
    fn a_page_of_lengths_claims_what_it_holds() {
        // Blocks of 128 in 4 parts; 2 numbers, the first 1; one block, one width of 8 bits, 32 bytes.
        let two = [&[0x80, 0x01, 4, 2, 2, 0, 8, 0, 0, 0][..], &[0; 32]].concat();
        assert_eq!(after_deltas(&two), Some(&[][..]));
        assert_eq!(after_deltas(&two[..41]), None);
        // One number alone has no block.
        let one = [0x80, 0x01, 4, 1, 2];
        assert_eq!(after_deltas(&one), Some(&[][..]));
        // 2^24 + 1 numbers without a bit each.
        let many = [0x80, 0x01, 4, 0x81, 0x80, 0x80, 0x08, 2];
        assert_eq!(after_deltas(&many), None);
        for encoding in [Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY] {
            assert!(!is_held(&data(&many, encoding), false));
            assert!(is_held(&data(&[one, one].concat(), encoding), false));
            // The same behind levels of two bytes.
            let behind_levels = |values: &[u8]| data(&[&[2, 0, 0, 0, 2, 1], values].concat(), encoding);
            assert!(!is_held(&behind_levels(&many), true));
            assert!(is_held(&behind_levels(&[one, one].concat()), true));
        }
        // The second run of lengths is looked at, too.
        assert!(!is_held(&data(&[&one[..], &many].concat(), Encoding::DELTA_BYTE_ARRAY), false));
    }
}
