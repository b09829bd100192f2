//! `financings`: a step or deal of an enterprise on the capital market or abroad.

book! {
    /// A step or deal of an enterprise on the capital market or abroad.
    Financing<'a>: "financings", ["融资", "直接融资", "资本市场融资"];

    columns {
        issuer: required Id, of Party, ["融资主体", "发行人", "企业编号", "主体编号"],
            "企业的主体编号", "the enterprise's party id";
        deal_id: required Id, ["项目编号", "融资编号", "业务编号"],
            "项目编号，在企业内唯一", "id, unique within the issuer";
        kind: required Word(DealKind), ["融资类型", "类型", "融资方式"],
            "融资的种类", "kind of financing";
        stage: optional Word(DealStage), ["上市阶段", "阶段"],
            "上市、挂牌所处阶段", "how far a listing has come";
        date: required Date, ["日期", "发生日期", "发行日期", "完成日期"],
            "日期", "day";
        amount: optional Money(Positive), ["融资金额", "金额", "募集金额", "发行金额"],
            "募集金额，元；债券、可转债、债务融资工具必填", "sum raised, in yuan; required for bond, convertible and debt-instrument";
    }

    item Deal;
    key (issuer, deal_id);
    sent by [Unit];
    checks {
        amount: given_of_debt(amount, kind);
    }
}
