//! A loan, guarantee or deal followed to the rows that brought it.

use huigu_desk::TracedRow;
use huigu_engine::Item;
use huigu_facts::Kind as Book;
use serde::Serialize;
use serde_json::{Map, Value};

use super::answer::{Answer, Outcome};
use super::call::Call;

/// What can be followed.
pub const ITEMS: [&str; 3] = ["loan", "guarantee", "deal"];

#[derive(Serialize)]
struct Row {
    kind: Book,
    columns: Map<String, Value>,
    batch: u32,
    file: String,
    row: u32,
    date: String,
}

#[derive(Serialize)]
struct Told {
    batch: u32,
    #[serde(flatten)]
    item: Item,
    borrower: String,
    rows: Vec<Row>,
}

fn told(row: TracedRow) -> Row {
    Row {
        kind: row.kind,
        columns: huigu_desk::columns(row.fields),
        batch: row.origin.batch.0,
        file: row.origin.file,
        row: row.origin.row,
        date: row.origin.instant.day().to_string(),
    }
}

/// `GET /trace/{item}/{holder}/{id}`
pub fn trace(call: &Call<'_>) -> Outcome {
    let (holder, id) = (call.values.text("holder").to_owned(), call.values.text("id").to_owned());
    let item = match call.values.text("item") {
        "guarantee" => Item::Guarantee { guarantor: holder, guarantee_id: id },
        "deal" => Item::Deal { issuer: holder, deal_id: id },
        _ => Item::Loan { lender: holder, loan_id: id },
    };
    let answer = call.counter().trace(call.caller, &item, call.values.known_at())?;
    let (batch, found) = (answer.batch.0, answer.found);
    let rows = found.rows.into_iter().map(told).collect();
    Answer::of(&Told { batch, item: found.item, borrower: found.borrower, rows })
}
