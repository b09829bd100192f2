//! The parts of an XLSX file, unpacked within bounds: its sheets, its shared
//! strings and its number formats.
//!
//! The usual readers take what a file claims about its own size at its word,
//! and give a number only as a binary one; here every byte unpacked is
//! counted, nothing is reserved on a claim, and numbers stay text.

use std::collections::HashMap;
use std::io::{BufReader, Cursor, Error, ErrorKind, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::number_format::Shown;

/// The most bytes that are unpacked from one file.
const MOST_UNPACKED: u64 = 2 << 30;

/// The most bytes of shared strings, and how many of them: a sheet has a
/// million rows.
const MOST_STRINGS: usize = 256 << 20;
const MOST_STRING_COUNT: usize = 1 << 24;

/// The most bytes of one text; a spreadsheet's cell has at most 32,767 characters.
const MOST_TEXT: usize = 1 << 20;

/// The most bytes of one piece of XML, a tag or a run of text: it is held whole.
const MOST_PIECE: u64 = 4 << 20;

/// The most parts of a package, and the most things of a kind a part lists
/// (sheets, styles, relations): spreadsheets stop at 65,490 styles.
const MOST_PARTS: usize = 10_000;
const MOST_LISTED: usize = 1 << 17;

/// Why a workbook cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It is damaged or not a workbook.
    Damaged,
    /// It unpacks to more than is read.
    TooLarge,
}

/// The XML of a part.
pub(crate) type Part<'z, 'b> = Reader<BufReader<Counted<'z, 'b>>>;

/// A part being unpacked, with what may still be unpacked.
pub(crate) struct Counted<'z, 'b> {
    part: ZipFile<'z, Cursor<&'b [u8]>>,
    left: &'z mut u64,
    /// What may still be read of the piece of XML that is being read.
    piece: u64,
}

impl Read for Counted<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.part.read(buffer)?;
        let too_large = || Error::from(ErrorKind::FileTooLarge);
        *self.left = self.left.checked_sub(read as u64).ok_or_else(too_large)?;
        self.piece = self.piece.checked_sub(read as u64).ok_or_else(too_large)?;
        Ok(read)
    }
}

/// The next piece of a part's XML.
pub(crate) fn piece<'e>(part: &mut Part<'_, '_>, buffer: &'e mut Vec<u8>) -> Result<Event<'e>, Broken> {
    buffer.clear();
    part.get_mut().get_mut().piece = MOST_PIECE;
    part.read_event_into(buffer).map_err(broken)
}

/// A sheet that can be seen.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    /// Its name.
    pub(crate) name: String,
    path: String,
}

/// The shared strings, in one text.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// The string of an index.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        Some(&self.text[start..end])
    }
}

/// A workbook: what is needed to read its sheets.
pub(crate) struct Workbook<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
    /// Its visible sheets, in order.
    pub(crate) sheets: Vec<Sheet>,
    /// Its shared strings.
    pub(crate) strings: Strings,
    /// How each cell style shows a number.
    pub(crate) styles: Vec<Shown>,
    /// Whether days are counted from 1904.
    pub(crate) from_1904: bool,
    /// Whether it asks to be computed when it is opened: who wrote it did not.
    pub(crate) recalculates: bool,
}

impl<'b> Workbook<'b> {
    /// Opens a workbook.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Broken> {
        if parts(bytes) > MOST_PARTS {
            return Err(Broken::TooLarge);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Broken::Damaged)?;
        let mut book = Self {
            zip,
            left: MOST_UNPACKED,
            sheets: Vec::new(),
            strings: Strings::default(),
            styles: Vec::new(),
            from_1904: false,
            recalculates: false,
        };
        let path = book.main_part()?;
        let relations = book.relations(&path)?;
        let target = |kind: &str| relations.iter().find(|(_, r)| r.kind.ends_with(kind)).map(|(_, r)| r.target.clone());
        if let Some(styles) = target("/styles") {
            book.read_styles(&styles)?;
        }
        if let Some(strings) = target("/sharedStrings") {
            book.read_strings(&strings)?;
        }
        book.read_sheets(&path, &relations)?;
        Ok(book)
    }

    /// The XML of a sheet, and what its cells refer to.
    pub(crate) fn sheet(&mut self, sheet: &Sheet) -> Result<(Part<'_, 'b>, Lookup<'_>), Broken> {
        let (from_1904, recalculates) = (self.from_1904, self.recalculates);
        let lookup = Lookup { strings: &self.strings, styles: &self.styles, from_1904, recalculates };
        let part = open_part(&mut self.zip, &mut self.left, &sheet.path)?.ok_or(Broken::Damaged)?;
        Ok((part, lookup))
    }

    fn part(&mut self, path: &str) -> Result<Option<Part<'_, 'b>>, Broken> {
        open_part(&mut self.zip, &mut self.left, path)
    }

    fn main_part(&mut self) -> Result<String, Broken> {
        let relations = self.relations("")?;
        let main = relations.values().find(|relation| relation.kind.ends_with("/officeDocument"));
        Ok(main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target.clone()))
    }

    /// The relations of a part (of the package: `""`), by id.
    fn relations(&mut self, of: &str) -> Result<HashMap<String, Relation>, Broken> {
        let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let mut relations = HashMap::new();
        let Some(mut part) = self.part(&path)? else { return Ok(relations) };
        each_element(&mut part, |_, element| {
            if element.local_name().as_ref() == "Relationship"
                && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
            {
                let kind = attribute(element, "Type").unwrap_or_default();
                relations.insert(id, Relation { kind, target: resolve(folder, &target) });
            }
            within(relations.len())
        })?;
        Ok(relations)
    }

    fn read_sheets(&mut self, path: &str, relations: &HashMap<String, Relation>) -> Result<(), Broken> {
        let (mut sheets, mut from_1904, mut recalculates) = (Vec::new(), false, false);
        let is_set = |value: Option<String>| matches!(value.as_deref(), Some("1" | "true"));
        let mut part = self.part(path)?.ok_or(Broken::Damaged)?;
        each_element(&mut part, |_, element| {
            match element.local_name().as_ref() {
                "workbookPr" => {
                    from_1904 = is_set(attribute(element, "date1904"));
                }
                "calcPr" => recalculates = is_set(attribute(element, "fullCalcOnLoad")),
                "sheet" => {
                    let visible = matches!(attribute(element, "state").as_deref(), None | Some("visible"));
                    let relation = attribute(element, "id").and_then(|id| relations.get(&id));
                    if let Some(relation) = relation.filter(|r| visible && r.kind.ends_with("/worksheet")) {
                        let name = attribute(element, "name").unwrap_or_default();
                        sheets.push(Sheet { name, path: relation.target.clone() });
                    }
                }
                _ => {}
            }
            within(sheets.len())
        })?;
        drop(part);
        self.sheets = sheets;
        (self.from_1904, self.recalculates) = (from_1904, recalculates);
        Ok(())
    }

    fn read_styles(&mut self, path: &str) -> Result<(), Broken> {
        let Some(mut part) = self.part(path)? else { return Ok(()) };
        let mut codes: HashMap<u32, Shown> = HashMap::new();
        let mut ids = Vec::new();
        each_element(&mut part, |parents, element| {
            let number = attribute(element, "numFmtId").and_then(|id| id.parse::<u32>().ok());
            match (element.local_name().as_ref(), parents.last().map(String::as_str)) {
                ("numFmt", Some("numFmts")) => {
                    if let (Some(id), Some(code)) = (number, attribute(element, "formatCode")) {
                        codes.insert(id, Shown::of_code(&code));
                    }
                }
                ("xf", Some("cellXfs")) => ids.push(number.unwrap_or(0)),
                _ => {}
            }
            within(ids.len().max(codes.len()))
        })?;
        drop(part);
        self.styles = ids.iter().map(|id| codes.get(id).copied().unwrap_or_else(|| Shown::built_in(*id))).collect();
        Ok(())
    }

    fn read_strings(&mut self, path: &str) -> Result<(), Broken> {
        let Some(mut part) = self.part(path)? else { return Ok(()) };
        let mut strings = Strings::default();
        let mut buffer = Vec::new();
        loop {
            match piece(&mut part, &mut buffer)? {
                Event::Start(element) if element.local_name().as_ref() == "si" => {
                    read_text(&mut part, "si", &mut strings.text)?;
                    strings.ends.push(strings.text.len());
                    if strings.text.len() > MOST_STRINGS || strings.ends.len() > MOST_STRING_COUNT {
                        return Err(Broken::TooLarge);
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        drop(part);
        self.strings = strings;
        Ok(())
    }
}

/// What a sheet's cells refer to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lookup<'w> {
    /// The shared strings.
    pub(crate) strings: &'w Strings,
    /// How each cell style shows a number.
    pub(crate) styles: &'w [Shown],
    /// Whether days are counted from 1904.
    pub(crate) from_1904: bool,
    /// Whether the workbook asks to be computed when it is opened.
    pub(crate) recalculates: bool,
}

struct Relation {
    kind: String,
    target: String,
}

/// A part's XML; `None` when the package has no such part.
fn open_part<'z, 'b>(
    zip: &'z mut ZipArchive<Cursor<&'b [u8]>>,
    left: &'z mut u64,
    path: &str,
) -> Result<Option<Part<'z, 'b>>, Broken> {
    match zip.by_name(path) {
        Ok(part) => {
            let mut reader = Reader::from_reader(BufReader::new(Counted { part, left, piece: MOST_PIECE }));
            let config = reader.config_mut();
            config.check_end_names = false;
            config.expand_empty_elements = true;
            config.trim_text(false);
            Ok(Some(reader))
        }
        Err(zip::result::ZipError::FileNotFound) => Ok(None),
        Err(_) => Err(Broken::Damaged),
    }
}

/// A relation's target, from the folder of the part that relates.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in target.split('/') {
        match name {
            "." | "" => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    path.join("/")
}

/// How many parts the directory of a package lists at most: what its end
/// claims is the sender's word, its entries are counted by their marks.
fn parts(bytes: &[u8]) -> usize {
    bytes.windows(4).filter(|four| four == b"PK\x01\x02").count()
}

/// Whether a part lists no more things of a kind than are taken.
fn within(listed: usize) -> Result<(), Broken> {
    if listed > MOST_LISTED { Err(Broken::TooLarge) } else { Ok(()) }
}

/// Hands every element's start, with the names of those around it, to `take`.
fn each_element(
    part: &mut Part<'_, '_>,
    mut take: impl FnMut(&[String], &BytesStart<'_>) -> Result<(), Broken>,
) -> Result<(), Broken> {
    const DEEPEST: usize = 64;
    let mut parents: Vec<String> = Vec::new();
    let mut buffer = Vec::new();
    loop {
        match piece(part, &mut buffer)? {
            Event::Start(element) => {
                take(&parents, &element)?;
                if parents.len() >= DEEPEST {
                    return Err(Broken::Damaged);
                }
                parents.push(element.local_name().as_ref().to_owned());
            }
            Event::End(_) => drop(parents.pop()),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Reads the text inside an element (of its `t`, without phonetic guides)
/// until the element's end.
pub(crate) fn read_text(part: &mut Part<'_, '_>, until: &str, out: &mut String) -> Result<(), Broken> {
    let (mut buffer, start) = (Vec::new(), out.len());
    let (mut in_text, mut in_guide) = (false, false);
    loop {
        match piece(part, &mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => in_text = true,
                "rPh" => in_guide = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => in_guide = false,
                name if name == until => return Ok(()),
                _ => {}
            },
            Event::Eof => return Err(Broken::Damaged),
            event if in_text && !in_guide => push_text(&event, start, out)?,
            _ => {}
        }
    }
}

/// Adds the text of an event, entities resolved, to a text that begins at `start`.
pub(crate) fn push_text(event: &Event<'_>, start: usize, out: &mut String) -> Result<(), Broken> {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(text) => out.push_str(&text.xml10_content()),
        Event::GeneralRef(entity) => match entity.resolve_char_ref() {
            Ok(Some(c)) => out.push(c),
            Ok(None) => {
                let name: &str = entity.as_ref();
                out.push_str(quick_xml::escape::resolve_xml_entity(name).ok_or(Broken::Damaged)?);
            }
            Err(_) => return Err(Broken::Damaged),
        },
        _ => {}
    }
    if out.len() - start > MOST_TEXT { Err(Broken::TooLarge) } else { Ok(()) }
}

/// An attribute by its local name, unescaped.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    let value: &str = found.value.as_ref();
    quick_xml::escape::unescape(value).ok().map(std::borrow::Cow::into_owned)
}

/// What an XML error means: what was unpacked is too much, or damaged.
fn broken(error: quick_xml::Error) -> Broken {
    match error {
        quick_xml::Error::Io(error) if error.kind() == ErrorKind::FileTooLarge => Broken::TooLarge,
        _ => Broken::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/a", "../b.xml"), "xl/b.xml");
        assert_eq!(resolve("", "../../xl/workbook.xml"), "xl/workbook.xml");
    }

    #[test]
    fn bytes_that_are_no_workbook_are_told() {
        for bytes in [&b""[..], b"PK\x03\x04", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
            assert_eq!(Workbook::open(bytes).err(), Some(Broken::Damaged));
        }
    }
}
