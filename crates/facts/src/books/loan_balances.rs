//! `loan_balances`: an end-of-day balance, reported instead of events.

book! {
    /// An end-of-day balance, reported instead of events.
    LoanBalance<'a>: "loan_balances", ["贷款余额"];

    columns {
        lender: required Id, of Organisation, ["贷款机构", "贷款机构编号", "贷款银行", "放款机构", "贷款机构代码"],
            "贷款机构的机构编号", "the lender's organisation id";
        loan_id: required Id, of Loan, ["借据编号", "借据号", "贷款借据编号"],
            "借据编号", "the loan's id";
        date: required Date, ["余额日期", "日期", "数据日期"],
            "余额所属日", "the day";
        balance: required Money(NonNegative), ["贷款余额", "余额", "日终余额"],
            "日终余额，元", "balance at the end of the day, in yuan";
    }

    item Loan;
    key (lender, loan_id, date);
    owner lender;
    sent by [Bank];
}
