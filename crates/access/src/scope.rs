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

    /// Whether what was sent for an organisation (empty: for none) is part of it.
    #[must_use]
    pub fn has_sent(&self, sender: &str) -> bool {
        // An office without books has no id, and sent nothing.
        self.is_district() || !sender.is_empty() && self.own() == Some(sender)
    }

    /// Whether it is the whole district.
    #[must_use]
    pub fn is_district(&self) -> bool {
        *self == Self::District
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_for_nobody_is_the_district_s_alone() {
        for own in [Scope::Lender("a".to_owned()), Scope::Unit("a".to_owned())] {
            assert_eq!(["a", "b", ""].map(|sender| own.has_sent(sender)), [true, false, false], "{own:?}");
        }
        assert!(["a", ""].iter().all(|sender| Scope::District.has_sent(sender)));
        // An office without books has no id.
        for none in [Scope::Unit(String::new()), Scope::Public] {
            assert!(!["a", ""].iter().any(|sender| none.has_sent(sender)), "{none:?}");
        }
    }
}
