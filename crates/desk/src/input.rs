//! What operations are asked with: members as types that know their limits,
//! and the reading of them from whatever a face was handed.
//!
//! A member's limits are said once, by its type; its label by the attributes
//! `title` (English) and `x-zh`. The JSON Schema of an input carries both, and
//! forms, commands, parameters and messages are made of it ([`Fields`]).

mod date;
mod fields;
mod page;
mod text;

pub use date::{AsKnownAt, AsOf};
pub use fields::{Fields, InputField, MemberType, Wants};
pub use page::{Continuation, PageSize};
pub use text::{FreeText, Number, Paragraphs, TextLine, Year};
