//! Approved settlements, and what has changed since.

texts! {
    ApprovedAs { year, number } = "{year} 年度已核定，第 {number} 号；随时可用 huigu settle --verify {number} 复算", "{year} is approved as settlement {number}; `huigu settle --verify {number}` computes it again at any time";
    VerifyTitle { number, year, date, who, batch } = "第 {number} 号核定（{year} 年度，{date}，{who}，按第 {batch} 批入库后所知）", "Settlement {number} of {year}, approved {date} by {who}, as known after batch {batch}";
    SAME_PLAN = "方案内容与核定时一致", "the plan is the same as when approved";
    OTHER_PLAN = "方案内容与核定时不同，以下按现方案计算", "the plan has changed since approval; what follows is computed by the present one";
    SAME_RESULT = "按核定时台账复算，结果一致", "recomputed from the books as of approval, the result is the same";
    OTHER_RESULT = "按核定时台账复算，结果不一致", "recomputed from the books as of approval, the result differs";
    DIFFERENCES_UNKNOWN = "登记库现有错误，改正后方可列出差额。", "The register has errors now; differences are listed once they are corrected.";
    NO_DIFFERENCES = "没有差额：按现有台账，应补金额与核定一致。", "No differences: the same is due by the books as they are now.";
    APPROVED = "核定金额", "Approved";
    DUE_NOW = "现应补金额", "Due now";
    ITEMS_CHANGED = "变动的业务", "Items changed";
    BECAUSE_OF = "变动依据", "Because of";
    AndMore { count } = "；另有 {count} 项", "; and {count} more";
    CauseRow { file, row, batch } = "{file} 第 {row} 行（第 {batch} 批）", "{file}, row {row} (batch {batch})";
    CauseWithdrawal { file, batch } = "第 {batch} 批撤回了 {file}", "batch {batch} withdrew {file}";
    NONE_YET = "还没有核定；用 huigu settle --year 年度 --approve 意见 核定", "nothing approved yet; `huigu settle --year Y --approve NOTE` approves";
    NUMBER = "核定号", "No.";
    APPROVED_ON = "核定日期", "Approved on";
    APPROVED_BY = "核定人", "Approved by";
    DIFFERENCES = "核定以后的差额", "Differences since the approval";
    APPROVALS = "年度核定", "Approvals";
    NONE = "还没有核定。", "No year is approved yet.";
    ApprovalOf { year, number } = "{year} 年度核定，编号 {number}", "Approval {number}, year {year}";
    LEAD = "年度核定将测算结果与当时的台账、方案一并固定，此后可随时复算，精确到分；其后的更正列为差额。", "An approval freezes a year's settlement together with the books and the plan behind it. It can be recomputed to the fen at any time; later corrections show as differences.";
    APPROVE = "核定", "Approve";
    RESULT_SM3 = "结果 SM3", "SM3 of the result";
    APPROVED_YEARS = "已核定的年度", "Approved years";
    APPROVE_YEAR = "年度资金核定", "Approve a year";
    AFTER_YEAR_END = "年度结束后才能核定。", "A year can be approved once it has ended.";
    NOTE_FIELD = "核定依据（会议纪要或文号）", "Basis (minutes or document number)";
    CHECKED = "已核对测算结果，确认核定", "I have checked the settlement and approve it";
    ApprovedUnder { year, number } = "{year} 年度已核定，编号 {number}。", "{year} is approved under number {number}.";
}
