//! Rows a second of comma-separated loan events and loans, on one core, from
//! bytes to records: `cargo bench -p huigu-intake`.

use std::fmt::Write;

use divan::counter::ItemsCount;
use huigu_facts::{Kind, Row};
use huigu_intake::{Source, read};

fn main() {
    divan::main();
}

const ROWS: u64 = 200_000;

fn events() -> String {
    let mut text = String::from("lender,loan_id,date,kind,amount,event_id\n");
    for row in 0..ROWS {
        let (bank, day) = (row % 17, row % 28 + 1);
        let kind = ["disburse", "repay"][(row % 2) as usize];
        let _ = writeln!(
            text,
            "bank-{bank:02},L{:08},2021-{:02}-{day:02},{kind},{}.{:02},",
            row / 10,
            row % 12 + 1,
            row * 37 % 1_000_000 + 1,
            row % 100
        );
    }
    text
}

fn loans() -> String {
    let mut text = String::from(
        "lender,loan_id,borrower,product,start,due,principal,rate,security,credit_line,purpose,first_loan\n",
    );
    for row in 0..ROWS {
        let (bank, day) = (row % 17, row % 28 + 1);
        let _ = writeln!(
            text,
            "bank-{bank:02},L{row:08},91330211MA{row:08},huigu-startup-loan,2021-03-{day:02},2022-03-{day:02},{}.00,4.35,unsecured,2000000,working-capital,false",
            row % 2_000_000 + 1
        );
    }
    text
}

fn run(bencher: divan::Bencher<'_, '_>, kind: Kind, text: &str) {
    bencher.counter(ItemsCount::new(ROWS)).bench(|| {
        let source = Source { name: "file", bytes: text.as_bytes(), file: 0, kind: Some(kind) };
        let mut fen = 0;
        let report = read(&source, &mut |_, row| match row {
            Row::LoanEvent(event) => fen += event.amount.0,
            Row::Loan(loan) => fen += loan.principal.0,
            _ => {}
        });
        assert_eq!(report.taken(), ROWS);
        fen
    });
}

#[divan::bench]
fn loan_events(bencher: divan::Bencher<'_, '_>) {
    run(bencher, Kind::LoanEvents, &events());
}

#[divan::bench]
fn loan_rows(bencher: divan::Bencher<'_, '_>) {
    run(bencher, Kind::Loans, &loans());
}
