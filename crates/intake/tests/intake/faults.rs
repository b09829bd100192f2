//! One row a fault: what each wrong cell and each wrong file is told.

use huigu_facts::{Code, Kind, Severity, ValueType};

use crate::{codes, full_book, read_as, told};

/// The full row of a kind with one column's cell replaced.
fn with(kind: Kind, column: &str, cell: &str) -> String {
    let book = full_book(kind);
    let place = kind.columns().iter().position(|known| known.name == column).expect("a column");
    let mut lines = book.lines();
    let header = lines.next().expect("a header");
    // No cell of these rows but the quoted amount holds a comma.
    let row = lines.next().expect("a row").replace("\"1,000,000.50\"", "1000000.50");
    let mut cells: Vec<&str> = row.split(',').collect();
    cells[place] = cell;
    format!("{header}\n{}\n", cells.join(","))
}

#[test]
fn every_kind_is_read_whole() {
    for kind in Kind::ALL {
        let (rows, report) = read_as(*kind, full_book(*kind).as_bytes());
        assert_eq!(report.issues, [], "{kind}");
        assert_eq!(rows.len(), full_book(*kind).lines().count() - 1, "{kind}");
        // Every optional column was filled and must have been taken over.
        assert!(!rows[0].contains("None"), "{kind}: {}", rows[0]);
        assert!(!rows[0].contains("\"\""), "{kind}: {}", rows[0]);
    }
}

#[test]
fn a_loan_is_what_its_row_says() {
    let (rows, _) = read_as(Kind::Loans, full_book(Kind::Loans).as_bytes());
    for part in [
        "lender: \"bank-a\"",
        "principal: Fen(100000050)",
        "rate: Some(Ppm(38500))",
        "rate_kind: Some(Fixed)",
        "security: Unsecured",
        "collateral: Some(IntellectualProperty)",
        "credit_line: Some(Fen(200000000))",
        "first_loan: Some(true)",
        "agricultural: Some(false)",
        "support: Some(Relending)",
    ] {
        assert!(rows[0].contains(part), "{part} in {}", rows[0]);
    }
    let (rows, _) = read_as(Kind::Parties, full_book(Kind::Parties).as_bytes());
    assert!(rows[0].contains("revenue: Some(Fen(3500500000))"), "{}", rows[0]);
}

#[test]
fn every_column_refuses_what_does_not_fit_it() {
    for kind in Kind::ALL {
        for column in kind.columns() {
            let (bad, code) = match column.value {
                ValueType::Id | ValueType::Text => ("a\u{7}b", Code::BadText),
                ValueType::Date => ("yesterday", Code::BadDate),
                ValueType::Money(_) | ValueType::MoneyWan => ("much", Code::BadMoney),
                ValueType::Percent { .. } => ("high", Code::BadRate),
                ValueType::Count | ValueType::Decimal => ("some", Code::BadNumber),
                ValueType::Boolean => ("maybe", Code::BadBoolean),
                ValueType::Word(_) => ("nonsense", Code::UnknownWord),
                ValueType::Industry => ("nonsense", Code::BadIndustry),
                ValueType::Period => ("nonsense", Code::BadPeriod),
                ValueType::Year => ("nonsense", Code::BadYear),
            };
            let (rows, report) = read_as(*kind, with(*kind, column.name, bad).as_bytes());
            assert_eq!(rows, [""; 0], "{kind}.{}", column.name);
            assert_eq!(codes(&report), [(2, column.name, code.code())], "{kind}.{}", column.name);
            assert_eq!((report.rows, report.refused), (1, 1));
            let (rows, report) = read_as(*kind, with(*kind, column.name, " ").as_bytes());
            if column.required {
                assert_eq!(codes(&report), [(2, column.name, "missing-value")], "{kind}.{}", column.name);
            } else {
                let alone = matches!(column.name, "amount" | "dual_innovation_since");
                assert_eq!(rows.len(), usize::from(!alone), "{kind}.{}", column.name);
            }
        }
    }
}

#[test]
fn cells_are_told_with_what_is_expected() {
    let cases = [
        (Kind::Loans, "principal", "12.345", "finer-than-fen \"12.345\" -> 12345.67"),
        (Kind::Loans, "principal", "0", "not-positive \"0\" -> > 0"),
        (Kind::Loans, "principal", "-1", "not-positive \"-1\" -> > 0"),
        (Kind::Loans, "credit_line", "-1", "negative-amount \"-1\" -> ≥ 0"),
        (Kind::Loans, "principal", "99999999999999", "amount-too-large \"99999999999999\" -> ≤ 10000000000000.00"),
        (Kind::Loans, "rate", "0.0385", "rate-looks-like-fraction \"0.0385\" -> 3.85"),
        (Kind::Loans, "rate", "3.85001", "bad-rate \"3.85001\" -> 3.85, 3.85%"),
        (Kind::Lpr, "one_year", "0.0385", "rate-looks-like-fraction \"0.0385\" -> 3.85"),
        (Kind::Guarantees, "reguaranteed", "101", "bad-rate \"101\" -> 0–100"),
        (Kind::Loans, "due", "2021-01-04", "due-before-start \"2021-01-04\" -> ≥ 2021-01-05"),
        (Kind::Guarantees, "due", "2020/1/1", "due-before-start \"2020/1/1\" -> ≥ 2021-01-05"),
        (Kind::Loans, "start", "1969-12-31", "date-out-of-range \"1969-12-31\" -> 1970-01-01–2149-06-06"),
        (Kind::Loans, "loan_id", "1.00002E+14", "lost-digits \"1.00002E+14\" -> 文本格式"),
        (Kind::LoanEvents, "amount", "0", "not-positive \"0\" -> > 0"),
        (Kind::CreditLines, "expires", "2021-01-01", "end-not-after-beginning \"2021-01-01\" -> > 2021-01-01"),
        (
            Kind::Parties,
            "dual_innovation_until",
            "2020-01-02",
            "end-not-after-beginning \"2020-01-02\" -> > 2020-01-02",
        ),
        (Kind::Parties, "dual_innovation_since", "", "end-without-beginning \"20220102\" -> "),
        (Kind::Parties, "party_id", "91330211MA0000000G", "bad-credit-code \"91330211MA0000000G\" -> …F"),
        (Kind::Parties, "party_id", "91330211MAO000000F", "bad-credit-code \"91330211MAO000000F\" -> "),
        (Kind::Parties, "industry", "F35", "industry-letter \"F35\" -> C35"),
        (Kind::Financings, "amount", "", "missing-value \"\" -> "),
        (
            Kind::Demands,
            "outcome",
            "done",
            "unknown-word \"done\" -> 待对接 open, 已满足 met, 未满足 refused, 已撤回 withdrawn",
        ),
    ];
    for (kind, column, cell, expected) in cases {
        let (_, report) = read_as(kind, with(kind, column, cell).as_bytes());
        let column = if expected.starts_with("end-without") { "dual_innovation_until" } else { column };
        let issues: Vec<_> = report.issues.iter().map(told).collect();
        assert_eq!(issues, [format!("2 {column} {expected}")], "{kind}.{column} {cell}");
    }
}

#[test]
fn ids_of_people_are_free() {
    let person = |kind, id| {
        let book = with(Kind::Parties, "party_id", id).replace("企业", kind);
        codes(&read_as(Kind::Parties, book.as_bytes()).1).len()
    };
    assert_eq!(person("个人", "91330211MA0000000G"), 0);
    assert_eq!(person("个体工商户", "11010519491231002X"), 0);
    assert_eq!(person("个体工商户", "92330211MA0000000G"), 1);
    assert_eq!(person("合作社", "93330211MA0000000G"), 1);
    assert_eq!(person("企业", "p1"), 0);
}

#[test]
fn every_fault_of_a_row_is_told() {
    let (_, report) = read_as(Kind::Lpr, b"date,one_year,five_year\n2021,,x\n");
    let expected = [(2, "date", "bad-date"), (2, "one_year", "missing-value"), (2, "five_year", "bad-rate")];
    assert_eq!(codes(&report), expected);
}

#[test]
fn files_are_told_as_a_whole() {
    let lpr = |text: &str| codes(&read_as(Kind::Lpr, text.as_bytes()).1);
    assert_eq!(lpr(""), [(0, "", "no-header")]);
    assert_eq!(lpr("a,b\n1,2\n"), [(1, "", "no-header")]);
    assert_eq!(lpr("date,one_year\n"), [(1, "five_year", "missing-column")]);
    assert_eq!(lpr("date,one_year,five_year,日期\n"), [(1, "date", "duplicate-column")]);
    assert_eq!(lpr("date,one_year（月）,five_year\n"), [(1, "one_year", "unknown-unit")]);
    assert_eq!(lpr("date,one_year,five_year\n\n"), [(1, "", "empty-file")]);
    assert_eq!(lpr("date,one_year,five_year,备注\n2021-01-20,3.85,4.65,无\n"), [(1, "", "unknown-column")]);
    assert_eq!(lpr("date,one_year,five_year\n2021-01-20,3.85,4.65,无\n"), [(2, "", "extra-cells")]);
    assert_eq!(lpr("date,one_year,five_year\n2021-01-20,3.85,4.65,,\n"), []);
    assert_eq!(lpr("date,one_year,five_year\n\"2021-01-20,3.85,4.65\n"), [(2, "", "open-quote")]);
    assert_eq!(lpr("date,,one_year,five_year\n2021-01-20,?,3.85,4.65\n"), [(1, "", "unknown-column")]);
    assert_eq!(codes(&read_as(Kind::Lpr, b"\xff\xfe\x00").1), [(0, "", "not-text")]);
    assert_eq!(codes(&read_as(Kind::Lpr, b"PK\x03\x04").1), [(0, "", "unreadable")]);
    assert_eq!(codes(&read_as(Kind::Lpr, b"PAR1").1), [(0, "", "unreadable")]);
    assert_eq!(codes(&read_as(Kind::Lpr, &[0xd0, 0xcf, 0x11, 0xe0]).1), [(0, "", "unreadable")]);
    let source = huigu_intake::Source { name: "book.csv", bytes: b"", file: 7, kind: None };
    assert_eq!(codes(&huigu_intake::read(&source, &mut |_, _| {})), [(0, "", "unknown-kind")]);
}

#[test]
fn a_total_row_is_compared_and_left_aside() {
    let balances = |rows: &str| {
        let text = format!("单位：万元\n贷款机构,借据编号,余额日期,贷款余额\n{rows}");
        let (rows, report) = read_as(Kind::LoanBalances, text.as_bytes());
        (rows.len(), report.issues.iter().map(told).collect::<Vec<_>>())
    };
    let rows = "a,1,2021-01-31,1.5\na,2,2021-01-31,2.25\n";
    assert_eq!(balances(&format!("{rows}合计,,,3.75\n\n,,,\n")), (2, vec![]));
    assert_eq!(balances(&format!("{rows},合 计：,,\"3.75\"\n")), (2, vec![]));
    let differs = "5 balance total-differs \"3.76\" -> 37500.00".to_owned();
    assert_eq!(balances(&format!("{rows}总计,,,3.76\n")), (2, vec![differs]));
    // A total that cannot be meant: an amount above it was refused.
    let (taken, issues) = balances("a,1,2021-01-31,x\na,2,2021-01-31,2\nTotal,,,3\n");
    assert_eq!((taken, issues.len()), (1, 1));
    // A total in the middle is a row like any other, and a bad one.
    let (taken, issues) = balances(&format!("合计,,,3.75\n{rows}"));
    assert_eq!((taken, issues.len()), (2, 2));
}

#[test]
fn every_fault_that_reading_can_raise_is_shown_here() {
    // Codes of rows together are raised where rows come together, and of
    // other files in the other tests of this folder.
    let elsewhere = [
        "two-sheets",
        "too-large",
        "column-type",
        "formula-not-computed",
        "cell-shows-otherwise",
        "out-of-range",
        "contradiction",
    ];
    let this = include_str!("faults.rs");
    for code in Code::ALL.iter().take_while(|code| **code != Code::DuplicateKey) {
        if code.severity() == Severity::Fault && !elsewhere.contains(&code.code()) {
            let written = [format!("Code::{code:?}"), format!("\"{}", code.code()), format!(" {} ", code.code())];
            assert!(written.iter().any(|form| this.contains(form)), "{}", code.code());
        }
    }
}

#[test]
fn a_file_of_nothing_but_faults_is_given_up() {
    let mut file = String::from("date,one_year,five_year\n");
    // Three faults a row, and blank lines that are no rows.
    for _ in 0..200_000 {
        file.push_str("x,y,z\n\n");
    }
    let (_, report) = read_as(Kind::Lpr, file.as_bytes());
    let last = report.issues.last().expect("a fault");
    assert_eq!((last.origin.row, last.code.code()), (0, "too-many-faults"));
    assert!((100_000..100_010).contains(&report.issues.len()), "{}", report.issues.len());
    // As many as are taken are no reason to give a file up.
    let some: String = file.lines().take(60_000).map(|line| format!("{line}\n")).collect();
    let (_, report) = read_as(Kind::Lpr, some.as_bytes());
    assert!(report.issues.iter().all(|issue| issue.origin.row > 0), "{:?}", report.issues.last());
}
