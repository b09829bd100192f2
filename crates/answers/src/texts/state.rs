//! How something stands.

texts! {
    IN_FORCE = "有效", "in force";
    WITHDRAWN = "已撤回", "withdrawn";
    ON_NOTICE = "公示中", "open to objections";
    NOTICE_OVER = "公示期满", "period over";
}
