//! How something stands.

texts! {
    MET = "已达成", "met";
    NOT_MET = "未达成", "not met";
    NOT_JUDGED = "暂不评判", "not judged yet";
    NO_DATA = "无数据", "no data";
    UNSET = "待通知", "awaits a notice";
    WATCHED = "监测", "watched";
    ACTIVE = "已启用", "active";
    WELL = "正常", "well";
    WRONG = "有误", "faulty";
    BEHIND = "落后", "behind";
    MISSING = "缺报", "missing";
    ENDED = "已失效", "ended";
    IN_FORCE = "有", "there";
    WITHDRAWN = "已撤回", "withdrawn";
    ON_NOTICE = "公示中", "open to objections";
    NOTICE_OVER = "公示期满", "period over";
}
