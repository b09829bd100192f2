//! What the fuzz targets share: how their bytes become files, and what is
//! done to each file.

mod seeds;

use std::io::{Cursor, Read, Write};

use huigu_facts::Kind;
use huigu_intake::{Source, mended, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub use seeds::sow;

/// Stands between the parts of a workbook; no XML holds it.
pub const PART_MARK: u8 = 0xff;

/// Begins the name of a plan's file; the name ends with its line.
pub const FILE_MARK: &str = "\n=== ";

/// The parts of a workbook that a target's bytes fill, in their order.
pub const PARTS: [&str; 4] = ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"];

/// Reads a book of the kind the first byte chooses, and mends what it refuses.
pub fn read_book(choice: u8, bytes: &[u8]) {
    let kind = Kind::ALL[usize::from(choice) % Kind::ALL.len()];
    let source = Source { name: "file", bytes, file: 0, kind: Some(kind) };
    let mut rows = 0;
    let report = read(&source, &mut |_, _| rows += 1);
    assert_eq!(rows, report.taken());
    let out = mended(&source, &report.issues);
    let again = Source { bytes: out.as_bytes(), ..source };
    read(&again, &mut |_, _| {});
}

/// Packs the parts of a workbook, so that changes reach the XML.
#[must_use]
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let relation = |kind: &str, target: &str, id: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inner: String| format!("<Relationships>{inner}</Relationships>").into_bytes();
    let mut parts: Vec<(&str, Vec<u8>)> = vec![
        ("_rels/.rels", relations(relation("officeDocument", "xl/workbook.xml", "r"))),
        (
            "xl/_rels/workbook.xml.rels",
            relations(
                relation("worksheet", "worksheets/sheet1.xml", "rId1")
                    + &relation("styles", "styles.xml", "rId2")
                    + &relation("sharedStrings", "sharedStrings.xml", "rId3"),
            ),
        ),
    ];
    parts.extend(PARTS.iter().copied().zip(bytes.split(|byte| *byte == PART_MARK).map(<[u8]>::to_vec)));
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        out.start_file(name, options).expect("a part begins");
        out.write_all(&content).expect("a part is written");
    }
    out.finish().expect("a package ends").into_inner()
}

/// The parts of a workbook as [`pack`] takes them.
#[must_use]
pub fn unpack(workbook: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("a package");
    let mut out = Vec::new();
    for (place, name) in PARTS.iter().enumerate() {
        if place > 0 {
            out.push(PART_MARK);
        }
        archive.by_name(name).expect("a part").read_to_end(&mut out).expect("unpacked");
    }
    out
}

/// The files of a plan in one text.
#[must_use]
pub fn plan_files(text: &str) -> Vec<(String, String)> {
    text.split(FILE_MARK)
        .map(|part| part.split_once('\n').unwrap_or((part, "")))
        .map(|(name, content)| (name.to_owned(), content.to_owned()))
        .collect()
}
