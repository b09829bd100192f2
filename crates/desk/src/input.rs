//! What operations are asked with: members as types that know their limits,
//! and the reading of them from whatever a face was handed.
//!
//! A member's limits are said once, by its type; its label beside it in
//! [`input!`], or by the type where it is the same wherever it is asked
//! ([`AsOf`], [`PageSize`], [`Year`]). The JSON Schema of an input carries both
//! (`title` in English, `x-zh`), and forms, commands, parameters and messages are
//! made of it ([`Fields`]).

/// The input of an operation: a line a member, with its type, its label in
/// Chinese and English, and an example where its type has none.
macro_rules! input {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$of_member:meta])* $member:ident: $ty:ty $(= $zh:literal, $en:literal $(, $example:literal)?)?;)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct $name {
            $(
                #[doc = concat!("`", stringify!($ty), "`", $(": ", $en,)? ".")]
                $(#[$of_member])*
                $(#[schemars(title = $en, extend("x-zh" = $zh))] $(#[schemars(example = &$example)])?)?
                pub $member: $ty,
            )*
        }
    };
}

mod date;
mod fields;
mod page;
mod text;
mod wants;

pub use date::{AsKnownAt, AsOf};
pub use fields::{Fields, InputField};
pub use page::{Continuation, PageSize};
pub use text::{FreeText, Number, Paragraphs, TextLine, Year};
pub use wants::{MemberType, Wants};
