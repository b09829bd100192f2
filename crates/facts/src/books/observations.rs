//! `observations`: a reported figure.

book! {
    /// A reported figure.
    Observation<'a>: "observations", ["报送数据", "指标数据", "监测数据"];

    columns {
        indicator: required Id, ["指标", "指标名称", "指标编号"],
            "指标编号", "id of the indicator";
        period: required Period, ["报告期", "期间", "所属期"],
            "2021、2021-Q1 或 2021-06", "2021, 2021-Q1 or 2021-06";
        /// Value in millionths; a ratio is a fraction, money is yuan.
        value: required Decimal, ["数值", "指标值", "值"],
            "普通数：比例填小数，金额填元", "a plain number: a ratio as a fraction, money in yuan";
        org: optional Id, of Organisation, ["机构", "机构编号"],
            "所属机构；空＝全区", "organisation it is of; empty = the district";
        place: optional Text, ["地点", "镇街道", "村社区"],
            "所属地点；空＝全区", "place it is of; empty = the district";
        source: optional Text, ["来源", "数据来源"],
            "数据来源", "where the figure comes from";
    }

    key (indicator, period, org, place, source);
    sent by [PeoplesBank, Unit];
}
