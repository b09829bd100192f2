//! Names of organisations and parties, as a book has them.

use std::borrow::Cow;
use std::sync::Arc;

use huigu_answers::Names;
use huigu_book::{Book, PartyRow};
use huigu_plan::{Plan, Text};

use crate::personal::PartyName;
use crate::{Caller, Role};

/// Names by id: of organisations, and of parties as they may be shown.
#[derive(Debug, Default)]
pub struct Directory {
    book: Arc<Book>,
    /// Whether names of persons are shown whole.
    whole: bool,
}

/// The last row of a party.
pub(crate) fn last_row(book: &Book, party: u32) -> &PartyRow {
    let parties = &book.parties;
    &parties.rows[parties.first_rows[party as usize + 1] as usize - 1]
}

/// The name of a party by its last row, masked if it is a person's.
pub(crate) fn party_name(book: &Book, party: u32) -> PartyName {
    PartyName::of(book.parties.ids.get(party), last_row(book, party).kind(), book.parties.name(party))
}

impl Directory {
    /// The names in a book as a caller may see them: to whoever runs the
    /// program at the machine, who can read its files, those of persons are
    /// whole.
    pub(crate) fn of(book: &Arc<Book>, caller: &Caller) -> Self {
        Self { book: Arc::clone(book), whole: caller.role() == Role::Operator }
    }

    /// The name of an organisation.
    #[must_use]
    pub fn organisation(&self, id: &str) -> Option<&str> {
        let organisations = &self.book.organisations;
        organisations.ids.find(id).map(|place| organisations.rows[place as usize].name.as_str())
    }

    /// The name of a party; of a person's it is masked.
    #[must_use]
    pub fn party(&self, id: &str) -> Option<PartyName> {
        let party = self.book.parties.ids.find(id)?;
        Some(match self.whole {
            true => PartyName::Open(self.book.parties.name(party).to_owned()),
            false => party_name(&self.book, party),
        })
    }

    /// The name of an organisation or party as it may be shown, else its id.
    #[must_use]
    pub fn shown(&self, id: &str) -> String {
        let organisation = self.organisation(id).map(str::to_owned);
        organisation.or_else(|| Some(self.party(id)?.shown())).unwrap_or_else(|| id.to_owned())
    }
}

/// Names as an answer's directory and the plan know them; those of persons are
/// masked.
#[derive(Clone, Copy)]
pub struct KnownNames<'a> {
    /// Organisations and parties.
    pub directory: &'a Directory,
    /// The plan, for its measures.
    pub plan: &'a Plan,
}

impl Names for KnownNames<'_> {
    fn name(&self, id: &str) -> Option<Cow<'_, str>> {
        self.directory.organisation(id).map(Cow::Borrowed).or_else(|| self.party(id))
    }

    fn party(&self, id: &str) -> Option<Cow<'_, str>> {
        self.directory.party(id).map(|name| name.shown().into())
    }

    fn measure(&self, id: &str) -> Option<&Text> {
        self.plan.measures().iter().find(|measure| measure.id == id).map(|measure| &measure.name)
    }
}
