//! The first page.

texts! {
    AsOf { date } = "截至{date}", "As of {date}";
    ALL_TARGETS = "全部目标与监测指标", "All targets and indicators";
    ACTION_PLAN = "专项行动方案", "Action plan";
    InForce { issued, from, last } = "{issued}印发，{from}至{last}施行", "Issued on {issued}, in force from {from} to {last}";
    DaysPassed { passed, left } = "已施行 {passed} 天，还有 {left} 天", "{passed} days in force, {left} days to go";
    DaysOver { last, date } = "方案已于{last}期满；所列为截至{date}的结果", "The plan ended on {last}; results as of {date}";
    TARGETS_MET = "目标完成", "Targets met";
    TargetsOpen { short, open } = "未完成 {short} 项，无数据或暂不评判 {open} 项", "not met: {short}; no data or too early to assess: {open}";
    ActiveMeasures { count } = "{count} 项措施已启用", "active measures: {count}";
    DUE_OVER_ALL = "方案期累计应补金额", "Due over the plan's years";
    BY_BOOKS_NOW = "按登记库现有台账测算，核定以公布为准", "by the books in the register; what is approved and published prevails";
    PENDING_TITLE = "标准待定的参数", "Parameters not yet set";
    PendingHint { count } = "方案有 {count} 项标准待通知明确。明确之前，相关措施列为“标准待定”，不予测算，也不作任何假定。", "The plan leaves {count} parameters to a notice. Until they are set, the measures that need them are pending: nothing is computed or assumed.";
    APPROVED_OF_IT = "其中已核定", "of which approved";
    OfYears { years } = "{years} 年度", "{years}";
    ShareOfDue { share } = "，占应补 {share}", ", {share} of what is due";
    YearUnapproved { year } = "{year} 年度已结束，尚未核定", "{year} has ended and is not approved yet";
    LateInstitutions { count } = "{count} 家机构的台账未报或逾期", "institutions with missing or overdue books: {count}";
    TO_DO = "待办事项", "To do";
    UnitTasks { count } = "本单位承担的任务：{count} 项", "Tasks of your unit: {count}";
    DueBy { date } = "期限{date}", "due {date}";
}
