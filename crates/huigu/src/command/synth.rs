//! `huigu synth`: the books of a synthetic district, with the plan's own
//! products, indicators and measures.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use huigu_answers::figures::grouped;
use huigu_answers::texts::files;
use huigu_facts::Kind;
use huigu_plan::Rules;
use huigu_synth::{District, Output, SynthError};

use crate::args::Synth;
use crate::outcome::{Console, Failure};
use crate::output::not_written;
use crate::plans;
use crate::progress::during;

/// A folder the district's files are made in.
struct Folder<'a>(&'a Path);

impl Output for Folder<'_> {
    fn create(&mut self, name: &str) -> io::Result<Box<dyn Write + Send>> {
        Ok(Box::new(BufWriter::with_capacity(1 << 20, File::create_new(self.0.join(name))?)))
    }
}

/// Writes the district's books.
pub fn run(args: &Synth, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load(&args.plan, console)?;
    let last = plan.validity().last();
    let rules: Rules = plans::rules(&plan, last, &last.to_string(), lang)?;
    empty_folder(&args.out, console)?;
    let district =
        District { loans: args.loans, events: args.events, seed: args.seed, shape: huigu_sample::of_plan(&rules) };
    let summary = during(console.context.err_is_terminal, |progress| {
        let done = AtomicU64::new(0);
        progress.of(args.loans);
        let told = |loans: u64| {
            let done = done.fetch_add(loans, Ordering::Relaxed) + loans;
            progress.at(done);
            progress.says(lang.say(files::LoansWritten { loans: &grouped(done) }));
        };
        let mut folder = Folder(&args.out);
        if args.parquet { district.write_parquet(&mut folder, &told) } else { district.write_csv(&mut folder, &told) }
    });
    let summary = summary.map_err(|error| match error {
        SynthError::File { file, source } => not_written(&args.out.join(file), &source, lang),
        error => Failure::Usage(lang.say(error)),
    })?;
    let (loans, events) = (grouped(summary.rows(Kind::Loans)), grouped(summary.rows(Kind::LoanEvents)));
    console.tell(files::DistrictWritten { path: &args.out.display(), loans: &loans, events: &events });
    Ok(())
}

/// Makes the folder; nothing that is there already is overwritten.
fn empty_folder(folder: &Path, console: &Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    fs::create_dir_all(folder).map_err(|error| not_written(folder, &error, lang))?;
    let mut entries = fs::read_dir(folder).map_err(|error| not_written(folder, &error, lang))?;
    if entries.next().is_some() {
        return Err(Failure::Environment(lang.say(files::NotEmpty { path: &folder.display() })));
    }
    Ok(())
}
