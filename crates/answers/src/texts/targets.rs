//! Targets and what they are compared with.

texts! {
    Title { date } = "目标指标（{date}）", "Targets on {date}";
    BreakdownTitle { by, date } = "目标指标按{by}分组（{date}）", "Targets on {date} by {by}";
    GOAL = "目标", "Goal";
    VALUE = "当前值", "Value";
    NOT_REPORTED = "（未填报）", "(not reported)";
    BOOK_ONLY = "全部贷款不良率取自台账", "overall ratio from the book";
    NO_GOAL = "无定量目标", "no goal";
    TOO_EARLY = "基期后满 365 天起评判", "not judged before 365 days since the base";
    TOO_STEEP = "距基期天数过少，不能折算年率", "too few days since the base for a rate a year";
    Unset { unset } = "参数待通知明确：{unset}", "not set: {unset}";
    WATCHED = "关注指标（无定量目标，与基期比较）", "Watched against the base, without a goal";
    BY_LENDER = "机构", "lender";
    BY_INDUSTRY = "行业", "industry";
    BY_TOWN = "镇街道", "town";
    BY_PARK = "园区", "park";
    BY_MONTH = "月末", "month's end";
    ON_YEAR = "同比", "On year";
    SINCE_YEAR_START = "较年初", "Since year's start";
    COMPARED = "对比", "Compared";
    NOT_BY_THIS = "这项指标不能这样拆分。", "This target cannot be broken down this way.";
}
