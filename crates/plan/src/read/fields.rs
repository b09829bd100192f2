//! Fields that items of every sort have, read.

use huigu_quantity::ClosedList;

use crate::draft::{Owner, Use};
use crate::items::Chosen;
use crate::node::{Fields, Value};
use crate::plan::Items;
use crate::rules::Text;

/// A word of a closed list, or `"@reading"`.
pub(super) fn chosen<T: ClosedList>(value: &Value<'_>) -> Option<Chosen<T>> {
    let text = value.string()?;
    let Some(id) = text.strip_prefix('@') else {
        return value.listed().map(Chosen::Fixed);
    };
    let words = T::ALL.iter().map(|one| one.code().to_owned()).collect();
    value.draft.needs(Use::Reading { id: id.to_owned(), words, whole: false, at: value.at });
    Some(Chosen::By(id.to_owned()))
}

/// A word of a closed list that must be there.
pub(super) fn word<T: ClosedList>(fields: &Fields<'_>, key: &'static str) -> Option<T> {
    fields.need(key)?.listed()
}

/// A list of responsible units that must be there.
pub(super) fn units(fields: &Fields<'_>) -> Vec<String> {
    let listed = fields.need("units").and_then(|value| value.strings()).unwrap_or_default();
    for (id, at) in &listed {
        fields.draft.needs(Use::Unit { id: (*id).to_owned(), at: *at });
    }
    listed.into_iter().map(|(id, _)| id.to_owned()).collect()
}

/// An item's id, name and owner.
pub(super) fn named(fields: &Fields<'_>, clause: &str, what: &'static str, items: &mut Items) -> (String, Text, Owner) {
    let (id, at) = fields.id();
    items.place(&id, at, what);
    let owner = fields.draft.owner(&id, clause);
    (id, fields.text("name"), owner)
}
