//! The rights of a use case: what the audit calls it, which roles may and how
//! far each reaches, and which tokens open it. Each use case says its own; the
//! table of roles is made of them.

use super::{Reach, Role, TokenScope};

/// Which tokens open a use case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenAccess {
    /// None: it is for persons.
    Never,
    /// Every one.
    Any,
    /// Those made for this.
    Of(TokenScope),
}

/// How far each role reaches: a row of the table of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roles([Option<Reach>; Role::ALL.len()]);

impl Roles {
    /// Nobody, to begin with.
    pub const NOBODY: Self = Self([None; Role::ALL.len()]);
    /// Everybody, as far as anybody may see.
    pub const EVERYBODY: Self = Self([Some(Reach::Public); Role::ALL.len()]);

    /// Everybody who has an account, of what is their own.
    pub const ACCOUNTS: Self = Self::NOBODY.own(&[
        Role::Centre,
        Role::Finance,
        Role::PeoplesBank,
        Role::Unit,
        Role::Bank,
        Role::Guarantor,
        Role::Enterprise,
        Role::Auditor,
        Role::Administrator,
    ]);

    /// A row as the table has it, in the order of [`Role::ALL`].
    pub(crate) const fn row(row: [Option<Reach>; Role::ALL.len()]) -> Self {
        Self(row)
    }

    const fn with(mut self, roles: &[Role], reach: Reach) -> Self {
        let mut at = 0;
        while at < roles.len() {
            self.0[roles[at] as usize] = Some(reach);
            at += 1;
        }
        self
    }

    /// These in the whole district as well.
    #[must_use]
    pub const fn district(self, roles: &[Role]) -> Self {
        self.with(roles, Reach::District)
    }

    /// These of what is their own as well.
    #[must_use]
    pub const fn own(self, roles: &[Role]) -> Self {
        self.with(roles, Reach::Own)
    }

    /// How far a role reaches; `None`: not at all.
    #[must_use]
    pub const fn reach(&self, role: Role) -> Option<Reach> {
        self.0[role as usize]
    }
}

/// The rights of a use case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rights {
    /// What the audit calls it.
    pub code: &'static str,
    /// Which roles may, and how far each reaches.
    pub roles: Roles,
    /// Which tokens open it.
    pub token: TokenAccess,
}
