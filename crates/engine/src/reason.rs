//! Why an item does not count: the closed list of reason codes, and a reason
//! with what was wanted and what is there.

use std::borrow::Cow;

use huigu_facts::Figure;
use huigu_quantity::closed_list;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

closed_list! {
    /// Why an item does not count; documented in the reference of reasons.
    pub enum ReasonCode {
        BorrowerKind = "borrower-kind", "主体类型不在范围内", "the party's kind is not covered";
        Scale = "scale", "企业规模不在范围内", "the enterprise's scale is not covered";
        ScaleNotReported = "scale-not-reported", "企业规模未知", "the enterprise's scale is not known";
        Ownership = "ownership", "控股类型不在范围内", "the ownership is not covered";
        OwnershipNotReported = "ownership-not-reported", "控股类型未填报", "the ownership is not reported";
        Industry = "industry", "行业不在范围内", "the industry is not covered";
        IndustryNotReported = "industry-not-reported", "行业未填报", "the industry is not reported";
        Town = "town", "所属镇街道不在范围内", "the town is not covered";
        TownNotReported = "town-not-reported", "所属镇街道未填报", "the town is not reported";
        Park = "park", "所在园区不在范围内", "the park is not covered";
        ParkNotReported = "park-not-reported", "所在园区未填报", "the park is not reported";
        NotInDistrict = "not-in-district", "主体不在本区", "the party is not in the district";
        InDistrict = "in-district", "主体在本区", "the party is in the district";
        NotDualInnovation = "not-dual-innovation", "当日不是双创主体", "not a dual-innovation subject on the day";
        DualInnovation = "dual-innovation", "当日是双创主体", "a dual-innovation subject on the day";
        NotTechnology = "not-technology", "不是科技型企业", "not a qualifying technology enterprise";
        Technology = "technology", "是科技型企业", "a technology enterprise";
        NotAgricultural = "not-agricultural", "不是“三农”主体", "not agricultural";
        Agricultural = "agricultural", "是“三农”主体", "agricultural";
        Product = "product", "不是该产品项下的贷款", "the loan is under another product or none";
        Form = "form", "贷款形式不在范围内", "the loan's form is not covered";
        Security = "security", "担保方式不在范围内", "the security is not covered";
        Collateral = "collateral", "抵质押物不在范围内", "the collateral is not covered";
        CollateralNotReported = "collateral-not-reported", "抵质押物未填报", "the collateral is not reported";
        Purpose = "purpose", "贷款用途不在范围内", "the purpose is not covered";
        PurposeNotReported = "purpose-not-reported", "贷款用途未填报", "the purpose is not reported";
        TermTooLong = "term-too-long", "贷款期限超过上限", "the term is too long";
        TermTooShort = "term-too-short", "贷款期限不足", "the term is too short";
        PrincipalAboveLimit = "principal-above-limit", "贷款本金超过上限", "the principal is above the limit";
        CreditLineAboveLimit = "credit-line-above-limit", "单户授信超过上限", "the credit line is above the limit";
        CreditLineNotReported = "credit-line-not-reported", "单户授信未填报", "the credit line is not reported";
        RateAboveLpr = "rate-above-lpr", "利率高于同期贷款市场报价利率的允许水平", "the rate is above what the loan prime rate of the same period allows";
        RateNotReported = "rate-not-reported", "执行利率未填报", "the rate is not reported";
        LprNotReported = "lpr-not-reported", "起始日前没有贷款市场报价利率", "no loan prime rate was published by the start";
        Class = "class", "五级分类不在范围内", "the class is not covered";
        NotFirstLoan = "not-first-loan", "不是借款人的首笔贷款", "not the borrower's first loan";
        FirstLoan = "first-loan", "是借款人的首笔贷款", "the borrower's first loan";
        FirstLoanNotReported = "first-loan-not-reported", "台账显示为首笔，机构未填报首贷", "first by the books, not reported as first";
        FirstLoanDiscrepancy = "first-loan-discrepancy", "首贷填报与台账不一致", "reported as first or not, against the books";
        AnotherFirstLoan = "another-first-loan", "同日另一笔贷款已计为首贷", "another loan of the same day counts as the first";
        NotRenewal = "not-renewal", "不是无还本续贷", "not a renewal without repayment";
        Renewal = "renewal", "是无还本续贷", "a renewal without repayment";
        LenderKind = "lender-kind", "贷款机构类型不在范围内", "the lender's kind is not covered";
        LenderNotInDistrict = "lender-not-in-district", "贷款机构不在本区", "the lender is not in the district";
        LenderInDistrict = "lender-in-district", "贷款机构在本区", "the lender is in the district";
        GuarantorKind = "guarantor-kind", "担保机构类型不在范围内", "the guarantor's kind is not covered";
        GuarantorNotPolicy = "guarantor-not-policy", "不是政府性融资担保机构", "not a policy guarantor";
        GuarantorPolicy = "guarantor-policy", "是政府性融资担保机构", "a policy guarantor";
        GuarantorNotInDistrict = "guarantor-not-in-district", "担保机构不在本区", "the guarantor is not in the district";
        GuarantorInDistrict = "guarantor-in-district", "担保机构在本区", "the guarantor is in the district";
        GuaranteeAboveLimit = "guarantee-above-limit", "担保金额超过上限", "the guarantee is above the limit";
        AccountAboveLimit = "account-above-limit", "单户在保余额超过上限", "the borrower's account is above the limit";
        GuaranteedLoan = "guaranteed-loan", "所担保的贷款不符合条件", "the guaranteed loan does not qualify";
        GuaranteedLoanNotReported = "guaranteed-loan-not-reported", "所担保的贷款未填报", "the guaranteed loan is not reported";
        DealKind = "deal-kind", "融资类型不在范围内", "the kind of deal is not covered";
        DealStage = "deal-stage", "所处阶段不在范围内", "the stage is not covered";
        DealStageNotReported = "deal-stage-not-reported", "所处阶段未填报", "the stage is not reported";
        DealAmountNotReported = "deal-amount-not-reported", "融资额未填报", "the sum raised is not reported";
        DoesNotQualify = "does-not-qualify", "融资需求不符合授信条件", "the demand does not qualify";
        QualifiesNotReported = "qualifies-not-reported", "是否符合授信条件未填报", "whether the demand qualifies is not reported";
        Qualifies = "qualifies", "融资需求符合授信条件", "the demand qualifies";
        Outcome = "outcome", "融资需求的结果不在范围内", "the demand's outcome is not covered";
        OutcomeNotReported = "outcome-not-reported", "融资需求的结果未填报", "the demand's outcome is not reported";
        BorrowerLimit = "borrower-limit", "借款人在该产品项下的余额超过上限", "the borrower's balance under the product goes over the limit";
        ExcludedByProduct = "excluded-by-product", "借款人已享受另一互斥产品", "the borrower already has a loan under a product that excludes this one";
        NoAlternative = "no-alternative", "各项可选条件均不满足", "none of the alternatives is met";
        Exception = "exception", "属于除外情形", "an exception applies";
        NotStartedInYear = "not-started-in-year", "不是当年发放", "not started in the year";
        LowerThanOther = "lower-than-other-measure", "已按金额更高的措施计算", "counted under the measure that gives more";
    }
}

/// One condition an item fails. The JSON has the code's texts in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The reason's code, of the closed list.
    pub code: ReasonCode,
    /// The limit or what is wanted.
    pub limit: Option<Figure>,
    /// What the item has; absent when not reported.
    pub actual: Option<Figure>,
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = 3 + usize::from(self.limit.is_some()) + usize::from(self.actual.is_some());
        let mut reason = serializer.serialize_struct("Reason", members)?;
        reason.serialize_field("code", &self.code)?;
        reason.serialize_field("text", self.code.text().zh)?;
        reason.serialize_field("text_en", self.code.text().en)?;
        for (name, figure) in [("limit", &self.limit), ("actual", &self.actual)] {
            match figure {
                Some(figure) => reason.serialize_field(name, figure)?,
                None => reason.skip_field(name)?,
            }
        }
        reason.end()
    }
}

impl JsonSchema for Reason {
    fn schema_name() -> Cow<'static, str> {
        "Reason".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "required": ["code", "text", "text_en"],
            "properties": {
                "code": { "type": "string", "examples": ["rate-above-lpr"] },
                "text": { "type": "string", "examples": ["rate above LPR"] },
                "text_en": { "type": "string", "examples": ["the rate is above the LPR"] },
                "limit": { "type": "string", "examples": ["0.038500"] },
                "actual": { "type": "string", "examples": ["0.041000"] },
            },
        })
    }
}
