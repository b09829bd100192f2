//! The plan's official text: attached to the register as an installation has
//! it, read beside the clauses.

use huigu_plan::{Clause, MOST_BYTES, Official, Plan, Unattachable};
use huigu_store::chain::Hash;
use huigu_store::{Instant, OfficialText};

use crate::{Error, Register, UseCase};

/// The longest name of a file that is kept, in characters.
const NAME: usize = 200;

/// An official text that is attached, cut by its headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Its number: a later one takes its place.
    pub number: u32,
    /// Name of its file.
    pub file: String,
    /// SM3 of the file.
    pub file_hash: Hash,
    /// When it was attached.
    pub instant: Instant,
    /// What it says.
    pub official: Official,
}

impl Attached {
    /// Of a text as it is kept, beside these clauses.
    pub(crate) fn of(kept: OfficialText, clauses: &[Clause]) -> Result<Self, Unattachable> {
        let OfficialText { number, file, file_hash, text, instant, .. } = kept;
        Ok(Self { number, file, file_hash, instant, official: Official::read(&text, clauses)? })
    }
}

/// What the bytes of an official text say: UTF-8 with or without byte order
/// mark, or GB18030.
///
/// # Errors
/// Why it is no plain text, or too large.
pub fn text_of(bytes: &[u8]) -> Result<String, Unattachable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unattachable::TooLarge { bytes: bytes.len() });
    }
    huigu_intake::decoded(bytes).map(std::borrow::Cow::into_owned).ok_or(Unattachable::NotText)
}

/// Cuts a file by its headings, and keeps nothing.
///
/// # Errors
/// Why it cannot be attached.
pub fn official_of(bytes: &[u8], plan: &Plan) -> Result<Official, Unattachable> {
    Official::read(&text_of(bytes)?, plan.clauses())
}

impl Register<'_> {
    /// Attaches a file as the plan's official text.
    ///
    /// # Errors
    /// [`Error::Unattachable`], or whatever the register answers.
    pub fn attach_text(&mut self, plan: &Plan, file: &str, bytes: &[u8]) -> Result<Attached, Error> {
        let text = text_of(bytes)?;
        Official::read(&text, plan.clauses())?;
        let file: String = file.chars().filter(|c| !c.is_control()).take(NAME).collect();
        let (text, file) = (self.veiled_to_keep(&text)?, self.veiled_to_keep(&file)?);
        let opening = self.open_act(UseCase::AttachText, &file, "")?;
        let who = self.who()?;
        let clock = self.around.clock;
        let done = self.store.attach_text(&opening, (&file, Hash::of(bytes), &text), &who, clock);
        let kept = done.inspect_err(|error| self.failed(&opening, error))?;
        Ok(Attached::of(kept, plan.clauses())?)
    }
}
