//! Samples of operations, for tests: what somebody of a role may ask, about its
//! own or about another's, in the sample district.

use huigu_quantity::Day;

use crate::{Caller, Desk, Permit, Reading, Rights, TextLine};

/// Whose something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The caller's own.
    Own,
    /// Another's.
    Foreign,
}

/// What a sample is made for.
pub struct Sampling<'a> {
    /// The desk it will be run at: what it is about may be made there first.
    pub desk: &'a Desk,
    /// Who asks.
    pub caller: &'a Caller,
    /// Whose it is about.
    pub whose: Whose,
    /// The password of who asks, where it has one.
    pub password: &'a str,
    /// Another each time, where something must be new.
    pub count: u32,
}

impl Sampling<'_> {
    /// Whose it is about: who asks, where that is to be its own and it may have
    /// such things; else somebody else who may.
    #[must_use]
    pub fn owner(&self, rights: &'static Rights) -> Caller {
        match self.whose {
            Whose::Own if self.caller.may(rights) => self.caller.clone(),
            _ => Caller::operator("somebody else"),
        }
    }

    /// A day of the sample district's books.
    #[must_use]
    pub fn day() -> Day {
        Day::from_ymd(2021, 12, 31).unwrap_or(Day::FIRST)
    }

    /// Whether something is as it is wanted, by whether it is the caller's own;
    /// who may nothing, and who may all, is given anything.
    pub(crate) fn is_wanted(&self, rights: &'static Rights, is_own: impl FnOnce(&Permit) -> bool) -> bool {
        match self.caller.permit(rights) {
            Ok(permit) if !permit.scope().is_district() => is_own(&permit) == (self.whose == Whose::Own),
            _ => true,
        }
    }
}

pub(crate) fn line<const MOST: usize>(id: &str) -> TextLine<MOST> {
    TextLine::new(id).unwrap_or_else(|_| unreachable!("an id is a line"))
}

/// A file without a name, beside an input.
pub(crate) fn reading<T>(text: &str, work: impl FnOnce(&Reading<'_>) -> T) -> T {
    let open = |_| Ok(text.as_bytes().to_vec());
    work(&Reading { files: &[], open: &open, products: &[], good_rows: false, progress: &|_| () })
}
