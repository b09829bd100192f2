//! The audit and its chain.

texts! {
    HeadIs { head } = "审计链头 {head}", "head of the audit: {head}";
    HEAD_HINT = "要证明此前的行未被删去或重做，请给出以前留存的链头：--head 行号:校验值", "to prove that no earlier row was cut off or made anew, give a head kept earlier: --head N:HASH";
    Holds { rows, interrupted } = "审计链完整：{rows} 行，其中 {interrupted} 项操作中断、结果不明", "the audit holds: {rows} rows; acts interrupted, outcome unknown: {interrupted}";
    Broken { row, why } = "审计第 {row} 行不成立：{why}", "row {row} of the audit does not hold: {why}";
    AUDIT = "审计", "Audit";
    LEAD = "所有变更和信息查询均全程留痕。各行以国密 SM3 首尾相连，改动任何一行都会被发现。", "Every change, and every look at somebody's data, is recorded before it is made, and its outcome after. The rows are chained by SM3: any alteration is found.";
    SUBJECT_OR_DETAIL = "对象或详情", "Subject or details";
    WHO_RECORDED = "操作人（登录名@单位编号）", "Who (login@organisation)";
    SUBJECT_RECORDED = "对象（编号或代码）", "Subject (as recorded)";
    DETAIL_RECORDED = "详情（审计原文）", "Details (as recorded)";
    NO_ACTS = "没有操作记录。", "No activity yet.";
    INTERRUPTED = "结果不明：中断或仍在进行", "unknown: interrupted or still in progress";
    VERIFY_CHAIN = "校验审计链", "Verify the chain";
    VERIFY_HINT = "逐行重算并核对全部哈希。填入以前留存的链头，可证明此后没有删去或重写。", "Computes every hash again. With a head kept earlier it proves that nothing was cut off or written anew since.";
    HEAD_FIELD = "链头（可不填），形如 序号:哈希", "Head (optional), as NUMBER:HASH";
    VERIFY = "校验", "Verify";
    EXPORT = "导出审计链", "Export the log";
    BrokenAt { row, flaw } = "第 {row} 行{flaw}。请勿继续操作，立即报告管理员。", "Row {row}: {flaw}. Stop and report this.";
    HoldsTogether { rows } = "{rows} 行前后相连，未发现改动。", "{rows} rows hold together; nothing was altered.";
    Interrupted { count } = "其中 {count} 项操作没有结果：中断或仍在进行。", "Activity without an outcome: {count} (interrupted or in progress).";
    EARLIER = "更早的操作", "Earlier activity";
    HEAD_NOW = "当前链头，请另行留存：", "Head of the chain, to be kept elsewhere: ";
}
