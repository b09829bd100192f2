//! Spreadsheets: dates, percentages, numbers and truth as their cells mean
//! them, hidden and further sheets, damage and bombs.

use huigu_facts::Kind;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::{codes, read_as, told};

fn book(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().expect("saved")
}

fn header(sheet: &mut Worksheet, row: u32, kind: Kind) {
    for (position, column) in (0_u16..).zip(kind.columns()) {
        sheet.write(row, position, column.chinese).expect("written");
    }
}

fn day(text: &str) -> ExcelDateTime {
    ExcelDateTime::parse_from_str(text).expect("a day")
}

#[test]
fn cells_mean_what_they_show() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        header(sheet, 0, Kind::Lpr);
        let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
        let percent = Format::new().set_num_format("0.00%");
        sheet.write_with_format(1, 0, day("2021-01-20"), &date).expect("written");
        sheet.write_with_format(1, 1, 0.0385, &percent).expect("written");
        sheet.write(1, 2, 4.65).expect("written");
        sheet.write(2, 0, 20_210_220).expect("written");
        sheet.write(2, 1, "3.85%").expect("written");
        sheet.write_with_format(2, 2, 0.0465, &Format::new().set_num_format_index(10)).expect("written");
        sheet.write_with_format(3, 0, day("2021-03-20T10:30:00"), &date).expect("written");
        sheet.write(3, 1, 0.0385).expect("written");
        sheet.write(3, 2, 44_260).expect("written");
    });
    let (rows, report) = read_as(Kind::Lpr, &bytes);
    let rates = "one_year: Ppm(38500), five_year: Ppm(46500)";
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains(rates) && rows[0].starts_with("2 "), "{}", rows[0]);
    assert!(rows[1].contains(rates), "{}", rows[1]);
    let issues: Vec<_> = report.issues.iter().map(told).collect();
    assert_eq!(
        issues,
        [
            "4 date bad-date \"2021-03-20 10:30\" -> 2021-03-05, 2021/3/5, 20210305",
            "4 one_year rate-looks-like-fraction \"0.0385\" -> 3.85",
            "4 five_year bad-rate \"44260\" -> 0–100",
        ]
    );
}

#[test]
fn numbers_keep_their_digits_or_say_so() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        header(sheet, 0, Kind::LoanBalances);
        let fill = |sheet: &mut Worksheet, row: u32, id: f64, balance: f64| {
            sheet.write(row, 0, "bank-a").expect("written");
            sheet.write(row, 1, id).expect("written");
            sheet.write(row, 2, "2021-01-31").expect("written");
            sheet.write(row, 3, balance).expect("written");
        };
        fill(sheet, 1, 100_000_000_000_001.0, 0.29);
        fill(sheet, 2, 330_211_199_001_011_234.0, 1234.56);
        fill(sheet, 3, 2.0, 1234.567);
        fill(sheet, 4, 3.0, 0.1 + 0.2);
    });
    let (rows, report) = read_as(Kind::LoanBalances, &bytes);
    assert!(rows[0].contains("loan_id: \"100000000000001\"") && rows[0].contains("Fen(29)"), "{}", rows[0]);
    assert!(rows[1].contains("Fen(30)"), "{}", rows[1]);
    assert_eq!(codes(&report), [(3, "loan_id", "lost-digits"), (4, "balance", "finer-than-fen")]);
}

#[test]
fn truth_errors_and_gaps() {
    let bytes = book(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "单位：万元").expect("written");
        header(sheet, 3, Kind::Demands);
        sheet.write(6, 0, "D1").expect("written");
        sheet.write(6, 1, "P1").expect("written");
        sheet.write(6, 2, "2021-01-31").expect("written");
        sheet.write(6, 3, 12.5).expect("written");
        sheet.write(6, 4, true).expect("written");
        sheet.write(6, 9, "旁注").expect("written");
        let error = rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!");
        sheet.write(7, 3, error).expect("written");
        sheet.write(9, 0, "合计").expect("written");
        sheet.write(9, 3, 12.5).expect("written");
    });
    let (rows, report) = read_as(Kind::Demands, &bytes);
    assert!(rows[0].starts_with("7 ") && rows[0].contains("Fen(12500000)"), "{}", rows[0]);
    assert!(rows[0].contains("qualifies: Some(true)"), "{}", rows[0]);
    let expected = [
        (4, "", "unknown-column"),
        (8, "demand_id", "missing-value"),
        (8, "borrower", "missing-value"),
        (8, "date", "missing-value"),
        (8, "amount", "formula-not-computed"),
    ];
    assert_eq!(codes(&report), expected);
}

#[test]
fn the_sheet_with_the_header_is_read_and_a_second_one_told() {
    let row = |sheet: &mut Worksheet| {
        sheet.write(1, 0, "2021-01-20").expect("written");
        sheet.write(1, 1, 3.85).expect("written");
        sheet.write(1, 2, 4.65).expect("written");
    };
    let bytes = book(|book| {
        book.add_worksheet().write(0, 0, "封面").expect("written");
        let hidden = book.add_worksheet();
        hidden.set_hidden(true);
        header(hidden, 0, Kind::Lpr);
        row(hidden);
        let sheet = book.add_worksheet();
        header(sheet, 0, Kind::Lpr);
        row(sheet);
    });
    let (rows, report) = read_as(Kind::Lpr, &bytes);
    assert_eq!((rows.len(), codes(&report)), (1, vec![]));
    let bytes = book(|book| {
        for _ in 0..2 {
            let sheet = book.add_worksheet();
            header(sheet, 0, Kind::Lpr);
            row(sheet);
        }
    });
    assert_eq!(codes(&read_as(Kind::Lpr, &bytes).1), [(0, "", "two-sheets")]);
    let bytes = book(|book| {
        book.add_worksheet();
    });
    assert_eq!(codes(&read_as(Kind::Lpr, &bytes).1), [(0, "", "no-header")]);
}

/// A package of parts, each written by its own.
type Fill<'f> = &'f dyn Fn(&mut dyn std::io::Write);

fn package(parts: &[(&str, Fill<'_>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated).large_file(true);
    for (name, fill) in parts {
        out.start_file(*name, options).expect("begun");
        fill(&mut out);
    }
    out.finish().expect("finished").into_inner()
}

fn say(out: &mut dyn std::io::Write, text: &str, times: usize) {
    for _ in 0..times {
        out.write_all(text.as_bytes()).expect("written");
    }
}

/// What is refused of a workbook with these strings, styles and sheet.
fn refused(strings: Fill<'_>, styles: Fill<'_>, sheet: Fill<'_>) -> String {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    let root = format!("<Relationships>{}</Relationships>", relation("r1", "officeDocument", "xl/workbook.xml"));
    let kinds = [("r1", "sharedStrings", "strings.xml"), ("r2", "styles", "styles.xml"), ("r3", "worksheet", "s.xml")];
    let all: String = kinds.iter().map(|(id, kind, target)| relation(id, kind, target)).collect();
    let bytes = package(&[
        ("_rels/.rels", &|out| say(out, &root, 1)),
        ("xl/workbook.xml", &|out| say(out, "<workbook><sheet name=\"a\" r:id=\"r3\"/></workbook>", 1)),
        ("xl/_rels/workbook.xml.rels", &|out| say(out, &format!("<Relationships>{all}</Relationships>"), 1)),
        ("xl/strings.xml", strings),
        ("xl/styles.xml", styles),
        ("xl/s.xml", sheet),
    ]);
    assert!(bytes.len() < 4 << 20, "a small file: {}", bytes.len());
    let found = codes(&read_as(Kind::Lpr, &bytes).1);
    // Rows read before may have had faults of their own.
    let Some((0, "", code)) = found.last() else { panic!("{:?}", found.last()) };
    (*code).to_owned()
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let nothing: Fill<'_> = &|_| ();
    let kilobyte = "x".repeat(1 << 10);
    // One string without an end, and one of many pieces.
    let endless: Fill<'_> = &|out| {
        say(out, "<sst><si><t>", 1);
        say(out, &kilobyte, 64 << 10);
    };
    assert_eq!(refused(endless, nothing, nothing), "too-large");
    let pieces = format!("<sst><si><t>{}", "<![CDATA[yyyyyyyy]]>".repeat(1 << 18));
    assert_eq!(refused(&|out| say(out, &pieces, 1), nothing, nothing), "too-large");
    // Many strings, each within bounds.
    let long = format!("<si><t>{}</t></si>", "z".repeat(1 << 20));
    let many: Fill<'_> = &|out| {
        say(out, "<sst>", 1);
        say(out, &long, 300);
    };
    assert_eq!(refused(many, nothing, nothing), "too-large");
    let styles: Fill<'_> = &|out| {
        say(out, "<styleSheet><cellXfs>", 1);
        say(out, "<xf/>", 200_000);
    };
    assert_eq!(refused(nothing, styles, nothing), "too-large");
    // A cell of endless text, and rows that claim every column there is.
    let text: Fill<'_> = &|out| {
        say(out, "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>", 1);
        say(out, "<![CDATA[zzzzzzzz]]>", 1 << 18);
    };
    assert_eq!(refused(nothing, nothing, text), "too-large");
    let wide: Fill<'_> = &|out| {
        say(out, "<worksheet><sheetData><row r=\"1\">", 1);
        for name in ["date", "one_year", "five_year"] {
            say(out, &format!("<c t=\"str\"><v>{name}</v></c>"), 1);
        }
        say(out, "</row>", 1);
        for row in 2..=5_000 {
            say(out, &format!("<row r=\"{row}\"><c r=\"XFD{row}\"><v>1</v></c></row>"), 1);
        }
        say(out, "</sheetData></worksheet>", 1);
    };
    assert_eq!(refused(nothing, nothing, wide), "too-large");
    // An entity of entities is none of the five there are.
    let entities: Fill<'_> = &|out| {
        say(out, "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>", 1);
        say(
            out,
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>",
            1,
        );
    };
    assert_eq!(refused(nothing, nothing, entities), "unreadable");
    let outside: Fill<'_> = &|out| {
        say(out, "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>", 1);
        say(
            out,
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>",
            1,
        );
    };
    assert_eq!(refused(nothing, nothing, outside), "unreadable");
}

#[test]
fn a_package_of_too_many_parts_is_not_opened() {
    let names: Vec<String> = (0..10_001).map(|number| format!("p{number}")).collect();
    let nothing: Fill<'_> = &|_| ();
    let parts: Vec<(&str, Fill<'_>)> = names.iter().map(|name| (name.as_str(), nothing)).collect();
    assert_eq!(codes(&read_as(Kind::Lpr, &package(&parts)).1), [(0, "", "too-large")]);
}

/// A book of balances whose balances are put down by `fill`, from row 2 on.
fn balances(rows: u32, fill: impl Fn(&mut Worksheet, u32)) -> Vec<u8> {
    book(|book| {
        let sheet = book.add_worksheet();
        header(sheet, 0, Kind::LoanBalances);
        for row in 1..=rows {
            sheet.write(row, 0, "bank-a").expect("written");
            sheet.write(row, 1, format!("L{row}")).expect("written");
            sheet.write(row, 2, "2021-01-31").expect("written");
            fill(sheet, row);
        }
    })
}

#[test]
fn a_formula_that_nobody_computed_is_no_amount() {
    // Who writes a workbook by program leaves 0 and asks for computing; a result may be missing too.
    let bytes = balances(3, |sheet, row| {
        let formula = rust_xlsxwriter::Formula::new("=10*10");
        let formula = if row == 1 { formula.set_result("") } else { formula };
        match row {
            3 => sheet.write(3, 3, 100).expect("written"),
            row => sheet.write(row, 3, formula).expect("written"),
        };
    });
    let (rows, report) = read_as(Kind::LoanBalances, &bytes);
    assert_eq!(codes(&report), [(2, "balance", "formula-not-computed"), (3, "balance", "formula-not-computed")]);
    assert!(rows.len() == 1 && rows[0].contains("Fen(10000)"), "{rows:?}");
}

#[test]
fn a_cell_that_shows_another_number_is_refused() {
    let formats = ["0!.0,", "#,##0,", "0.00\"万元\"", "[$$-409]#,##0.00", "#,##0.00", "[$¥-804]#,##0.00", "00000"];
    let bytes = balances(formats.len() as u32, |sheet, row| {
        let format = Format::new().set_num_format(formats[row as usize - 1]);
        sheet.write_with_format(row, 3, 1000, &format).expect("written");
    });
    let (rows, report) = read_as(Kind::LoanBalances, &bytes);
    let refused = [2, 3, 4, 5, 8].map(|row| (row, "balance", "cell-shows-otherwise"));
    assert_eq!(codes(&report), refused);
    assert!(rows.len() == 2 && rows.iter().all(|row| row.contains("Fen(100000)")), "{rows:?}");
}

#[test]
fn an_id_shown_with_zeros_is_not_the_number_it_holds() {
    let bytes = balances(2, |sheet, row| {
        let format = Format::new().set_num_format("00000000");
        sheet.write_with_format(row, 1, if row == 1 { 10_001 } else { 12_345_678 }, &format).expect("written");
        sheet.write(row, 3, 5).expect("written");
    });
    let (rows, report) = read_as(Kind::LoanBalances, &bytes);
    let told: Vec<String> = report.issues.iter().map(told).collect();
    assert_eq!(told, ["2 loan_id cell-shows-otherwise \"10001\" -> 单元格格式改为常规或数值"]);
    assert!(rows.len() == 1 && rows[0].contains("12345678"), "{rows:?}");
}
