//! Plans: read, compared, their parameters.

texts! {
    FolderEmpty { path } = "{path} 中没有 .toml 方案文件；用 --plan 指明方案目录", "no .toml file of a plan in {path}; name the plan's folder with --plan";
    NotText { path } = "{path} 不是 UTF-8 文本；请另存为 UTF-8", "{path} is not UTF-8 text; save it as UTF-8";
    HasMistakes { count } = "方案有 {count} 处错误，未进行计算；改正后用 huigu plan check 复核", "mistakes in the plan: {count}; nothing was computed; mend them and run `huigu plan check`";
    Mistakes { count } = "共 {count} 处错误", "mistakes: {count}";
    Sound { plan } = "方案 {plan} 没有错误", "the plan {plan} has no mistakes";
    ChangesTitle { before, after } = "方案变更说明：{before} → {after}", "Changes of the plan: {before} -> {after}";
    AS_A_WHOLE = "方案总体", "The plan as a whole";
    ClauseNumbered { clause } = "条款 {clause}", "Clause {clause}";
    ChangedItem { item, text } = "{item}：{text}", "{item}: {text}";
    Changes { count } = "共 {count} 处变更", "changes: {count}";
    SAME = "两个方案没有差别", "the two plans are the same";
    OutsideValidity { asked, what, from, last } = "{asked} 不在 {what} 的有效期 {from} 至 {last} 之内；请改问有效期内的年度或日期，或换用当时有效的方案（--plan）", "{asked} lies outside the validity of {what}, {from} to {last}; ask for a year or date inside it, or use a plan in force then (--plan)";
    SettingsWrong { count } = "--set 有 {count} 处错误；可用参数见 huigu plan parameters", "mistakes in --set: {count}; `huigu plan parameters` lists the figures";
    ParametersTitle { plan } = "方案 {plan} 的参数", "Figures of the plan {plan}";
    PARAMETER = "参数", "Figure";
    UNSET = "未明确", "not set";
}
