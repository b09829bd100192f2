//! What part of a register an answer may be made of.

/// How far a role reaches with a use case: a cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The whole district.
    District,
    /// What is the caller's own: its organisation's or party's.
    Own,
    /// What anybody may see.
    Public,
}

/// What part of a register an answer may be made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// All of it.
    District,
    /// A lender's own loans.
    Lender(String),
    /// A guarantor's or insurer's own guarantees.
    Guarantor(String),
    /// A party itself.
    Party(String),
    /// What a department, town or office needs for its clauses and tasks.
    Unit(String),
    /// What anybody may see: totals.
    Public,
}

impl Scope {
    /// The id of the organisation or party it is bound to, if it is to one.
    #[must_use]
    pub fn own(&self) -> Option<&str> {
        match self {
            Self::Lender(id) | Self::Guarantor(id) | Self::Party(id) | Self::Unit(id) => Some(id),
            Self::District | Self::Public => None,
        }
    }

    /// Whether it is the whole district.
    #[must_use]
    pub fn is_district(&self) -> bool {
        *self == Self::District
    }
}
