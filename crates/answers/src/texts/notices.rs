//! Notices.

texts! {
    NUMBER = "编号", "No.";
    PUBLISHED_ON = "发布日期", "Published";
    UNTIL = "公示截止", "Until";
    SETTLEMENT = "核定", "Settlement";
    NONE_YET = "还没有通知公告", "no notices yet";
    Published { number } = "已发布，第 {number} 号", "published as notice {number}";
    Withdrawn { number } = "第 {number} 号通知公告已撤回", "notice {number} is withdrawn";
    WithdrawnOn { date, reason } = "{date} 撤回：{reason}", "withdrawn {date}: {reason}";
}
