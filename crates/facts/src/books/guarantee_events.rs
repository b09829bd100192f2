//! `guarantee_events`: a movement of a guarantee.

book! {
    /// A movement of a guarantee.
    GuaranteeEvent<'a>: "guarantee_events", ["担保发生额", "担保流水"];

    columns {
        guarantor: required Id, of Organisation, ["担保机构", "担保机构编号", "担保公司", "承保机构"],
            "担保或保险机构的机构编号", "the guarantor's or insurer's organisation id";
        guarantee_id: required Id, of Guarantee, ["担保编号", "担保业务编号", "保单号"],
            "担保编号", "the guarantee's id";
        date: required Date, ["发生日期", "日期", "发生日"],
            "发生日期", "day of the event";
        kind: required Word(GuaranteeEventKind), ["发生类型", "类型", "业务类型"],
            "承保、解除、代偿或追偿", "what the event does";
        amount: required Money(Positive), ["发生额", "金额", "发生金额"],
            "元", "in yuan";
        event_id: optional Id, ["流水号", "交易流水号", "发生额编号"],
            "填写后可按此号更正", "makes the event correctable";
    }

    item Guarantee;
    key (guarantor, guarantee_id, date, kind, amount);
    counted unless event_id;
    owner guarantor;
    sent by [Guarantor];
}
