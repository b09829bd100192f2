//! Where an operation is in the API.

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

    /// An act that takes something away, and has nothing to say.
    #[must_use]
    pub const fn delete(path: &'static str) -> Self {
        Self { method: Method::Delete, status: 204, ..Self::get(path).untagged() }
    }
}
