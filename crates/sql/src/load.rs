//! The load script: typed tables of the books, and the statements that fill
//! them from CSV files, one dialect an engine.
//!
//! Tables have the books' columns, with money as `BIGINT` fen (`revenue_wan`
//! and `assets_wan` become `revenue` and `assets`), rates as `BIGINT` parts per
//! million, words as their codes, dates as ISO text and, beside each, its day
//! number since 1970-01-01 as `INTEGER` in `<column>_day`. Empty cells are
//! `NULL`. Text compares by bytes. Files are expected as `huigu` checks them:
//! the script converts and does not check.

use huigu_facts::{Kind, ValueType, Word};

use crate::error::SqlError;
use crate::query::quoted;

/// An engine with a load script of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// DuckDB, for its command line or any of its clients.
    DuckDb,
    /// PostgreSQL, for `psql`.
    PostgreSql,
    /// Spark SQL, for `spark-sql` or a session's `sql`.
    Spark,
}

/// A CSV file of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookFile {
    /// Its kind.
    pub kind: Kind,
    /// Where the engine finds it.
    pub path: String,
    /// Its columns in the order of the file, by canonical name; columns of
    /// other names are left aside.
    pub columns: Vec<String>,
}

impl BookFile {
    /// A file with all the columns of its kind in the order of the interface.
    #[must_use]
    pub fn complete(kind: Kind, path: impl Into<String>) -> Self {
        let columns = kind.columns().iter().map(|column| column.name.to_owned()).collect();
        Self { kind, path: path.into(), columns }
    }
}

/// The script that makes the tables of all books and fills those that have
/// files; the others stay empty.
///
/// # Errors
/// [`SqlError`] when a file lacks a required column or its path cannot stand
/// between quotes.
pub fn load(engine: Engine, files: &[BookFile]) -> Result<String, SqlError> {
    let mut text = String::from(
        "-- Tables of the books: money in fen, rates in parts per million, each date with its day number since\n\
         -- 1970-01-01, text compared by bytes. The files must have passed `huigu`'s checks.\n",
    );
    for kind in Kind::ALL {
        text += &table(engine, *kind);
    }
    for (number, file) in files.iter().enumerate() {
        for column in file.kind.columns() {
            if column.required && !file.columns.iter().any(|name| name == column.name) {
                return Err(SqlError::MissingColumn { file: file.path.clone(), column: column.name });
            }
        }
        text += &fill(engine, file, number + 1)?;
    }
    text += match engine {
        Engine::DuckDb => "",
        Engine::PostgreSql => POSTGRESQL_END,
        Engine::Spark => SPARK_END,
    };
    Ok(text)
}

/// PostgreSQL takes the settlement's early steps for a row or two each and
/// would join the later ones row by row, in the square of the loans; what it
/// compiles for such a plan costs more than the run. Text and answer are the same.
const POSTGRESQL_END: &str = "
ANALYZE;
-- For the settlement, run in this same session: joins by hashing and sorting, nothing compiled.
SET enable_nestloop = off;
SET jit = off;
";

/// Spark derives conditions from conditions before it runs anything, and from a
/// plan's many nested ones so many that its memory ends. Text and answer are the same.
const SPARK_END: &str = "
-- For the settlement, run in this same session: no conditions derived from conditions.
SET spark.sql.constraintPropagation.enabled = false;
";

fn type_of(engine: Engine, value: ValueType) -> &'static str {
    match value {
        ValueType::Money(_) | ValueType::MoneyWan | ValueType::Percent { .. } | ValueType::Count => "BIGINT",
        ValueType::Boolean => "BOOLEAN",
        ValueType::Year => "INTEGER",
        ValueType::Decimal => "DECIMAL(38,6)",
        ValueType::Id
        | ValueType::Text
        | ValueType::Date
        | ValueType::Word(_)
        | ValueType::Industry
        | ValueType::Period => match engine {
            Engine::DuckDb => "VARCHAR",
            Engine::PostgreSql => "TEXT COLLATE \"C\"",
            Engine::Spark => "STRING",
        },
    }
}

fn table(engine: Engine, kind: Kind) -> String {
    let mut columns = Vec::new();
    for column in kind.columns() {
        columns.push(format!("  {} {}", column.table_name(), type_of(engine, column.value)));
        if column.value == ValueType::Date {
            columns.push(format!("  {}_day INTEGER", column.table_name()));
        }
    }
    let storage = if engine == Engine::Spark { " USING parquet" } else { "" };
    let table = kind.name();
    format!("\nDROP TABLE IF EXISTS {table};\nCREATE TABLE {table} (\n{}\n){storage};\n", columns.join(",\n"))
}

/// Reads one file as texts `c1`, `c2`, ... and inserts it, converted.
fn fill(engine: Engine, file: &BookFile, number: usize) -> Result<String, SqlError> {
    let path = quoted(&file.path)?;
    let texts = |kind: &str| (1..=file.columns.len()).map(|at| format!("c{at} {kind}")).collect::<Vec<_>>().join(", ");
    let mut columns = Vec::new();
    for column in file.kind.columns() {
        let cell = match file.columns.iter().position(|name| name == column.name) {
            Some(at) => format!("NULLIF(TRIM(c{}), '')", at + 1),
            None => "CAST(NULL AS VARCHAR(1))".to_owned(),
        };
        columns.extend(converted(engine, column.value, &cell));
    }
    let insert =
        |from: &str| format!("INSERT INTO {} SELECT\n  {}\nFROM {from};\n", file.kind.name(), columns.join(",\n  "));
    Ok(match engine {
        Engine::DuckDb => {
            let types = (1..=file.columns.len()).map(|at| format!("'c{at}': 'VARCHAR'")).collect::<Vec<_>>().join(", ");
            let options = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"'";
            format!("\n{}", insert(&format!("read_csv({path}, {options},\n  columns = {{{types}}})")))
        }
        Engine::PostgreSql => format!(
            "\nCREATE TEMPORARY TABLE file_{number} ({});\n\\copy file_{number} FROM {path} WITH (FORMAT csv, HEADER true, ENCODING 'UTF8')\n{}DROP TABLE file_{number};\n",
            texts("TEXT"),
            insert(&format!("file_{number}"))
        ),
        Engine::Spark => format!(
            "\nCREATE OR REPLACE TEMPORARY VIEW file_{number} ({}) USING csv OPTIONS (path {path}, header 'true', quote '\"', escape '\"', multiLine 'true');\n{}DROP VIEW file_{number};\n",
            texts("STRING"),
            insert(&format!("file_{number}"))
        ),
    })
}

/// The column's values from the text of a cell; a date gives two.
fn converted(engine: Engine, value: ValueType, cell: &str) -> Vec<String> {
    // Whole numbers come from decimals of the source's own places: exact.
    let scaled = |cell: &str, places: u32| {
        format!("CAST(CAST({cell} AS DECIMAL(24,{places})) * {} AS BIGINT)", 10_i64.pow(places))
    };
    let ungrouped = format!("REPLACE(REPLACE({cell}, ',', ''), '，', '')");
    match value {
        ValueType::Id | ValueType::Text | ValueType::Industry | ValueType::Period => vec![cell.to_owned()],
        ValueType::Date => dates(engine, cell),
        ValueType::Money(_) => vec![scaled(&ungrouped, 2)],
        ValueType::MoneyWan => vec![scaled(&ungrouped, 6)],
        ValueType::Percent { .. } => vec![scaled(&format!("REPLACE(REPLACE({cell}, '%', ''), '％', '')"), 4)],
        ValueType::Count => vec![format!("CAST({ungrouped} AS BIGINT)")],
        ValueType::Boolean => vec![format!(
            "CASE WHEN LOWER({cell}) IN ('true', '1', '是') THEN TRUE WHEN LOWER({cell}) IN ('false', '0', '否') THEN FALSE END"
        )],
        ValueType::Word(words) => vec![word(words, cell)],
        ValueType::Year => vec![format!("CAST({cell} AS INTEGER)")],
        ValueType::Decimal => vec![format!("CAST({ungrouped} AS DECIMAL(38,6))")],
    }
}

fn dates(engine: Engine, cell: &str) -> Vec<String> {
    let day = format!("CAST({cell} AS DATE)");
    match engine {
        Engine::DuckDb => {
            vec![format!("CAST({day} AS VARCHAR)"), format!("CAST({day} - DATE '1970-01-01' AS INTEGER)")]
        }
        Engine::PostgreSql => {
            vec![format!("TO_CHAR({day}, 'YYYY-MM-DD')"), format!("{day} - DATE '1970-01-01'")]
        }
        Engine::Spark => {
            vec![format!("CAST({day} AS STRING)"), format!("DATEDIFF({day}, DATE '1970-01-01')")]
        }
    }
}

/// A word by its code or any of its Chinese forms.
fn word(words: &[Word], cell: &str) -> String {
    let forms: String = words
        .iter()
        .map(|word| {
            let forms: Vec<_> = word.chinese.iter().map(|form| format!(", '{form}'")).collect();
            format!(" WHEN LOWER({cell}) IN ('{}'{}) THEN '{}'", word.code, forms.concat(), word.code)
        })
        .collect();
    format!("CASE{forms} END")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_book_has_a_table_in_every_engine() {
        for engine in [Engine::DuckDb, Engine::PostgreSql, Engine::Spark] {
            let files: Vec<_> = Kind::ALL.iter().map(|kind| BookFile::complete(*kind, format!("{kind}.csv"))).collect();
            let script = load(engine, &files).unwrap();
            for kind in Kind::ALL {
                assert!(script.contains(&format!("CREATE TABLE {kind} (")), "{kind}");
                assert!(script.contains(&format!("INSERT INTO {kind} SELECT")), "{kind}");
            }
            assert!(script.contains("  valid_from_day INTEGER"));
            assert!(script.contains("  revenue BIGINT"));
        }
    }

    #[test]
    fn the_session_is_left_ready_for_the_settlement() {
        let end = |engine| {
            load(engine, &[]).unwrap().split("\nDROP").last().unwrap().split(");\n").last().unwrap().to_owned()
        };
        assert_eq!(end(Engine::DuckDb), "");
        assert!(end(Engine::PostgreSql).ends_with("SET enable_nestloop = off;\nSET jit = off;\n"));
        assert!(end(Engine::PostgreSql).contains("\nANALYZE;\n"));
        assert!(end(Engine::Spark).ends_with("SET spark.sql.constraintPropagation.enabled = false;\n"));
    }

    #[test]
    fn a_file_without_a_required_column_is_refused_by_name() {
        let mut file = BookFile::complete(Kind::Lpr, "lpr.csv");
        file.columns.retain(|name| name != "five_year");
        let refused = load(Engine::DuckDb, &[file]);
        assert_eq!(refused, Err(SqlError::MissingColumn { file: "lpr.csv".to_owned(), column: "five_year" }));
    }

    #[test]
    fn a_path_that_would_end_the_quotes_is_refused() {
        let file = BookFile::complete(Kind::Lpr, "it's.csv");
        assert_eq!(load(Engine::Spark, &[file]), Err(SqlError::Text("it's.csv".to_owned())));
    }
}
