//! The plan's official text.

use huigu_desk::Attached;
use huigu_plan::{Belongs, Section};
use serde::{Deserialize, Serialize};

use super::ROOT;
use super::answer::{Answer, Outcome};
use super::call::Call;
use super::problem::{Kind, Problem};

#[derive(Serialize)]
struct SectionTold<'a> {
    number: &'a str,
    /// The clause it belongs to.
    clause: Option<&'a str>,
    heading: &'a str,
    paragraphs: &'a [String],
}

impl<'a> SectionTold<'a> {
    fn of(section: &'a Section) -> Self {
        let clause = match &section.belongs {
            Belongs::Clause => Some(section.number.as_str()),
            Belongs::PartOf(of) => Some(of.as_str()),
            Belongs::Chapter | Belongs::Nowhere => None,
        };
        Self { number: &section.number, clause, heading: &section.heading, paragraphs: &section.paragraphs }
    }
}

#[derive(Serialize)]
struct Told<'a> {
    text: u32,
    file: &'a str,
    date: String,
    file_sm3: String,
    before: &'a [String],
    sections: Vec<SectionTold<'a>>,
    after: &'a [String],
    missing: &'a [String],
}

fn told(attached: &Attached) -> Told<'_> {
    let official = &attached.official;
    Told {
        text: attached.number,
        file: &attached.file,
        date: attached.instant.day().to_string(),
        file_sm3: attached.file_hash.to_string(),
        before: &official.before,
        sections: official.sections.iter().map(SectionTold::of).collect(),
        after: &official.after,
        missing: &official.missing,
    }
}

/// `GET /plan/text`
pub fn text(call: &Call<'_>) -> Outcome {
    let attached = call.counter().official(call.caller)?.ok_or_else(|| Problem::of(Kind::NotThere))?;
    Answer::of(&told(&attached))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    file: String,
    text: String,
}

/// `POST /plan/text`
pub fn attach(call: &Call<'_>) -> Outcome {
    let Asked { file, text } = call.json()?;
    if file.contains('\0') || text.contains('\0') {
        return Err(Problem::of(Kind::Body));
    }
    let attached = call.counter().attach_text(call.caller, &file, text.as_bytes())?;
    Ok(Answer::of(&told(&attached))?.made(format!("{ROOT}/plan/text")))
}
