//! `huigu plan attach-text`: the notice's official text, matched with the
//! plan's clauses and kept with the register.

use std::path::Path;

use huigu_answers::texts::official;
use huigu_answers::{Sheet, headings, terminal};
use huigu_desk::{AttachText, official_of};
use huigu_plan::{Official, Plan};
use huigu_quantity::Lang;

use crate::args;
use crate::files::unreadable;
use crate::outcome::{Console, Failure};
use crate::plans;
use crate::register::{at_desk, failure};

/// Attaches a file, or only tells how it matches.
pub fn attach(args: &args::AttachTextFrom, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let (plan, lang) = (plans::load(&args.plan, console)?, console.lang);
    let bytes = std::fs::read(&args.file).map_err(|error| unreadable(&args.file, &error, lang))?;
    let refused = |error| failure(&huigu_desk::Error::Unattachable(error), &[], lang);
    let official = official_of(&bytes, &plan).map_err(refused)?;
    if args.check {
        return console.answer(&matched(&official, &plan, lang));
    }
    let name = args.file.file_name().unwrap_or(Path::new("-").as_os_str()).to_string_lossy();
    let attached = at_desk(&args.register, &args.plan, console, |at, _| {
        at.run(AttachText::of(&name, &bytes).map_err(|error| at.failure(&error))?)
    })?;
    console.answer(&matched(&attached.official, &plan, lang))?;
    console.tell(official::Attached { number: &attached.text, sm3: &attached.file_sm3 });
    Ok(())
}

/// Which headings belong to which clauses, and how many do.
fn matched(official: &Official, plan: &Plan, lang: Lang) -> String {
    let sheet = Sheet { title: String::new(), ..headings::matched(official, plan, lang) };
    let (all, apart) = (plan.clauses().len(), official.apart().count());
    let found = all - official.missing.len();
    let counted = lang.say(official::Matched { found: &found, all: &all, apart: &apart });
    format!("{}\n{counted}\n", terminal::table(&sheet, lang, ""))
}
