//! Why bytes are not the form of a book.

use thiserror::Error;

/// Version of the form; a reader takes no other.
pub(super) const VERSION: u32 = 2;

/// Why bytes are not the form of a book. There is one remedy: make the book anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FormError {
    /// They begin otherwise.
    #[error("not a book's form")]
    NotAForm,
    /// Another version wrote it.
    #[error("version {found} of the form; this program reads version {}", VERSION)]
    Version {
        /// The version it names.
        found: u32,
    },
    /// A machine of the other byte order wrote it.
    #[error("written by a machine of the other byte order")]
    ByteOrder,
    /// Bytes are missing, or there are more than it names.
    #[error("cut off, or longer than it says")]
    CutOff,
    /// What stands before the sections does not hold together.
    #[error("the table of sections does not hold together")]
    Header,
    /// A section does not hold together, or does not fit the others.
    #[error("section `{name}`: {wrong}")]
    Section {
        /// Which.
        name: &'static str,
        /// What is wrong.
        wrong: &'static str,
    },
}
