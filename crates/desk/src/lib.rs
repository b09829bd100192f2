//! Every use case once: what a person asks of the register, or of bare books,
//! is one function here, whoever asks and from wherever.
//!
//! Whatever changes a register opens its row in the audit first, acts in one
//! transaction, and leaves its outcome there. Who acts, the time and chance
//! are handed in. There is no SQL here and no page; a person's identity number
//! ends here ([`Veil`]): what goes on into the register is a keyed hash.

mod account;
mod bounds;
mod columns;
mod counter;
mod error;
mod frozen;
mod identity;
mod mending;
mod notices;
mod official;
mod permission;
mod person;
mod personal;
mod places;
mod reading;
mod register;
mod sending;
mod settlements;
mod told;
mod withdrawal;

pub use account::{
    AccountError, Enrolment, NewAccount, Opened, PASSWORD_LEAST, Profile, Secret, SessionShown, SignIn, SignedIn,
    TOKEN_MOST_DAYS, TokenShown, UserShown,
};
pub use columns::{COLUMNS_FROM, FORM};
pub use counter::{
    Answer, ApprovedOne, Approving, AuditFilter, AuditPage, AuditShown, Begun, Counter, DebtLine, Directory,
    GuaranteeLine, InForce, Institution, OnceKey, PartyAnswer, PartyRow, PartyShown, RowOrigin, SentBatch, Settings,
    Standing, TraceAnswer, TracedRow,
};
pub use error::Error;
pub use frozen::{FrozenMeasure, FrozenSettlement};
pub use huigu_store::chain::{AuditRow, Flaw, Hash, Head, NotAHead, Verdict, verify_export};
pub use huigu_store::{
    Backup, Batch, BatchNumber, Check, Correction, Cursor, Error as StoreError, ErrorClass, Finding, Imported, Instant,
    NewNotice, Notice, NoticeKind, Place, Restored, Scenario, Settlement, Trace, What, Withdrawn, Work,
};
pub use mending::{mended, template};
pub use notices::{
    NoticeError, Publication, REASON as NOTICE_REASON, Share, Shares, TEXT as NOTICE_TEXT, TITLE as NOTICE_TITLE,
};
pub use official::{Attached, official_of, text_of};
pub use permission::{Caller, Home, Pending, Permit, Reach, Refused, Role, Scope, TokenScope, UseCase, reach};
pub use person::{KEY_FILE, KeyPlace, PersonKey, Veil};
pub use personal::{PartyName, Personal, Unmasking};
pub use reading::{File, Gathered, Reading, Stage, of_register};
pub use register::{AsKnownAt, Known, Register, Surroundings, migrate, restore};
pub use sending::Kept;
pub use settlements::{Cause, Difference, Verification, differences, plan_hash, result_bytes};
pub use told::{ApprovedTold, BatchTold, NoticeTold, NoticeWithdrawnTold, VerificationTold, columns, json};
pub use withdrawal::Leaving;
