//! Approved settlements, and what has changed since.

texts! {
    ApprovedAs { year, number } = "{year} 年度已核定，第 {number} 号；随时可用 huigu settle --verify {number} 复算", "{year} is approved as settlement {number}; `huigu settle --verify {number}` computes it again at any time";
    VerifyTitle { number, year, date, who, batch } = "第 {number} 号核定（{year} 年度，{date}，{who}，按第 {batch} 批入库后所知）", "Settlement {number} of {year}, approved {date} by {who}, as known after batch {batch}";
    SAME_PLAN = "方案：一致", "plan: the same";
    OTHER_PLAN = "方案：与核定时不同，以下按现方案计算", "plan: not the one approved under; what follows is computed by the present one";
    SAME_RESULT = "复算：与核定结果逐字节一致", "computed again: the same to the byte";
    OTHER_RESULT = "复算：与核定结果不一致", "computed again: another result";
    DIFFERENCES_UNKNOWN = "登记库现有错误，改正前不能计算差额（见 huigu check）。", "The register has faults now; until they are mended there are no differences (see `huigu check`).";
    NO_DIFFERENCES = "没有差额。", "No differences.";
    APPROVED = "核定", "Approved";
    DUE_NOW = "现应补", "Due by now";
    ITEMS_CHANGED = "变化的业务", "Items changed";
    BECAUSE_OF = "依据", "Because of";
    AndMore { count } = "；另有 {count} 项", "; and {count} more";
    CauseRow { file, row, batch } = "{file} 第 {row} 行（第 {batch} 批）", "{file} row {row} (batch {batch})";
    CauseWithdrawal { file, batch } = "{file} 撤回（第 {batch} 批）", "{file} withdrawn (batch {batch})";
    NONE_YET = "还没有核定；用 huigu settle --year 年度 --approve 意见 核定", "nothing approved yet; `huigu settle --year Y --approve NOTE` approves";
    NUMBER = "核定号", "No.";
    APPROVED_ON = "核定日期", "Approved on";
    APPROVED_BY = "核定人", "By";
    DIFFERENCES = "核定以后的差额", "Differences since the approval";
}
