//! Words every answer uses: an item's key, a measure's name, why something
//! is as it is.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use huigu_book::Book;
use huigu_engine::{AdjustmentKind, ClaimVerdict, Item, Reason};
use huigu_plan::Text;

use huigu_quantity::Lang;
use huigu_answers::texts::settlement;

/// Names of organisations and parties by id, for people; the JSON has ids only.
#[derive(Debug, Default)]
pub struct Names {
    /// Names of organisations.
    pub organisations: HashMap<String, String>,
    /// Where the names of parties stand, if they are wanted.
    pub parties: Option<Box<dyn PartyNames>>,
    /// Names of the plan's measures.
    pub measures: HashMap<String, Text>,
}

impl Names {
    /// Name of a beneficiary: an organisation, else a party; empty when unknown.
    pub fn beneficiary(&self, id: &str) -> &str {
        self.organisations.get(id).map_or_else(|| self.party(id), String::as_str)
    }

    /// Name of a borrower or issuer; empty when unknown.
    pub fn party(&self, id: &str) -> &str {
        self.parties.as_deref().and_then(|parties| parties.name_of(id)).unwrap_or_default()
    }
}

/// Tells the names of parties: a book of millions is asked, not copied.
pub trait PartyNames: fmt::Debug {
    /// The name of a party: its last row's.
    fn name_of(&self, id: &str) -> Option<&str>;
}

impl PartyNames for Arc<Book> {
    fn name_of(&self, id: &str) -> Option<&str> {
        self.parties.ids.find(id).map(|party| self.parties.name(party))
    }
}

/// Names of measures by their ids, listed.
pub fn measures(ids: &[String], names: &Names, lang: Lang) -> String {
    let name = |id: &String| names.measures.get(id).map_or(id.as_str(), |text| named(text, lang)).to_owned();
    ids.iter().map(name).collect::<Vec<_>>().join(lang.comma())
}

/// A text of the plan in the language.
pub fn named(text: &Text, lang: Lang) -> &str {
    lang.pick(&text.zh, &text.en)
}

/// Who holds an item, and its id there.
pub fn key(item: &Item) -> (&str, &str) {
    match item {
        Item::Loan { lender, loan_id } => (lender, loan_id),
        Item::Guarantee { guarantor, guarantee_id } => (guarantor, guarantee_id),
        Item::Deal { issuer, deal_id } => (issuer, deal_id),
    }
}

/// What a reason says.
pub fn reason(reason: &Reason, lang: Lang) -> &'static str {
    lang.pick(reason.code.chinese(), reason.code.english())
}

/// What an adjustment is called.
pub fn adjustment(kind: AdjustmentKind, lang: Lang) -> &'static str {
    lang.t(match kind {
        AdjustmentKind::Floor => settlement::FLOORED,
        AdjustmentKind::Cap => settlement::CAPPED,
        AdjustmentKind::Incomplete => settlement::BOOKS_INCOMPLETE,
    })
}

/// What a claimed line comes to.
pub fn verdict(verdict: ClaimVerdict, lang: Lang) -> &'static str {
    lang.t(match verdict {
        ClaimVerdict::Agrees => settlement::AGREES,
        ClaimVerdict::AmountDiffers => settlement::AMOUNT_DIFFERS,
        ClaimVerdict::DoesNotQualify => settlement::DOES_NOT_QUALIFY,
        ClaimVerdict::NoBalance => settlement::NO_BALANCE,
        ClaimVerdict::NotOnBooks => settlement::NOT_ON_BOOKS,
    })
}

/// The stable name of an adjustment's kind, as the JSON has it.
pub fn adjustment_code(kind: AdjustmentKind) -> &'static str {
    match kind {
        AdjustmentKind::Floor => "floor",
        AdjustmentKind::Cap => "cap",
        AdjustmentKind::Incomplete => "incomplete",
    }
}

/// The stable name of a verdict, as the JSON has it.
pub fn verdict_code(verdict: ClaimVerdict) -> &'static str {
    match verdict {
        ClaimVerdict::Agrees => "agrees",
        ClaimVerdict::AmountDiffers => "amount-differs",
        ClaimVerdict::DoesNotQualify => "does-not-qualify",
        ClaimVerdict::NoBalance => "no-balance",
        ClaimVerdict::NotOnBooks => "not-on-books",
    }
}
