//! The first page.

texts! {
    AsOf { date } = "截至{date}", "As of {date}";
    ALL_TARGETS = "全部目标与监测指标", "All targets and watched figures";
    ACTION_PLAN = "专项行动方案", "Action plan";
    InForce { issued, from, last } = "{issued}印发，{from}至{last}施行", "Issued on {issued}, in force from {from} to {last}";
    DaysPassed { passed, left } = "已施行 {passed} 天，还有 {left} 天", "{passed} days in force, {left} days to go";
    DaysOver { days, date } = "施行期 {days} 天已满；所列为截至{date}的结果", "Its {days} days are over; results as of {date}";
    TARGETS_MET = "目标达成", "Targets met";
    TargetsOpen { short, open } = "未达成 {short} 项，无数据或暂不评判 {open} 项", "not met: {short}; no data or not judged yet: {open}";
    ActiveMeasures { count } = "{count} 项措施已启用", "active measures: {count}";
    DUE_OVER_ALL = "方案期累计应享补助", "Due over the plan's years";
    BY_BOOKS_NOW = "按登记库现有台账测算，核定以公布为准", "by the books in the register; what is approved and published prevails";
    PENDING_TITLE = "尚待通知规定的数值", "Figures that await a notice";
    PendingHint { count } = "方案把 {count} 个数值留待通知规定。在规定之前，相关措施列为待通知，系统不代为设定。", "The plan leaves {count} figures to a notice. Until then the measures that need them are listed as waiting; nothing is made up.";
    APPROVED_OF_IT = "其中已核定", "Approved of it";
    OfYears { years } = "{years} 年度", "{years}";
    ShareOfDue { share } = "，占应享 {share}", ", {share} of what is due";
    YearUnapproved { year } = "{year} 年度已结束，尚未核定", "{year} has ended and is not approved yet";
    LateInstitutions { count } = "{count} 家机构的台账缺报或落后", "institutions whose books are missing or behind: {count}";
    TO_DO = "等您处理", "Waiting for you";
    UnitTasks { count } = "方案交给本单位的任务：{count} 项", "Tasks the plan gives your unit: {count}";
    DueBy { date } = "期限{date}", "due {date}";
}
