//! A year's measures: what is due, to whom, and why.

texts! {
    Title { year } = "{year} 年度扶持资金测算表", "Settlement of {year}";
    PlanInYuan { plan } = "方案：{plan}    单位：元", "plan: {plan}    unit: yuan";
    PlanInWan { plan } = "方案：{plan}    金额单位：万元", "plan: {plan}    money in 10,000 yuan (wan)";
    MeasureHeading { clause, name, id } = "{clause}  {name}（{id}）", "{clause}  {name} ({id})";
    NameAndId { name, id } = "{name}（{id}）", "{name} ({id})";
    BENEFICIARY_COUNT = "对象数", "Beneficiaries";
    LINE_COUNT = "明细数", "Lines";
    ACTIVE = "已启用", "active";
    INACTIVE = "未启用", "inactive";
    UNCAPPED = "封顶前金额", "Before caps";
    CLAIMED = "申报金额", "Claimed";
    CLAIMED_LESS_DUE = "申报多于应补", "Claimed less due";
    BooksIncomplete { date } = "台账自 {date} 起，未覆盖上年，金额为暂算数，不予补助", "books begin on {date} and do not cover the year before: provisional, nothing due";
    INACTIVE_TITLE = "未启用的措施（参数待通知明确，不予测算）", "Inactive measures (figures not set by any notice yet; nothing is paid)";
    InactiveLine { clause, name, id, unset } = "{clause}  {name}（{id}）：待明确 {unset}", "{clause}  {name} ({id}): not set: {unset}";
    COUNTED_TWICE = "同一笔贷款在两项措施下都计入的", "Loans that earn under two measures";
    SharedLoans { count, measure } = "{count} 笔贷款同时计入“{measure}”", "{count} loans also under {measure}";
    UNDER_FIRST = "在甲项下的金额", "Under the first";
    UNDER_SECOND = "在乙项下的金额", "Under the second";
    ExplainHead { beneficiary, year } = "{beneficiary}    {year} 年度    单位：元", "{beneficiary}    year {year}    unit: yuan";
    ExplainAmounts { uncapped, amount } = "封顶前 {uncapped}    应补 {amount}", "before caps {uncapped}    due {amount}";
    MeasureWaits { unset } = "该措施未启用：待通知明确 {unset}", "the measure is inactive: not set: {unset}";
    LinesTitle { count } = "计入的明细（{count} 笔）", "Lines that count ({count})";
    NearMissesTitle { count } = "未计入的明细及原因（{count} 笔）", "Near misses and their reasons ({count})";
    ClaimAmounts { claimed, verified, difference } = "申报 {claimed}    核实 {verified}    差额 {difference}", "claimed {claimed}    verified {verified}    difference {difference}";
    Unclaimed { count } = "可计入而未申报的（{count} 笔）：", "lines of the books not claimed ({count}):";
    LOAN_ID = "借据编号", "Loan";
    ISSUER = "融资主体", "Issuer";
    DEAL_ID = "融资编号", "Deal";
    AlsoUnder { measures } = "同时计入 {measures}", "also under {measures}";
    BooksBeginLater { lenders } = "以下机构台账晚于该笔贷款起始，无法核对更早贷款：{lenders}", "books begin after this loan's start, an earlier loan could not be seen: {lenders}";
    FLOORED = "新增为负，按零计", "increase below zero counts as nothing";
    CAPPED = "封顶扣减", "cap";
    BOOKS_INCOMPLETE = "台账不完整，不予补助", "books incomplete, nothing due";
    AGREES = "一致", "agrees";
    AMOUNT_DIFFERS = "金额不符", "amount differs";
    DOES_NOT_QUALIFY = "不符合条件", "does not qualify";
    NO_BALANCE = "符合条件，当年无金额", "qualifies, brings nothing this year";
    NOT_ON_BOOKS = "台账中没有", "not on the books";
    UnknownMeasure { measure, known } = "方案没有措施“{measure}”；有：{known}", "the plan has no measure `{measure}`; it has: {known}";
    UnknownBeneficiary { beneficiary } = "台账中没有编号为“{beneficiary}”的机构或主体；编号见 huigu settle 的结果", "no organisation or party `{beneficiary}` in the books; `huigu settle` lists the ids";
}
