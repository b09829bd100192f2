//! Personal data, as a type that does not print.

use huigu_facts::{PartyKind, Row, is_credit_code};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::RowColumns;

/// A person's name. It shows itself only masked; whole, only to who brings an
/// [`Unmasking`] of that very person, which the desk gives out and writes down.
///
/// ```compile_fail
/// # fn show(name: huigu_desk::Personal) {
/// println!("{name}");
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Personal {
    party: String,
    name: String,
}

impl Personal {
    /// The name of a party.
    pub(crate) fn new(party: &str, name: &str) -> Self {
        Self { party: party.to_owned(), name: name.to_owned() }
    }

    /// The first character, and two stars whatever the name's length.
    #[must_use]
    pub fn masked(&self) -> String {
        self.name.chars().next().map_or_else(String::new, |first| format!("{first}**"))
    }

    /// The whole name, to who may see that of this person.
    #[must_use]
    pub fn unmasked(&self, by: &Unmasking) -> Option<&str> {
        (by.party == self.party).then_some(&self.name)
    }
}

impl std::fmt::Debug for Personal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Personal(..)")
    }
}

impl Serialize for Personal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.masked())
    }
}

/// That somebody may see one person's data, and that it stands in the audit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unmasking {
    party: String,
}

impl Unmasking {
    pub(crate) fn of(party: &str) -> Self {
        Self { party: party.to_owned() }
    }

    /// Whose data.
    #[must_use]
    pub fn party(&self) -> &str {
        &self.party
    }
}

/// A party's name as it may be shown: a person's is masked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartyName {
    /// Of an enterprise, cooperative or business: public.
    Open(String),
    /// Of a person.
    Personal(Personal),
}

impl PartyName {
    /// The name of a party: personal if it is a person's.
    pub(crate) fn of(id: &str, kind: PartyKind, name: &str) -> Self {
        if kind == PartyKind::Individual || id.starts_with(huigu_ingest::PREFIX) {
            Self::Personal(Personal::new(id, name))
        } else {
            Self::Open(name.to_owned())
        }
    }

    /// As it may be shown to anybody who may see the party.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Open(name) => name.clone(),
            Self::Personal(name) => name.masked(),
        }
    }

    /// Whether something of it is masked.
    #[must_use]
    pub fn is_personal(&self) -> bool {
        matches!(self, Self::Personal(_))
    }
}

/// A row's columns with the names of persons masked. Of a row of a data set only
/// its code tells that it is about no person, where the data set may be.
pub(crate) fn masked_columns(row: &Row<'_>) -> RowColumns {
    let mut columns = row.fields();
    let kind = match row {
        Row::Party(party) => party.kind,
        Row::Dataset(row) if row.dataset().declared().subjects.contains(&PartyKind::Individual) => {
            PartyKind::Individual
        }
        Row::Dataset(_) => PartyKind::Enterprise,
        _ => return RowColumns(columns),
    };
    let id = row.party().unwrap_or_default();
    let kind = if is_credit_code(id) { PartyKind::Enterprise } else { kind };
    for (_, name) in columns.iter_mut().filter(|(column, _)| *column == "name") {
        *name = PartyName::of(id, kind, name).shown();
    }
    RowColumns(columns)
}

impl Serialize for PartyName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_itself_only_masked() {
        let name = Personal::new("p-1", "欧阳小明");
        assert_eq!(name.masked(), "欧**");
        assert_eq!(format!("{name:?}"), "Personal(..)");
        assert_eq!(serde_json::to_string(&PartyName::Personal(name.clone())).unwrap(), "\"欧**\"");
        assert_eq!(name.unmasked(&Unmasking::of("p-2")), None, "of another person");
        assert_eq!(name.unmasked(&Unmasking::of("p-1")), Some("欧阳小明"));
        assert_eq!(Personal::new("p-1", "").masked(), "");
    }
}
