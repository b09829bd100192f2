//! Books as CSV in the canonical columns; empty for what is not given.

use huigu_facts::{Decimals, Kind, owned::Books};

/// One book as a file.
pub fn csv(kind: Kind, books: &Books) -> String {
    let header: Vec<&str> = kind.columns().iter().map(|column| column.name).collect();
    let mut text = header.join(",") + "\n";
    for row in books.rows() {
        if row.kind() == kind {
            let cells: Vec<String> =
                row.values().map(|(column, value)| column.written(value, Decimals::Needed)).collect();
            assert!(cells.iter().all(|cell| !cell.contains([',', '"', '\n'])), "{cells:?}");
            text += &(cells.join(",") + "\n");
        }
    }
    text
}
