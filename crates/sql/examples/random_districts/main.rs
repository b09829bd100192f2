//! Writes small random districts as books, each with the load script, the
//! settlement and what an independent calculation expects of it:
//! `random_districts OUT SEEDS`. `tests/sql/compare_random.py` runs them.

mod rows;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use huigu_facts::Kind;
use huigu_oracle::{random_books, settle, vary};
use huigu_plan::{Plan, Rules, shipped};
use huigu_quantity::{Day, Period};
use huigu_sql::{BookFile, Engine, load, settlement};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, out, seeds] = arguments.as_slice() else { return Err("usage: random_districts OUT SEEDS".into()) };
    let out = PathBuf::from(out);
    let second = second_plan()?;
    for seed in 0..seeds.parse::<u64>()? {
        let (plan, years) = if seed % 3 == 2 { (&second, [2023, 2024]) } else { (&shipped(), [2021, 2022]) };
        let year = years[(seed / 3 % 2) as usize];
        let rules = plan.rules_at(Period::year(year).last())?;
        // One in three settles the plan as it stands.
        let rules = if seed % 4 == 0 { rules } else { vary(&rules, seed) };
        write(&out.join(format!("{seed:05}")), &rules, seed)?;
    }
    Ok(())
}

/// The invented district of the tests: other rates, products, measures, years.
fn second_plan() -> Result<Plan, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/plans/yunwan-2023");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files.push((entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path())?));
    }
    files.sort();
    Plan::from_files(&files).map_err(|mistakes| format!("the second plan has {} mistakes", mistakes.len()).into())
}

fn write(folder: &Path, rules: &Rules, seed: u64) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let books = random_books(seed, rules);
    let mut files = Vec::new();
    for kind in Kind::ALL {
        let path = folder.join(format!("{kind}.csv"));
        fs::write(&path, rows::csv(*kind, &books))?;
        files.push(BookFile::complete(*kind, path.to_string_lossy()));
    }
    for (engine, name) in [(Engine::DuckDb, "duckdb"), (Engine::PostgreSql, "postgresql"), (Engine::Spark, "spark")] {
        fs::write(folder.join(format!("load_{name}.sql")), load(engine, &files)?)?;
    }
    let year = Period { from: Day::new_year(rules.asked.year()), to: rules.asked.next() };
    fs::write(folder.join("settlement.sql"), settlement(rules, year)?)?;
    let mut expected = String::from("measure,beneficiary,uncapped,amount,lines,incomplete\n");
    for settled in settle(&books, rules) {
        for (id, due) in settled.beneficiaries {
            let lines = due.lines.len();
            let (measure, uncapped, amount, incomplete) = (&settled.measure, due.uncapped, due.amount, due.incomplete);
            writeln!(expected, "{measure},{id},{uncapped},{amount},{lines},{}", u8::from(incomplete))?;
        }
    }
    fs::write(folder.join("expected.csv"), expected)?;
    Ok(())
}
