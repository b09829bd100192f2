//! What can be wrong or remarkable with a row: a closed list of codes, each a
//! fault (the row cannot be taken in) or a finding (taken in and listed).

use huigu_quantity::closed_list;
use schemars::JsonSchema;
use serde::Serialize;

use crate::expected::{Expectation, Expected};
use Severity::{Fault, Finding};

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
    pub expected: Expected,
}

closed_list! {
    /// What kind of fault or finding.
    pub enum Code with severity: Severity {
        // The file.
        UnknownKind = "unknown-kind", "看不出文件属于哪类台账", "the file's name does not tell its kind", Fault;
        Unreadable = "unreadable", "文件无法读取", "the file cannot be read", Fault;
        NotText = "not-text", "既不是 UTF-8 也不是 GB18030 文本", "neither UTF-8 nor GB18030 text", Fault;
        NoHeader = "no-header", "前十行中没有找到表头", "no header in the first ten rows", Fault;
        MissingColumn = "missing-column", "缺少必填列", "a required column is missing", Fault;
        DuplicateColumn = "duplicate-column", "同一列出现两次", "a column stands twice", Fault;
        UnknownUnit = "unknown-unit", "表头或表头上方所注单位无法识别", "the heading declares a unit that is not known", Fault;
        TooLarge = "too-large", "文件解压后过大", "the file is too large when unpacked", Fault;
        /// So many faults that the rest was not read.
        TooManyFaults = "too-many-faults", "错误过多，其后各行未再读取", "too many faults: the rows after them were not read", Fault;
        ColumnType = "column-type", "列的存储类型不适用", "the column is stored in a type that does not fit", Fault;
        TwoSheets = "two-sheets", "不止一张工作表含有数据", "more than one sheet holds data", Fault;
        TotalDiffers = "total-differs", "合计行与各行之和不符", "the total row differs from the rows' sum", Fault;
        ExtraCells = "extra-cells", "该行单元格多于表头", "the row has more cells than the header", Fault;
        OpenQuote = "open-quote", "引号没有配对", "a quotation mark is not closed", Fault;
        UnknownColumn = "unknown-column", "未识别的列，已忽略", "unknown column, left aside", Finding;
        EmptyFile = "empty-file", "文件没有数据行", "the file has no rows of data", Finding;
        // A cell.
        FormulaNotComputed = "formula-not-computed", "公式尚未计算出结果", "the formula has not been computed", Fault;
        CellShowsOtherwise = "cell-shows-otherwise", "单元格显示的数与存储的数不同", "the cell shows another number than it holds", Fault;
        MissingValue = "missing-value", "必填项为空", "a required cell is empty", Fault;
        BadDate = "bad-date", "日期无效", "not a date", Fault;
        DateOutOfRange = "date-out-of-range", "日期超出范围", "the date is out of range", Fault;
        BadMoney = "bad-money", "金额无效", "not an amount of money", Fault;
        FinerThanFen = "finer-than-fen", "金额精确到分以下", "the amount is finer than a fen", Fault;
        AmountTooLarge = "amount-too-large", "金额过大", "the amount is too large", Fault;
        NegativeAmount = "negative-amount", "金额不得为负", "the amount must not be negative", Fault;
        NotPositive = "not-positive", "金额须大于零", "the amount must be above zero", Fault;
        BadRate = "bad-rate", "利率或比例无效", "not a percentage", Fault;
        RateLooksLikeFraction = "rate-looks-like-fraction", "利率疑似以小数填报", "the rate looks like a fraction", Fault;
        BadNumber = "bad-number", "数值无效", "not a number", Fault;
        BadBoolean = "bad-boolean", "应填是或否", "neither yes nor no", Fault;
        UnknownWord = "unknown-word", "不在可选项之内", "not one of the words allowed", Fault;
        LostDigits = "lost-digits", "编号以数字存放，位数已丢失", "an id stored as a number has lost digits", Fault;
        BadText = "bad-text", "文本含有不允许的字符", "the text holds characters not allowed", Fault;
        BadCreditCode = "bad-credit-code", "统一社会信用代码校验位错误", "the credit code's check digit is wrong", Fault;
        BadIndustry = "bad-industry", "行业代码无效", "not an industry code", Fault;
        IndustryLetter = "industry-letter", "行业门类字母与大类不符", "the industry's letter disagrees with its division", Fault;
        BadPeriod = "bad-period", "报告期无效", "not a period", Fault;
        BadYear = "bad-year", "年度无效", "not a year", Fault;
        OutOfRange = "out-of-range", "超出允许的范围", "out of the range allowed", Fault;
        Contradiction = "contradiction", "与同一行的另一列矛盾", "contradicts another column of the row", Fault;
        // Rows together.
        DuplicateKey = "duplicate-key", "同一主键出现两次", "the same key stands twice", Fault;
        NotYours = "not-yours", "不属于本单位报送的内容", "not the sender's to send", Fault;
        NotYoursToReplace = "not-yours-to-replace", "与其他单位已报送的内容不一致，不能由本单位更正", "differs from what another sent, which is not the sender's to correct", Fault;
        UnknownLender = "unknown-lender", "贷款机构不在机构名册", "the lender is not among the organisations", Fault;
        UnknownBorrower = "unknown-borrower", "借款人不在主体名册", "the borrower is not among the parties", Fault;
        UnknownLoan = "unknown-loan", "借据不在贷款台账", "the loan is not in the books", Fault;
        UnknownGuarantor = "unknown-guarantor", "担保机构不在机构名册", "the guarantor is not among the organisations", Fault;
        UnknownGuarantee = "unknown-guarantee", "担保不在担保台账", "the guarantee is not in the books", Fault;
        DueBeforeStart = "due-before-start", "到期日早于起始日", "due before start", Fault;
        EventBeforeStart = "event-before-start", "发生日早于起始日", "the event lies before the start", Fault;
        NegativeBalance = "negative-balance", "日终余额为负", "the balance falls below zero at the end of a day", Fault;
        EndNotAfterBeginning = "end-not-after-beginning", "终止日不晚于起始日", "the end is not after the beginning", Fault;
        EndWithoutBeginning = "end-without-beginning", "有终止日而无起始日", "an end without a beginning", Fault;
        EventsAndBalances = "events-and-balances", "同一借据既报发生额又报余额", "a loan with both events and balances", Fault;
        BadRenewal = "bad-renewal", "所续借据不是同一机构同一借款人的较早借据", "renews no earlier loan of the same lender and borrower", Fault;
        TwoSources = "two-sources", "同一指标同一报告期有两个来源", "two sources for one observation", Fault;
        PeriodLengths = "period-lengths", "同一指标一年内报告期长短不一", "periods of two lengths in one year", Fault;
        TurnoverTooLarge = "turnover-too-large", "单笔业务累计发生额过大", "one loan's or guarantee's turnover is too large", Fault;
        ScaleDiffers = "scale-differs", "填报规模与测算规模不一致，以测算为准", "the reported scale differs from the computed one, which is used", Finding;
        PrincipalAboveLine = "principal-above-line", "本金超过授信额度", "the principal is above the credit line", Finding;
        GuaranteeAbovePrincipal = "guarantee-above-principal", "担保金额超过贷款本金", "the guarantee is above the loan's principal", Finding;
        EventAfterDue = "event-after-due", "发生日晚于到期日", "an event after the due date", Finding;
        UnknownProduct = "unknown-product", "产品不在方案产品目录", "the product is not one of the plan's", Finding;
        RecoveryWithoutCompensation = "recovery-without-compensation", "有追偿而无代偿", "a recovery without a compensation", Finding;
        NoEvents = "no-events", "既无发生额也无余额，按合同起止推定", "neither events nor balances: taken as paid out at the start and repaid when due", Finding;
        NoClass = "no-class", "未报五级分类，按正常计", "no class reported: taken as normal", Finding;
        FirstLoanDiscrepancy = "first-loan-discrepancy", "首贷填报与台账不一致", "reported as first or not, against the books", Finding;
        Overdue = "overdue", "到期后仍有余额", "a balance after the due date", Finding;
        BooksBeginLater = "books-begin-later", "机构台账起始日晚于该笔贷款", "the lender's books begin later than the loan", Finding;
    }
}

impl Code {
    /// Examples of what a column takes, for the faults of its cells; may be empty.
    #[must_use]
    pub fn example(self) -> Expected {
        let written = match self {
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
            Self::LostDigits => return Expectation::TextCell.into(),
            Self::FormulaNotComputed => return Expectation::Recalculated.into(),
            Self::CellShowsOtherwise => return Expectation::PlainFormat.into(),
            _ => "",
        };
        written.into()
    }
}
