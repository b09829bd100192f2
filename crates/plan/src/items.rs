//! What a plan is made of, before a day is asked: clauses, units, readings,
//! products, pools, measures, targets, tasks.

use huigu_quantity::{Day, closed_list};

use crate::filter::Filter;
use crate::rules::{Text, WordSet};
use crate::subject::Subject;
use crate::words::{Beneficiary, CapScope, Counts, Direction, ExclusionTime, Increase};
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

closed_list! {
    /// A unit's part in the plan as a whole, beside its tasks.
    pub enum UnitRole {
        /// It leads: runs the plan and keeps the register.
        Centre = "centre", "牵头单位", "lead unit";
        /// It pays.
        Finance = "finance", "财政部门", "finance bureau";
        /// The central bank's branch.
        PeoplesBank = "peoples-bank", "人民银行", "People's Bank";
    }
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

closed_list! {
    /// The formulas there are; see [`crate::Formula`].
    pub(crate) enum FormulaKind {
        ShareOfBalances = "share-of-balances", "余额占比", "share of balances";
        ShareChange = "share-change", "占比年均变化", "change of a share per year";
        BalanceGrowth = "balance-growth", "余额年均增速", "annualised growth of a balance";
        CountGrowth = "count-growth", "笔数同比增速", "growth of a count";
        DemandCoverage = "demand-coverage", "需求授信覆盖率", "share of demands with a credit line";
        BorrowerShare = "borrower-share", "借款户占比", "share of borrowers";
        RatioExcess = "ratio-excess", "比率之差", "excess of a ratio per lender";
        EventRatio = "event-ratio", "发生额之比", "ratio of event sums";
        BalanceOverSum = "balance-over-sum", "余额与规模之比", "balance over a sum";
        MeanFee = "mean-fee", "平均担保费率", "mean fee";
        ObservationLast = "observation-last", "最近一期报送值", "last observation";
        ObservationSum = "observation-sum", "年内报送值合计", "sum of the year's observations";
        ObservationGrowth = "observation-growth", "报送值同比增速", "growth of observations";
        MeanRate = "mean-rate", "新发放贷款平均利率", "mean rate of new loans";
        BorrowerCount = "borrower-count", "借款户数", "number of borrowers";
        ProductCount = "product-count", "产品数", "number of products";
    }
}

/// A word, or the reading whose choice is the word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Chosen<T> {
    Fixed(T),
    By(String),
}

/// The filters a formula takes, and what they are asked of; the first stands
/// for "which", those after it say what is counted besides.
pub(crate) fn filters_of(kind: FormulaKind) -> &'static [(&'static str, Subject)] {
    match kind {
        FormulaKind::ShareOfBalances | FormulaKind::ShareChange | FormulaKind::BorrowerShare => {
            &[("of", Subject::Loans), ("part", Subject::Loans)]
        }
        FormulaKind::BalanceGrowth
        | FormulaKind::CountGrowth
        | FormulaKind::BalanceOverSum
        | FormulaKind::MeanRate
        | FormulaKind::BorrowerCount
        | FormulaKind::ProductCount => &[("of", Subject::Loans)],
        FormulaKind::DemandCoverage => &[("of", Subject::Demands)],
        FormulaKind::RatioExcess => &[("of", Subject::Loans), ("all", Subject::Loans), ("bad", Subject::Loans)],
        FormulaKind::EventRatio => &[("numerator", Subject::Guarantees), ("denominator", Subject::Guarantees)],
        FormulaKind::MeanFee => &[("of", Subject::Guarantees)],
        FormulaKind::ObservationLast | FormulaKind::ObservationSum | FormulaKind::ObservationGrowth => &[],
    }
}

/// A figure among the conditions of `of` goes by its own name, one of another
/// filter by that filter's too.
pub(crate) fn prefix_of(filter: &str) -> String {
    if filter == "of" { String::new() } else { format!("{filter}.") }
}

#[cfg(test)]
mod tests {
    use huigu_quantity::ClosedList;

    use super::*;
    use crate::keys::KEYS;
    use crate::words::Stacking;

    const REFERENCE: &str = include_str!("../../../docs/PLAN-FORMAT.md");

    fn words<T: ClosedList>() -> Vec<&'static str> {
        T::ALL.iter().map(|one| one.code()).collect()
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
