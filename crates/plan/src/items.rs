//! What a plan is made of, before a day is asked: clauses, units, readings,
//! products, pools, measures, targets, tasks.

use huigu_quantity::Day;

use crate::filter::Filter;
use crate::rules::{Beneficiary, CapScope, Counts, Direction, ExclusionTime, Increase, Stacking, Text, WordSet};
use huigu_facts::{Dataset, DealKind, DealStage, GuaranteeEventKind};

/// A clause of the notice, restated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Number: `3.1`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it says, in the plan's own words.
    pub says: Text,
    /// Ids of the units responsible.
    pub units: Vec<String>,
    /// What it says without an effect a program could have.
    pub no_effect: Vec<Text>,
    /// The file it stands in.
    pub file: String,
}

/// A unit with tasks: an office, a bank, a court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What it is to the plan as a whole, if it is one of the few that are.
    pub role: Option<UnitRole>,
}

/// A unit's part in the plan as a whole, beside its tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitRole {
    /// It leads: runs the plan and keeps the register.
    Centre,
    /// It pays.
    Finance,
    /// The central bank's branch.
    PeoplesBank,
}

/// How an unclear sentence is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// What is unclear.
    pub question: Text,
    /// The ways to read it: word and meaning, in the order of the file.
    pub choices: Vec<(String, Text)>,
    /// The word chosen.
    pub choice: String,
    /// Why.
    pub reason: Text,
    /// Who decided.
    pub by: Text,
    /// When.
    pub on: Day,
    /// Whether the plan runs either way.
    pub both: bool,
}

/// What a unit is told to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Ids of the units that do it.
    pub units: Vec<String>,
    /// What they do.
    pub does: Text,
    /// By when, where the plan says.
    pub due: Option<Day>,
}

/// A data set: information about parties that a unit supplies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetEntry {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    /// What it is.
    pub says: Text,
    /// What files and register are told of it.
    pub dataset: Dataset,
}

/// A filter with a name of its own.
#[derive(Debug, Clone)]
pub struct NamedFilter {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    pub(crate) filter: Filter,
}

/// A product on the shelf.
#[derive(Debug, Clone)]
pub struct ProductEntry {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    pub(crate) limits: Filter,
    /// Path of the limit per borrower.
    pub(crate) per_borrower: Option<String>,
}

/// Two products that cannot be enjoyed together.
#[derive(Debug, Clone)]
pub struct ExclusiveEntry {
    /// Clause.
    pub clause: String,
    /// The products' ids.
    pub products: [String; 2],
    pub(crate) time: Chosen<ExclusionTime>,
}

/// A risk pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    /// Ids of the products it stands behind.
    pub products: Vec<String>,
    /// Paths of its figures: size, suspension line, shares of loss.
    pub figures: Vec<String>,
}

/// A figure of the plan that belongs to no other item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureEntry {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    /// Path of its value.
    pub path: String,
}

/// A measure.
#[derive(Debug, Clone)]
pub struct MeasureEntry {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    /// The product it names.
    pub product: Option<String>,
    /// What it counts.
    pub counts: Counts,
    /// Who is paid.
    pub beneficiary: Beneficiary,
    pub(crate) amount: AmountEntry,
    pub(crate) caps: Vec<CapEntry>,
    pub(crate) filter: Filter,
}

/// What a measure pays, its figures by their paths.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum AmountEntry {
    RateOnDailyAverage(String),
    RateOnIncrease(String, Chosen<Increase>),
    FixedEach(String),
    RateOnSum(String),
    /// `Err`: the whole list is unset, under this path.
    FixedPerStage(Result<Vec<StageEntry>, String>),
    ShareOfInterest(String),
    ShareOfFee(String),
    ShareOfPremium(String),
}

/// What one kind of deal at one stage is paid.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StageEntry {
    pub kind: DealKind,
    pub stage: Option<DealStage>,
    pub sum: String,
}

/// A cap, its sum by its path.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct CapEntry {
    pub name: &'static str,
    pub scope: Chosen<CapScope>,
    pub sum: String,
}

/// A target, or a figure watched without a goal.
#[derive(Debug, Clone)]
pub struct TargetEntry {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    /// Which way is better.
    pub direction: Direction,
    /// Whether it is only watched.
    pub watched: bool,
    pub(crate) goal: Option<String>,
    pub(crate) formula: FormulaEntry,
}

/// How a target is computed.
#[derive(Debug, Clone)]
pub(crate) struct FormulaEntry {
    pub kind: FormulaKind,
    /// The filters it takes, by their keys.
    pub filters: Vec<(&'static str, Filter)>,
    /// Kinds of events of numerator and denominator.
    pub kinds: Vec<(WordSet<GuaranteeEventKind>, Text)>,
    /// The path of its sum.
    pub size: Option<String>,
    /// The indicator it reads.
    pub indicator: Option<String>,
    pub with_fee: bool,
}

/// The formulas there are; see [`crate::Formula`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormulaKind {
    ShareOfBalances,
    ShareChange,
    BalanceGrowth,
    CountGrowth,
    DemandCoverage,
    BorrowerShare,
    RatioExcess,
    EventRatio,
    BalanceOverSum,
    MeanFee,
    ObservationLast,
    ObservationSum,
    ObservationGrowth,
    MeanRate,
    BorrowerCount,
    ProductCount,
}

/// A word, or the reading whose choice is the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Chosen<T> {
    Fixed(T),
    By(String),
}

/// A closed list of the plan's own words.
pub(crate) trait Word: Copy + PartialEq + 'static {
    /// Word, value, how it reads.
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))];

    fn of(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|row| row.0 == word).map(|row| row.1)
    }

    fn text(self) -> Text {
        let row = Self::WORDS.iter().find(|row| row.1 == self);
        row.map(|row| Text::of(row.2.0, row.2.1)).unwrap_or_default()
    }
}

impl Word for Stacking {
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))] = &[
        ("both", Self::Both, ("可叠加享受", "a loan may earn under two measures")),
        ("higher-only", Self::HigherOnly, ("从高不重复", "only under the measure that gives more")),
    ];
}

impl Word for UnitRole {
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))] = &[
        ("centre", Self::Centre, ("牵头单位", "lead unit")),
        ("finance", Self::Finance, ("财政部门", "finance bureau")),
        ("peoples-bank", Self::PeoplesBank, ("人民银行", "People's Bank")),
    ];
}

impl Word for ExclusionTime {
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))] = &[
        ("balance", Self::Balance, ("按余额存续期", "while there is a balance")),
        ("contract", Self::Contract, ("按合同期", "from start to due date")),
    ];
}

impl Word for Increase {
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))] = &[
        ("increase", Self::OverYearBefore, ("较上年日均增加额", "increase of the daily average over the year before")),
        ("new-loans", Self::NewLoans, ("当年新发放贷款日均余额", "daily average of the loans started in the year")),
    ];
}

impl Word for CapScope {
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))] = &[
        ("programme", Self::ProgrammeYear, ("全区每年合计", "all beneficiaries together, a year")),
        ("beneficiary", Self::BeneficiaryYear, ("每家每年", "each beneficiary, a year")),
        ("beneficiary-lifetime", Self::BeneficiaryLifetime, ("每家历年累计", "each beneficiary, over all years")),
        ("deal", Self::Deal, ("每单", "each deal")),
    ];
}

impl Word for Direction {
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))] =
        &[("at-least", Self::AtLeast, ("不低于", "at least")), ("at-most", Self::AtMost, ("不高于", "at most"))];
}

impl Word for Counts {
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))] = &[
        ("loans", Self::Loans, ("贷款", "loans")),
        ("guarantees", Self::Guarantees, ("担保", "guarantees")),
        ("deals", Self::Deals, ("融资业务", "deals")),
    ];
}

impl Word for Beneficiary {
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))] = &[
        ("lender", Self::Lender, ("贷款机构", "lender")),
        ("guarantor", Self::Guarantor, ("担保或保险机构", "guarantor or insurer")),
        ("issuer", Self::Issuer, ("融资企业", "issuer")),
        ("borrower", Self::Borrower, ("借款人", "borrower")),
    ];
}

impl Word for FormulaKind {
    const WORDS: &'static [(&'static str, Self, (&'static str, &'static str))] = &[
        ("share-of-balances", Self::ShareOfBalances, ("余额占比", "share of balances")),
        ("share-change", Self::ShareChange, ("占比年均变化", "change of a share per year")),
        ("balance-growth", Self::BalanceGrowth, ("余额年均增速", "annualised growth of a balance")),
        ("count-growth", Self::CountGrowth, ("笔数同比增速", "growth of a count")),
        ("demand-coverage", Self::DemandCoverage, ("需求授信覆盖率", "share of demands with a credit line")),
        ("borrower-share", Self::BorrowerShare, ("借款户占比", "share of borrowers")),
        ("ratio-excess", Self::RatioExcess, ("比率之差", "excess of a ratio per lender")),
        ("event-ratio", Self::EventRatio, ("发生额之比", "ratio of event sums")),
        ("balance-over-sum", Self::BalanceOverSum, ("余额与规模之比", "balance over a sum")),
        ("mean-fee", Self::MeanFee, ("平均担保费率", "mean fee")),
        ("observation-last", Self::ObservationLast, ("最近一期报送值", "last observation")),
        ("observation-sum", Self::ObservationSum, ("年内报送值合计", "sum of the year's observations")),
        ("observation-growth", Self::ObservationGrowth, ("报送值同比增速", "growth of observations")),
        ("mean-rate", Self::MeanRate, ("新发放贷款平均利率", "mean rate of new loans")),
        ("borrower-count", Self::BorrowerCount, ("借款户数", "number of borrowers")),
        ("product-count", Self::ProductCount, ("产品数", "number of products")),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::KEYS;

    const REFERENCE: &str = include_str!("../../../docs/PLAN-FORMAT.md");

    fn words<T: Word>() -> Vec<&'static str> {
        T::WORDS.iter().map(|row| row.0).collect()
    }

    #[test]
    fn the_reference_page_has_every_word() {
        let lists = [
            words::<Stacking>(),
            words::<UnitRole>(),
            words::<ExclusionTime>(),
            words::<Increase>(),
            words::<Direction>(),
            words::<Counts>(),
            words::<Beneficiary>(),
            words::<FormulaKind>(),
            KEYS.iter().map(|key| key.name).collect(),
            crate::read::amount_words(),
        ];
        for word in lists.concat() {
            let quoted = [format!("`{word}`"), format!("\"{word}\"")];
            assert!(quoted.iter().any(|form| REFERENCE.contains(form)), "docs/PLAN-FORMAT.md lacks {word}");
        }
    }
}
