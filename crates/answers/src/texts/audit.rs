//! The audit and its chain.

texts! {
    HeadIs { head } = "审计链头 {head}", "head of the audit: {head}";
    HEAD_HINT = "要证明此前的行未被删去或重做，请给出以前留存的链头：--head 行号:校验值", "to prove that no earlier row was cut off or made anew, give a head kept earlier: --head N:HASH";
    Holds { rows, interrupted } = "审计链完整：{rows} 行，其中 {interrupted} 项操作中断、结果不明", "the audit holds: {rows} rows; acts interrupted, outcome unknown: {interrupted}";
    Broken { row, why } = "审计第 {row} 行不成立：{why}", "row {row} of the audit does not hold: {why}";
}
