//! The plan as it reads on one day: typed, every figure in place.

use std::marker::PhantomData;

use huigu_facts::{
    Collateral, DealKind, DealStage, GuaranteeEventKind, LoanClassKind, LoanForm, OrganisationKind, Outcome, Ownership,
    PartyKind, Purpose, Scale, Security, Vocabulary,
};
use huigu_quantity::{Day, Fen, Period, Ppm};
use serde::{Deserialize, Serialize};

use crate::words::{Beneficiary, CapScope, Counts, Direction, ExclusionTime, Increase, Stacking};

/// A text people read, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Everything the plan says when asked on `asked`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// The plan's id.
    pub plan: String,
    /// The plan's validity.
    pub validity: Period,
    /// The day of the question: the last day of the settled year or the
    /// target's date.
    pub asked: Day,
    /// The last day before the plan: what changes are measured against.
    pub base: Day,
    /// Whether a loan may earn under two measures.
    pub stacking: Stacking,
    /// Products, by id.
    pub products: Vec<Product>,
    /// Pairs of products that cannot be enjoyed together.
    pub exclusions: Vec<Exclusion>,
    /// Measures in the order of their clauses.
    pub measures: Vec<Measure>,
    /// Targets in the order of their clauses.
    pub targets: Vec<Target>,
    /// Figures watched against the base without a goal.
    pub watched: Vec<Target>,
}

/// A product with limits of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    /// Its limits, without `Product`, [`Condition::BorrowerLimit`] and
    /// [`Condition::NotExcluded`], which measures get beside these.
    pub limits: Vec<Condition>,
    /// Most a borrower may owe under it.
    pub per_borrower: Option<Fen>,
}

/// Two products that cannot be enjoyed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// The two product ids.
    pub products: [String; 2],
    /// What "together" means.
    pub time: ExclusionTime,
}

/// One measure: what is paid, to whom, for what.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    /// The product it names, if any: then every loan under the product that
    /// fails is a near miss.
    pub product: Option<String>,
    /// Whether it can be settled.
    pub standing: Standing,
}

/// Whether a measure can be settled.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// All its figures are set.
    Active(Terms),
    /// These figures wait for a notice (sorted names; a figure of a product or
    /// filter is named `owner.figure`).
    Inactive {
        /// The figures' names.
        unset: Vec<String>,
    },
}

/// The terms of an active measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// What it counts.
    pub counts: Counts,
    /// Who is paid.
    pub beneficiary: Beneficiary,
    /// What each loan, guarantee or deal must meet: all of these. Named
    /// filters and product limits stand here as their parts.
    pub conditions: Vec<Condition>,
    /// What is paid.
    pub amount: Amount,
    /// Caps, in the order they apply: per deal, per party and year, per party
    /// over all years, per programme and year.
    pub caps: Vec<Cap>,
}

/// What is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amount {
    /// Rate times the daily average balance of the year (loans, guarantees).
    RateOnDailyAverage {
        /// The rate.
        rate: Ppm,
    },
    /// Rate times the newly added daily average balance (loans).
    RateOnIncrease {
        /// The rate.
        rate: Ppm,
        /// What "newly added" means (reading).
        by: Increase,
    },
    /// A fixed sum for each first-time borrower, for its first loan, started
    /// in the year (loans; the conditions hold [`Condition::FirstTime`]).
    FixedEach {
        /// The sum.
        sum: Fen,
    },
    /// Rate times the sum raised by each deal dated in the year, rounded at
    /// the deal.
    RateOnSum {
        /// The rate.
        rate: Ppm,
    },
    /// A fixed sum for each deal dated in the year, by kind and stage.
    FixedPerStage {
        /// The prices; the first that fits counts.
        prices: Vec<StagePrice>,
    },
    /// Share of the year's interest: share times executed rate times daily
    /// average balance (loans with a reported rate).
    ShareOfInterest {
        /// The share.
        share: Ppm,
    },
    /// Share of the year's guarantee fee: share times fee rate times daily
    /// average guaranteed balance (guarantees).
    ShareOfFee {
        /// The share.
        share: Ppm,
    },
    /// Share of the year's premium: as the fee, for guarantees of insurers.
    ShareOfPremium {
        /// The share.
        share: Ppm,
    },
}

/// What a deal of one kind at one stage is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StagePrice {
    /// Kind of deal.
    pub kind: DealKind,
    /// Stage; `None`: any.
    pub stage: Option<DealStage>,
    /// The sum.
    pub sum: Fen,
}

/// A ceiling on what is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// Name of its figure.
    pub name: String,
    /// What it is over.
    pub scope: CapScope,
    /// The ceiling.
    pub sum: Fen,
}

/// A set of words of one vocabulary, and whether "not reported" is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordSet<V> {
    bits: u32,
    /// Whether a fact that was not reported is in the set.
    pub unreported: bool,
    words: PhantomData<V>,
}

impl<V: Vocabulary> WordSet<V> {
    /// The set of these words; what is not reported is outside.
    #[must_use]
    pub fn of(words: &[V]) -> Self {
        let bits = words.iter().fold(0, |bits, word| bits | 1 << word.index());
        Self { bits, unreported: false, words: PhantomData }
    }

    /// All but these words; what is not reported is inside.
    #[must_use]
    pub fn all_but(words: &[V]) -> Self {
        let all = V::ALL.iter().fold(0, |bits, word| bits | 1 << word.index());
        Self { bits: all & !Self::of(words).bits, unreported: true, words: PhantomData }
    }

    /// Bit `i` stands for the word of index `i`.
    #[must_use]
    pub fn bits(self) -> u32 {
        self.bits
    }

    /// Whether the reported word is in the set.
    #[must_use]
    pub fn has(self, word: Option<V>) -> bool {
        match word {
            Some(word) => self.bits & (1 << word.index()) != 0,
            None => self.unreported,
        }
    }

    /// The words, in the vocabulary's order.
    pub fn iter(self) -> impl Iterator<Item = V> {
        V::ALL.iter().copied().filter(move |word| self.has(Some(*word)))
    }
}

/// One condition of the closed vocabulary. A fact that was not reported meets
/// none of them, but where a [`WordSet`] says so. The borrower's (issuer's,
/// applicant's) facts are those of its row in force on the loan's or
/// guarantee's start, or the deal's or demand's date.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Kind of the borrower, issuer or applicant.
    PartyKind(WordSet<PartyKind>),
    /// Scale in force: computed, or reported where it cannot be computed.
    Scale(WordSet<Scale>),
    /// Ownership.
    Ownership(WordSet<Ownership>),
    /// Industry begins with one of these: a section letter (`C`) or digits.
    Industry(Vec<String>),
    /// Town is one of these.
    Town(Vec<String>),
    /// Park is one of these.
    Park(Vec<String>),
    /// The party is (or is not) in the district.
    InDistrict(bool),
    /// The party is (or is not) a dual-innovation subject at the date of the
    /// figure for balances, at the start for loans taken, at the date of a demand.
    DualInnovation(bool),
    /// The party is (or is not) a qualifying technology enterprise.
    Technology(bool),
    /// The party is (or is not) agricultural.
    Agricultural(bool),
    /// The loan's product is one of these ids.
    Product(Vec<String>),
    /// The loan's form.
    Form(WordSet<LoanForm>),
    /// The loan's security.
    Security(WordSet<Security>),
    /// The loan's collateral.
    Collateral(WordSet<Collateral>),
    /// The loan's purpose.
    Purpose(WordSet<Purpose>),
    /// `due <= start + n years`, by the original due date.
    TermAtMost(i32),
    /// `due > start + n years`.
    TermOver(i32),
    /// The loan's principal is at most this.
    PrincipalAtMost(Fen),
    /// The lender's credit line to the borrower, including this loan, is
    /// reported and at most this.
    CreditLineAtMost(Fen),
    /// Executed rate less the LPR of the same period is at most this.
    RateOverLprAtMost(Ppm),
    /// Class of the loan at the date of the figure.
    Class(WordSet<LoanClassKind>),
    /// The loan made its borrower a first-time borrower (or did not).
    FirstTime(bool),
    /// The loan renews an earlier one without repayment (or does not).
    Renewal(bool),
    /// Kind of the lender.
    LenderKind(WordSet<OrganisationKind>),
    /// The lender is (or is not) in the district.
    LenderInDistrict(bool),
    /// Kind of the guarantor.
    GuarantorKind(WordSet<OrganisationKind>),
    /// The guarantor is (or is not) a policy guarantor.
    GuarantorPolicy(bool),
    /// The guarantor is (or is not) in the district.
    GuarantorInDistrict(bool),
    /// The guarantee's amount is at most this.
    GuaranteeAmountAtMost(Fen),
    /// The borrower's account at the guarantor at the end of the start day,
    /// from all its other guarantees, plus this one's amount, is at most this.
    GuaranteeAccountAtMost(Fen),
    /// The loan the guarantee stands behind is on the books and meets these.
    GuaranteedLoan(Vec<Condition>),
    /// Kind of the deal.
    DealKind(WordSet<DealKind>),
    /// Stage of the deal.
    DealStage(WordSet<DealStage>),
    /// The demand qualifies (or does not).
    Qualifies(bool),
    /// Outcome of the demand.
    Outcome(WordSet<Outcome>),
    /// The borrower's other loans under the product that come before in the
    /// order (start, lender, loan), by their balances at the end of the
    /// start day, plus this principal, are at most the limit.
    BorrowerLimit {
        /// The product.
        product: String,
        /// The limit.
        limit: Fen,
    },
    /// No loan of the borrower under this other product that comes before in
    /// the order overlaps in time.
    NotExcluded {
        /// The other product.
        by: String,
        /// What time means.
        time: ExclusionTime,
    },
    /// At least one of these lists is met whole.
    Any(Vec<Vec<Condition>>),
    /// Not all of these are met.
    Not(Vec<Condition>),
}

/// What a goal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A share, ratio or rate.
    Share(Ppm),
    /// A number of times (millionths).
    Times(Ppm),
    /// A sum of money.
    Money(Fen),
}

/// A figure that is watched.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Id.
    pub id: String,
    /// Clause.
    pub clause: String,
    /// Name.
    pub name: Text,
    /// Direction wanted.
    pub direction: Direction,
    /// Goal; `None` for a figure that is only watched, or whose goal is unset.
    pub goal: Option<Goal>,
    /// Names of figures it needs that are not set; not empty: no value.
    pub unset: Vec<String>,
    /// How it is computed.
    pub formula: Formula,
}

/// How a target is computed; see the definitions of each in the reference.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// Balance of loans meeting `of` and `part` over balance of loans meeting `of`.
    ShareOfBalances {
        /// Denominator.
        of: Vec<Condition>,
        /// What the numerator meets besides.
        part: Vec<Condition>,
    },
    /// Change of that share since the base, per 365 days.
    ShareChange {
        /// Denominator.
        of: Vec<Condition>,
        /// What the numerator meets besides.
        part: Vec<Condition>,
    },
    /// Annualised growth of a balance since the base.
    BalanceGrowth {
        /// Which loans.
        of: Vec<Condition>,
    },
    /// Number of loans started this year to date over that of the year before, minus 1.
    CountGrowth {
        /// Which loans.
        of: Vec<Condition>,
    },
    /// Parties with such a demand this year to date: those holding a credit line / all.
    DemandCoverage {
        /// Which demands.
        of: Vec<Condition>,
    },
    /// Parties that took such a loan this year to date: those with one meeting `part` too / all.
    BorrowerShare {
        /// Which loans.
        of: Vec<Condition>,
        /// What one of them meets besides.
        part: Vec<Condition>,
    },
    /// Per lender: non-performing ratio of loans meeting `of` less that of all
    /// its loans meeting `all`; the largest.
    RatioExcess {
        /// Which loans.
        of: Vec<Condition>,
        /// All loans compared with.
        all: Vec<Condition>,
        /// What makes a loan bad.
        bad: Vec<Condition>,
        /// Indicator by which a lender reports its overall ratio.
        reported: Option<String>,
    },
    /// Ratio of two sums of guarantee events this year to date.
    EventRatio {
        /// Numerator.
        numerator: EventSum,
        /// Denominator.
        denominator: EventSum,
    },
    /// Balance over a fixed sum.
    BalanceOverSum {
        /// Which loans.
        of: Vec<Condition>,
        /// The sum.
        sum: Fen,
    },
    /// Mean fee rate of guarantees started this year to date, weighted by amount.
    MeanFee {
        /// Which guarantees.
        of: Vec<Condition>,
    },
    /// Observation of the latest period ended.
    ObservationLast {
        /// Indicator.
        indicator: String,
    },
    /// Sum of the observations for periods of the year ended.
    ObservationSum {
        /// Indicator.
        indicator: String,
    },
    /// Growth of that sum over the same periods of the year before.
    ObservationGrowth {
        /// Indicator.
        indicator: String,
    },
    /// Mean executed rate of loans started this year to date, weighted by
    /// principal; `with_fee` adds each loan's guarantee fees.
    MeanRate {
        /// Which loans.
        of: Vec<Condition>,
        /// Whether guarantee fees are added.
        with_fee: bool,
    },
    /// Number of borrowers with a balance above zero.
    BorrowerCount {
        /// Which loans.
        of: Vec<Condition>,
    },
    /// Number of products under which loans have a balance above zero.
    ProductCount {
        /// Which loans.
        of: Vec<Condition>,
    },
}

/// Guarantee events of some kinds, of guarantees meeting all conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct EventSum {
    /// Kinds of events.
    pub kinds: WordSet<GuaranteeEventKind>,
    /// Which guarantees.
    pub of: Vec<Condition>,
}

impl Formula {
    /// Shown from the first day, judged once 365 days have passed since the base.
    #[must_use]
    pub fn is_annualised(&self) -> bool {
        matches!(self, Self::ShareChange { .. } | Self::BalanceGrowth { .. })
    }
}
