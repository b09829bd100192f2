//! What a template offers is accepted when it is filled in.

use std::io::{Read, Write};

use huigu_facts::Kind;
use huigu_intake::{template_csv, template_xlsx};

use crate::{codes, full_book, read_as};

/// Fills rows of texts into a template, as a spreadsheet program would: into
/// the sheet's data, below the header.
fn filled(template: &[u8], rows: &[Vec<String>]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(template)).expect("a package");
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("unpacked");
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(content).expect("text");
            assert!(text.contains("</sheetData>"));
            content = text.replace("</sheetData>", &(cells(rows) + "</sheetData>")).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        out.write_all(&content).expect("written");
    }
    out.finish().expect("finished").into_inner()
}

fn cells(rows: &[Vec<String>]) -> String {
    let row = |cells: &Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")).collect();
        format!("<row>{}</row>", cells.concat())
    };
    rows.iter().map(row).collect()
}

#[test]
fn a_template_filled_in_is_read() {
    for kind in Kind::ALL {
        let book = full_book(*kind);
        let rows: Vec<Vec<String>> = book
            .lines()
            .skip(1)
            .map(|line| line.replace("\"1,000,000.50\"", "1000000.50").split(',').map(str::to_owned).collect())
            .collect();
        let template = template_xlsx(*kind).expect("a template");
        let (from_sheet, report) = read_as(*kind, &filled(&template, &rows));
        assert_eq!(codes(&report), [], "{kind}");
        let (from_text, _) = read_as(*kind, book.as_bytes());
        assert_eq!(from_sheet, from_text, "{kind}");
        let lines: Vec<_> = book.lines().skip(1).collect();
        let (from_csv, report) = read_as(*kind, format!("{}{}\n", template_csv(*kind), lines.join("\n")).as_bytes());
        assert_eq!((from_csv, codes(&report)), (from_text, vec![]), "{kind}");
    }
}

#[test]
fn an_empty_template_has_no_faults() {
    for kind in Kind::ALL {
        let template = template_xlsx(*kind).expect("a template");
        assert_eq!(codes(&read_as(*kind, &template).1), [(1, "", "empty-file")], "{kind}");
        assert_eq!(codes(&read_as(*kind, template_csv(*kind).as_bytes()).1), [(1, "", "empty-file")], "{kind}");
        assert_eq!(template, template_xlsx(*kind).expect("a template"), "the same bytes twice");
    }
}
