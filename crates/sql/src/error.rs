//! What cannot be said in SQL, each by name.

use huigu_quantity::Phrase;

/// Why a plan or a book cannot be turned into SQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SqlError {
    /// A condition that has no meaning for what the measure counts.
    Condition {
        /// The measure.
        measure: String,
        /// The condition's name.
        condition: &'static str,
        /// What the measure counts.
        counts: Phrase,
    },
    /// An amount, beneficiary or cap that does not fit what the measure counts.
    Terms {
        /// The measure.
        measure: String,
        /// What does not fit.
        what: Phrase,
        /// What the measure counts.
        counts: Phrase,
    },
    /// A text that the engines read differently inside quotes.
    Text(String),
    /// A file lacks a column its kind requires.
    MissingColumn {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
    },
}

impl std::error::Error for SqlError {}

huigu_quantity::texts_of! {
    SqlError in lang;
    Condition { measure, condition, counts = lang.t(*counts) } = "扶持措施 {measure}：条件 {condition} 不适用于{counts}，无法写成 SQL；请从该措施的筛选条件中去掉", "measure {measure}: the condition {condition} says nothing about {counts} and cannot be put into SQL; take it out of the measure's filter";
    Terms { measure, what = lang.t(*what), counts = lang.t(*counts) } = "扶持措施 {measure}：{what}与统计对象（{counts}）不符，无法写成 SQL", "measure {measure}: {what} does not fit a measure on {counts} and cannot be put into SQL";
    MissingColumn { file, column } = "{file}：缺少必填列 {column}；请补上（模板中有），或换用其他文件", "{file}: the required column {column} is missing; add it (a template has it), or load another file";
    => {
        Self::Text(text) => lang.pick(
            format!("文本 {text:?} 含有引号、反斜杠或换行，各数据库写法不一，无法写成 SQL；请改名"),
            format!("the text {text:?} holds a quote, backslash or line break, which engines write differently; rename it"),
        ),
    }
}
