//! The one list of use cases. A use case has one row in the table of roles and
//! one name in the audit; the operations behind it share both. Of this list are
//! made: the table of roles, the endpoints of the API with their description,
//! the forms of pages, the commands, the tests of every operation by every role.

#[cfg(feature = "samples")]
mod sample;

use huigu_quantity::{Lang, Phrase};
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value};

use crate::account::{
    BeginSecondFactor, ChangePassword, ConfirmSecondFactor, EndSession, ListSessions, ListTokens, MakeToken,
    RevokeToken, ShowProfile,
};
use crate::approvals::{ApproveYear, ListApprovals, ShowApproval, VerifySettlement};
use crate::audit::{ExportAudit, ListAudit, OwnTrail, VerifyAudit};
use crate::batches::{
    ListBatches, ListCorrections, ListInstitutions, PreviewWithdrawal, ShowBatch, WithdrawBatch, WithdrawWithFaults,
};
use crate::books::{CheckBooks, EmptyTemplate, RejectedRows, SendBooks};
use crate::contacts::{ListContacts, SetContact};
use crate::datasets::{ListDatasets, ListRecords, TraceRecord};
use crate::figures::{BreakDownTargets, ExplainEntitlement, FileSettlement, SettleYear, ShowTargets, SimulateYear};
use crate::notices::{ListNotices, PublishNotice, ShowNotice, WithdrawNotice};
use crate::official::{AttachText, PreviewText, ShowText};
use crate::parties::{FindParties, ShowParty, UnmaskPerson};
use crate::plan::{ListMeasures, ListParameters, ListReadings, ListTargets, ShowClause, ShowPlan};
use crate::problem::ProblemKind;
use crate::problems::{ListProblems, ShowProblem};
use crate::run::{KeyedRun, RunOutcome};
use crate::scenarios::{DropScenario, KeepScenario, ListScenarios};
use crate::trace::TraceItem;
use crate::upkeep::{CheckRegister, ListIssues, WriteBackup};
use crate::users::{AddUser, DisableUser, ListUsers, ResetUser};
#[cfg(feature = "samples")]
pub use sample::OperationSample;

use crate::{
    AsKnownAt, Caller, CommandAnswer, Desk, Done, Error, Fields, Http, Operation, OperationKind, Reach, Reading,
    Rights, Role, TokenAccess,
};

const fn rights_of<O: Operation>() -> Rights {
    O::RIGHTS
}

/// An operation that stands in the list, with the use case it belongs to.
pub trait ListedOperation: Operation {
    /// The use case.
    const USE_CASE: UseCase;
}

/// An operation of the list, for who handles all of them alike.
pub struct OperationEntry {
    /// The name of its input.
    pub name: &'static str,
    /// The use case it belongs to.
    pub use_case: UseCase,
    /// What the audit keeps of it.
    pub kind: OperationKind,
    /// What it does.
    pub summary: Phrase,
    /// Where it is in the API.
    pub http: Http,
    /// The words of its command, as [`Operation::COMMAND`].
    pub command: &'static str,
    /// Types of problems it can end with.
    pub problems: &'static [ProblemKind],
    /// The members of its input.
    pub fields: fn() -> std::sync::Arc<Fields>,
    /// The schema of its answer, kept by the generator under its name.
    pub output: fn(&mut SchemaGenerator) -> Schema,
    /// Runs it.
    pub run: RunOf,
    /// Runs it for a command, which shows the answer.
    pub show: ShowOf,
    /// The members of an input that a caller may send.
    #[cfg(feature = "samples")]
    pub sample: fn(&crate::Sampling<'_>) -> OperationSample,
}

#[cfg(feature = "samples")]
impl OperationSample {
    /// Asks it.
    ///
    /// # Errors
    /// Whatever the desk answers.
    pub fn ask(
        &self,
        entry: &OperationEntry,
        desk: &Desk,
        caller: &Caller,
        keyed: Option<&KeyedRequest<'_>>,
    ) -> Result<OperationOutcome, Error> {
        let members = self.members.clone();
        match &self.file {
            None => (entry.run)(desk, caller, members, None, keyed),
            Some(text) => {
                crate::sampling::reading(text, |files| (entry.run)(desk, caller, members, Some(files), keyed))
            }
        }
    }
}

/// A key a request came with, for operations whose answer is JSON.
pub struct KeyedRequest<'a> {
    /// The key.
    pub key: &'a str,
    /// Hash of all that was sent with it.
    pub request: huigu_store::chain::Hash,
    /// What is kept of an answer.
    pub answer: &'a dyn Fn(&Done) -> huigu_store::KeptAnswer,
    /// What is kept of a refusal.
    pub refusal: &'a dyn Fn(&Error) -> Option<huigu_store::KeptAnswer>,
}

/// Runs an operation for a command, in whose language it is shown.
type ShowOf = fn(&Desk, &Caller, Map<String, Value>, Lang) -> Result<CommandAnswer, Error>;

/// Runs an operation for a caller: members of its input, a file beside them and
/// a key, if they came.
type RunOf = fn(
    &Desk,
    &Caller,
    Map<String, Value>,
    Option<&Reading<'_>>,
    Option<&KeyedRequest<'_>>,
) -> Result<OperationOutcome, Error>;

/// What came of an operation.
pub type OperationOutcome = RunOutcome<Done>;

fn done<O: Operation>(output: &O::Output) -> Result<Done, Error> {
    let body = if O::HTTP.media.is_empty() { crate::json(output)?.into_bytes() } else { O::file(output).to_vec() };
    Ok(Done { body, location: O::location(output), next: O::next(output).cloned() })
}

fn run<O: ListedOperation>(
    desk: &Desk,
    caller: &Caller,
    members: Map<String, Value>,
    files: Option<&Reading<'_>>,
    keyed: Option<&KeyedRequest<'_>>,
) -> Result<OperationOutcome, Error> {
    // Who may not is told so, whatever came with the question.
    let permit = caller.permit(const { &O::RIGHTS })?;
    let input = Fields::of::<O>().read::<O>(members)?;
    let ran = match keyed {
        None => desk.run_once(caller, input, files, None)?,
        Some(keyed) => {
            let answer = |output: &O::Output| Ok((keyed.answer)(&done::<O>(output)?));
            let once = KeyedRun::new((caller, &permit), keyed.key, keyed.request, &answer, keyed.refusal)?;
            desk.run_once(caller, input, files, Some(&once))?
        }
    };
    Ok(match ran {
        RunOutcome::Done(output) => RunOutcome::Done(done::<O>(&output)?),
        RunOutcome::Replayed(kept) => RunOutcome::Replayed(kept),
    })
}

fn show<O: ListedOperation>(
    desk: &Desk,
    caller: &Caller,
    members: Map<String, Value>,
    lang: Lang,
) -> Result<CommandAnswer, Error> {
    O::shown(&desk.run(caller, Fields::of::<O>().read::<O>(members)?)?, lang)
}

const fn entry<O: ListedOperation>(name: &'static str) -> OperationEntry {
    OperationEntry {
        name,
        use_case: O::USE_CASE,
        kind: O::KIND,
        summary: O::SUMMARY,
        http: O::HTTP,
        command: O::COMMAND,
        problems: O::PROBLEMS,
        fields: Fields::of::<O>,
        output: SchemaGenerator::subschema_for::<O::Output>,
        run: run::<O>,
        show: show::<O>,
        #[cfg(feature = "samples")]
        sample: OperationSample::of::<O>,
    }
}

macro_rules! first {
    ($first:ty $(, $more:ty)*) => {
        $first
    };
}

macro_rules! use_cases {
    ($($(#[$doc:meta])+ $name:ident $(= ($rights:expr, $zh:literal, $en:literal))? $(: $($operation:ty),+)?;)+) => {
        /// What can be asked of the desk.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum UseCase { $($(#[$doc])+ $name),+ }

        const COUNT: usize = [$(stringify!($name)),+].len();
        const RIGHTS: [Rights; COUNT] =
            [$($($rights)? $(rights_of::<first!($($operation),+)>())?),+];
        const TEXTS: [Phrase; COUNT] =
            [$($(Phrase::new($zh, $en))? $(<first!($($operation),+)>::SUMMARY)?),+];

        impl UseCase {
            /// Every use case, in the order of the table's rows.
            pub const ALL: [Self; COUNT] = [$(Self::$name),+];
        }

        $($($(
            impl ListedOperation for $operation {
                const USE_CASE: UseCase = UseCase::$name;
            }
        )+)?)+

        /// The rights that each operation says for itself.
        #[cfg(test)]
        const SAID: &[(UseCase, Rights)] = &[$($($((UseCase::$name, <$operation as Operation>::RIGHTS),)+)?)+];

        /// Every operation.
        pub static OPERATIONS: &[OperationEntry] = &[$($($(entry::<$operation>(stringify!($operation)),)+)?)+];
    };
}

#[rustfmt::skip]
use_cases! {
    // One that is no operation of its own has its rights and its text here.
    /// Read the plan: clauses, readings, tasks, figures.
    Plan: ShowPlan, ShowClause, ListMeasures, ListTargets, ListParameters, ListReadings, ShowText, EmptyTemplate, ListProblems, ShowProblem;
    /// Attach the plan's official text.
    AttachText: AttachText, PreviewText;
    /// See the targets on a date.
    Targets: ShowTargets;
    /// See the targets by lender, industry, town, park or month.
    TargetBreakdown: BreakDownTargets;
    /// See what a year's measures come to.
    Settlement: SettleYear;
    /// See an answer as it was known after an earlier batch.
    AsKnownAt = (AsKnownAt::RIGHTS, "查看过去某一时点的结果", "See an answer as it was known earlier");
    /// Ask why a beneficiary gets what it gets, line by line.
    Explain: ExplainEntitlement, FileSettlement;
    /// Follow a line to its events and the files that brought them.
    Trace: TraceItem;
    /// Ask what other figures would cost.
    Simulate: SimulateYear;
    /// See the what-ifs that are kept.
    Scenarios: ListScenarios;
    /// Keep a what-if under a name, or drop it.
    KeepScenario: KeepScenario, DropScenario;
    /// Send books.
    SendBooks: SendBooks, CheckBooks, RejectedRows;
    /// See what was sent, with its corrections, and what is missing.
    Batches: ListBatches, ShowBatch, ListCorrections, ListInstitutions;
    /// Withdraw a batch.
    Withdraw: WithdrawBatch, WithdrawWithFaults, PreviewWithdrawal;
    /// Approve a year's settlement.
    Approve: ApproveYear;
    /// See approved settlements.
    Approved: ListApprovals, ShowApproval;
    /// Compute an approved settlement again.
    VerifyApproved: VerifySettlement;
    /// See notices.
    Notices: ListNotices, ShowNotice;
    /// Publish a notice.
    PublishNotice: PublishNotice;
    /// Withdraw a notice.
    WithdrawNotice: WithdrawNotice;
    /// See where institutions can be reached.
    Contacts: ListContacts;
    /// Say where an institution can be reached.
    SetContact: SetContact;
    /// Look for parties and list them.
    Parties: FindParties;
    /// See one party: scale and why, loans, guarantees, what counts it.
    Party: ShowParty;
    /// See rows of data sets.
    Records: ListDatasets, ListRecords, TraceRecord;
    /// See personal data unmasked.
    Unmask: UnmaskPerson;
    /// See the audit.
    Audit: ListAudit;
    /// Verify the audit and take it away.
    VerifyAudit: VerifyAudit, ExportAudit;
    /// See one's own rows of the audit.
    OwnTrail: OwnTrail;
    /// List users.
    Users: ListUsers;
    /// Add a user.
    AddUser: AddUser;
    /// Disable a user, or enable it again.
    DisableUser: DisableUser;
    /// Give a user a new enrolment password and take its second factor away.
    ResetUser: ResetUser;
    /// See one's own profile.
    Profile: ShowProfile;
    /// Change one's own password.
    ChangePassword: ChangePassword;
    /// List and end one's own sessions.
    Sessions: ListSessions, EndSession;
    /// Make, list and revoke one's own tokens.
    Tokens: ListTokens, MakeToken, RevokeToken;
    /// Enrol one's own second factor and recovery codes.
    SecondFactor: BeginSecondFactor, ConfirmSecondFactor;
    /// Write a backup.
    Backup: WriteBackup;
    /// Run the integrity checks.
    Check: CheckRegister, ListIssues;
}

impl UseCase {
    fn rights(self) -> &'static Rights {
        &RIGHTS[self as usize]
    }

    /// Its word, as the audit keeps it.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.rights().code
    }

    /// How people read it: as what its first operation does.
    #[must_use]
    pub fn text(self) -> Phrase {
        TEXTS[self as usize]
    }

    /// The use case of a word.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// How far a role reaches with it; `None`: not at all.
    #[must_use]
    pub fn reach(self, role: Role) -> Option<Reach> {
        self.rights().roles.reach(role)
    }

    /// Which tokens open it.
    #[must_use]
    pub fn token(self) -> TokenAccess {
        self.rights().token
    }
}

impl From<UseCase> for &'static Rights {
    fn from(use_case: UseCase) -> Self {
        use_case.rights()
    }
}

#[cfg(test)]
mod tests;
