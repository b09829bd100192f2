//! What sort of thing went wrong: all that a face needs to know of an error
//! to answer by it. The exit status of a command, the status of a page and the
//! type of a problem follow from the class alone, by one table each.

use crate::Error;

/// What sort of thing went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorClass {
    /// Nobody is signed in, and this is not public.
    SignIn,
    /// A password or second factor must be set up first.
    FinishFirst,
    /// The role may not.
    NotAllowed,
    /// The token was not made for this.
    TokenLacks,
    /// The rows are another's to send.
    NotYours,
    /// There is no such thing, or not for this caller.
    NotFound,
    /// What was asked cannot be understood.
    Malformed,
    /// The idempotency key came with another request before.
    KeyReused,
    /// What was asked cannot be taken as it is.
    Invalid,
    /// Settings of a what-if that the plan cannot take.
    Settings,
    /// A day or year the plan does not answer for.
    OutsideValidity,
    /// What a file holds cannot be taken in.
    BadInput,
    /// The year has not ended.
    YearNotEnded,
    /// The register's own rows have faults.
    RegisterFaulty,
    /// Other rows depend on what would be taken away.
    HasDependents,
    /// It was withdrawn before, or is itself a withdrawal.
    AlreadyWithdrawn,
    /// Another batch came in between: the same request may succeed now.
    Conflict,
    /// Too many at once, or too many tries.
    TooMany,
    /// All places for costly work are taken for now.
    Busy,
    /// The register is locked or out of reach for now.
    Unavailable,
    /// The program was pointed at the wrong register, or in a wrong way.
    Misdirected,
    /// Something broke: the environment, a file, the register or the program.
    Broken,
}

impl Error {
    /// What sort of thing went wrong.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::NoSuchBatch { .. } | Self::NoSuchSettlement { .. } | Self::NoSuchNotice { .. } => {
                ErrorClass::NotFound
            }
            Self::AlreadyWithdrawn { .. } | Self::IsAWithdrawal { .. } | Self::NoticeWithdrawn { .. } => {
                ErrorClass::AlreadyWithdrawn
            }
            Self::Conflict { .. } => ErrorClass::Conflict,
            Self::LoginTaken { .. } => ErrorClass::Invalid,
            Self::Locked { .. }
            | Self::Unreachable { .. }
            | Self::Cut { .. }
            | Self::InDoubt { .. }
            | Self::KeyTaken => ErrorClass::Unavailable,
            Self::OtherPlan { .. } | Self::NotEmpty { .. } | Self::UnknownSslMode { .. } => ErrorClass::Misdirected,
            Self::DuplicateKey { .. }
            | Self::BadText { .. }
            | Self::WrongKind { .. }
            | Self::TooMany { .. }
            | Self::NotABackup
            | Self::NewerBackup { .. }
            | Self::BackupCutOff
            | Self::BackupDamaged { .. } => ErrorClass::BadInput,
            Self::NoRegister { .. }
            | Self::NotARegister { .. }
            | Self::OlderSchema { .. }
            | Self::NewerSchema { .. }
            | Self::DiskFull { .. }
            | Self::DiskFailed { .. }
            | Self::WrongPassword { .. }
            | Self::NoRootCertificates { .. }
            | Self::NoEncryption { .. }
            | Self::NotTrusted { .. }
            | Self::Denied { .. }
            | Self::Damaged { .. }
            | Self::Database { .. }
            | Self::NoOpenAct { .. }
            | Self::BackupNotRead { .. }
            | Self::SnapshotNotWritten { .. }
            | Self::BackupNotWritten { .. }
            | Self::AuditNotWritten { .. } => ErrorClass::Broken,
        }
    }
}
