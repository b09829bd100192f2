//! What a use case says of itself. Whatever anybody can do at the desk is an
//! [`Operation`]: its input is the struct that implements it, and everything
//! about it stands in one file. Pages, the API, commands, their documentation
//! and their tests are made of the one list ([`crate::OPERATIONS`]).

use huigu_answers::Sheet;
use huigu_quantity::{Lang, Phrase};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Continuation, Error, Http, ProblemKind, Rights, Run, json};

/// What the audit keeps of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperationKind {
    /// It changes the register: two rows, one before and one with the change.
    Act,
    /// It looks, and leaves nothing.
    Look,
    /// It looks at somebody's data: two rows, unless it is the caller's own.
    LookAtPerson,
}

/// What an operation answered, as JSON or as its file.
pub struct Done {
    /// The answer.
    pub body: Vec<u8>,
    /// Where what it made is to be found, below the API's root.
    pub location: String,
    /// Where the list goes on of which this is a page.
    pub next: Option<Continuation>,
}

impl Done {
    /// The status of this answer of an operation.
    #[must_use]
    pub const fn status(&self, http: &Http) -> u16 {
        let nothing = if http.status == 201 { self.location.is_empty() } else { self.body.is_empty() };
        if http.or != 0 && nothing { http.or } else { http.status }
    }
}

/// An answer as a command shows it.
pub struct CommandAnswer {
    /// For people, and rows for programs; `None`: JSON alone.
    pub sheet: Option<Sheet>,
    /// For programs.
    pub json: String,
}

impl CommandAnswer {
    /// A list with its sheet.
    ///
    /// # Errors
    /// [`Error::Answer`].
    pub fn list(rows: &impl Serialize, sheet: Sheet) -> Result<Self, Error> {
        Ok(Self { sheet: Some(sheet), json: json(rows)? })
    }
}

/// A use case, or one of several that share their rights. Implemented by its
/// input: what it is asked with.
pub trait Operation: Serialize + DeserializeOwned + JsonSchema + 'static {
    /// Who may, under what name in the audit, and by which tokens.
    const RIGHTS: Rights;
    /// What the audit keeps of it.
    const KIND: OperationKind;
    /// What it does.
    const SUMMARY: Phrase;
    /// Where it is in the API.
    const HTTP: Http = Http::NONE;
    /// The words of its command, with members in braces that stand without a
    /// name before them, and a flag by which it is told from others of the same
    /// words (`withdraw {batch} --check`); empty: it has none of its own.
    const COMMAND: &'static str = "";
    /// Types of problems it can end with, beyond those of any operation of its kind.
    const PROBLEMS: &'static [ProblemKind] = &[];
    /// What it answers.
    type Output: Serialize + JsonSchema;

    /// Does it. The permit has been given; an act is opened and committed through `run`.
    ///
    /// # Errors
    /// Why it was not done.
    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error>;

    /// The answer as a command shows it.
    ///
    /// # Errors
    /// [`Error::Answer`].
    fn shown(answer: &Self::Output, _lang: Lang) -> Result<CommandAnswer, Error> {
        Ok(CommandAnswer { sheet: None, json: json(answer)? })
    }

    /// Where what it made is to be found in the API, below `/api/v1`; empty where nothing was.
    #[must_use]
    fn location(_made: &Self::Output) -> String {
        String::new()
    }

    /// The file that it answers, where it answers one.
    #[must_use]
    fn file(_made: &Self::Output) -> &[u8] {
        &[]
    }

    /// Where a list goes on after this page of it.
    #[must_use]
    fn next(_page: &Self::Output) -> Option<&Continuation> {
        None
    }

    /// One that the caller may ask, about its own or about another's; where an
    /// operation does not say, one that asks with nothing.
    ///
    /// # Panics
    /// Where something must be asked with.
    #[cfg(feature = "samples")]
    #[must_use]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        serde_json::from_value(serde_json::json!({})).unwrap_or_else(|error| panic!("it needs a sample: {error}"))
    }
}
