//! Who somebody is to the plan.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a person, or whoever runs the program, is to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The lead unit, which runs the plan.
    Centre,
    /// The finance bureau: budgets and payouts.
    Finance,
    /// The central bank's branch: credit information, indicators, funds.
    PeoplesBank,
    /// A department, town or street with tasks of the plan.
    Unit,
    /// A lender.
    Bank,
    /// A guarantor or insurer.
    Guarantor,
    /// An enterprise, or an individual in business.
    Enterprise,
    /// Reads everything and changes nothing.
    Auditor,
    /// Anybody, not signed in.
    Public,
    /// Keeps users and backups; sees no books.
    Administrator,
    /// Whoever runs the program at the machine that holds the register.
    Operator,
}

impl Role {
    /// Every role, in the order of the table's columns.
    pub const ALL: [Self; 11] = [
        Self::Centre,
        Self::Finance,
        Self::PeoplesBank,
        Self::Unit,
        Self::Bank,
        Self::Guarantor,
        Self::Enterprise,
        Self::Auditor,
        Self::Public,
        Self::Administrator,
        Self::Operator,
    ];

    /// The roles a user can hold.
    pub fn of_users() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|role| !matches!(role, Self::Public | Self::Operator))
    }

    /// Its word, as it is kept and typed.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Centre => "centre",
            Self::Finance => "finance",
            Self::PeoplesBank => "peoples-bank",
            Self::Unit => "unit",
            Self::Bank => "bank",
            Self::Guarantor => "guarantor",
            Self::Enterprise => "enterprise",
            Self::Auditor => "auditor",
            Self::Public => "public",
            Self::Administrator => "administrator",
            Self::Operator => "operator",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Its name in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Centre => "金融服务中心",
            Self::Finance => "财政部门",
            Self::PeoplesBank => "人民银行",
            Self::Unit => "责任单位",
            Self::Bank => "银行",
            Self::Guarantor => "担保（保险）机构",
            Self::Enterprise => "企业（主体）",
            Self::Auditor => "审计人员",
            Self::Public => "公众",
            Self::Administrator => "系统管理员",
            Self::Operator => "运行人员",
        }
    }

    /// Its name in English.
    #[must_use]
    pub fn english(self) -> &'static str {
        match self {
            Self::Centre => "the Centre",
            Self::Finance => "finance bureau",
            Self::PeoplesBank => "People's Bank",
            Self::Unit => "unit",
            Self::Bank => "bank",
            Self::Guarantor => "guarantor or insurer",
            Self::Enterprise => "enterprise",
            Self::Auditor => "auditor",
            Self::Public => "the public",
            Self::Administrator => "administrator",
            Self::Operator => "operator",
        }
    }

    /// Whether a second factor is compulsory in production: for whoever sees
    /// or keeps what is not its own.
    #[must_use]
    pub fn is_staff(self) -> bool {
        matches!(
            self,
            Self::Centre | Self::Finance | Self::PeoplesBank | Self::Unit | Self::Auditor | Self::Administrator
        )
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// Reads a role that a user can hold.
impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::of_users().find(|role| role.code() == code).ok_or_else(|| D::Error::custom("no role of users"))
    }
}

impl JsonSchema for Role {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Role".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Self::of_users().map(Self::code).collect::<Vec<_>>() })
    }
}
