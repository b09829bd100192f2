//! `claims`: what an institution claims under a measure.

book! {
    /// What an institution claims under a measure.
    Claim<'a>: "claims", ["申报", "补助申报", "申报明细"];

    columns {
        measure: required Id, of Measure, ["扶持措施", "措施", "补助项目", "政策措施"],
            "扶持措施编号", "id of the measure";
        year: required Year, ["年度", "申报年度"],
            "年度", "year";
        beneficiary: required Id, ["申报单位", "受益主体", "申报主体", "申报单位编号"],
            "申报单位编号", "id of who claims";
        amount: required Money(NonNegative), ["申报金额", "金额"],
            "元", "in yuan";
        lender: optional Id, of Organisation, ["贷款机构", "贷款机构编号", "贷款银行"],
            "所申报明细的贷款机构；空＝合计申报", "the lender of the line claimed; empty = a claim in all";
        loan_id: optional Id, ["借据编号", "借据号", "业务编号"],
            "所申报的借据、担保或项目", "the loan, guarantee or deal of the line claimed";
    }

    key (measure, year, beneficiary, lender, loan_id);
    owner beneficiary;
    sent by [Bank, Guarantor];
}
