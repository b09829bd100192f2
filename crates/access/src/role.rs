//! Who somebody is to the plan.

use huigu_quantity::{closed, closed_list};
use schemars::{Schema, SchemaGenerator};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

closed_list! {
    /// What a person, or whoever runs the program, is to the plan.
    pub enum Role {
        /// The lead unit, which runs the plan.
        Centre = "centre", "金融服务中心", "the Centre";
        /// The finance bureau: budgets and payouts.
        Finance = "finance", "财政部门", "finance bureau";
        /// The central bank's branch: credit information, indicators, funds.
        PeoplesBank = "peoples-bank", "人民银行", "People's Bank";
        /// A department, town or street with tasks of the plan.
        Unit = "unit", "责任单位", "unit";
        /// A lender.
        Bank = "bank", "银行", "bank";
        /// A guarantor or insurer.
        Guarantor = "guarantor", "担保（保险）机构", "guarantor or insurer";
        /// An enterprise, or an individual in business.
        Enterprise = "enterprise", "企业（主体）", "enterprise";
        /// Reads everything and changes nothing.
        Auditor = "auditor", "审计人员", "auditor";
        /// Anybody, not signed in.
        Public = "public", "公众", "the public";
        /// Keeps users and backups; sees no books.
        Administrator = "administrator", "系统管理员", "administrator";
        /// Whoever runs the program at the machine that holds the register.
        Operator = "operator", "运行人员", "operator";
    }
}

impl Role {
    /// The roles a user can hold.
    pub fn of_users() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|role| !matches!(role, Self::Public | Self::Operator))
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

    /// Reads one that a user can hold.
    ///
    /// # Errors
    /// That of the deserializer, for any other word.
    pub fn of_user<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let role = Self::deserialize(deserializer)?;
        Self::of_users().find(|one| *one == role).ok_or_else(|| D::Error::custom("no role of users"))
    }

    /// The schema of one that a user can hold.
    #[must_use]
    pub fn schema_of_users(_: &mut SchemaGenerator) -> Schema {
        closed::one_of(&Self::of_users().map(Self::code).collect::<Vec<_>>())
    }
}
