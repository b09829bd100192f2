//! The checks of one row by itself. Each says what is wrong with a column,
//! given what others hold; where a cell was refused already, nothing is added.

use huigu_quantity::{Day, Fen};

use crate::credit_code::{credit_code_check, is_credit_code, looks_like_credit_code};
use crate::fault::Code;
use crate::person_id::is_person_id;
use crate::record::Given::{self, Is, Nothing};
use crate::record::Refusal;
use crate::words::{DealKind, LoanEventKind, PartyKind};

/// A due date is not before the start.
pub(crate) fn not_before(due: Given<Day>, start: Given<Day>) -> Option<Refusal> {
    match (due, start) {
        (Is(due), Is(start)) if due < start => {
            Some(Refusal { code: Code::DueBeforeStart, expected: format!("≥ {start}").into() })
        }
        _ => None,
    }
}

/// An end is after its beginning.
pub(crate) fn after(end: Given<Day>, beginning: Given<Day>) -> Option<Refusal> {
    match (end, beginning) {
        (Is(end), Is(beginning)) if end <= beginning => {
            Some(Refusal { code: Code::EndNotAfterBeginning, expected: format!("> {beginning}").into() })
        }
        _ => None,
    }
}

/// An end has a beginning.
pub(crate) fn with_beginning(end: Given<Day>, beginning: Given<Day>) -> Option<Refusal> {
    matches!((end, beginning), (Is(_), Nothing)).then(|| Code::EndWithoutBeginning.into())
}

/// An id that is meant as a credit code has the right check character. People
/// may have any id, and the owner of an individual business a person's.
pub(crate) fn credit_code_or_any_id(id: Given<&str>, kind: Given<PartyKind>) -> Option<Refusal> {
    let (Is(id), Is(kind)) = (id, kind) else { return None };
    let any_id = match kind {
        PartyKind::Individual => true,
        PartyKind::IndividualBusiness => is_person_id(id),
        PartyKind::Enterprise | PartyKind::Cooperative => false,
    };
    let wrong = !any_id && looks_like_credit_code(id) && !is_credit_code(id);
    wrong.then(|| {
        let expected = credit_code_check(id).map_or(String::new(), |check| format!("…{check}"));
        Refusal { code: Code::BadCreditCode, expected: expected.into() }
    })
}

/// Only an adjustment may be zero or below.
pub(crate) fn positive_unless_adjusted(amount: Given<Fen>, kind: Given<LoanEventKind>) -> Option<Refusal> {
    match (amount, kind) {
        (Is(amount), Is(kind)) if kind != LoanEventKind::Adjust && amount <= Fen::ZERO => {
            Some(Code::NotPositive.into())
        }
        _ => None,
    }
}

/// A deal that raises debt says how much.
pub(crate) fn given_of_debt(amount: Given<Fen>, kind: Given<DealKind>) -> Option<Refusal> {
    use DealKind::{Bond, Convertible, DebtInstrument};
    matches!((amount, kind), (Nothing, Is(Bond | Convertible | DebtInstrument))).then(|| Code::MissingValue.into())
}
