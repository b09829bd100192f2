//! The description of the API.

texts! {
    THIS_DESCRIPTION = "这份说明", "This description";
    TITLE = "慧谷接口", "Huigu API";
    SUMMARY = "各机构系统报送台账、查询结果的接口", "For the systems of institutions: send books, ask for answers";
    TOKEN_SCHEME = "在“我的账号 / 接口令牌”页创建，只显示一次", "Made on the page “My account / tokens”, shown once";
    SESSION_SCHEME = "浏览器的会话；改动时另须 X-CSRF-Token", "The browser's session; changes need X-CSRF-Token too";
    IDEMPOTENCY_KEY = "自定的键：同一请求重发时不会再做一次，一天内给出同样的答复", "A key of your own: the same request sent again within a day is not acted on again, and answered the same";
    IF_NONE_MATCH = "先前答复的 ETag：没有变化时答 304", "The ETag of an earlier answer: 304 if nothing changed";
    PARAM_KNOWN = "按当时所知：批次号或日期，须登录或出示令牌；不填为现在", "As known after a batch or at the end of a day, for who shows a token or is signed in; now where it is left out";
    PARAM_AS_OF = "截至日期；不填为今天，或方案的最后一天", "As of this date; today, or the plan's last day, where it is left out";
    PARAM_LIMIT = "每页最多多少项", "Most entries of a page";
    PARAM_CURSOR = "上一页给出的 next", "The `next` of the page before";
    PARAM_FILE_NAME = "文件名；不填为类别名", "Name of the file; that of the kind where it is left out";
    PARAM_GOOD_ROWS = "有错误时仍收下无误的行", "Take the correct rows where others have errors";
    PARAM_AUDIT_TEXT = "对象或说明中的字", "A part of subject or detail";
    PARAM_FROM = "自哪一天", "First day";
    PARAM_TO = "至哪一天", "Last day";
    PARAM_HEAD = "先前留存的链头", "A head given out earlier";
    PROBLEMS = "各种错误", "Every kind of problem";
    PROBLEM = "一种错误", "One kind of problem";
    PARAM_PROBLEM = "错误名", "Name of the problem";
}
