//! `credit_lines`: a lender's credit line to a borrower.

book! {
    /// A lender's credit line to a borrower.
    CreditLine<'a>: "credit_lines", ["授信", "授信额度"];

    columns {
        lender: required Id, of Organisation, ["贷款机构", "贷款机构编号", "贷款银行", "授信机构", "贷款机构代码"],
            "贷款机构的机构编号", "the lender's organisation id";
        borrower: required Id, of Party, ["借款人", "借款人编号", "授信主体", "借款人统一社会信用代码", "借款人个人身份号码"],
            "借款人的主体编号", "the borrower's party id";
        amount: required Money(NonNegative), ["授信金额", "授信额度", "授信总额", "金额"],
            "元；零也是已报送的授信", "in yuan; zero is a reported line";
        granted: required Date, ["授信日期", "授信起始日期", "授信起始日", "批准日期"],
            "授信生效日", "first day";
        expires: optional Date, ["授信到期日期", "授信到期日", "到期日期", "到期日"],
            "自该日起失效；空＝无期限", "first day no longer in force; empty = none";
    }

    key (lender, borrower, granted);
    owner lender;
    sent by [Bank];
    checks {
        expires: after(expires, granted);
    }
}
