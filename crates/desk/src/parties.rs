//! Parties: looked for, seen one by one, and a person's name unmasked.

mod find;
mod scope;
mod show;
mod unmask;
mod view;

pub use find::{FindParties, PartyHead, PartyPage};
pub use show::ShowParty;
pub use unmask::UnmaskPerson;
pub use view::{DebtLine, GuaranteeLine, PartyRow, PartyView};
