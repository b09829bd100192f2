//! The published vectors, and that nothing can be changed unseen.

use super::*;

fn vectors() -> Vec<AuditRow> {
    let opening = AuditRow {
        number: 1,
        act: 1,
        step: Step::Opening,
        instant: 1_609_430_400_000_000,
        who: "甲".to_owned(),
        use_case: "import".to_owned(),
        subject: "loans.csv".to_owned(),
        detail: String::new(),
        result: String::new(),
    };
    let outcome = AuditRow {
        number: 2,
        step: Step::Outcome,
        instant: 1_609_430_400_000_001,
        detail: "batch 1".to_owned(),
        result: "done".to_owned(),
        ..opening.clone()
    };
    vec![opening, outcome]
}

/// An exported chain and its heads, one a row.
fn export(rows: &[AuditRow]) -> (Vec<u8>, Vec<Head>) {
    let (mut out, mut heads) = (export_beginning(), Vec::<Head>::new());
    for row in rows {
        let before = heads.last().map_or(Hash::ZERO, |head| head.hash);
        let hash = Hash::of(&row.bytes(before));
        export_row(row, before, hash, &mut out);
        heads.push(Head { number: row.number, hash });
    }
    (out, heads)
}

fn acts(count: u64) -> Vec<AuditRow> {
    let mut rows = Vec::new();
    for act in 0..count {
        for mut row in vectors() {
            row.number += 2 * act;
            row.act = 2 * act + 1;
            row.subject = format!("loans-{act}.csv");
            rows.push(row);
        }
    }
    rows
}

#[test]
fn sm3_is_sm3() {
    // GB/T 32905-2016, example 1.
    let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    assert_eq!(Hash::of(b"abc").to_string(), abc);
    assert_eq!(abc.parse(), Ok(Hash::of(b"abc")));
}

#[test]
fn the_published_vectors_hold() {
    let (_, heads) = export(&vectors());
    let published: Vec<&str> = include_str!("../chain.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//! `")?.split_once('`').map(|(hash, _)| hash))
        .filter(|text| text.parse::<Hash>().is_ok())
        .collect();
    assert_eq!(heads.iter().map(|head| head.hash.to_string()).collect::<Vec<_>>(), published);
    let page = include_str!("../../../../docs/REGISTER.md");
    let indented: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    assert_eq!(indented, published, "the page for auditors says the same");
    // The bytes themselves, so that another program can find where it differs.
    let bytes = vectors()[0].bytes(Hash::ZERO);
    let mut expected = b"HGA1".to_vec();
    expected.extend([0; 32]);
    expected.extend([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expected.extend([0, 5, 183, 196, 183, 72, 96, 0]);
    expected.extend([0, 0, 0, 3, 0xe7, 0x94, 0xb2, 0, 0, 0, 6]);
    expected.extend(b"import\0\0\0\x09loans.csv\0\0\0\0\0\0\0\0");
    assert_eq!(bytes, expected);
}

#[test]
fn the_page_for_auditors_has_the_forms_and_an_export() {
    let page = include_str!("../../../../docs/REGISTER.md");
    let modules = [include_str!("../chain.rs"), include_str!("../backup/form.rs")];
    let rows = modules.iter().flat_map(|text| text.lines()).filter_map(|line| line.strip_prefix("//! "));
    let rows: Vec<&str> = rows.filter(|line| line.starts_with("| ")).collect();
    assert!(rows.len() > 20);
    for row in rows {
        assert!(page.lines().any(|line| line == row), "the page lacks `{row}`");
    }
    let hex: String =
        page.split("```").find_map(|block| block.strip_prefix("hex\n")).unwrap().split_whitespace().collect();
    let (bytes, heads) = export(&vectors());
    assert_eq!(hex, bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    assert_eq!(verify_export(&bytes, heads.first().copied()).rows, 2);
}

#[test]
fn heads_are_written_and_read() {
    let (_, heads) = export(&vectors());
    assert_eq!(heads[1].to_string().parse(), Ok(heads[1]));
    for bad in ["", "1", "1:", "x:00", &format!("1:{}", "g".repeat(64)), &format!("1:{}", "é".repeat(32))] {
        assert_eq!(bad.parse::<Head>(), Err(NotAHead), "{bad}");
    }
}

#[test]
fn a_chain_holds_with_any_of_its_heads() {
    let (bytes, heads) = export(&acts(3));
    for known in heads.iter().copied().map(Some).chain([None]) {
        let verdict = verify_export(&bytes, known);
        assert_eq!((verdict.rows, verdict.head, verdict.flaw), (6, heads.last().copied(), None));
    }
    assert!(verify_export(&export_beginning(), None).holds(), "an empty chain holds");
}

#[test]
fn every_changed_byte_is_found_at_its_row() {
    let rows = acts(2);
    let (bytes, _) = export(&rows);
    let ends: Vec<usize> = (1..=rows.len()).map(|count| export(&rows[..count]).0.len()).collect();
    for at in 0..bytes.len() {
        for change in [1u8, 0x80, 0xff] {
            let mut changed = bytes.clone();
            changed[at] ^= change;
            let verdict = verify_export(&changed, None);
            let row = ends.iter().take_while(|end| **end <= at).count() as u64 + 1;
            let row = if at < EXPORT.len() { 1 } else { row };
            assert_eq!(verdict.flaw.map(|(number, _)| number), Some(row), "byte {at}");
        }
    }
}

#[test]
fn a_cut_tail_is_found_by_its_head() {
    let rows = acts(2);
    let (bytes, heads) = export(&rows);
    for length in 0..bytes.len() {
        let verdict = verify_export(&bytes[..length], heads.last().copied());
        assert!(!verdict.holds(), "cut at {length}");
    }
    let (cut, _) = export(&rows[..3]);
    assert!(verify_export(&cut, None).holds(), "without a head the tail cannot be missed");
    assert_eq!(verify_export(&cut, heads.last().copied()).flaw, Some((4, Flaw::CutOff)));
}

#[test]
fn a_chain_made_anew_is_found_by_any_head_from_there_on() {
    let rows = acts(3);
    let (_, heads) = export(&rows);
    let mut other = rows.clone();
    other[2].who = "乙".to_owned();
    let (anew, _) = export(&other);
    assert!(verify_export(&anew, None).holds(), "it is a chain");
    for (at, head) in heads.iter().enumerate() {
        let flaw = verify_export(&anew, Some(*head)).flaw;
        let expected = (at >= 2).then_some((head.number, Flaw::MadeAnew));
        assert_eq!(flaw, expected, "head {}", head.number);
    }
}

#[test]
fn rows_left_out_doubled_or_exchanged_are_found() {
    let rows = acts(3);
    for (change, expected) in
        [(vec![0, 2, 3], (2, Flaw::Number)), (vec![0, 1, 1], (3, Flaw::Number)), (vec![0, 2, 1], (2, Flaw::Number))]
    {
        let changed: Vec<AuditRow> = change.into_iter().map(|at: usize| rows[at].clone()).collect();
        assert_eq!(verify_export(&export(&changed).0, None).flaw, Some(expected));
    }
    let mut two_outcomes = rows[..2].to_vec();
    two_outcomes.push(AuditRow { number: 3, ..rows[1].clone() });
    assert_eq!(verify_export(&export(&two_outcomes).0, None).flaw, Some((3, Flaw::Act)));
    let open = verify_export(&export(&rows[..3]).0, None);
    assert_eq!((open.holds(), open.interrupted), (true, 1));
}
