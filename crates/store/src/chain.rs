//! The audit chain as bytes, its hash, and its verifier: enough to write
//! another verifier from this page alone.
//!
//! # Rows
//! The audit is a list of rows numbered 1, 2, 3, ... without a gap. An act has
//! two: its *opening* (step 1), kept before the act begins, and its *outcome*
//! (step 2), kept together with what the act did. `act` is the number of the
//! opening, in both. An act without an outcome was interrupted: what came of it
//! is unknown.
//!
//! # Byte form, version 1
//! A row is these bytes, one after the other; all numbers are big-endian, all
//! texts UTF-8 after their length in bytes as a 4-byte number:
//!
//! | bytes | what |
//! | --- | --- |
//! | 4 | `HGA1`: form and its version |
//! | 32 | hash of the row before; 32 zero bytes for row 1 |
//! | 8 | number |
//! | 8 | act |
//! | 1 | step: 1 opening, 2 outcome |
//! | 8 | instant, microseconds since 1970-01-01T00:00:00Z, signed |
//! | 4 + n | who acted |
//! | 4 + n | use case |
//! | 4 + n | subject: what it is about |
//! | 4 + n | detail |
//! | 4 + n | result: empty for an opening, never empty for an outcome |
//!
//! The hash of a row is SM3 (GB/T 32905-2016) of these bytes. The *head* of a
//! chain is the number and hash of its last row, written `N:HASH` with the hash
//! in 64 hexadecimal digits. Whoever knows an earlier head can prove that
//! nothing up to it was changed, cut off or made anew.
//!
//! # Exported chain
//! `HUIGU-AUDIT-1\n`, then for each row the length of its bytes as a 4-byte
//! number, its bytes, and its hash (32 bytes); nothing after the last row.
//!
//! # Test vectors
//! Row 1: act 1, step 1, instant 1609430400000000 (2021-01-01 00:00 in
//! Shanghai), who `甲`, use case `import`, subject `loans.csv`, no detail, no
//! result: its hash is
//! `3a15b00098883157e2b276e3c8a2279af04243926ac2ffbf3c1e48ea16c4d841`.
//! Row 2 after it: act 1, step 2, instant 1609430400000001, the same texts,
//! detail `batch 1`, result `done`: its hash is
//! `279476362201e949baff7ae93696d7fa42c07f1f2ae5a80d568430ae943f78ed`.

mod head;

use std::collections::HashSet;

pub use head::{Hash, Head, NotAHead};

const FORM: &[u8; 4] = b"HGA1";
const EXPORT: &[u8; 14] = b"HUIGU-AUDIT-1\n";

/// Which of an act's two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Before the act.
    Opening,
    /// With what the act did.
    Outcome,
}

impl Step {
    /// 1 or 2.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::Opening => 1,
            Self::Outcome => 2,
        }
    }

    /// The step of a number.
    #[must_use]
    pub fn of(number: i64) -> Option<Self> {
        match number {
            1 => Some(Self::Opening),
            2 => Some(Self::Outcome),
            _ => None,
        }
    }
}

/// A row of the audit, but for its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Number, from 1.
    pub number: u64,
    /// Number of the act's opening.
    pub act: u64,
    /// Opening or outcome.
    pub step: Step,
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub instant: i64,
    /// Who acted.
    pub who: String,
    /// Which use case.
    pub use_case: String,
    /// What it is about.
    pub subject: String,
    /// Further detail; may be empty.
    pub detail: String,
    /// Of an outcome, how it ended; empty for an opening.
    pub result: String,
}

impl AuditRow {
    /// The row in the byte form of version 1, after a row of that hash.
    #[must_use]
    pub fn bytes(&self, before: Hash) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(128);
        bytes.extend_from_slice(FORM);
        bytes.extend_from_slice(&before.0);
        bytes.extend_from_slice(&self.number.to_be_bytes());
        bytes.extend_from_slice(&self.act.to_be_bytes());
        bytes.push(self.step.number());
        bytes.extend_from_slice(&self.instant.to_be_bytes());
        for text in [&self.who, &self.use_case, &self.subject, &self.detail, &self.result] {
            bytes.extend_from_slice(&(text.len() as u32).to_be_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes
    }

    /// The row of bytes, and the hash of the row before.
    fn read(mut bytes: &[u8]) -> Option<(Self, Hash)> {
        let bytes = &mut bytes;
        if take::<4>(bytes)? != *FORM {
            return None;
        }
        let before = Hash(take(bytes)?);
        let (number, act) = (u64::from_be_bytes(take(bytes)?), u64::from_be_bytes(take(bytes)?));
        let step = Step::of(i64::from(take::<1>(bytes)?[0]))?;
        let instant = i64::from_be_bytes(take(bytes)?);
        let (who, use_case, subject) = (text(bytes)?, text(bytes)?, text(bytes)?);
        let (detail, result) = (text(bytes)?, text(bytes)?);
        let row = Self { number, act, step, instant, who, use_case, subject, detail, result };
        bytes.is_empty().then_some((row, before))
    }
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk::<N>()?;
    *bytes = rest;
    Some(*head)
}

fn run<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = u32::from_be_bytes(take(bytes)?) as usize;
    let (run, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(run)
}

fn text(bytes: &mut &[u8]) -> Option<String> {
    String::from_utf8(run(bytes)?.to_vec()).ok()
}

/// Why a row does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The bytes are none of the form described here.
    Unreadable,
    /// The number does not follow that of the row before.
    Number,
    /// It does not name the hash of the row before.
    Before,
    /// Its hash is another.
    Hash,
    /// Opening and outcome do not belong together.
    Act,
    /// The chain ends before the head that was given out.
    CutOff,
    /// The row at the head's number has another hash: the chain was made anew.
    MadeAnew,
}

huigu_quantity::texts_of! {
    Flaw in lang;
    Unreadable = "内容无法识别", "cannot be read";
    Number = "编号不连续", "its number does not follow the row before";
    Before = "与上一行不衔接", "does not continue the row before";
    Hash = "内容与校验值不符", "its content differs from its hash";
    Act = "操作的开始与结果不对应", "opening and outcome do not belong together";
    CutOff = "在所给链头之前中断", "the chain ends before the head that was given out";
    MadeAnew = "与所给链头不符，链已被重做", "differs from the head that was given out: the chain was made anew";
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Rows that hold.
    pub rows: u64,
    /// The last of them.
    pub head: Option<Head>,
    /// Acts among them without an outcome.
    pub interrupted: u64,
    /// The first row that does not hold, by its place from 1, and why.
    pub flaw: Option<(u64, Flaw)>,
}

impl Verdict {
    /// Whether every row holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.flaw.is_none()
    }
}

/// Goes along a chain, row by row.
#[derive(Debug, Default)]
pub struct Verifier {
    last: Option<Head>,
    open: HashSet<u64>,
    known: Option<Head>,
    flaw: Option<(u64, Flaw)>,
}

impl Verifier {
    /// A verifier; `head` is one given out earlier, if known.
    #[must_use]
    pub fn new(head: Option<Head>) -> Self {
        Self { known: head, ..Self::default() }
    }

    /// The hash of the last row that holds.
    #[must_use]
    pub fn before(&self) -> Hash {
        self.last.map_or(Hash::ZERO, |head| head.hash)
    }

    fn place(&self) -> u64 {
        self.last.map_or(0, |head| head.number) + 1
    }

    /// The next row, with the hash that is kept with it; rows after one that
    /// does not hold are not looked at.
    pub fn row(&mut self, row: &AuditRow, kept: Hash) {
        if self.flaw.is_none() {
            self.flaw = self.step(row, kept).err().map(|flaw| (self.place(), flaw));
        }
    }

    /// A row that cannot be read.
    pub fn unreadable(&mut self) {
        let place = self.place();
        self.flaw.get_or_insert((place, Flaw::Unreadable));
    }

    fn step(&mut self, row: &AuditRow, kept: Hash) -> Result<(), Flaw> {
        if row.number != self.place() {
            return Err(Flaw::Number);
        }
        if Hash::of(&row.bytes(self.before())) != kept {
            return Err(Flaw::Hash);
        }
        let fits = match row.step {
            Step::Opening => row.act == row.number && row.result.is_empty() && self.open.insert(row.act),
            Step::Outcome => !row.result.is_empty() && self.open.remove(&row.act),
        };
        if !fits {
            return Err(Flaw::Act);
        }
        if self.known.is_some_and(|known| known.number == row.number && known.hash != kept) {
            return Err(Flaw::MadeAnew);
        }
        self.last = Some(Head { number: row.number, hash: kept });
        Ok(())
    }

    /// What was found, after the last row.
    #[must_use]
    pub fn finish(self) -> Verdict {
        let rows = self.last.map_or(0, |head| head.number);
        let cut = self.known.filter(|known| known.number > rows).map(|_| (rows + 1, Flaw::CutOff));
        Verdict { rows, head: self.last, interrupted: self.open.len() as u64, flaw: self.flaw.or(cut) }
    }
}

/// The beginning of an exported chain.
#[must_use]
pub fn export_beginning() -> Vec<u8> {
    EXPORT.to_vec()
}

/// Appends a row to an exported chain.
pub fn export_row(row: &AuditRow, before: Hash, hash: Hash, out: &mut Vec<u8>) {
    let bytes = row.bytes(before);
    out.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    out.extend_from_slice(&bytes);
    out.extend_from_slice(&hash.0);
}

/// Verifies an exported chain alone; `head` is one given out earlier, if known.
#[must_use]
pub fn verify_export(exported: &[u8], head: Option<Head>) -> Verdict {
    let mut verifier = Verifier::new(head);
    let Some(mut rest) = exported.strip_prefix(EXPORT) else {
        verifier.unreadable();
        return verifier.finish();
    };
    while !rest.is_empty() && verifier.flaw.is_none() {
        match exported_row(&mut rest) {
            None => verifier.unreadable(),
            Some((_, before, _)) if before != verifier.before() => {
                let place = verifier.place();
                verifier.flaw = Some((place, Flaw::Before));
            }
            Some((row, _, kept)) => verifier.row(&row, kept),
        }
    }
    verifier.finish()
}

fn exported_row(rest: &mut &[u8]) -> Option<(AuditRow, Hash, Hash)> {
    let (row, before) = AuditRow::read(run(rest)?)?;
    Some((row, before, Hash(take(rest)?)))
}

#[cfg(test)]
mod tests;
