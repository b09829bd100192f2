//! Everything anybody can ask of the desk, as one closed list.

/// What can be asked of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UseCase {
    /// Read the plan: clauses, readings, tasks, figures.
    Plan,
    /// Attach the plan's official text.
    AttachText,
    /// See the targets on a date.
    Targets,
    /// See the targets by lender, industry, town, park or month.
    TargetBreakdown,
    /// See what a year's measures come to.
    Settlement,
    /// See an answer as it was known after an earlier batch.
    AsKnownAt,
    /// Ask why a beneficiary gets what it gets, line by line.
    Explain,
    /// Follow a line to its events and the files that brought them.
    Trace,
    /// Ask what other figures would cost.
    Simulate,
    /// See the what-ifs that are kept.
    Scenarios,
    /// Keep a what-if under a name, or drop it.
    KeepScenario,
    /// Send books.
    SendBooks,
    /// See what was sent, with its corrections, and what is missing.
    Batches,
    /// Withdraw a batch.
    Withdraw,
    /// Approve a year's settlement.
    Approve,
    /// See approved settlements.
    Approved,
    /// Compute an approved settlement again.
    VerifyApproved,
    /// See notices.
    Notices,
    /// Publish a notice.
    PublishNotice,
    /// Withdraw a notice.
    WithdrawNotice,
    /// Look for parties and list them.
    Parties,
    /// See one party: scale and why, loans, guarantees, what counts it.
    Party,
    /// See personal data unmasked.
    Unmask,
    /// See the audit.
    Audit,
    /// Verify the audit and take it away.
    VerifyAudit,
    /// See one's own rows of the audit.
    OwnTrail,
    /// List users.
    Users,
    /// Add a user.
    AddUser,
    /// Disable a user, or enable it again.
    DisableUser,
    /// Give a user a new enrolment password and take its second factor away.
    ResetUser,
    /// See one's own profile.
    Profile,
    /// Change one's own password.
    ChangePassword,
    /// Enrol one's own second factor and recovery codes.
    SecondFactor,
    /// List and end one's own sessions.
    Sessions,
    /// Make, list and revoke one's own tokens.
    Tokens,
    /// Write a backup.
    Backup,
    /// Run the integrity checks.
    Check,
}

impl UseCase {
    /// Every use case, in the order of the table's rows.
    pub const ALL: [Self; 37] = [
        Self::Plan,
        Self::AttachText,
        Self::Targets,
        Self::TargetBreakdown,
        Self::Settlement,
        Self::AsKnownAt,
        Self::Explain,
        Self::Trace,
        Self::Simulate,
        Self::Scenarios,
        Self::KeepScenario,
        Self::SendBooks,
        Self::Batches,
        Self::Withdraw,
        Self::Approve,
        Self::Approved,
        Self::VerifyApproved,
        Self::Notices,
        Self::PublishNotice,
        Self::WithdrawNotice,
        Self::Parties,
        Self::Party,
        Self::Unmask,
        Self::Audit,
        Self::VerifyAudit,
        Self::OwnTrail,
        Self::Users,
        Self::AddUser,
        Self::DisableUser,
        Self::ResetUser,
        Self::Profile,
        Self::ChangePassword,
        Self::SecondFactor,
        Self::Sessions,
        Self::Tokens,
        Self::Backup,
        Self::Check,
    ];

    /// Its word, as the audit keeps it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::AttachText => "attach-text",
            Self::Targets => "targets",
            Self::TargetBreakdown => "target-breakdown",
            Self::Settlement => "settlement",
            Self::AsKnownAt => "as-known-at",
            Self::Explain => "explain",
            Self::Trace => "trace",
            Self::Simulate => "simulate",
            Self::Scenarios => "scenarios",
            Self::KeepScenario => "keep-scenario",
            Self::SendBooks => "import",
            Self::Batches => "batches",
            Self::Withdraw => "withdraw",
            Self::Approve => "approve-settlement",
            Self::Approved => "approved",
            Self::VerifyApproved => "verify-settlement",
            Self::Notices => "notices",
            Self::PublishNotice => "publish-notice",
            Self::WithdrawNotice => "withdraw-notice",
            Self::Parties => "parties",
            Self::Party => "party",
            Self::Unmask => "unmask",
            Self::Audit => "audit",
            Self::VerifyAudit => "verify-audit",
            Self::OwnTrail => "own-trail",
            Self::Users => "users",
            Self::AddUser => "add-user",
            Self::DisableUser => "disable-user",
            Self::ResetUser => "reset-user",
            Self::Profile => "profile",
            Self::ChangePassword => "change-password",
            Self::SecondFactor => "second-factor",
            Self::Sessions => "sessions",
            Self::Tokens => "tokens",
            Self::Backup => "backup",
            Self::Check => "check",
        }
    }

    /// The use case of a word.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether it is about the caller's own account: what a person must be
    /// able to do before anything else is open to it.
    #[must_use]
    pub fn is_of_own_account(self) -> bool {
        matches!(self, Self::Profile | Self::ChangePassword | Self::SecondFactor | Self::Sessions)
    }
}
