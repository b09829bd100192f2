//! What a use case says of itself. Whatever anybody can do at the desk is an
//! [`Operation`]: its input is the struct that implements it, and everything
//! about it stands in one file. Pages, the API, commands, their documentation
//! and their tests are made of the one list ([`crate::OPERATIONS`]).

use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Continuation, Done, Error, Rights, Run};

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

/// How an operation is asked for over HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// To look.
    Get,
    /// To act, or to look at what a body says.
    Post,
    /// To take away.
    Delete,
}

impl Method {
    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// By what an answer is recognised as one that was given before (ETag).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// It is not: every look counts, or it is an act.
    None,
    /// By the register's last batch, the plan, the scope and the question.
    Batch,
    /// By what it says.
    Content,
}

/// Where an operation is in the API, below `/api/v1`. Members of the input that
/// the path names in braces come from it, the others from the query of a GET
/// and else from the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Http {
    /// How it is asked for.
    pub method: Method,
    /// The path; empty: not in the API.
    pub path: &'static str,
    /// The status of its answer.
    pub status: u16,
    /// The status where nothing was made, or there is nothing to say; 0: it
    /// always makes or says something.
    pub or: u16,
    /// How its answer is recognised.
    pub tag: Tag,
    /// Whether a file comes beside the input, whose members then stand in path
    /// and query.
    pub takes_file: bool,
    /// The media type of the file that it answers; empty: it answers JSON.
    pub media: &'static str,
}

impl Http {
    /// What every path of the API begins with.
    pub const ROOT: &'static str = "/api/v1";
    /// Not in the API.
    pub const NONE: Self = Self::get("");

    /// A look at what follows from the register's batches.
    #[must_use]
    pub const fn get(path: &'static str) -> Self {
        Self { method: Method::Get, path, status: 200, or: 0, tag: Tag::Batch, takes_file: false, media: "" }
    }

    /// The same, of what follows from more than the batches.
    #[must_use]
    pub const fn by_content(self) -> Self {
        Self { tag: Tag::Content, ..self }
    }

    /// The same, of a look that counts each time.
    #[must_use]
    pub const fn untagged(self) -> Self {
        Self { tag: Tag::None, ..self }
    }

    /// An act that makes something.
    #[must_use]
    pub const fn post(path: &'static str) -> Self {
        Self { method: Method::Post, status: 201, ..Self::get(path).untagged() }
    }

    /// The same, where its answer has another status.
    #[must_use]
    pub const fn giving(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The status of an answer.
    #[must_use]
    pub const fn status_of(&self, done: &Done) -> u16 {
        let nothing = if self.status == 201 { done.location.is_empty() } else { done.body.is_empty() };
        if self.or != 0 && nothing { self.or } else { self.status }
    }

    /// An act that takes something away, and has nothing to say.
    #[must_use]
    pub const fn delete(path: &'static str) -> Self {
        Self { method: Method::Delete, status: 204, ..Self::get(path).untagged() }
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
    /// The words of its command; empty: it has none of its own.
    const COMMAND: &'static str = "";
    /// Types of problems it can end with, beyond those of any operation of its kind.
    const PROBLEMS: &'static [&'static str] = &[];
    /// What it answers.
    type Output: Serialize + JsonSchema;

    /// Does it. The permit has been given; an act is opened and committed through `run`.
    ///
    /// # Errors
    /// Why it was not done.
    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error>;

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
