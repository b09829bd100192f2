//! What is said beside a fault: what was expected, in both languages.

use huigu_quantity::{Day, Fen, Lang, Say};

/// What was expected of a value, or what it was compared with; may be empty.
/// A form, a bound or an example is the same in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Expected {
    zh: String,
    en: String,
}

impl Expected {
    /// Of its two forms.
    #[must_use]
    pub fn new(zh: String, en: String) -> Self {
        Self { zh, en }
    }

    /// A text in both languages.
    #[must_use]
    pub fn said(text: impl Say) -> Self {
        Self { zh: text.say(Lang::Zh), en: text.say(Lang::En) }
    }

    /// How it is said in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty()
    }
}

impl From<String> for Expected {
    fn from(text: String) -> Self {
        Self { zh: text.clone(), en: text }
    }
}

impl From<&str> for Expected {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Expectation> for Expected {
    fn from(text: Expectation) -> Self {
        Self::said(text)
    }
}

/// What is expected in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// A lender or guarantor that has a row.
    Organisation,
    /// A party that has a row.
    Party,
    /// A loan that has a row.
    Loan,
    /// A guarantee that has a row.
    Guarantee,
    /// An id whose own row is without fault.
    GoodRow,
    /// What a loan may renew.
    EarlierLoan,
    /// Of a loan, either events or balances.
    EventsOrBalances,
    /// As many products as a book holds.
    Products {
        /// How many.
        most: u16,
    },
    /// No earlier day.
    NotBefore {
        /// The first.
        day: Day,
    },
    /// What was left after the due date.
    Balance {
        /// How much.
        balance: Fen,
    },
    /// No balance below zero.
    BalanceAtEnd {
        /// Of which day.
        day: Day,
        /// What it came to.
        short: Fen,
    },
    /// No other row of the same key.
    OneRow {
        /// The other row.
        row: u32,
    },
    /// The same, where the other row is another file's.
    OneRowOfAll {
        /// The other row.
        row: u32,
    },
    /// A text that is not longer.
    Bytes {
        /// How many it may have.
        most: usize,
    },
    /// A cell whose content is a text.
    TextCell,
    /// A workbook that a spreadsheet program has computed and saved.
    Recalculated,
    /// A number shown as it is.
    PlainFormat,
    /// A file of a known form that opens without a password.
    NoPassword,
}

huigu_quantity::texts_of! {
    Expectation in lang;
    Organisation = "机构名册中的编号", "an id among the organisations";
    Party = "主体名册中的编号", "an id among the parties";
    Loan = "贷款台账中该机构的借据", "a loan of this lender in the books";
    Guarantee = "担保台账中该机构的担保", "a guarantee of this guarantor in the books";
    GoodRow = "已收下的编号（该编号自身的行有误，请先改正）", "an id that was taken in (its own row was refused: correct that one first)";
    EarlierLoan = "同一机构、同一借款人的较早借据", "an earlier loan of the same lender and borrower";
    EventsOrBalances = "该借据已报发生额，两者只报其一", "events are reported too: report one of the two";
    Products { most } = "全部台账至多 {most} 种产品", "at most {most} products in all the books";
    NotBefore { day } = "不早于 {day}", "not before {day}";
    Balance { balance } = "余额 {balance}", "balance {balance}";
    BalanceAtEnd { day, short } = "{day} 日终余额 {short}，应不小于 0", "balance at the end of {day} is {short}, expected 0 or more";
    OneRow { row } = "一个主键一行（第 {row} 行与此相同）", "one row of a key (row {row} has the same)";
    OneRowOfAll { row } = "一个主键一行（另一文件第 {row} 行与此相同）", "one row of a key (row {row} of another file has the same)";
    Bytes { most } = "≤ {most} 字节", "≤ {most} bytes";
    TextCell = "文本格式", "text";
    Recalculated = "用 Excel 或 WPS 打开、保存后重报", "open it in Excel or WPS, save it and send it again";
    PlainFormat = "单元格格式改为常规或数值", "the cell formatted as a plain number";
    NoPassword = "xlsx、csv（无密码）", "xlsx, csv (no password)";
}
