//! What can be wrong or remarkable with a row: a closed list of codes, each a
//! fault (the row cannot be taken in) or a finding (taken in and listed).

use schemars::JsonSchema;
use serde::Serialize;

/// Where a row came from: the file's number in its intake and the row's
/// number in the file (1 is the first line or sheet row).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Origin {
    /// Number of the file.
    pub file: u32,
    /// Number of the row in the file, from 1.
    pub row: u32,
}

/// Whether a row may be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Severity {
    /// The row is refused, and by default its whole file.
    Fault,
    /// The row is taken in; somebody should look.
    Finding,
}

/// One fault or finding, at its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Issue {
    /// Where.
    pub origin: Origin,
    /// Column (canonical name); empty when it concerns the row or file.
    pub column: &'static str,
    /// What kind of thing.
    pub code: Code,
    /// The value as found.
    pub value: String,
    /// What was expected, or what it was compared with; may be empty.
    pub expected: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $zh:literal, $en:literal;)+) => {
        /// What kind of fault or finding: a closed list.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $en] $name),+ }

        impl Code {
            /// Every code, in the order of the reference page.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable name: `due-before-start`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// Fault or finding.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),+ }
            }

            /// What it says, in Chinese.
            #[must_use]
            pub fn chinese(self) -> &'static str {
                match self { $(Self::$name => $zh),+ }
            }

            /// What it says, in English.
            #[must_use]
            pub fn english(self) -> &'static str {
                match self { $(Self::$name => $en),+ }
            }
        }
    };
}

codes! {
    // The file.
    UnknownKind = "unknown-kind", Fault, "看不出文件属于哪类台账", "the file's name does not tell its kind";
    Unreadable = "unreadable", Fault, "文件无法读取", "the file cannot be read";
    NotText = "not-text", Fault, "既不是 UTF-8 也不是 GB18030 文本", "neither UTF-8 nor GB18030 text";
    NoHeader = "no-header", Fault, "前十行中没有找到表头", "no header in the first ten rows";
    MissingColumn = "missing-column", Fault, "缺少必填列", "a required column is missing";
    DuplicateColumn = "duplicate-column", Fault, "同一列出现两次", "a column stands twice";
    UnknownUnit = "unknown-unit", Fault, "表头或表头上方所注单位无法识别", "the heading declares a unit that is not known";
    TooLarge = "too-large", Fault, "文件解压后过大", "the file is too large when unpacked";
    /// So many faults that the rest was not read.
    TooManyFaults = "too-many-faults", Fault, "错误过多，其后各行未再读取", "too many faults: the rows after them were not read";
    ColumnType = "column-type", Fault, "列的存储类型不适用", "the column is stored in a type that does not fit";
    TwoSheets = "two-sheets", Fault, "不止一张工作表含有数据", "more than one sheet holds data";
    TotalDiffers = "total-differs", Fault, "合计行与各行之和不符", "the total row differs from the rows' sum";
    ExtraCells = "extra-cells", Fault, "该行单元格多于表头", "the row has more cells than the header";
    OpenQuote = "open-quote", Fault, "引号没有配对", "a quotation mark is not closed";
    UnknownColumn = "unknown-column", Finding, "未识别的列，已忽略", "unknown column, left aside";
    EmptyFile = "empty-file", Finding, "文件没有数据行", "the file has no rows of data";
    // A cell.
    MissingValue = "missing-value", Fault, "必填项为空", "a required cell is empty";
    BadDate = "bad-date", Fault, "日期无效", "not a date";
    DateOutOfRange = "date-out-of-range", Fault, "日期超出范围", "the date is out of range";
    BadMoney = "bad-money", Fault, "金额无效", "not an amount of money";
    FinerThanFen = "finer-than-fen", Fault, "金额精确到分以下", "the amount is finer than a fen";
    AmountTooLarge = "amount-too-large", Fault, "金额过大", "the amount is too large";
    NegativeAmount = "negative-amount", Fault, "金额不得为负", "the amount must not be negative";
    NotPositive = "not-positive", Fault, "金额须大于零", "the amount must be above zero";
    BadRate = "bad-rate", Fault, "利率或比例无效", "not a percentage";
    RateLooksLikeFraction = "rate-looks-like-fraction", Fault, "利率疑似以小数填报", "the rate looks like a fraction";
    BadNumber = "bad-number", Fault, "数值无效", "not a number";
    BadBoolean = "bad-boolean", Fault, "应填是或否", "neither yes nor no";
    UnknownWord = "unknown-word", Fault, "不在可选项之内", "not one of the words allowed";
    LostDigits = "lost-digits", Fault, "编号以数字存放，位数已丢失", "an id stored as a number has lost digits";
    BadText = "bad-text", Fault, "文本含有不允许的字符", "the text holds characters not allowed";
    BadCreditCode = "bad-credit-code", Fault, "统一社会信用代码校验位错误", "the credit code's check digit is wrong";
    BadIndustry = "bad-industry", Fault, "行业代码无效", "not an industry code";
    IndustryLetter = "industry-letter", Fault, "行业门类字母与大类不符", "the industry's letter disagrees with its division";
    BadPeriod = "bad-period", Fault, "报告期无效", "not a period";
    BadYear = "bad-year", Fault, "年度无效", "not a year";
    OutOfRange = "out-of-range", Fault, "超出允许的范围", "out of the range allowed";
    Contradiction = "contradiction", Fault, "与同一行的另一列矛盾", "contradicts another column of the row";
    // Rows together.
    DuplicateKey = "duplicate-key", Fault, "同一主键出现两次", "the same key stands twice";
    NotYours = "not-yours", Fault, "不属于本单位报送的内容", "not the sender's to send";
    NotYoursToReplace = "not-yours-to-replace", Fault, "与其他单位已报送的内容不一致，不能由本单位更正", "differs from what another sent, which is not the sender's to correct";
    UnknownLender = "unknown-lender", Fault, "贷款机构不在机构名册", "the lender is not among the organisations";
    UnknownBorrower = "unknown-borrower", Fault, "借款人不在主体名册", "the borrower is not among the parties";
    UnknownLoan = "unknown-loan", Fault, "借据不在贷款台账", "the loan is not in the books";
    UnknownGuarantor = "unknown-guarantor", Fault, "担保机构不在机构名册", "the guarantor is not among the organisations";
    UnknownGuarantee = "unknown-guarantee", Fault, "担保不在担保台账", "the guarantee is not in the books";
    DueBeforeStart = "due-before-start", Fault, "到期日早于起始日", "due before start";
    EventBeforeStart = "event-before-start", Fault, "发生日早于起始日", "the event lies before the start";
    NegativeBalance = "negative-balance", Fault, "日终余额为负", "the balance falls below zero at the end of a day";
    EndNotAfterBeginning = "end-not-after-beginning", Fault, "终止日不晚于起始日", "the end is not after the beginning";
    EndWithoutBeginning = "end-without-beginning", Fault, "有终止日而无起始日", "an end without a beginning";
    EventsAndBalances = "events-and-balances", Fault, "同一借据既报发生额又报余额", "a loan with both events and balances";
    BadRenewal = "bad-renewal", Fault, "所续借据不是同一机构同一借款人的较早借据", "renews no earlier loan of the same lender and borrower";
    TwoSources = "two-sources", Fault, "同一指标同一报告期有两个来源", "two sources for one observation";
    PeriodLengths = "period-lengths", Fault, "同一指标一年内报告期长短不一", "periods of two lengths in one year";
    TurnoverTooLarge = "turnover-too-large", Fault, "单笔业务累计发生额过大", "one loan's or guarantee's turnover is too large";
    ScaleDiffers = "scale-differs", Finding, "填报规模与测算规模不一致，以测算为准", "the reported scale differs from the computed one, which is used";
    PrincipalAboveLine = "principal-above-line", Finding, "本金超过授信额度", "the principal is above the credit line";
    GuaranteeAbovePrincipal = "guarantee-above-principal", Finding, "担保金额超过贷款本金", "the guarantee is above the loan's principal";
    EventAfterDue = "event-after-due", Finding, "发生日晚于到期日", "an event after the due date";
    UnknownProduct = "unknown-product", Finding, "产品不在方案产品目录", "the product is not one of the plan's";
    RecoveryWithoutCompensation = "recovery-without-compensation", Finding, "有追偿而无代偿", "a recovery without a compensation";
    NoEvents = "no-events", Finding, "既无发生额也无余额，按合同起止推定", "neither events nor balances: taken as paid out at the start and repaid when due";
    NoClass = "no-class", Finding, "未报五级分类，按正常计", "no class reported: taken as normal";
    FirstLoanDiscrepancy = "first-loan-discrepancy", Finding, "首贷填报与台账不一致", "reported as first or not, against the books";
    Overdue = "overdue", Finding, "到期后仍有余额", "a balance after the due date";
    BooksBeginLater = "books-begin-later", Finding, "机构台账起始日晚于该笔贷款", "the lender's books begin later than the loan";
}

impl Code {
    /// Examples of what a column takes, for the faults of its cells; may be empty.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::BadDate => "2021-03-05, 2021/3/5, 20210305",
            Self::BadMoney | Self::FinerThanFen => "12345.67",
            Self::NotPositive => "> 0",
            Self::NegativeAmount => "≥ 0",
            Self::BadRate => "3.85, 3.85%",
            Self::BadNumber => "1234",
            Self::BadBoolean => "是/否, true/false, 1/0",
            Self::BadIndustry => "C35, C3511, 3511",
            Self::BadPeriod => "2021, 2021-Q1, 2021-06",
            Self::BadYear => "2021",
            Self::LostDigits => "文本格式 text",
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn codes_are_distinct() {
        let names: HashSet<_> = Code::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
