//! How something stands.

texts! {
    MET = "完成", "met";
    NOT_MET = "未完成", "not met";
    NOT_JUDGED = "暂不评判", "too early to assess";
    NO_DATA = "无数据", "no data";
    UNSET = "标准待定", "pending";
    WATCHED = "监测", "monitored";
    ACTIVE = "已启用", "active";
    WELL = "正常", "OK";
    WRONG = "有误", "error";
    BEHIND = "逾期", "overdue";
    MISSING = "未报", "missing";
    ENDED = "已失效", "ended";
    IN_FORCE = "有效", "in force";
    WITHDRAWN = "已撤回", "withdrawn";
    ON_NOTICE = "公示中", "open to objections";
    NOTICE_OVER = "公示期满", "period over";
}
