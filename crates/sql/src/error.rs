//! What cannot be said in SQL, each by name.

use thiserror::Error;

/// Why a plan or a book cannot be turned into SQL.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SqlError {
    /// A condition that has no meaning for what the measure counts.
    #[error(
        "扶持措施 {measure}：条件 {condition} 不适用于{counts}，无法写成 SQL / \
         measure {measure}: the condition {condition} says nothing about {counts} and cannot be put into SQL; \
         take it out of the measure's filter"
    )]
    Condition {
        /// The measure.
        measure: String,
        /// The condition's name.
        condition: &'static str,
        /// What the measure counts.
        counts: &'static str,
    },
    /// An amount, beneficiary or cap that does not fit what the measure counts.
    #[error(
        "扶持措施 {measure}：{what} 与统计对象（{counts}）不符，无法写成 SQL / \
         measure {measure}: {what} does not fit a measure on {counts} and cannot be put into SQL"
    )]
    Terms {
        /// The measure.
        measure: String,
        /// What does not fit.
        what: &'static str,
        /// What the measure counts.
        counts: &'static str,
    },
    /// A text that the engines read differently inside quotes.
    #[error(
        "文本 {0:?} 含有引号、反斜杠或换行，各数据库写法不一，无法写成 SQL / \
         the text {0:?} holds a quote, backslash or line break, which engines write differently; rename it"
    )]
    Text(String),
    /// A file lacks a column its kind requires.
    #[error(
        "{file}：缺少必填列 {column} / {file}: the required column {column} is missing; \
         add it (a template has it), or load another file"
    )]
    MissingColumn {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
    },
}
