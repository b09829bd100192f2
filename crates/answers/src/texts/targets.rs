//! Targets and what they are compared with.

texts! {
    Title { date } = "目标指标（{date}）", "Targets on {date}";
    BreakdownTitle { by, date } = "目标指标按{by}分组（{date}）", "Targets on {date} by {by}";
    GOAL = "目标值", "Goal";
    VALUE = "实际值", "Value";
    NOT_REPORTED = "（未填报）", "(not reported)";
    BOOK_ONLY = "总体比率取自台账，机构未填报", "overall ratio from the books, not reported";
    NO_GOAL = "方案未设目标值", "the plan sets no goal";
    TOO_EARLY = "距基期不满 365 天，暂不评判", "too early to assess: less than 365 days since the base";
    TOO_STEEP = "距基期天数过少，不能折算为年率", "too few days since the base for an annual rate";
    WATCHED = "监测指标（未设目标值，与基期比较）", "Indicators without a target";
    ON_YEAR = "同比", "On year";
    SINCE_YEAR_START = "较年初", "Since year's start";
    COMPARED = "对比", "Compared";
    PATH = "通向目标的路径", "Path to the goal";
    TARGETS = "目标指标", "Targets";
    By { date } = "至{date}", "by {date}";
    MONTHLY = "逐月走势", "Month by month";
    MONTHLY_MONEY = "逐月走势（万元）", "Month by month (million yuan)";
    MONTHLY_VALUES = "逐月数值", "Monthly values";
    ByDimension { what } = "按{what}", "By {what}";
    NO_BREAKDOWN = "这项指标不能这样拆分。", "This target cannot be broken down this way.";
    BREAK_DOWN = "拆分方式", "Break down";
    STILL_NEEDED = "每月尚需提高", "Still needed per month";
    SHARE_STILL_NEEDED = "占比每月尚需提高", "Share still needed per month";
    BALANCE_STILL_NEEDED = "余额每月尚需增加", "Balance still needed per month";
    WholeNeeded { whole } = "到方案期末共需 {whole}", "{whole} in all by the plan's end";
    Lead { base } = "每项指标均由各机构报送的台账算出，与方案期末的目标值相比。基期为{base}。", "Each is computed from the books institutions send and compared with its goal at the plan's end. The base is {base}.";
}
