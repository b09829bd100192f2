//! The official text of a plan.

texts! {
    HEADING = "正式文本的标题", "Heading of the official text";
    MATCH = "对应", "Match";
    OF_CLAUSE = "对应", "the clause";
    PartOf { clause } = "并入 {clause}", "part of {clause}";
    CHAPTER = "章标题，随其下第一条", "chapter, shown with its first clause";
    NOT_IN_PLAN = "方案没有这一条", "not in the plan";
    NOT_IN_TEXT = "正式文本没有这一条", "not in the official text";
    Matched { all, found, apart } = "方案 {all} 条中对上 {found} 条；正式文本另有 {apart} 处方案没有", "clauses matched: {found} of {all}; sections of the text that the plan has not: {apart}";
    Attached { number, sm3 } = "已附上，为第 {number} 份正式文本；文件 SM3 {sm3}", "attached as official text {number}; SM3 of the file {sm3}";
    FromFile { file, date } = "正式文本据“{file}”，{date}附", "Official text from “{file}”, attached {date}";
    WHOLE = "正式文本全文", "The whole official text";
    ATTACH_ONE = "附正式文本", "Attach the official text";
    OFFICIAL_TEXT = "正式文本", "Official text";
    SHOW = "显示正式文本", "Show the official text";
    LEAD = "本地区印发的通知原文，按其标题与方案各条对应。方案各条是转述；有出入时，以通知原文为准。", "The notice as the district issued it, matched with the plan's clauses by its headings. The clauses restate it; where they differ, the notice holds.";
    NOT_ATTACHED_YET = "以下是所选文件的对应情况，尚未附上。", "This is how the chosen file matches; it is not attached yet.";
    NONE = "还没有附正式文本。", "No official text is attached yet.";
    FILE_FIELD = "通知的纯文本文件（.txt）", "The notice as a plain-text file (.txt)";
    FILE_HINT = "编码为 UTF-8 或 GB18030，至多 2 MiB。标题独占行首，按公文层次写作“一、”“（一）”“1.”“（1）”。再附一份即取代现有的一份，原有的仍留存。", "In UTF-8 or GB18030, at most 2 MiB. Headings begin their line, numbered as official documents do. Another one takes the place of this one, which stays on record.";
    ATTACH = "附上", "Attach";
    CHECK_ONLY = "只核对，不附上", "Only check it";
    HEADINGS_AND_CLAUSES = "标题与条款的对应", "Headings and clauses";
}
