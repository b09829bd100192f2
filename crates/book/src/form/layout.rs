//! Where the sections of a form stand in its bytes.

use bytes::Bytes;

use super::error::{FormError, VERSION};
use crate::column::{Column, Value};
use crate::names::{Names, Texts};

/// What a form begins with.
const MAGIC: &[u8; 16] = b"HUIGU-BOOK-FORM\n";
/// Reads otherwise where the bytes of numbers stand in another order.
const ORDER: u32 = 0x0102_0304;
/// Sections begin at multiples of it.
const ALIGNMENT: usize = 64;
const HEADER: usize = 64;
const ENTRY: usize = 48;
const NAME: usize = 24;

/// One section to be written.
pub(super) struct Piece<'b> {
    name: &'static str,
    width: usize,
    bytes: &'b [u8],
}

impl<'b> Piece<'b> {
    pub(super) fn new(name: &'static str, width: usize, bytes: &'b [u8]) -> Self {
        Self { name, width, bytes }
    }
}

/// A part of a book that is one or more sections.
pub(super) trait Section {
    /// Its sections as they lie in memory.
    fn put<'b>(&'b self, name: &'static str, pieces: &mut Vec<Piece<'b>>);
    /// Takes its sections out of a form.
    fn take(&mut self, name: &'static str, form: &mut Sections) -> Result<(), FormError>;
}

impl<T: Value> Section for Column<T> {
    fn put<'b>(&'b self, name: &'static str, pieces: &mut Vec<Piece<'b>>) {
        pieces.push(Piece::new(name, size_of::<T>(), self.as_raw()));
    }

    fn take(&mut self, name: &'static str, form: &mut Sections) -> Result<(), FormError> {
        let bytes = form.next(name, size_of::<T>())?;
        *self =
            Self::shared(bytes).ok_or(FormError::Section { name, wrong: "its length is no multiple of its width" })?;
        Ok(())
    }
}

impl Section for Texts {
    fn put<'b>(&'b self, name: &'static str, pieces: &mut Vec<Piece<'b>>) {
        self.bytes.put(name, pieces);
        self.ends.put(name, pieces);
    }

    fn take(&mut self, name: &'static str, form: &mut Sections) -> Result<(), FormError> {
        self.bytes.take(name, form)?;
        self.ends.take(name, form)
    }
}

impl Section for Names {
    fn put<'b>(&'b self, name: &'static str, pieces: &mut Vec<Piece<'b>>) {
        self.texts.put(name, pieces);
    }

    fn take(&mut self, name: &'static str, form: &mut Sections) -> Result<(), FormError> {
        self.texts.take(name, form)
    }
}

fn aligned(length: usize) -> usize {
    length.div_ceil(ALIGNMENT).saturating_mul(ALIGNMENT)
}

/// Writes the sections in their order; answers how many bytes.
pub(super) fn write<E>(pieces: &[Piece<'_>], out: &mut dyn FnMut(&[u8]) -> Result<(), E>) -> Result<u64, E> {
    const ZEROS: [u8; ALIGNMENT] = [0; ALIGNMENT];
    let mut at = aligned(HEADER + ENTRY * pieces.len());
    let begin = at;
    let mut table = Vec::with_capacity(begin);
    for piece in pieces {
        let mut name = [0; NAME];
        name[..piece.name.len()].copy_from_slice(piece.name.as_bytes());
        table.extend_from_slice(&name);
        table.extend_from_slice(&(piece.width as u32).to_ne_bytes());
        table.extend_from_slice(&[0; 4]);
        table.extend_from_slice(&(at as u64).to_ne_bytes());
        table.extend_from_slice(&(piece.bytes.len() as u64).to_ne_bytes());
        at = aligned(at + piece.bytes.len());
    }
    let mut header = Vec::with_capacity(begin);
    header.extend_from_slice(MAGIC);
    for number in [VERSION, ORDER, pieces.len() as u32, 0] {
        header.extend_from_slice(&number.to_ne_bytes());
    }
    header.extend_from_slice(&(at as u64).to_ne_bytes());
    header.resize(HEADER, 0);
    header.extend_from_slice(&table);
    header.resize(begin, 0);
    out(&header)?;
    for piece in pieces {
        out(piece.bytes)?;
        out(&ZEROS[..aligned(piece.bytes.len()) - piece.bytes.len()])?;
    }
    Ok(at as u64)
}

/// The sections of a form, handed out in their order.
pub(super) struct Sections {
    bytes: Bytes,
    next: usize,
    count: usize,
    /// Where the next section begins.
    at: usize,
}

impl Sections {
    pub(super) fn new(bytes: Bytes) -> Result<Self, FormError> {
        if bytes.get(..MAGIC.len()) != Some(MAGIC) {
            return Err(FormError::NotAForm);
        }
        let number = |at: usize| number(&bytes, at).ok_or(FormError::CutOff);
        if number(20)? != ORDER {
            return Err(FormError::ByteOrder);
        }
        match number(16)? {
            VERSION => {}
            found => return Err(FormError::Version { found }),
        }
        let count = number(24)? as usize;
        let length = long(&bytes, 32).ok_or(FormError::CutOff)?;
        if length != bytes.len() as u64 {
            return Err(FormError::CutOff);
        }
        let table = ENTRY.checked_mul(count).and_then(|table| table.checked_add(HEADER));
        let Some(table) = table.filter(|&table| aligned(table) <= bytes.len()) else { return Err(FormError::Header) };
        let at = aligned(table);
        if [28..32, 40..HEADER, table..at].into_iter().any(|range| bytes[range].iter().any(|&byte| byte != 0)) {
            return Err(FormError::Header);
        }
        Ok(Self { bytes, next: 0, count, at })
    }

    /// The bytes of the next section, which must be this one.
    pub(super) fn next(&mut self, name: &'static str, width: usize) -> Result<Bytes, FormError> {
        let wrong = |wrong| FormError::Section { name, wrong };
        if self.next >= self.count {
            return Err(wrong("it is missing"));
        }
        let entry = HEADER + ENTRY * self.next;
        let mut padded = [0; NAME];
        padded[..name.len()].copy_from_slice(name.as_bytes());
        let is_it = self.bytes[entry..entry + NAME] == padded;
        let numbers = [entry + NAME, entry + NAME + 4].map(|at| number(&self.bytes, at));
        if !is_it || numbers != [Some(width as u32), Some(0)] {
            return Err(wrong("another one stands in its place"));
        }
        let long = |at: usize| long(&self.bytes, at).and_then(|number| usize::try_from(number).ok());
        let (offset, length) = (long(entry + 32), long(entry + 40));
        let end = length.and_then(|length| self.at.checked_add(length)).filter(|&end| end <= self.bytes.len());
        let (Some(end), true) = (end, offset == Some(self.at)) else {
            return Err(wrong("it is not where it should be"));
        };
        let padded = aligned(end);
        if padded > self.bytes.len() || self.bytes[end..padded].iter().any(|&byte| byte != 0) {
            return Err(wrong("it is not filled up with zeros"));
        }
        let bytes = self.bytes.slice(self.at..end);
        (self.next, self.at) = (self.next + 1, padded);
        Ok(bytes)
    }

    /// Nothing may be left over.
    pub(super) fn end(&self) -> Result<(), FormError> {
        if self.next == self.count && self.at == self.bytes.len() { Ok(()) } else { Err(FormError::Header) }
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_ne_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}
