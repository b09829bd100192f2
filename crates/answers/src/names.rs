//! Names by id, as far as a reader may see them.

use std::borrow::Cow;

use huigu_engine::Item;
use huigu_plan::Text;
use huigu_quantity::Lang;

use crate::texts::{plan, targets};

/// Tells names; a book of millions is asked, not copied.
pub trait Names {
    /// The name of an organisation, or else of a party; `None` where it is not known.
    fn name(&self, id: &str) -> Option<Cow<'_, str>>;

    /// The name of a party; likewise.
    fn party(&self, id: &str) -> Option<Cow<'_, str>>;

    /// The name of a measure of the plan; likewise.
    fn measure(&self, id: &str) -> Option<&Text>;

    /// The name of an organisation or party; its id where it has none.
    fn shown<'n>(&'n self, id: &'n str) -> Cow<'n, str> {
        self.name(id).unwrap_or(Cow::Borrowed(id))
    }

    /// Names of measures, listed.
    fn measures(&self, ids: &[String], lang: Lang) -> String {
        lang.list(ids.iter().map(|id| self.measure(id).map_or(id.as_str(), |name| name.get(lang))))
    }

    /// Names of organisations or parties, listed.
    fn list(&self, ids: &[String], lang: Lang) -> String {
        lang.list(ids.iter().map(|id| self.shown(id)))
    }
}

/// Nobody's names: everything goes by its id.
pub struct NoNames;

impl Names for NoNames {
    fn name(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }

    fn party(&self, _: &str) -> Option<Cow<'_, str>> {
        None
    }

    fn measure(&self, _: &str) -> Option<&Text> {
        None
    }
}

/// Who holds an item, and its id there.
#[must_use]
pub fn key(item: &Item) -> (&str, &str) {
    match item {
        Item::Loan { lender, loan_id } => (lender, loan_id),
        Item::Guarantee { guarantor, guarantee_id } => (guarantor, guarantee_id),
        Item::Deal { issuer, deal_id } => (issuer, deal_id),
    }
}

/// What a figure is called, by its name in the plan's format; its own name
/// where it has none here.
#[must_use]
pub fn figure_name(lang: Lang, name: &str) -> String {
    let known = match name.rsplit('.').next().unwrap_or(name) {
        "rate" => lang.t(plan::RATE),
        "share" => lang.t(plan::SHARE),
        "sum" => lang.t(plan::PER_HOUSEHOLD),
        "cap" => lang.t(plan::CAP_A_YEAR),
        "cap-per-deal" => lang.t(plan::CAP_PER_ISSUE),
        "cap-lifetime" => lang.t(plan::CAP_LIFETIME),
        "stages" => lang.t(plan::BY_STAGE),
        "per-borrower" => lang.t(plan::PER_BORROWER),
        "term" | "term-over" => lang.t(plan::TERM),
        "rate-over-lpr" => lang.t(plan::RATE_OVER_LPR),
        "preferential-rate" => lang.t(plan::PREFERENTIAL_RATE),
        "credit-line" => lang.t(plan::CREDIT_LINE),
        "guarantee-amount" => lang.t(plan::GUARANTEE_LIMIT),
        "account" | "guarantee-account" => lang.t(plan::ACCOUNT_LIMIT),
        "principal" => lang.t(plan::PRINCIPAL_LIMIT),
        "goal" => lang.t(targets::GOAL),
        "size" => lang.t(plan::SIZE),
        "value" => lang.t(plan::SUM),
        "suspension-line" => lang.t(plan::SUSPENSION_LINE),
        "government-share" => lang.t(plan::GOVERNMENT_SHARE),
        "lender-share" => lang.t(plan::BANK_SHARE),
        "guarantor-share" => lang.t(plan::GUARANTOR_SHARE),
        _ => return name.to_owned(),
    };
    known.to_owned()
}

/// What figures are called, as a list.
pub(crate) fn figure_names(figures: &[String], lang: Lang) -> String {
    lang.list(figures.iter().map(|figure| figure_name(lang, figure)))
}
