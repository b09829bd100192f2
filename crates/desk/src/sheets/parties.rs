//! Answers about parties as sheets: those found, what earns and what does not,
//! loans and guarantees, and why a scale is what it is.

use huigu_answers::texts::{parties, settlement, word};
use huigu_answers::{Cell, Fill, Link, Names, Sheet, explanation, figures::grouped, names};
use huigu_engine::Item;
use huigu_facts::{Scale, ScaleFigure, ScaleStep, Vocabulary};
use huigu_plan::Plan;
use huigu_quantity::{Fen, Lang};

use crate::{DebtLine, GuaranteeLine, PartyHead, Standing};

/// A word of the books, and how it reads.
fn word_of<V: Vocabulary>(value: V, lang: Lang) -> Cell {
    Cell::listed(value, lang)
}

/// Parties that were looked for.
#[must_use]
pub fn found_parties(all: &[PartyHead], lang: Lang) -> Sheet {
    Fill::new("parties", lang.t(parties::PARTIES), all)
        .left("name", lang.t(word::NAME), |one| {
            Cell::named(one.name.shown(), &one.party).to(Link::Party(one.party.clone()))
        })
        .left("kind", lang.t(word::TYPE), |one| word_of(one.kind, lang))
        .left("scale", lang.t(word::SCALE), |one| one.scale.map(|scale| word_of(scale, lang)))
        .left("industry", lang.t(word::INDUSTRY_CODE), |one| &one.industry)
        .left("town", lang.t(word::TOWN), |one| &one.town)
        .sheet()
        .or_empty(lang.t(parties::NOTHING_FOUND))
}

fn of_measures<'s>(
    id: &'static str,
    title: &str,
    standings: &'s [&'s Standing],
    names: &dyn Names,
    lang: Lang,
) -> Fill<'s, &'s Standing> {
    Fill::new(id, title, standings)
        .left("clause", lang.t(word::CLAUSE), |one| Cell::clause(&one.clause))
        .left("measure", lang.t(word::MEASURE), |one| {
            names.measure(&one.measure).map_or(one.measure.as_str(), |name| name.get(lang))
        })
        .left("item", lang.t(word::ITEM), |one| Cell::text(names::key(&one.item).1).to(Link::Item(one.item.clone())))
}

/// What earns something under a measure by a party.
#[must_use]
pub fn qualifying(standings: &[&Standing], names: &dyn Names, lang: Lang) -> Sheet {
    of_measures("counts", lang.t(parties::QUALIFYING), standings, names, lang)
        .left("paid", lang.t(parties::PAID_TO), |one| names.shown(&one.beneficiary).into_owned())
        .right("amount", lang.t(word::AMOUNT), |one| one.amount)
        .sheet()
        .or_empty(lang.t(parties::NONE_QUALIFY))
}

/// What nearly does, and the conditions it fails.
#[must_use]
pub fn unqualified(standings: &[&Standing], names: &dyn Names, lang: Lang) -> Sheet {
    of_measures("fails", lang.t(parties::NOT_QUALIFYING), standings, names, lang)
        .left("reasons", lang.t(settlement::UNMET), |one| explanation::reasons(&one.reasons, lang))
        .sheet()
        .or_empty(lang.t(settlement::NO_NEAR_MISSES))
}

/// Why the scale of an enterprise is what it is: each figure beside the
/// thresholds of its industry.
#[must_use]
pub fn scale(steps: &[ScaleStep], computed: Option<Scale>, lang: Lang) -> Sheet {
    let title = match computed {
        Some(scale) => lang.say(parties::WhyScale { scale: &word_of(scale, lang).in_words(lang) }),
        None => lang.t(parties::SCALE_BASIS).to_owned(),
    };
    let show = |step: &ScaleStep, value: i64| match step.figure {
        ScaleFigure::Employees => Cell::text([grouped(value.unsigned_abs()).as_str(), lang.t(word::PERSONS)].concat()),
        ScaleFigure::Revenue | ScaleFigure::Assets => Fen(value).into(),
    };
    let limit = |at: usize| move |step: &ScaleStep| show(step, step.limits[at]);
    Fill::new("scale", title, steps)
        .left("figure", lang.t(parties::SCALE_FIGURE), |step| lang.t(step.figure.text()))
        .right("value", lang.t(parties::REPORTED), |step| {
            step.value.map_or_else(|| lang.t(word::NOT_REPORTED).into(), |value| show(step, value))
        })
        .right("large", lang.t(parties::LARGE_FROM), limit(0))
        .right("medium", lang.t(parties::MEDIUM_FROM), limit(1))
        .right("small", lang.t(parties::SMALL_FROM), limit(2))
        .sheet()
}

/// A party's loans.
#[must_use]
pub fn loans(all: &[DebtLine], plan: &Plan, names: &dyn Names, lang: Lang) -> Sheet {
    let item = |one: &DebtLine| Item::Loan { lender: one.lender.clone(), loan_id: one.loan_id.clone() };
    let product = |one: &DebtLine| {
        let found = plan.products().iter().find(|product| product.id == one.product);
        found.map_or(one.product.as_str(), |product| product.name.get(lang)).to_owned()
    };
    Fill::new("loans", lang.t(parties::LOANS), all)
        .left("loan", lang.t(word::LOAN_ID), |one| Cell::text(&one.loan_id).to(Link::Item(item(one))))
        .left("lender", lang.t(word::LENDER), |one| names.shown(&one.lender).into_owned())
        .left("product", lang.t(word::PRODUCT), product)
        .left("start", lang.t(word::START), |one| one.start)
        .left("due", lang.t(word::DUE_DATE), |one| one.due)
        .right("principal", lang.t(word::PRINCIPAL), |one| one.principal)
        .right("balance", lang.t(word::BALANCE), |one| one.balance)
        .left("class", lang.t(word::CLASS), |one| word_of(one.class, lang))
        .sheet()
        .or_empty(lang.t(parties::NO_LOANS))
}

/// Guarantees for a party.
#[must_use]
pub fn guarantees(all: &[GuaranteeLine], names: &dyn Names, lang: Lang) -> Sheet {
    let item = |one: &GuaranteeLine| Item::Guarantee {
        guarantor: one.guarantor.clone(),
        guarantee_id: one.guarantee_id.clone(),
    };
    Fill::new("guarantees", lang.t(parties::GUARANTEES), all)
        .left("guarantee", lang.t(word::GUARANTEE_ID), |one| Cell::text(&one.guarantee_id).to(Link::Item(item(one))))
        .left("guarantor", lang.t(word::GUARANTOR), |one| names.shown(&one.guarantor).into_owned())
        .left("lender", lang.t(word::LENDER), |one| names.shown(&one.lender).into_owned())
        .left("start", lang.t(word::TAKEN_ON), |one| one.start)
        .left("due", lang.t(word::DUE_DATE), |one| one.due)
        .right("amount", lang.t(word::GUARANTEED), |one| one.amount)
        .right("balance", lang.t(word::GUARANTEED_BALANCE), |one| one.balance)
        .sheet()
        .or_empty(lang.t(parties::NO_GUARANTEES))
}
