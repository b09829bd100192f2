//! Reads a measure: what it counts, who is paid, what, and up to what.

use super::fields::{chosen, named, word};
use crate::draft::{Owner, Use};
use crate::filter::{Filter, Place};
use crate::items::{AmountEntry, CapEntry, Chosen, MeasureEntry, StageEntry};
use crate::node::{Fields, Value};
use crate::plan::Items;
use crate::quantity::Want;
use crate::read::figure;
use crate::rules::Text;
use crate::subject::Subject;
use crate::words::{Beneficiary, CapScope, Counts};

/// An amount a measure may pay: its word and what it may count.
const AMOUNTS: &[(&str, &[Counts])] = &[
    ("rate-on-daily-average", &[Counts::Loans, Counts::Guarantees]),
    ("rate-on-increase", &[Counts::Loans]),
    ("fixed-each", &[Counts::Loans]),
    ("rate-on-sum", &[Counts::Deals]),
    ("fixed-per-stage", &[Counts::Deals]),
    ("share-of-interest", &[Counts::Loans]),
    ("share-of-fee", &[Counts::Guarantees]),
    ("share-of-premium", &[Counts::Guarantees]),
];

pub(super) fn read(fields: Fields<'_>, clause: &str, items: &mut Items) {
    let (id, name, owner) = named(&fields, clause, "measure", items);
    let counts: Option<Counts> = word(&fields, "counts");
    let beneficiary = fields.need("beneficiary").and_then(|value| paid(&value, counts));
    let product = fields.get("product").and_then(|value| product(&value, counts));
    let amount = fields.need("amount").and_then(|value| amount(&fields, &value, counts, &owner));
    if amount.is_none() {
        fields.pardon(&["rate", "sum", "share", "stages", "increase"]);
    }
    let caps = caps(&fields, &owner, counts);
    let filter = Filter::under(&fields, "where", &Place::of(&owner, counts.map(Subject::of), ""));
    if let (Some(AmountEntry::FixedEach(_)), Some(value)) = (&amount, fields.get("amount")) {
        fields.draft.needs(Use::FirstTime { measure: id.clone(), at: value.at });
    }
    fields.finish();
    if let (Some(counts), Some(beneficiary), Some(amount)) = (counts, beneficiary, amount) {
        let clause = clause.to_owned();
        items.measures.push(MeasureEntry { id, clause, name, product, counts, beneficiary, amount, caps, filter });
    }
}

fn paid(value: &Value<'_>, counts: Option<Counts>) -> Option<Beneficiary> {
    let paid: Beneficiary = value.listed()?;
    let counts = counts?;
    let may: &[Beneficiary] = match counts {
        Counts::Loans => &[Beneficiary::Lender, Beneficiary::Borrower],
        Counts::Guarantees => &[Beneficiary::Guarantor, Beneficiary::Borrower],
        Counts::Deals => &[Beneficiary::Issuer],
    };
    if !may.contains(&paid) {
        let (who, what) = (paid.text(), counts.text());
        let names: Vec<&str> = may.iter().map(|one| one.code()).collect();
        value.wrong(
            Text::of(
                format!("按{}计的措施不能付给{}", what.zh, who.zh),
                format!("a measure on {} cannot pay the {}", what.en, who.en),
            ),
            Text::of(format!("可写：{}", names.join("、")), format!("write one of: {}", names.join(", "))),
        );
        return None;
    }
    Some(paid)
}

fn product(value: &Value<'_>, counts: Option<Counts>) -> Option<String> {
    let id = value.string()?;
    value.draft.needs(Use::Product { id: id.to_owned(), at: value.at });
    if counts == Some(Counts::Deals) {
        let what = Text::of("融资业务没有产品", "deals have no product");
        value.wrong(what, Text::of("删去 product", "leave `product` out"));
    }
    Some(id.to_owned())
}

fn amount(fields: &Fields<'_>, value: &Value<'_>, counts: Option<Counts>, owner: &Owner) -> Option<AmountEntry> {
    let names: Vec<(&str, usize)> = AMOUNTS.iter().enumerate().map(|(place, row)| (row.0, place)).collect();
    let (name, may) = AMOUNTS[value.word(&names)?];
    if let Some(counts) = counts.filter(|counts| !may.contains(counts)) {
        let fit: Vec<&str> = AMOUNTS.iter().filter(|row| row.1.contains(&counts)).map(|row| row.0).collect();
        let what = counts.text();
        value.wrong(
            Text::of(format!("`{name}` 不适用于{}", what.zh), format!("`{name}` does not fit {}", what.en)),
            Text::of(format!("可写：{}", fit.join("、")), format!("write one of: {}", fit.join(", "))),
        );
    }
    let figure = |key: &'static str, want| fields.need(key).map(|value| figure::read(owner, key, &value, want));
    Some(match name {
        "rate-on-daily-average" => AmountEntry::RateOnDailyAverage(figure("rate", Want::SHARE)?),
        "rate-on-increase" => {
            let by = fields.need("increase").and_then(|value| chosen(&value));
            AmountEntry::RateOnIncrease(figure("rate", Want::SHARE)?, by?)
        }
        "fixed-each" => AmountEntry::FixedEach(figure("sum", Want::MONEY)?),
        "rate-on-sum" => AmountEntry::RateOnSum(figure("rate", Want::SHARE)?),
        "fixed-per-stage" => AmountEntry::FixedPerStage(stages(&fields.need("stages")?, owner)?),
        "share-of-interest" => AmountEntry::ShareOfInterest(figure("share", Want::SHARE)?),
        "share-of-fee" => AmountEntry::ShareOfFee(figure("share", Want::SHARE)?),
        _ => AmountEntry::ShareOfPremium(figure("share", Want::SHARE)?),
    })
}

/// `"unset"`, or the prices in the order in which they are tried.
fn stages(value: &Value<'_>, owner: &Owner) -> Option<Result<Vec<StageEntry>, String>> {
    if value.as_str().is_some() {
        return Some(Err(figure::read(owner, "stages", value, Want::NOTHING)));
    }
    let mut read: Vec<StageEntry> = Vec::new();
    let list = value.list()?;
    if list.is_empty() {
        value.wrong(
            Text::of("列表为空", "the list is empty"),
            Text::of("写上各阶段金额，或写 \"unset\"", "give the prices, or write \"unset\""),
        );
    }
    for item in list {
        let fields = item.table()?;
        let kind = fields.need("kind").and_then(|value| value.one::<huigu_facts::DealKind>());
        let stage = fields.get("stage").map(|value| value.one::<huigu_facts::DealStage>());
        let sum = fields.need("sum");
        let (Some(kind), Some(stage), Some(sum)) = (kind, stage.map_or(Some(None), |stage| stage.map(Some)), sum)
        else {
            fields.finish();
            continue;
        };
        if read.iter().any(|known| known.kind == kind && (known.stage.is_none() || known.stage == stage)) {
            let what = Text::of(
                "前面已有一项适用，这一项永远轮不到",
                "an entry before it fits already: this one is never reached",
            );
            item.wrong(
                what,
                Text::of("删去，或把带 stage 的写在前面", "leave it out, or put the one with a stage first"),
            );
        } else {
            let sum = figure::read(owner, &stage_name(kind, stage), &sum, Want::MONEY);
            read.push(StageEntry { kind, stage, sum });
        }
        fields.finish();
    }
    Some(Ok(read))
}

/// What the figure of a price is called: `listing-approved`.
fn stage_name(kind: huigu_facts::DealKind, stage: Option<huigu_facts::DealStage>) -> String {
    stage.map_or_else(|| kind.code().to_owned(), |stage| format!("{}-{}", kind.code(), stage.code()))
}

/// The caps in the order they apply; the scope of `cap` is told or read.
fn caps(fields: &Fields<'_>, owner: &Owner, counts: Option<Counts>) -> Vec<CapEntry> {
    let mut caps = Vec::new();
    let fixed = [
        ("cap-per-deal", CapScope::Deal),
        ("cap-per-party", CapScope::BeneficiaryYear),
        ("cap-lifetime", CapScope::BeneficiaryLifetime),
    ];
    for (name, scope) in fixed {
        let Some(value) = fields.get(name) else { continue };
        let deals_only = scope != CapScope::BeneficiaryYear;
        if let Some(counts) = counts.filter(|counts| deals_only && *counts != Counts::Deals) {
            let what = counts.text();
            value.draft.report.add(
                value.key_at,
                Text::of(
                    format!("`{name}` 只用于融资业务，不用于{}", what.zh),
                    format!("`{name}` is for measures on deals only, not on {}", what.en),
                ),
                Text::of("按年封顶写 cap = { sum, scope }", "for a cap a year write cap = { sum, scope }"),
            );
        }
        caps.push(CapEntry { name, scope: Chosen::Fixed(scope), sum: figure::read(owner, name, &value, Want::MONEY) });
    }
    if let Some(cap) = fields.get("cap").and_then(|value| year_cap(&value, owner, &caps)) {
        caps.push(cap);
    }
    caps
}

fn year_cap(value: &Value<'_>, owner: &Owner, others: &[CapEntry]) -> Option<CapEntry> {
    let remedy = || {
        Text::of(
            "写成 cap = { sum = \"…\", scope = \"programme\" }（全区合计）或 \"beneficiary\"（每家）",
            "write cap = { sum = \"…\", scope = \"programme\" } (all together) or \"beneficiary\" (each)",
        )
    };
    if !matches!(value.raw, toml::de::DeValue::Table(_)) {
        value.wrong(Text::of("封顶没有范围", "a cap without scope"), remedy());
        return None;
    }
    let fields = value.table()?;
    let sum = fields.need("sum").map(|sum| figure::read(owner, "cap", &sum, Want::MONEY));
    let Some(scope) = fields.get("scope") else {
        value.wrong(Text::of("封顶没有范围", "a cap without scope"), remedy());
        fields.finish();
        return None;
    };
    let read = scope_of(&scope);
    fields.finish();
    let read = read?;
    if others.iter().any(|other| other.name == "cap-per-party") && read != Chosen::Fixed(CapScope::ProgrammeYear) {
        let what = Text::of("每家每年的封顶可能有两个", "there may be two caps per party and year");
        scope.wrong(
            what,
            Text::of(
                "scope 写 \"programme\"，或去掉 cap-per-party",
                "write scope = \"programme\", or leave cap-per-party out",
            ),
        );
    }
    Some(CapEntry { name: "cap", scope: read, sum: sum? })
}

/// The scopes `cap` may have: those over a year.
fn scope_of(value: &Value<'_>) -> Option<Chosen<CapScope>> {
    let years = [("programme", CapScope::ProgrammeYear), ("beneficiary", CapScope::BeneficiaryYear)];
    let text = value.string()?;
    let Some(id) = text.strip_prefix('@') else {
        return value.word(&years).map(Chosen::Fixed);
    };
    let words = years.iter().map(|(word, _)| (*word).to_owned()).collect();
    value.draft.needs(Use::Reading { id: id.to_owned(), words, whole: false, at: value.at });
    Some(Chosen::By(id.to_owned()))
}

/// Every word for an amount.
#[cfg(test)]
pub(crate) fn amount_words() -> Vec<&'static str> {
    AMOUNTS.iter().map(|row| row.0).collect()
}
