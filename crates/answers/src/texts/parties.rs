//! Businesses and individuals.

texts! {
    PARTIES = "企业与个人", "Businesses";
    NOTHING_FOUND = "没有找到。请换一个名称或代码。", "Nothing found. Try another name or code.";
    SEARCH_FIELD = "名称或统一社会信用代码", "Name or unified social credit code";
    PERSONS_HINT = "个人只能按完整代码查找，姓名以首字加星号显示。", "Persons are found by their whole id only; of their names the first character is shown.";
    UNMASK_REASON = "查看完整姓名的理由（记入审计）", "Reason for viewing the full name (recorded in the audit)";
    SHOW_NAME = "显示姓名", "Show full name";
    UNMASKED = "这次查看已记入审计。", "This has been recorded in the audit.";
    WHOLE_NAME = "完整姓名", "Full name";
    QUALIFYING = "计入补助的业务", "Loans that qualify";
    PAID_TO = "补助给", "Paid to";
    NONE_QUALIFY = "本年度没有计入补助的业务。", "No loans qualify this year.";
    NOT_QUALIFYING = "未计入业务及原因", "Loans that do not qualify";
    RegisteredFrom { date } = "自{date}起的登记", "As registered from {date}";
    REGISTERED = "登记", "As registered";
    SCALE_FIGURE = "划型指标", "Criterion";
    REPORTED = "报送值", "Reported";
    LARGE_FROM = "大型下限", "Large from";
    MEDIUM_FROM = "中型下限", "Medium from";
    SMALL_FROM = "小型下限", "Small from";
    WhyScale { scale } = "规模为何是{scale}", "Why its scale is {scale}";
    SCALE_BASIS = "规模划分的依据", "Basis of its scale";
    SCALE_RULE = "按统计上大中小微型企业划分办法，各项指标都达到下限才归入该型。", "By the national classification of scale: every figure must reach a class's limit.";
    LOANS = "贷款", "Loans";
    NO_LOANS = "没有贷款。", "No loans.";
    GUARANTEES = "担保", "Guarantees";
    NO_GUARANTEES = "没有担保。", "No guarantees.";
}
