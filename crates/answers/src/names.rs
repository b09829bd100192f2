//! Names by id, as far as a reader may see them.

use std::borrow::Cow;

use huigu_engine::Item;
use huigu_plan::Text;
use huigu_quantity::Lang;

/// Tells names; a book of millions is asked, not copied.
pub trait Names {
    /// The name of an organisation, or else of a party; `None` where it is not known.
    fn name(&self, id: &str) -> Option<Cow<'_, str>>;

    /// The name of a party; likewise.
    fn party(&self, id: &str) -> Option<Cow<'_, str>>;

    /// The name of a measure of the plan; likewise.
    fn measure(&self, id: &str) -> Option<&Text>;

    /// The name of an organisation or party; its id where it has none.
    fn shown<'n>(&'n self, id: &'n str) -> Cow<'n, str> {
        self.name(id).unwrap_or(Cow::Borrowed(id))
    }

    /// Names of measures, listed.
    fn measures(&self, ids: &[String], lang: Lang) -> String {
        lang.list(ids.iter().map(|id| self.measure(id).map_or(id.as_str(), |name| name.get(lang))))
    }

    /// Names of organisations or parties, listed.
    fn list(&self, ids: &[String], lang: Lang) -> String {
        lang.list(ids.iter().map(|id| self.shown(id)))
    }
}

/// Nobody's names: everything goes by its id.
pub struct Nameless;

impl Names for Nameless {
    fn name(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }

    fn party(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }

    fn measure(&self, _: &str) -> Option<&Text> {
        None
    }
}

/// Who holds an item, and its id there.
#[must_use]
pub fn key(item: &Item) -> (&str, &str) {
    match item {
        Item::Loan { lender, loan_id } => (lender, loan_id),
        Item::Guarantee { guarantor, guarantee_id } => (guarantor, guarantee_id),
        Item::Deal { issuer, deal_id } => (issuer, deal_id),
    }
}
