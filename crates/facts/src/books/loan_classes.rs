//! `loan_classes`: a classification of a loan.

book! {
    /// A classification of a loan.
    LoanClass<'a>: "loan_classes", ["贷款分类", "五级分类", "贷款五级分类"];

    columns {
        lender: required Id, of Organisation, ["贷款机构", "贷款机构编号", "贷款银行", "放款机构", "贷款机构代码"],
            "贷款机构的机构编号", "the lender's organisation id";
        loan_id: required Id, of Loan, ["借据编号", "借据号", "贷款借据编号"],
            "借据编号", "the loan's id";
        date: required Date, ["分类日期", "日期", "认定日期"],
            "自该日起", "first day of the class";
        class: required Word(LoanClassKind), ["五级分类", "分类", "贷款分类", "分类结果"],
            "五级分类", "five-grade class";
    }

    item Loan;
    key (lender, loan_id, date);
    owner lender;
    sent by [Bank];
}
