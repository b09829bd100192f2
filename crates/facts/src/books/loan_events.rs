//! `loan_events`: a movement of a loan's principal.

book! {
    /// A movement of a loan's principal.
    LoanEvent<'a>: "loan_events", ["贷款发生额", "贷款流水", "放还款", "放还款明细"];

    columns {
        lender: required Id, of Organisation, ["贷款机构", "贷款机构编号", "贷款银行", "放款机构", "贷款机构代码"],
            "贷款机构的机构编号", "the lender's organisation id";
        loan_id: required Id, of Loan, ["借据编号", "借据号", "贷款借据编号"],
            "借据编号", "the loan's id";
        date: required Date, ["发生日期", "日期", "交易日期", "发生日"],
            "发生日期", "day of the event";
        kind: required Word(LoanEventKind), ["发生类型", "类型", "交易类型", "业务类型"],
            "发放、归还、核销或调整", "what the event does";
        amount: required Money(Signed), ["发生额", "金额", "发生金额"],
            "元；为正数，仅“调整”可为负", "in yuan; positive, only `adjust` is signed";
        event_id: optional Id, ["流水号", "交易流水号", "发生额编号"],
            "填写后可按此号更正", "makes the event correctable";
    }

    item Loan;
    key (lender, loan_id, date, kind, amount);
    counted unless event_id;
    owner lender;
    sent by [Bank];
    checks {
        amount: positive_unless_adjusted(amount, kind);
    }
}
