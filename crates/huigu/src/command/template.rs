//! `huigu template`: an empty file of one kind of book.

use huigu_facts::Kind;
use huigu_intake::{template_csv, template_xlsx};

use crate::args::Template;
use crate::catalogue::Phrase;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, deliver_binary};

/// Gives the template in the form asked for.
pub fn run(args: &Template, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let Some(kind) = Kind::from_name(&args.kind) else {
        let known: Vec<String> = Kind::ALL
            .iter()
            .map(|kind| lang.pick(format!("{}（{}）", kind.name(), kind.chinese()), kind.name().to_owned()))
            .collect();
        let known = known.join(lang.pick("、", ", "));
        return Err(Failure::Usage(lang.say(Phrase::UnknownKind, &[("kind", &args.kind), ("known", &known)])));
    };
    let to = args.output.as_deref();
    if args.csv {
        return deliver(console, to, template_csv(kind).as_bytes());
    }
    let bytes = template_xlsx(kind)
        .map_err(|error| Failure::Environment(lang.say(Phrase::AnswerNotWritten, &[("why", &error)])))?;
    deliver_binary(console, to, &bytes)
}
