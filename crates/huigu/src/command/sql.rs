//! `huigu sql`: the settlement as standard SQL, and the script that loads the
//! books into an engine.

use std::fs;
use std::path::Path;

use huigu_answers::texts::books;
use huigu_facts::Kind;
use huigu_intake::plain_columns;
use huigu_quantity::{Lang, Period};
use huigu_sql::{BookFile, Engine, load, settlement};

use crate::args::{Sql, SqlEngine};
use crate::files::{book_files, books_alone, unreadable};
use crate::outcome::{Console, Failure};
use crate::plans;

/// Prints the settlement of a year, or a load script.
pub fn run(args: &Sql, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let said = match (args.year, args.load) {
        (Some(year), _) => {
            let plan = plans::load(&args.plan, console)?;
            let rules = plans::rules_of_year(&plan, year, console.lang)?;
            settlement(&rules, Period::year(year))
        }
        (None, Some(engine)) => {
            let files = files(args, console)?;
            load(dialect(engine), &files)
        }
        // The definition of the arguments asks for one of the two.
        (None, None) => return Ok(()),
    };
    let text = said.map_err(|error| Failure::Input(console.lang.say(error)))?;
    console.answer(&text)
}

fn dialect(engine: SqlEngine) -> Engine {
    match engine {
        SqlEngine::Duckdb => Engine::DuckDb,
        SqlEngine::Postgresql => Engine::PostgreSql,
        SqlEngine::Spark => Engine::Spark,
    }
}

/// The folder's files with their columns; without a folder one complete CSV
/// file a kind, in the folder the script is run in.
fn files(args: &Sql, console: &mut Console<'_, '_>) -> Result<Vec<BookFile>, Failure> {
    let Some(folder) = args.books.as_deref() else {
        return Ok(Kind::ALL.iter().map(|kind| BookFile::complete(*kind, format!("{}.csv", kind.name()))).collect());
    };
    // The engine may be started anywhere.
    let folder = fs::canonicalize(folder).map_err(|error| unreadable(folder, &error, console.lang))?;
    let mut files = Vec::new();
    let kinds = plans::load(&args.plan, console)?.kinds();
    for file in books_alone(book_files(&folder, kinds, console)?, console) {
        let bytes = fs::read(&file.path).map_err(|error| unreadable(&file.path, &error, console.lang))?;
        let columns = plain_columns(file.kind, &bytes).ok_or_else(|| not_plain(&file.path, console.lang))?;
        let path = file.path.to_str().ok_or_else(|| not_plain(&file.path, console.lang))?;
        files.push(BookFile { kind: file.kind, path: path.to_owned(), columns });
    }
    Ok(files)
}

fn not_plain(path: &Path, lang: Lang) -> Failure {
    Failure::Input(lang.say(books::NotPlainCsv { path: &path.display() }))
}
