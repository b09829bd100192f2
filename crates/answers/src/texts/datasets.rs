//! Data sets and their rows.

texts! {
    DATASETS = "数据项目", "Data sets";
    LEAD = "各单位依照方案提供的企业信息，逐行核对后入库，不参与指标和补助的计算。", "What units supply about businesses under the plan, checked row by row and saved. No target or support is computed from it.";
    NONE_TO_SEE = "没有与本单位有关的数据项目。", "No data set concerns you.";
    SAYS = "内容", "What it is";
    SUPPLIED_BY = "提供单位", "Supplied by";
    SuppliedBy { unit } = "提供单位：{unit}", "Supplied by {unit}";
    PERIOD = "所属期", "Period";
    RowsOf { name } = "{name}明细", "{name}: rows";
    RowsOfPeriod { name, period } = "{name}明细（{period}）", "{name}: rows of {period}";
    NO_ROWS = "没有内容。", "No rows.";
    ABOUT_ONE = "只列出一个主体：", "Of one party only: ";
    ABOUT_ALL = "列出全部", "show all";
    EARLIER = "更早的各行", "Earlier rows";
    TooManyRows { most } = "超过 {most} 行，不能一次导出。请选定所属期，分次导出。", "There are more than {most} rows, too many for one file. Choose a period and take them in parts.";
    ORIGIN = "出处", "From";
    FileAndRow { file, row } = "{file} 第 {row} 行", "{file}, row {row}";
    IN_FORCE = "现行内容", "In force";
    ReplacedBy { batch } = "已由第 {batch} 批更正或撤回", "Corrected or withdrawn by batch {batch}";
}
