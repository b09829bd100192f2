//! What-ifs.

texts! {
    Title { year } = "{year} 年度扶持资金试算", "Simulation for {year}";
    Set { set } = "调整：{set}", "changed: {set}";
    AFTER = "改动后", "After";
    BY_MEASURE = "按措施", "By measure";
    AFFECTED = "受影响的机构和企业", "Who is affected";
    SIMULATION = "政策试算", "Simulation";
    LEAD = "调整方案参数或口径，即时测算年度支出增减及受影响对象。仅供试算，不改变方案，也不影响测算和核定。", "Change the plan's parameters or interpretations and see at once what the year would cost, and who is affected. Neither plan nor settlement is changed.";
    RESTORE = "恢复原值", "Reset";
    SCENARIO = "试算后", "Scenario";
    SAVE = "保存为方案", "Save scenario";
    CHOOSE = "选", "Select";
    SETTINGS = "参数调整（设定原文）", "Changes";
    SAVED_BY = "保存人", "Saved by";
    SAVED = "已保存的方案", "Saved scenarios";
    COMPARE_CHOSEN = "并排比较所选方案", "Compare the selected scenarios";
    SIDE_BY_SIDE = "试算结果并排比较", "Side by side";
    CHOOSE_FIRST = "请先在政策试算页选择要比较的方案。", "Select scenarios to compare on the simulation page first.";
    COMPARE = "方案比较", "Compare scenarios";
}
