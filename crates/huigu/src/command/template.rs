//! `huigu template`: an empty file of one kind of book, or of a data set.

use huigu_answers::texts::{books, files};
use huigu_facts::{Kind, Kinds};
use huigu_intake::{template_csv, template_xlsx};
use huigu_quantity::Lang;

use crate::args::Template;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, deliver_binary};
use crate::plans;

/// Gives the template in the form asked for.
pub fn run(args: &Template, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let kinds = plans::load(&args.plan, console)?.kinds();
    let kind = kind_named(&args.kind, kinds, lang)?;
    let to = args.output.as_deref();
    if args.csv {
        return deliver(console, to, template_csv(kind).as_bytes());
    }
    let bytes =
        template_xlsx(kind).map_err(|error| Failure::Environment(lang.say(files::AnswerNotWritten { why: &error })))?;
    deliver_binary(console, to, &bytes)
}

/// The kind of book or data set of a name.
///
/// # Errors
/// [`Failure::Usage`] with the names there are.
pub fn kind_named(name: &str, kinds: Kinds, lang: Lang) -> Result<Kind, Failure> {
    if let Some(kind) = kinds.from_name(name) {
        return Ok(kind);
    }
    let known: Vec<String> = kinds
        .all()
        .map(|kind| lang.pick(format!("{}（{}）", kind.name(), kind.text().zh), kind.name().to_owned()))
        .collect();
    let known = known.join(lang.comma());
    Err(Failure::Usage(lang.say(books::NoSuchKind { kind: &name, known: &known })))
}
