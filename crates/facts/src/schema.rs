//! The schema: every column of every book, once. Intake, templates, the
//! tables of the emitted SQL and the synthetic district all read it from here.

use crate::column::Sign::{NonNegative, Positive, Signed};
use crate::column::ValueType::{
    Boolean, Count, Date, Decimal, Id, Industry, Money, MoneyWan, Percent, Period, Text, Word, Year,
};
use crate::column::{Column, ValueType};
use crate::words::{
    Collateral, Cooperation, DealKind, DealStage, GuaranteeEventKind, LoanClassKind, LoanEventKind, LoanForm,
    OrganisationKind, Outcome, Ownership, PartyKind, Purpose, RateKind, Scale, Security, Support,
};

/// Canonical name, canonical Chinese header, further accepted headers.
type Headers = (&'static str, &'static str, &'static [&'static str]);

/// What to enter, in Chinese and English.
type Notes = (&'static str, &'static str);

const fn optional(headers: Headers, value: ValueType, notes: Notes) -> Column {
    let (name, chinese, forms) = headers;
    let (note, note_english) = notes;
    Column { name, chinese, forms, required: false, value, note, note_english }
}

const fn required(headers: Headers, value: ValueType, notes: Notes) -> Column {
    Column { required: true, ..optional(headers, value, notes) }
}

/// A yearly rate that is never below half a percent in good faith.
const RATE: ValueType = Percent { refuses_fraction: true };

/// A fee or share in percent, which may be small.
const SHARE: ValueType = Percent { refuses_fraction: false };

/// Columns of `parties`.
pub(crate) const PARTIES: &[Column] = &[
    required(
        ("party_id", "统一社会信用代码", &["主体编号", "主体代码", "个人身份号码", "社会信用代码"]),
        Id,
        ("统一社会信用代码；个人可用任意编号", "unified social credit code; any id for persons"),
    ),
    required(("name", "主体名称", &["名称", "企业名称", "姓名", "客户名称"]), Text, ("名称", "name")),
    required(("kind", "主体类型", &["类型", "主体类别"]), Word(PartyKind::WORDS), ("主体的种类", "kind of party")),
    optional(
        ("ownership", "控股类型", &["所有制", "企业控股类型", "控股情况"]),
        Word(Ownership::WORDS),
        ("企业由谁控股", "who controls the enterprise"),
    ),
    optional(
        ("industry", "行业代码", &["行业", "国民经济行业代码", "所属行业"]),
        Industry,
        ("GB/T 4754-2017 代码：字母加数字，或仅数字", "GB/T 4754-2017 code: letter and digits, or digits"),
    ),
    optional(
        ("employees", "从业人员（人）", &["从业人数", "从业人员数", "职工人数"]),
        Count,
        ("从业人数", "persons employed"),
    ),
    optional(
        ("revenue_wan", "营业收入（万元）", &["年营业收入"]),
        MoneyWan,
        ("上年营业收入，万元", "yearly revenue in 10,000 yuan"),
    ),
    optional(
        ("assets_wan", "资产总额（万元）", &["总资产", "资产总计"]),
        MoneyWan,
        ("资产总额，万元", "total assets in 10,000 yuan"),
    ),
    optional(
        ("scale", "企业规模", &["规模", "划型"]),
        Word(Scale::WORDS),
        ("填报规模；能测算的以测算为准", "scale as reported; the computed one counts where there is one"),
    ),
    optional(("established", "成立日期", &["成立时间", "注册日期"]), Date, ("成立日期", "day of establishment")),
    optional(
        ("town", "镇街道", &["镇", "街道", "镇街", "所属镇街道", "所属街道"]),
        Text,
        ("所在镇（街道）", "town or street"),
    ),
    optional(
        ("park", "园区", &["所在园区", "小微企业园", "所属园区"]),
        Text,
        ("所在小微企业园", "small-enterprise park"),
    ),
    optional(
        ("in_district", "是否区内", &["区内", "是否本区"]),
        Boolean,
        ("空＝是", "whether in the district; empty = yes"),
    ),
    optional(
        ("dual_innovation_since", "双创主体认定日期", &["双创认定日期", "双创起始日期"]),
        Date,
        ("自该日起为双创主体", "first day as a dual-innovation subject"),
    ),
    optional(
        ("dual_innovation_until", "双创主体终止日期", &["双创终止日期", "双创退出日期"]),
        Date,
        ("自该日起不再是双创主体", "first day no longer a dual-innovation subject"),
    ),
    optional(
        ("technology", "是否科技型企业", &["科技型企业", "科技企业"]),
        Boolean,
        ("空＝否", "whether a qualifying technology enterprise; empty = no"),
    ),
    optional(
        ("agricultural", "是否涉农", &["涉农", "涉农主体"]),
        Boolean,
        ("空＝否", "whether agriculture, countryside or farmers; empty = no"),
    ),
    optional(
        ("valid_from", "生效日期", &["生效日", "有效起始日期"]),
        Date,
        ("本行自该日起有效；空＝自始", "first day this row is in force; empty = from the beginning"),
    ),
];

/// Columns of `organisations`.
pub(crate) const ORGANISATIONS: &[Column] = &[
    required(("org_id", "机构编号", &["机构代码", "机构号"]), Id, ("机构编号", "id of the organisation")),
    required(("name", "机构名称", &["名称"]), Text, ("名称", "name")),
    required(
        ("kind", "机构类型", &["类型", "机构类别"]),
        Word(OrganisationKind::WORDS),
        ("机构的种类", "kind of organisation"),
    ),
    optional(
        ("in_district", "是否区内", &["区内", "是否本区"]),
        Boolean,
        ("空＝是", "whether in the district; empty = yes"),
    ),
    optional(
        ("policy", "是否政府性融资担保机构", &["政府性融资担保机构", "政策性担保机构"]),
        Boolean,
        ("空＝否", "whether a policy guarantor; empty = no"),
    ),
    optional(
        ("books_from", "台账起始日期", &["台账起始日", "数据起始日期"]),
        Date,
        ("所报台账覆盖的第一天；空＝完整", "first day the books cover; empty = complete"),
    ),
];

/// Columns of `loans`.
pub(crate) const LOANS: &[Column] = &[
    required(
        ("lender", "贷款机构", &["贷款机构编号", "贷款银行", "放款机构", "贷款机构代码"]),
        Id,
        ("贷款机构的机构编号", "the lender's organisation id"),
    ),
    required(
        ("loan_id", "借据编号", &["借据号", "贷款借据编号"]),
        Id,
        ("借据编号，在机构内唯一", "IOU number, unique within the lender"),
    ),
    optional(("contract_id", "合同编号", &["合同号", "贷款合同编号"]), Id, ("所属合同", "contract it was drawn under")),
    required(
        ("borrower", "借款人", &["借款人编号", "借款主体", "借款人统一社会信用代码", "借款人个人身份号码"]),
        Id,
        ("借款人的主体编号", "the borrower's party id"),
    ),
    optional(
        ("product", "贷款产品", &["产品", "产品编号"]),
        Id,
        ("方案中的产品编号；空＝无", "product id of the plan; empty = none"),
    ),
    optional(("form", "贷款形式", &["业务形式", "形式"]), Word(LoanForm::WORDS), ("空＝贷款", "form; empty = loan")),
    required(
        ("start", "起始日期", &["起息日", "发放日期", "贷款起始日", "放款日期", "贷款起始日期"]),
        Date,
        ("第一天", "first day"),
    ),
    required(
        ("due", "到期日期", &["到期日", "原到期日", "贷款到期日", "贷款到期日期"]),
        Date,
        ("原到期日", "original due date"),
    ),
    optional(
        ("extended_to", "展期到期日期", &["展期到期日", "展期至"]),
        Date,
        ("展期后的到期日", "due date after extension"),
    ),
    required(
        ("principal", "贷款本金", &["本金", "借据金额", "贷款金额", "发放金额"]),
        Money(Positive),
        ("本金，元", "principal in yuan"),
    ),
    optional(
        ("rate", "年利率", &["利率", "执行利率", "执行年利率", "贷款利率"]),
        RATE,
        ("起始日执行的年利率，百分数", "executed yearly rate at the start, in percent"),
    ),
    optional(("rate_kind", "利率类型", &["利率方式"]), Word(RateKind::WORDS), ("固定或浮动", "fixed or floating")),
    required(("security", "担保方式", &["主要担保方式"]), Word(Security::WORDS), ("担保方式", "how it is secured")),
    optional(
        ("collateral", "押品类型", &["抵质押物类型", "押品", "抵质押物"]),
        Word(Collateral::WORDS),
        ("押品的种类", "what it is secured with"),
    ),
    optional(
        ("credit_line", "单户授信总额", &["授信总额", "单户授信"]),
        Money(NonNegative),
        ("贷款机构对该户的授信总额，元", "the lender's credit line to the borrower, in yuan"),
    ),
    optional(("purpose", "贷款用途", &["用途"]), Word(Purpose::WORDS), ("用途", "what it is for")),
    optional(
        ("first_loan", "是否首贷", &["首贷"]),
        Boolean,
        ("是否该户首笔贷款", "whether reported as the borrower's first loan"),
    ),
    optional(
        ("first_checked", "首贷核查日期", &["征信核查日期", "首贷查询日期"]),
        Date,
        ("首贷所依据的征信查询日期", "day of the credit-bureau check behind first_loan"),
    ),
    optional(
        ("renewal_of", "续贷借据编号", &["所续借据编号", "无还本续贷原借据"]),
        Id,
        ("无还本续贷所续的本机构原借据", "id of the lender's loan that this one renews"),
    ),
    optional(
        ("guarantor", "担保机构", &["担保机构编号", "担保公司"]),
        Id,
        ("担保机构的机构编号", "the guarantor's organisation id"),
    ),
    optional(
        ("cooperation", "合作方式", &["银政担合作", "合作类型"]),
        Word(Cooperation::WORDS),
        ("银税、银担、银保合作", "cooperation with tax, guarantee or insurance"),
    ),
    optional(
        ("agricultural", "是否涉农", &["涉农", "涉农贷款"]),
        Boolean,
        ("是否涉农贷款", "whether reported as agricultural"),
    ),
    optional(
        ("support", "央行支持", &["货币政策工具", "支持工具"]),
        Word(Support::WORDS),
        ("所用的央行支持工具", "central-bank support behind it"),
    ),
];

/// Columns of `loan_events`.
pub(crate) const LOAN_EVENTS: &[Column] = &[
    required(
        ("lender", "贷款机构", &["贷款机构编号", "贷款银行", "放款机构", "贷款机构代码"]),
        Id,
        ("贷款机构的机构编号", "the lender's organisation id"),
    ),
    required(("loan_id", "借据编号", &["借据号", "贷款借据编号"]), Id, ("借据编号", "the loan's id")),
    required(("date", "发生日期", &["日期", "交易日期", "发生日"]), Date, ("发生日期", "day of the event")),
    required(
        ("kind", "发生类型", &["类型", "交易类型", "业务类型"]),
        Word(LoanEventKind::WORDS),
        ("发放、归还、核销或调整", "what the event does"),
    ),
    required(
        ("amount", "发生额", &["金额", "发生金额"]),
        Money(Signed),
        ("元；为正数，仅“调整”可为负", "in yuan; positive, only `adjust` is signed"),
    ),
    optional(
        ("event_id", "流水号", &["交易流水号", "发生额编号"]),
        Id,
        ("填写后可按此号更正", "makes the event correctable"),
    ),
];

/// Columns of `loan_balances`.
pub(crate) const LOAN_BALANCES: &[Column] = &[
    required(
        ("lender", "贷款机构", &["贷款机构编号", "贷款银行", "放款机构", "贷款机构代码"]),
        Id,
        ("贷款机构的机构编号", "the lender's organisation id"),
    ),
    required(("loan_id", "借据编号", &["借据号", "贷款借据编号"]), Id, ("借据编号", "the loan's id")),
    required(("date", "余额日期", &["日期", "数据日期"]), Date, ("余额所属日", "the day")),
    required(
        ("balance", "贷款余额", &["余额", "日终余额"]),
        Money(NonNegative),
        ("日终余额，元", "balance at the end of the day, in yuan"),
    ),
];

/// Columns of `loan_classes`.
pub(crate) const LOAN_CLASSES: &[Column] = &[
    required(
        ("lender", "贷款机构", &["贷款机构编号", "贷款银行", "放款机构", "贷款机构代码"]),
        Id,
        ("贷款机构的机构编号", "the lender's organisation id"),
    ),
    required(("loan_id", "借据编号", &["借据号", "贷款借据编号"]), Id, ("借据编号", "the loan's id")),
    required(("date", "分类日期", &["日期", "认定日期"]), Date, ("自该日起", "first day of the class")),
    required(
        ("class", "五级分类", &["分类", "贷款分类", "分类结果"]),
        Word(LoanClassKind::WORDS),
        ("五级分类", "five-grade class"),
    ),
];

/// Columns of `credit_lines`.
pub(crate) const CREDIT_LINES: &[Column] = &[
    required(
        ("lender", "贷款机构", &["贷款机构编号", "贷款银行", "授信机构", "贷款机构代码"]),
        Id,
        ("贷款机构的机构编号", "the lender's organisation id"),
    ),
    required(
        ("borrower", "借款人", &["借款人编号", "授信主体", "借款人统一社会信用代码", "借款人个人身份号码"]),
        Id,
        ("借款人的主体编号", "the borrower's party id"),
    ),
    required(
        ("amount", "授信金额", &["授信额度", "授信总额", "金额"]),
        Money(NonNegative),
        ("元；零也是已报送的授信", "in yuan; zero is a reported line"),
    ),
    required(("granted", "授信日期", &["授信起始日期", "授信起始日", "批准日期"]), Date, ("授信生效日", "first day")),
    optional(
        ("expires", "授信到期日期", &["授信到期日", "到期日期", "到期日"]),
        Date,
        ("自该日起失效；空＝无期限", "first day no longer in force; empty = none"),
    ),
];

/// Columns of `demands`.
pub(crate) const DEMANDS: &[Column] = &[
    required(("demand_id", "需求编号", &["融资需求编号"]), Id, ("需求编号", "id of the demand")),
    required(
        ("borrower", "需求主体", &["借款人", "申请人", "主体编号"]),
        Id,
        ("提出需求的主体编号", "party id of who asks"),
    ),
    required(("date", "提出日期", &["需求日期", "日期", "申请日期"]), Date, ("提出日期", "day of the demand")),
    required(("amount", "需求金额", &["金额", "融资需求金额"]), Money(Positive), ("元", "in yuan")),
    optional(
        ("qualifies", "是否符合条件", &["符合条件"]),
        Boolean,
        ("是否符合授信条件", "whether the conditions for credit are met"),
    ),
    optional(("outcome", "对接结果", &["结果", "办理结果"]), Word(Outcome::WORDS), ("结果", "what became of it")),
    optional(("closed", "办结日期", &["办结日"]), Date, ("办结日期", "day it was closed")),
];

/// Columns of `guarantees`.
pub(crate) const GUARANTEES: &[Column] = &[
    required(
        ("guarantor", "担保机构", &["担保机构编号", "担保公司", "承保机构"]),
        Id,
        ("担保或保险机构的机构编号", "the guarantor's or insurer's organisation id"),
    ),
    required(
        ("guarantee_id", "担保编号", &["担保业务编号", "保单号"]),
        Id,
        ("担保编号，在机构内唯一", "id, unique within the guarantor"),
    ),
    required(
        ("borrower", "借款人", &["被担保人", "借款人编号", "借款人统一社会信用代码", "借款人个人身份号码"]),
        Id,
        ("借款人的主体编号", "the borrower's party id"),
    ),
    required(
        ("lender", "贷款机构", &["贷款机构编号", "贷款银行", "债权人"]),
        Id,
        ("贷款机构的机构编号", "the lender's organisation id"),
    ),
    optional(("loan_id", "借据编号", &["借据号", "贷款借据编号"]), Id, ("所担保的借据", "the loan it stands behind")),
    required(
        ("amount", "担保金额", &["担保责任金额", "金额", "保额"]),
        Money(Positive),
        ("元", "amount guaranteed, in yuan"),
    ),
    required(("fee_rate", "担保费率", &["年担保费率", "费率"]), SHARE, ("年费率，百分数", "fee a year, in percent")),
    required(("start", "起始日期", &["担保起始日期", "担保起始日", "承保日期"]), Date, ("第一天", "first day")),
    required(("due", "到期日期", &["到期日", "担保到期日期", "担保到期日"]), Date, ("到期日", "due date")),
    optional(
        ("reguaranteed", "再担保比例", &["分保比例"]),
        SHARE,
        ("由再担保分担的比例，百分数", "share passed on to a re-guarantor, in percent"),
    ),
    optional(
        ("counter_guarantee", "反担保措施", &["反担保"]),
        Text,
        ("借款人提供的反担保", "what the borrower gave as counter-guarantee"),
    ),
];

/// Columns of `guarantee_events`.
pub(crate) const GUARANTEE_EVENTS: &[Column] = &[
    required(
        ("guarantor", "担保机构", &["担保机构编号", "担保公司", "承保机构"]),
        Id,
        ("担保或保险机构的机构编号", "the guarantor's or insurer's organisation id"),
    ),
    required(("guarantee_id", "担保编号", &["担保业务编号", "保单号"]), Id, ("担保编号", "the guarantee's id")),
    required(("date", "发生日期", &["日期", "发生日"]), Date, ("发生日期", "day of the event")),
    required(
        ("kind", "发生类型", &["类型", "业务类型"]),
        Word(GuaranteeEventKind::WORDS),
        ("承保、解除、代偿或追偿", "what the event does"),
    ),
    required(("amount", "发生额", &["金额", "发生金额"]), Money(Positive), ("元", "in yuan")),
    optional(
        ("event_id", "流水号", &["交易流水号", "发生额编号"]),
        Id,
        ("填写后可按此号更正", "makes the event correctable"),
    ),
];

/// Columns of `financings`.
pub(crate) const FINANCINGS: &[Column] = &[
    required(
        ("issuer", "融资主体", &["发行人", "企业编号", "主体编号"]),
        Id,
        ("企业的主体编号", "the enterprise's party id"),
    ),
    required(
        ("deal_id", "项目编号", &["融资编号", "业务编号"]),
        Id,
        ("项目编号，在企业内唯一", "id, unique within the issuer"),
    ),
    required(("kind", "融资类型", &["类型", "融资方式"]), Word(DealKind::WORDS), ("融资的种类", "kind of financing")),
    optional(
        ("stage", "上市阶段", &["阶段"]),
        Word(DealStage::WORDS),
        ("上市、挂牌所处阶段", "how far a listing has come"),
    ),
    required(("date", "日期", &["发生日期", "发行日期", "完成日期"]), Date, ("日期", "day")),
    optional(
        ("amount", "融资金额", &["金额", "募集金额", "发行金额"]),
        Money(Positive),
        (
            "募集金额，元；债券、可转债、债务融资工具必填",
            "sum raised, in yuan; required for bond, convertible and debt-instrument",
        ),
    ),
];

/// Columns of `observations`.
pub(crate) const OBSERVATIONS: &[Column] = &[
    required(("indicator", "指标", &["指标名称", "指标编号"]), Id, ("指标编号", "id of the indicator")),
    required(
        ("period", "报告期", &["期间", "所属期"]),
        Period,
        ("2021、2021-Q1 或 2021-06", "2021, 2021-Q1 or 2021-06"),
    ),
    required(
        ("value", "数值", &["指标值", "值"]),
        Decimal,
        ("普通数：比例填小数，金额填元", "a plain number: a ratio as a fraction, money in yuan"),
    ),
    optional(("org", "机构", &["机构编号"]), Id, ("所属机构；空＝全区", "organisation it is of; empty = the district")),
    optional(
        ("place", "地点", &["镇街道", "村社区"]),
        Text,
        ("所属地点；空＝全区", "place it is of; empty = the district"),
    ),
    optional(("source", "来源", &["数据来源"]), Text, ("数据来源", "where the figure comes from")),
];

/// Columns of `claims`.
pub(crate) const CLAIMS: &[Column] = &[
    required(("measure", "扶持措施", &["措施", "补助项目", "政策措施"]), Id, ("扶持措施编号", "id of the measure")),
    required(("year", "年度", &["申报年度"]), Year, ("年度", "year")),
    required(
        ("beneficiary", "申报单位", &["受益主体", "申报主体", "申报单位编号"]),
        Id,
        ("申报单位编号", "id of who claims"),
    ),
    required(("amount", "申报金额", &["金额"]), Money(NonNegative), ("元", "in yuan")),
    optional(
        ("lender", "贷款机构", &["贷款机构编号", "贷款银行"]),
        Id,
        ("所申报明细的贷款机构；空＝合计申报", "the lender of the line claimed; empty = a claim in all"),
    ),
    optional(
        ("loan_id", "借据编号", &["借据号", "业务编号"]),
        Id,
        ("所申报的借据、担保或项目", "the loan, guarantee or deal of the line claimed"),
    ),
];

/// Columns of `lpr`.
pub(crate) const LPR: &[Column] = &[
    required(("date", "公布日期", &["日期", "发布日期"]), Date, ("公布日期", "day of publication")),
    required(
        ("one_year", "一年期", &["1年期", "一年期报价", "1年期LPR", "一年期LPR"]),
        RATE,
        ("一年期报价，百分数", "one-year quote, in percent"),
    ),
    required(
        ("five_year", "五年期以上", &["5年期以上", "五年期", "5年期", "五年期以上LPR", "5年期以上LPR"]),
        RATE,
        ("五年期以上报价，百分数", "quote for more than five years, in percent"),
    ),
];
