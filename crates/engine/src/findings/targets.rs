//! What is found of targets: on one date, and broken down.

use std::fmt;

use huigu_facts::Figure;
use huigu_plan::Text;
use huigu_quantity::{Day, closed_list};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::schema::{NUMBER, SIX_DECIMALS};

/// The targets on one date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Targets")]
pub struct TargetsAnswer {
    /// The plan's id.
    pub plan: String,
    /// The date.
    pub as_of: Day,
    /// Targets in the order of their clauses.
    pub targets: Vec<TargetFinding>,
    /// Figures watched against the base, without a goal.
    pub watched: Vec<TargetFinding>,
}

/// One target's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Target")]
pub struct TargetFinding {
    /// Target id.
    pub target: String,
    /// Name, for people.
    #[serde(skip)]
    pub name: Text,
    /// Clause.
    pub clause: String,
    /// `at-least` or `at-most`; absent for a watched figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["at-least", "at-most"]))]
    pub direction: Option<&'static str>,
    /// Goal, in the value's unit.
    #[schemars(extend("pattern" = SIX_DECIMALS))]
    pub goal: Option<Figure>,
    /// Value.
    #[schemars(extend("pattern" = SIX_DECIMALS))]
    pub value: Option<Figure>,
    /// Numerator: money, or a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = NUMBER))]
    pub numerator: Option<Figure>,
    /// Denominator.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = NUMBER))]
    pub denominator: Option<Figure>,
    /// The share, balance or figure at the base that the value is a change of.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = NUMBER))]
    pub at_base: Option<Figure>,
    /// The lender that sets the value, for the largest of a ratio per lender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lender: Option<String>,
    /// Whether the overall ratio comes from the book, not from the lender's report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub book_only: Option<bool>,
    /// Whether the goal is met; `None`: no value, or not judged yet.
    pub met: Option<bool>,
    /// Why there is no value or no judgement.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", example = "no data")]
    pub why: Option<Unjudged>,
}

/// Why a goal is neither met nor missed. The JSON has the English sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unjudged {
    /// These figures wait for a notice.
    Unset(Vec<String>),
    /// A denominator is zero, or nothing was reported.
    NoData,
    /// A growth of so few days that a rate a year cannot be written.
    TooSteep,
    /// The plan sets no goal.
    NoGoal,
    /// A figure a year, asked less than a year after the base.
    TooEarly,
}

impl fmt::Display for Unjudged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset(figures) => write!(f, "not set: {}", figures.join(", ")),
            Self::NoData => f.write_str("no data"),
            Self::TooSteep => f.write_str("too few days since the base for a rate a year"),
            Self::NoGoal => f.write_str("no goal"),
            Self::TooEarly => f.write_str("not judged before 365 days since the base"),
        }
    }
}

impl Serialize for Unjudged {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Targets broken down by one dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Breakdown {
    /// The plan's id.
    pub plan: String,
    /// The date.
    pub as_of: Day,
    /// The dimension.
    pub by: Dimension,
    /// Targets, each with its groups; targets of observations have none.
    pub targets: Vec<TargetGroups>,
}

closed_list! {
    /// What targets are broken down by.
    pub enum Dimension {
        /// The lender (guarantor, for figures of guarantees).
        Lender = "lender", "机构", "institution";
        /// Section of the borrower's industry.
        Industry = "industry", "行业", "industry";
        /// The borrower's town.
        Town = "town", "镇街道", "town";
        /// The borrower's park.
        Park = "park", "园区", "park";
        /// Month's ends from the base to the date.
        Month = "month", "月末", "month's end";
    }
}

/// One target by groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TargetGroups {
    /// Target id.
    pub target: String,
    /// Name, for people.
    #[serde(skip)]
    pub name: Text,
    /// Clause.
    pub clause: String,
    /// Groups, by key.
    pub groups: Vec<Group>,
}

/// One group's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Group {
    /// Lender id, section, town, park (empty: not reported) or month's end.
    pub key: String,
    /// Value on the date.
    #[schemars(extend("pattern" = SIX_DECIMALS))]
    pub value: Option<Figure>,
    /// Numerator.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = NUMBER))]
    pub numerator: Option<Figure>,
    /// Denominator.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = NUMBER))]
    pub denominator: Option<Figure>,
    /// Less the value at the base.
    #[schemars(extend("pattern" = SIX_DECIMALS))]
    pub since_base: Option<Figure>,
    /// Less the value a year before the date.
    #[schemars(extend("pattern" = SIX_DECIMALS))]
    pub on_year: Option<Figure>,
    /// Less the value on the last day of the year before.
    #[schemars(extend("pattern" = SIX_DECIMALS))]
    pub since_year_start: Option<Figure>,
}
