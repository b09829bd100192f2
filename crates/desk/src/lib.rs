//! Every use case once: what a person asks of the register, or of bare books,
//! is one function here, whoever asks and from wherever.
//!
//! Whatever changes a register opens its row in the audit first, acts in one
//! transaction, and leaves its outcome there. Who acts, the time and random bytes
//! are handed in. There is no SQL here and no page; a person's identity number
//! ends here ([`Pseudonymizer`]): what goes on into the register is a keyed hash.

#[macro_use]
mod input;

mod account;
mod approvals;
mod audit;
mod batches;
mod books;
mod contacts;
mod datasets;
mod desk;
mod error;
mod figures;
mod frozen;
mod http;
mod json;
mod notices;
mod official;
mod operation;
mod parties;
mod personal;
mod places;
mod plan;
mod problem;
mod problems;
mod run;
#[cfg(feature = "samples")]
mod sampling;
mod scenarios;
pub mod sheets;
mod trace;
mod upkeep;
mod use_cases;
mod users;

pub use account::{
    BeginSecondFactor, ChangePassword, ConfirmSecondFactor, EndSession, Enrolment, ListSessions, ListTokens, MakeToken,
    OpenSession, Profile, RecoveryCodes, RevokeToken, SessionView, ShowProfile, SignIn, SignedIn, TOKEN_MOST_DAYS,
    TokenMade, TokenView,
};
pub use approvals::{
    ApprovalView, Approvals, ApproveYear, Approved, ApprovedResult, Cause, Difference, InForce, ListApprovals,
    ShowApproval, Verification, VerifySettlement, YearEffect, differences, plan_hash, result_bytes,
};
pub use audit::{ActView, AuditFlaw, AuditPage, AuditVerdict, ExportAudit, ListAudit, OwnTrail, VerifyAudit};
pub use batches::{
    BatchPage, BatchView, CorrectionPage, CorrectionView, Institution, Institutions, ListBatches, ListCorrections,
    ListInstitutions, PreviewWithdrawal, RowColumns, SentBatch, ShowBatch, WithdrawBatch, WithdrawWithFaults,
    Withdrawal, WithdrawalPreview, WithdrawnWithFaults,
};
pub use books::{BookName, CheckBooks, EmptyTemplate, RejectedRows, SendBooks, Sending};
pub use contacts::{ContactView, Contacts, ListContacts, SetContact};
pub use datasets::{
    DatasetColumn, DatasetView, Datasets, ListDatasets, ListRecords, RECORDS_OF_PARTY, RecordPage, RecordTrace,
    RecordVersion, RecordView, TraceRecord,
};
pub use desk::{Desk, Directory, Settings, Standing};
pub use error::Error;
pub use figures::{
    Answer, BreakDownTargets, ExplainEntitlement, FileSettlement, SettleYear, ShowTargets, SimulateYear,
};
pub use frozen::{FrozenMeasure, FrozenSettlement};
pub use http::{Http, Method, Tag};
pub use huigu_access::password::LEAST as PASSWORD_LEAST;
pub use huigu_access::{
    AccountError, Affiliation, Caller, Pending, Permit, Reach, Refused, Rights, Role, Roles, Scope, Secret,
    TokenAccess, TokenScope, TypedSecret, Unprinted,
};
pub use huigu_ingest::{
    COLUMNS_FROM, CheckedImport, FORM, File, ImportOutcome, IngestError, KEY_FILE, KeyPlace, Known, PersonKey,
    Pseudonymizer, Reading, Stage, mended, migrate, of_register, restore, template,
};
use huigu_ingest::{Context, Register};
pub use huigu_store::chain::{Hash, Head, NotAHead, verify_export};
pub use huigu_store::{
    Backup, Batch, BatchNumber, Check, Correction, Cursor, Error as StoreError, ErrorClass, Finding, Imported, Instant,
    KeptAnswer, NoticeKind, Place, Restored, Trace, What, Withdrawn, Work, file_options,
};
pub use input::{
    AsKnownAt, AsOf, Continuation, Fields, FreeText, InputField, MemberType, Number, PageSize, Paragraphs, TextLine,
    Wants, Year,
};
pub use json::json;
pub use notices::{
    ListNotices, NoticeError, NoticeView, NoticeWithAmounts, NoticeWithdrawnView, Notices, Publication, PublishNotice,
    Share, Shares, ShowNotice, WithdrawNotice,
};
pub use official::{AttachText, OfficialTextView, PreviewText, ShowText, TextFile, official_of, text_of};
pub use operation::{CommandAnswer, Done, Operation, OperationKind};
pub use parties::{
    DebtLine, FindParties, GuaranteeLine, PartyHead, PartyPage, PartyRow, PartyView, ShowParty, UnmaskPerson,
};
pub use personal::{PartyName, Personal, Unmasking};
pub use plan::{
    ClauseHead, ClauseView, DatedValue, InterpretationChoice, InterpretationView, ListMeasures, ListParameters,
    ListTargets, MeasureEntries, MeasureInPlan, ParameterEntries, ParameterEntry, PlanView, ShowClause, ShowPlan,
    TargetEntries, TargetInPlan, TaskView, UnitView,
};
pub use problem::ProblemKind;
pub use problems::{ListProblems, ProblemView, Problems, ShowProblem};
pub use run::{KeyedRun, Run, RunOutcome};
#[cfg(feature = "samples")]
pub use sampling::{Sampling, Whose};
pub use scenarios::{Changes, DropScenario, KeepScenario, ListScenarios, ScenarioView, Scenarios};
pub use trace::{RowOrigin, TraceItem, TraceView, TracedKind, TracedRow};
pub use upkeep::{CheckRegister, Checked, ListIssues, RowIssues, WriteBackup};
#[cfg(feature = "samples")]
pub use use_cases::OperationSample;
pub use use_cases::{KeyedRequest, ListedOperation, OPERATIONS, OperationEntry, OperationOutcome, UseCase};
pub use users::{AddUser, DisableUser, GivenPassword, ListUsers, ResetUser, UserView};
