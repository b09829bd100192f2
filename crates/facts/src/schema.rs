//! What is declared of a kind of book: its columns, its key, what its rows
//! belong to and who sends them. The declarations stand in `books`.

use crate::column::{Column, Refers};

/// What rows of a kind belong to, named by the first two columns of their key:
/// who holds it and its id with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// A loan, by lender and loan id.
    Loan,
    /// A guarantee, by guarantor and guarantee id.
    Guarantee,
    /// A deal, by issuer and deal id.
    Deal,
}

/// Who sends books.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sender {
    /// A lender.
    Bank,
    /// A guarantor or insurer.
    Guarantor,
    /// The people's bank.
    PeoplesBank,
    /// A department, town or other unit of the district.
    Unit,
}

/// A kind of book as declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// The name files, options and tables use: `loan_events`.
    pub name: &'static str,
    /// The Chinese names a file may carry, the first the one people read.
    pub chinese: &'static [&'static str],
    /// The columns, in the order of the interface.
    pub columns: &'static [Column],
    /// What rows belong to, if they do.
    pub item: Option<ItemKind>,
    /// Places of the columns that make two rows the same fact.
    pub key: &'static [usize],
    /// Place of the column of an event's own id, where rows may have one:
    /// those that do are the same fact by item and this id, and of the others
    /// equal ones are counted.
    pub event_id: Option<usize>,
    /// Place of the column that names whose the row is: who alone may send it.
    pub owner: Option<usize>,
    /// Who may send the book, of those who send only what is theirs.
    pub senders: &'static [Sender],
}

impl Schema {
    /// Place of the column that names the party a row is of.
    #[must_use]
    pub fn party(&self) -> Option<usize> {
        self.columns.iter().position(|column| column.refers == Some(Refers::Party))
    }

    /// Place of the column of that name.
    #[must_use]
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Kind, Refers, ValueType};

    #[test]
    fn declarations_hold_together() {
        for kind in Kind::ALL {
            let schema = kind.schema();
            let is_id = |slot: usize| schema.columns[slot].value == ValueType::Id && schema.columns[slot].required;
            if schema.item.is_some() {
                assert!(schema.key.len() >= 2 && schema.key[..2].iter().all(|slot| is_id(*slot)), "{kind}: item");
            }
            assert!(schema.owner.is_none_or(is_id), "{kind}: owner");
            if let Some(event_id) = schema.event_id {
                assert!(
                    schema.item.is_some() && !is_id(event_id) && !schema.key.contains(&event_id),
                    "{kind}: event id"
                );
            }
            let of_party = schema.columns.iter().filter(|column| column.refers == Some(Refers::Party));
            assert!(of_party.count() <= 1, "{kind}: a row is of one party");
            let required = schema.columns.iter().all(|column| !column.required || !column.has_default);
            assert!(required, "{kind}: a required column has no default");
        }
    }
}
