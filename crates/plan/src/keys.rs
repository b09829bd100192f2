//! The closed vocabulary in which a plan says which loans, guarantees, deals
//! or demands it counts: one row a word, with what it fits and what it makes.
//! A plan that needs a new word gets a row here and a [`Condition`].

use huigu_quantity::{Fen, Ppm};

use crate::node::Value;
use crate::quantity::Want;
use crate::rules::{Condition, Text};
use crate::subject::Subject;

const ALL: u8 = 15;
const LOANS: u8 = Subject::Loans as u8;
const GUARANTEES: u8 = Subject::Guarantees as u8;
const DEALS: u8 = Subject::Deals as u8;
const DEMANDS: u8 = Subject::Demands as u8;

/// One word of the vocabulary.
pub(crate) struct Key {
    pub name: &'static str,
    pub label: (&'static str, &'static str),
    fits: u8,
    pub makes: Makes,
}

/// What a word's value is and what condition it makes.
pub(crate) enum Makes {
    /// Words of one vocabulary of the books, and how they read.
    Words(fn(&Value<'_>) -> Option<(Condition, Text)>),
    /// `true` or `false`.
    Flag(fn(bool) -> Condition),
    /// Free texts: towns, parks.
    Texts(fn(Vec<String>) -> Condition),
    /// Industry codes.
    Industry,
    /// Product ids.
    Product,
    /// A sum.
    Sum(fn(Fen) -> Condition),
    /// A number of years.
    Years(fn(i32) -> Condition),
    /// A difference of rates.
    Points(fn(Ppm) -> Condition),
    /// Named filters.
    Filter,
    /// A list of filters, one of which must be met.
    Any,
    /// A filter that must not be met.
    Not,
    /// A filter on the loan behind a guarantee.
    GuaranteedLoan,
    /// A filter for each choice of a reading.
    ByReading,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Key {
    pub fn named(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }

    pub fn fits(&self, subject: Subject) -> bool {
        self.fits & subject as u8 != 0
    }

    pub fn label(&self) -> Text {
        Text::of(self.label.0, self.label.1)
    }

    /// What its figure accepts, if its value is one.
    pub fn want(&self) -> Option<Want> {
        match self.makes {
            Makes::Sum(_) => Some(Want::MONEY),
            Makes::Years(_) => Some(Want::YEARS),
            Makes::Points(_) => Some(Want::POINTS),
            _ => None,
        }
    }
}

const fn key(name: &'static str, zh: &'static str, en: &'static str, fits: u8, makes: Makes) -> Key {
    Key { name, label: (zh, en), fits, makes }
}

macro_rules! words {
    ($condition:path) => {
        Makes::Words(|value| value.words().map(|(set, shown)| ($condition(set), shown)))
    };
}

/// Every word, in the order of the reference page.
pub(crate) const KEYS: &[Key] = &[
    key("borrower-kind", "主体类型", "kind of party", ALL, words!(Condition::PartyKind)),
    key("scale", "企业规模", "scale", ALL, words!(Condition::Scale)),
    key("ownership", "控股类型", "ownership", ALL, words!(Condition::Ownership)),
    key("industry", "行业", "industry", ALL, Makes::Industry),
    key("town", "镇街道", "town", ALL, Makes::Texts(Condition::Town)),
    key("park", "小微企业园", "park", ALL, Makes::Texts(Condition::Park)),
    key("in-district", "在区内", "in the district", ALL, Makes::Flag(Condition::InDistrict)),
    key("dual-innovation", "双创主体", "dual-innovation subject", ALL, Makes::Flag(Condition::DualInnovation)),
    key("technology", "科技型企业", "technology enterprise", ALL, Makes::Flag(Condition::Technology)),
    key("agricultural", "三农主体", "agricultural party", ALL, Makes::Flag(Condition::Agricultural)),
    key("product", "产品", "product", LOANS, Makes::Product),
    key("form", "贷款形式", "form", LOANS, words!(Condition::Form)),
    key("security", "担保方式", "security", LOANS, words!(Condition::Security)),
    key("collateral", "押品", "collateral", LOANS, words!(Condition::Collateral)),
    key("purpose", "用途", "purpose", LOANS, words!(Condition::Purpose)),
    key("term", "期限不超过", "term at most", LOANS, Makes::Years(Condition::TermAtMost)),
    key("term-over", "期限超过", "term over", LOANS, Makes::Years(Condition::TermOver)),
    key("principal", "本金不超过", "principal at most", LOANS, Makes::Sum(Condition::PrincipalAtMost)),
    key("credit-line", "单户授信不超过", "credit line at most", LOANS, Makes::Sum(Condition::CreditLineAtMost)),
    key(
        "rate-over-lpr",
        "利率较同期LPR高出不超过",
        "rate over LPR at most",
        LOANS,
        Makes::Points(Condition::RateOverLprAtMost),
    ),
    key(
        "preferential-rate",
        "优惠利率：较同期LPR高出不超过",
        "preferential rate: over LPR at most",
        LOANS,
        Makes::Points(Condition::RateOverLprAtMost),
    ),
    key("class", "五级分类", "class", LOANS, words!(Condition::Class)),
    key("first-time", "首贷", "first-time borrower", LOANS, Makes::Flag(Condition::FirstTime)),
    key("renewal", "无还本续贷", "renewal without repayment", LOANS, Makes::Flag(Condition::Renewal)),
    key("lender-kind", "贷款机构类型", "kind of lender", LOANS, words!(Condition::LenderKind)),
    key(
        "lender-in-district",
        "贷款机构在区内",
        "lender in the district",
        LOANS,
        Makes::Flag(Condition::LenderInDistrict),
    ),
    key("guarantor-kind", "担保机构类型", "kind of guarantor", GUARANTEES, words!(Condition::GuarantorKind)),
    key(
        "guarantor-policy",
        "政府性融资担保机构",
        "policy guarantor",
        GUARANTEES,
        Makes::Flag(Condition::GuarantorPolicy),
    ),
    key(
        "guarantor-in-district",
        "担保机构在区内",
        "guarantor in the district",
        GUARANTEES,
        Makes::Flag(Condition::GuarantorInDistrict),
    ),
    key(
        "guarantee-amount",
        "担保金额不超过",
        "guaranteed amount at most",
        GUARANTEES,
        Makes::Sum(Condition::GuaranteeAmountAtMost),
    ),
    key("account", "单户在保余额不超过", "account at most", GUARANTEES, Makes::Sum(Condition::GuaranteeAccountAtMost)),
    key("guaranteed-loan", "所担保贷款", "loan guaranteed", GUARANTEES, Makes::GuaranteedLoan),
    key("deal-kind", "融资类型", "kind of deal", DEALS, words!(Condition::DealKind)),
    key("deal-stage", "阶段", "stage", DEALS, words!(Condition::DealStage)),
    key("qualifies", "符合条件", "qualifies", DEMANDS, Makes::Flag(Condition::Qualifies)),
    key("outcome", "对接结果", "outcome", DEMANDS, words!(Condition::Outcome)),
    key("filter", "符合", "meets", ALL, Makes::Filter),
    key("any", "至少符合一项", "at least one of", ALL, Makes::Any),
    key("not", "不符合", "not", ALL, Makes::Not),
    key("by-reading", "按口径", "by reading", ALL, Makes::ByReading),
];
