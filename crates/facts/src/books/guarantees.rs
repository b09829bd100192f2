//! `guarantees`: a guarantee (or credit insurance) of a loan.

book! {
    /// A guarantee (or credit insurance) of a loan.
    Guarantee<'a>: "guarantees", ["担保", "担保台账"];

    columns {
        guarantor: required Id, of Organisation, ["担保机构", "担保机构编号", "担保公司", "承保机构"],
            "担保或保险机构的机构编号", "the guarantor's or insurer's organisation id";
        guarantee_id: required Id, ["担保编号", "担保业务编号", "保单号"],
            "担保编号，在机构内唯一", "id, unique within the guarantor";
        borrower: required Id, of Party, ["借款人", "被担保人", "借款人编号", "借款人统一社会信用代码", "借款人个人身份号码"],
            "借款人的主体编号", "the borrower's party id";
        lender: required Id, of Organisation, ["贷款机构", "贷款机构编号", "贷款银行", "债权人"],
            "贷款机构的机构编号", "the lender's organisation id";
        loan_id: optional Id, of Loan, ["借据编号", "借据号", "贷款借据编号"],
            "所担保的借据", "the loan it stands behind";
        amount: required Money(Positive), ["担保金额", "担保责任金额", "金额", "保额"],
            "元", "amount guaranteed, in yuan";
        fee_rate: required Share, ["担保费率", "年担保费率", "费率"],
            "年费率，百分数", "fee a year, in percent";
        start: required Date, ["起始日期", "担保起始日期", "担保起始日", "承保日期"],
            "第一天", "first day";
        due: required Date, ["到期日期", "到期日", "担保到期日期", "担保到期日"],
            "到期日", "due date";
        reguaranteed: optional Share, ["再担保比例", "分保比例"],
            "由再担保分担的比例，百分数", "share passed on to a re-guarantor, in percent";
        counter_guarantee: optional Text, ["反担保措施", "反担保"],
            "借款人提供的反担保", "what the borrower gave as counter-guarantee";
    }

    item Guarantee;
    key (guarantor, guarantee_id);
    owner guarantor;
    sent by [Guarantor];
    checks {
        due: not_before(due, start);
    }
}
