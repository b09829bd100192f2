//! The rights of a use case: what the audit calls it, which roles may and how
//! far each reaches, and which tokens open it. Each use case says its own; the
//! table of roles is made of them.

use crate::{Reach, Role, TokenScope};

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

impl TokenAccess {
    /// Whether a token made for these opens it.
    #[must_use]
    pub fn is_open_to(self, scopes: &[TokenScope]) -> bool {
        match self {
            Self::Never => false,
            Self::Any => true,
            Self::Of(scope) => scopes.contains(&scope),
        }
    }
}

/// How far each role reaches: a row of the table of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roles {
    row: [Option<Reach>; Role::ALL.len()],
    enrolment: bool,
}

impl Roles {
    /// Nobody, to begin with.
    pub const NOBODY: Self = Self::row([None; Role::ALL.len()]);
    /// Everybody, as far as anybody may see.
    pub const EVERYBODY: Self = Self::row([Some(Reach::Public); Role::ALL.len()]);

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
    #[must_use]
    pub const fn row(row: [Option<Reach>; Role::ALL.len()]) -> Self {
        Self { row, enrolment: false }
    }

    /// These also while their password or second factor is still to be set.
    #[must_use]
    pub const fn for_enrolment(self) -> Self {
        Self { enrolment: true, ..self }
    }

    /// Whether it is open to who has a password or second factor still to set.
    #[must_use]
    pub const fn are_for_enrolment(&self) -> bool {
        self.enrolment
    }

    const fn with(mut self, roles: &[Role], reach: Reach) -> Self {
        let mut at = 0;
        while at < roles.len() {
            self.row[roles[at] as usize] = Some(reach);
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

    /// These but for one, who may not.
    #[must_use]
    pub const fn without(mut self, role: Role) -> Self {
        self.row[role as usize] = None;
        self
    }

    /// How far a role reaches; `None`: not at all.
    #[must_use]
    pub const fn reach(&self, role: Role) -> Option<Reach> {
        self.row[role as usize]
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
