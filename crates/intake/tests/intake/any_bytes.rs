//! Nothing panics, whatever the bytes: noise, and good files of each form
//! with bytes changed, cut out, doubled or moved.

use std::sync::LazyLock;

use huigu_facts::Kind;
use huigu_intake::{Source, mended, read, template_xlsx};
use proptest::prelude::*;

use crate::full_book;

/// Reads the bytes as every step would, faults mended too.
fn survive(kind: Kind, bytes: &[u8]) {
    let source = Source { name: "file", bytes, file: 0, kind: Some(kind) };
    let report = read(&source, &mut |_, _| {});
    assert!(report.refused <= report.rows);
    let out = mended(&source, &report.issues);
    let again = Source { bytes: out.as_bytes(), ..source };
    read(&again, &mut |_, _| {});
}

static SEEDS: LazyLock<Vec<(Kind, Vec<u8>)>> = LazyLock::new(|| {
    let mut seeds: Vec<(Kind, Vec<u8>)> = Vec::new();
    for kind in Kind::ALL {
        seeds.push((*kind, full_book(*kind).into_bytes()));
        seeds.push((*kind, encoding_rs::GBK.encode(&full_book(*kind)).0.into_owned()));
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, line) in (0_u32..).zip(full_book(*kind).lines()) {
            for (column, cell) in (0_u16..).zip(line.split(',')) {
                sheet.write(row, column, cell).expect("written");
            }
        }
        seeds.push((*kind, book.save_to_buffer().expect("saved")));
    }
    seeds.push((Kind::Loans, template_xlsx(Kind::Loans).expect("a template")));
    seeds
});

/// One change of some bytes.
fn change(bytes: &mut Vec<u8>, how: u8, at: usize, byte: u8) {
    if bytes.is_empty() {
        return;
    }
    let at = at % bytes.len();
    match how % 5 {
        0 => bytes[at] = byte,
        1 => bytes[at] ^= 1 << (byte % 8),
        2 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
        3 => bytes.insert(at, byte),
        _ => {
            let chunk: Vec<u8> = bytes[at..(at + usize::from(byte)).min(bytes.len())].to_vec();
            bytes.extend_from_slice(&chunk);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn noise_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in 0..Kind::ALL.len()) {
        survive(Kind::ALL[kind], &bytes);
    }

    #[test]
    fn noise_under_a_header_is_survived(text in "[\\PC\",\n\r0-9.%E+-]{0,200}", kind in 0..Kind::ALL.len()) {
        let kind = Kind::ALL[kind];
        let header = huigu_intake::template_csv(kind);
        survive(kind, format!("{header}{text}").as_bytes());
    }

    #[test]
    fn damaged_files_are_survived(
        seed in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<u8>(), any::<usize>(), any::<u8>()), 1..6),
    ) {
        let (kind, bytes) = seed.get(&SEEDS[..]);
        let mut bytes = bytes.clone();
        for (how, at, byte) in changes {
            change(&mut bytes, how, at, byte);
        }
        survive(*kind, &bytes);
    }
}
