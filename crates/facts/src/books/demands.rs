//! `demands`: a demand for financing.

book! {
    /// A demand for financing.
    Demand<'a>: "demands", ["融资需求", "需求"];

    columns {
        demand_id: required Id, ["需求编号", "融资需求编号"],
            "需求编号", "id of the demand";
        borrower: required Id, of Party, ["需求主体", "借款人", "申请人", "主体编号"],
            "提出需求的主体编号", "party id of who asks";
        date: required Date, ["提出日期", "需求日期", "日期", "申请日期"],
            "提出日期", "day of the demand";
        amount: required Money(Positive), ["需求金额", "金额", "融资需求金额"],
            "元", "in yuan";
        /// Whether the conditions for credit are met; `None`: not reported.
        qualifies: optional Boolean, ["是否符合条件", "符合条件"],
            "是否符合授信条件", "whether the conditions for credit are met";
        outcome: optional Word(Outcome), ["对接结果", "结果", "办理结果"],
            "结果", "what became of it";
        closed: optional Date, ["办结日期", "办结日"],
            "办结日期", "day it was closed";
    }

    key (demand_id);
    sent by [Unit];
}
