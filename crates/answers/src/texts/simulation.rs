//! What-ifs.

texts! {
    Title { year } = "{year} 年度扶持资金试算", "What it would cost in {year}";
    Set { set } = "改动：{set}", "set: {set}";
    AFTER = "改动后", "After";
    StillUnset { unset } = "仍待明确：{unset}", "still not set: {unset}";
    BY_MEASURE = "按措施", "By measure";
    AFFECTED = "受影响的机构和企业", "Who is affected";
    SIMULATION = "试算", "What if";
    LEAD = "改动方案的数值或口径，立即看到这一年会多花或少花多少、落在谁身上。只是试算，不改变方案，也不影响测算和核定。", "Turn the plan's figures or readings and see at once what the year would cost, and whom it touches. It changes neither plan nor settlement.";
    RESTORE = "恢复原值", "As the plan stands";
    SCENARIO = "试算后", "What if it were so";
    SAVE = "保存这组设定", "Keep these settings";
    CHOOSE = "选", "Choose";
    SETTINGS = "设定", "Settings";
    SAVED_BY = "保存人", "Kept by";
    SAVED = "已保存的设定", "Settings kept";
    COMPARE_CHOSEN = "并排比较所选设定", "Compare those chosen side by side";
    SIDE_BY_SIDE = "试算结果并排比较", "Side by side";
    CHOOSE_FIRST = "请先在试算页选择要比较的设定。", "Choose what to compare on the what-if page first.";
    COMPARE = "比较设定", "Compare";
}
