//! The official text of a plan.

texts! {
    HEADING = "正式文本的标题", "Heading of the official text";
    MATCH = "对应", "Match";
    OF_CLAUSE = "对应", "the clause";
    PartOf { clause } = "并入 {clause}", "part of {clause}";
    CHAPTER = "章的标题", "chapter";
    NOT_IN_PLAN = "方案没有这一条", "not in the plan";
    NOT_IN_TEXT = "正式文本没有这一条", "not in the official text";
    Matched { all, found, apart } = "方案 {all} 条中对上 {found} 条；正式文本另有 {apart} 处方案没有", "clauses matched: {found} of {all}; sections of the text that the plan has not: {apart}";
    Attached { number, sm3 } = "已附上，为第 {number} 份正式文本；文件 SM3 {sm3}", "attached as official text {number}; SM3 of the file {sm3}";
}
