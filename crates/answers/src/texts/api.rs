//! The description of the API.

texts! {
    THIS_DESCRIPTION = "这份说明", "This description";
    TITLE = "慧谷接口", "Huigu API";
    SUMMARY = "各机构系统报送台账、查询结果的接口", "For the systems of institutions: send books, ask for answers";
    TOKEN_SCHEME = "在“我的账号 / 接口令牌”页创建，只显示一次", "Made on the page “My account / tokens”, shown once";
    SESSION_SCHEME = "浏览器的会话；改动时另须 X-CSRF-Token", "The browser's session; changes need X-CSRF-Token too";
    IDEMPOTENCY_KEY = "自定的键：同一请求重发时不会再做一次，一天内给出同样的答复", "A key of your own: the same request sent again within a day is not acted on again, and answered the same";
    IF_NONE_MATCH = "先前答复的 ETag：没有变化时答 304", "The ETag of an earlier answer: 304 if nothing changed";
}
