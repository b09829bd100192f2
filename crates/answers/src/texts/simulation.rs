//! What-ifs.

texts! {
    Title { year } = "{year} 年度扶持资金试算", "What it would cost in {year}";
    Set { set } = "改动：{set}", "set: {set}";
    AFTER = "改动后", "After";
    StillUnset { unset } = "仍待明确：{unset}", "still not set: {unset}";
    BY_MEASURE = "按措施", "By measure";
    AFFECTED = "受影响的机构和企业", "Who is affected";
}
