//! Every endpoint, in one table: how it is asked, what it needs, what it takes
//! and gives, and what else can come of it.

use std::sync::LazyLock;

use huigu_desk::{Entry, Method, OPERATIONS, Tag as Tagged, UseCase};
use huigu_facts::Kind as Book;
use huigu_quantity::Lang;

use super::answer::{CSV, Outcome, XLSX};
use super::body::Takes;
use super::call::Call;
use super::param::{Form, Param, path, query};
use super::problem::Kind;
use super::{approved, audit, books, figures, official, operation, parties, plan, trace};
use crate::words::t;

/// A text in both languages: by its key, or as an operation says it.
#[derive(Debug, Clone, Copy)]
pub enum Says {
    /// In Chinese, which is the key.
    Key(&'static str),
    /// In Chinese and English.
    Both(&'static [String; 2]),
}

impl Says {
    /// In a language.
    pub fn get(&self, lang: Lang) -> &str {
        match (self, lang) {
            (Self::Key(zh), _) => t(lang, zh),
            (Self::Both([zh, _]), Lang::Zh) => zh,
            (Self::Both([_, en]), Lang::En) => en,
        }
    }
}

/// What answers.
#[derive(Clone, Copy)]
pub enum Does {
    /// A function of its own.
    Call(fn(&Call<'_>) -> Outcome),
    /// An operation of the desk.
    Operation(&'static Entry),
}

/// An endpoint.
pub struct Endpoint {
    /// How.
    pub method: Method,
    /// The path, with places in braces.
    pub path: &'static str,
    /// What the caller must be allowed to.
    pub needs: UseCase,
    /// What it does.
    pub says: Says,
    /// Its parameters.
    pub asks: Vec<Param>,
    /// Its body.
    pub takes: Takes,
    /// The schema of its answer, or the media type of a file; empty: nothing is answered.
    pub gives: &'static str,
    /// The statuses of its answer.
    pub statuses: &'static [u16],
    /// What can go wrong with this one.
    pub also: Vec<Kind>,
    /// How its answer is recognised.
    pub tagged: Tagged,
    /// What answers.
    pub does: Does,
}

fn look(
    path: &'static str,
    needs: UseCase,
    says: &'static str,
    asks: &[Param],
    gives: &'static str,
    call: fn(&Call<'_>) -> Outcome,
) -> Endpoint {
    let (takes, also, tagged, does) = (Takes::Nothing, Vec::new(), Tagged::Batch, Does::Call(call));
    let (says, asks) = (Says::Key(says), asks.to_vec());
    Endpoint { method: Method::Get, path, needs, says, asks, takes, gives, statuses: &[200], also, tagged, does }
}

impl Endpoint {
    fn also(mut self, also: &[Kind]) -> Self {
        self.also = also.to_vec();
        self
    }

    fn tagged(mut self, tagged: Tagged) -> Self {
        self.tagged = tagged;
        self
    }

    fn acts(mut self, method: Method, takes: Takes, statuses: &'static [u16]) -> Self {
        self.method = method;
        self.takes = takes;
        self.statuses = statuses;
        self.tagged = Tagged::None;
        self
    }
}

/// The words of the dimensions targets are broken down by.
pub fn dimensions() -> Vec<&'static str> {
    figures::DIMENSIONS.iter().map(|(word, _)| *word).collect()
}

fn kinds() -> Vec<&'static str> {
    Book::ALL.iter().map(|kind| kind.name()).collect()
}

fn problems() -> Vec<&'static str> {
    Kind::ALL.iter().map(|kind| kind.slug()).collect()
}

fn items() -> Vec<&'static str> {
    trace::ITEMS.to_vec()
}

const YEAR: Param = path("year", Form::Year, "年度", "2021");
const KNOWN: Param =
    query("as-known-at", Form::Known, "按当时所知：批次号或日期，须登录或出示令牌；不填为现在", "2022-12-31");
const AS_OF: Param = query("as-of", Form::Day, "截至日期；不填为今天，或方案的最后一天", "2021-12-31");
const SIZE: Param = query("limit", Form::Size, "每页最多多少项", "100");
const CURSOR: Param = query("cursor", Form::Cursor, "上一页给出的 next", "2f");
const BATCH: Param = path("batch", Form::Number, "批次号", "1");
const SETTLEMENT: Param = path("settlement", Form::Number, "核定号", "1");
const PARTY: Param = path("party", Form::Id, "主体编号", "91330211MA00000075");
const BOOK: [Param; 3] = [
    path("kind", Form::Word(kinds), "台账类别", "loan_classes"),
    query("name", Form::Id, "文件名；不填为类别名", "loan_classes-2022.csv"),
    query("good-rows", Form::Flag, "有错误时仍收下无误的行", "false"),
];

const BOOK_TO_MEND: [Param; 2] = [BOOK[0], BOOK[1]];

const OUTSIDE: &[Kind] = &[Kind::OutsideValidity, Kind::RegisterFaulty];

/// The endpoints.
pub static ENDPOINTS: LazyLock<Vec<Endpoint>> = LazyLock::new(|| {
    OPERATIONS.iter().filter(|entry| !entry.http.path.is_empty()).map(operation::endpoint).chain(rows()).collect()
});

#[rustfmt::skip]
fn rows() -> Vec<Endpoint> { vec![
    look("/api/v1/plan", UseCase::Plan, "方案：条款、责任单位、有效期", &[], "Plan", plan::whole),
    look("/api/v1/plan/clauses/{clause}", UseCase::Plan, "一个条款：目标、措施、任务、口径",
        &[path("clause", Form::Id, "条款号", "3.2")], "Clause", plan::clause),
    look("/api/v1/plan/text", UseCase::Plan, "方案的正式文本，按标题与条款对应", &[], "OfficialText", official::text)
        .tagged(Tagged::Content).also(&[Kind::NotThere]),
    look("/api/v1/plan/text", UseCase::AttachText, "附上方案的正式文本，取代现有的一份", &[], "OfficialText", official::attach)
        .acts(Method::Post, Takes::Json("OfficialTextAsked"), &[201]).also(&[Kind::Unfit]),
    look("/api/v1/plan/measures", UseCase::Plan, "扶持措施，及其在某日是否启用", &[AS_OF], "Measures", plan::measures).also(OUTSIDE),
    look("/api/v1/plan/targets", UseCase::Plan, "目标与监测指标", &[], "TargetEntries", plan::targets),
    look("/api/v1/plan/parameters", UseCase::Plan, "方案的全部参数及其生效日期", &[], "Parameters", plan::parameters),
    look("/api/v1/targets", UseCase::Targets, "某日的目标完成情况", &[AS_OF, KNOWN], "Targets", figures::targets).also(OUTSIDE),
    look("/api/v1/targets/by/{dimension}", UseCase::TargetBreakdown, "按银行、行业、镇街、园区或月份分列的目标",
        &[path("dimension", Form::Word(dimensions), "按什么分列", "month"), AS_OF, KNOWN], "Breakdown", figures::breakdown).also(OUTSIDE),
    look("/api/v1/settlements/{year}", UseCase::Settlement, "一个年度的测算", &[YEAR, KNOWN], "Settlement", figures::settlement).also(OUTSIDE),
    look("/api/v1/settlements/{year}/{measure}/{beneficiary}", UseCase::Explain, "为什么是这个数：明细、未达条件及原因",
        &[YEAR, path("measure", Form::Id, "措施编号", "a-measure"),
            path("beneficiary", Form::Id, "受益机构或主体编号", "anyuan-bank"), KNOWN],
        "Explanation", figures::explanation).also(OUTSIDE),
    look("/api/v1/trace/{item}/{holder}/{id}", UseCase::Trace, "一笔贷款、担保或融资的各行，及其出自哪个文件的哪一行",
        &[path("item", Form::Word(items), "哪一类", "loan"), path("holder", Form::Id, "贷款机构、担保机构或发行人", "anyuan-bank"),
            path("id", Form::Id, "借据、保函或项目编号", "000000102"), KNOWN],
        "Trace", trace::trace).also(&[Kind::RegisterFaulty]),
    look("/api/v1/simulations", UseCase::Simulate, "改动参数后要多花多少", &[], "Simulation", figures::simulate)
        .acts(Method::Post, Takes::Json("SimulationAsked"), &[200]).also(&[Kind::OutsideValidity, Kind::RegisterFaulty, Kind::Settings]),
    look("/api/v1/books/{kind}", UseCase::SendBooks, "报送一个台账文件", &BOOK, "Sending", books::send)
        .acts(Method::Post, Takes::Book, &[200, 201]).also(&[Kind::NotYours, Kind::Faults, Kind::MovedOn]),
    look("/api/v1/books/{kind}/check", UseCase::SendBooks, "只核对、不入库，并说明对已核定年度的影响", &BOOK, "Sending", books::check)
        .acts(Method::Post, Takes::Book, &[200]).also(&[Kind::NotYours]),
    look("/api/v1/books/{kind}/mended", UseCase::SendBooks, "核对后退回有误的行，供修改后重新报送", &BOOK_TO_MEND, CSV, books::mended)
        .acts(Method::Post, Takes::Book, &[200, 204]).also(&[Kind::NotYours]),
    look("/api/v1/templates/{kind}", UseCase::Plan, "空白模板", &[BOOK[0]], XLSX, books::template),
    look("/api/v1/institutions", UseCase::Batches, "各机构的台账报到了哪里", &[], "Institutions", books::institutions).also(&[Kind::RegisterFaulty]),
    look("/api/v1/batches", UseCase::Batches, "报送的批次", &[SIZE, CURSOR], "Batches", books::batches).tagged(Tagged::Content),
    look("/api/v1/batches/{batch}", UseCase::Batches, "一个批次", &[BATCH], "Batch", books::batch).tagged(Tagged::Content),
    look("/api/v1/batches/{batch}/corrections", UseCase::Batches, "一个批次更正的行：原来与现在", &[BATCH, SIZE, CURSOR], "Corrections", books::corrections),
    look("/api/v1/batches/{batch}/withdrawal", UseCase::Withdraw, "撤回一个批次", &[BATCH], "Withdrawal", books::withdraw)
        .acts(Method::Post, Takes::Nothing, &[201]).also(&[Kind::AlreadyWithdrawn, Kind::StoodOn, Kind::MovedOn]),
    look("/api/v1/parties", UseCase::Parties, "查找主体", &[query("q", Form::Text, "编号或名称中的字；个人须填完整编号", "9133"), SIZE, CURSOR],
        "Parties", parties::list).also(&[Kind::RegisterFaulty]),
    look("/api/v1/parties/{party}", UseCase::Party, "一个主体：规模及依据、贷款、担保、各措施如何认定", &[PARTY, AS_OF, KNOWN],
        "Party", parties::one).tagged(Tagged::None).also(OUTSIDE),
    look("/api/v1/approvals", UseCase::Approved, "核定的测算", &[], "Approvals", approved::list).tagged(Tagged::Content),
    look("/api/v1/approvals", UseCase::Approve, "核定一个年度的测算", &[], "Approval", approved::approve)
        .acts(Method::Post, Takes::Json("ApprovalAsked"), &[201]).also(&[Kind::YearNotEnded, Kind::RegisterFaulty, Kind::OutsideValidity, Kind::MovedOn]),
    look("/api/v1/approvals/{settlement}", UseCase::Approved, "一个核定的测算，当时的结果", &[SETTLEMENT], "ApprovedResult", approved::one)
        .tagged(Tagged::Content),
    look("/api/v1/approvals/{settlement}/verification", UseCase::VerifyApproved, "重新计算一个核定的测算", &[SETTLEMENT], "Verification", approved::verify)
        .also(&[Kind::OutsideValidity]),
    look("/api/v1/audit", UseCase::Audit, "审计记录，最近的在前",
        &[query("who", Form::Text, "操作人", "anyuan"), query("use-case", Form::Text, "操作", "import"), query("text", Form::Text, "对象或说明中的字", "loans"),
            query("from", Form::Day, "自哪一天", "2022-01-01"), query("to", Form::Day, "至哪一天", "2022-12-31"), SIZE, CURSOR],
        "Audit", audit::list).tagged(Tagged::None),
    look("/api/v1/audit/verification", UseCase::VerifyAudit, "核验审计链",
        &[query("head", Form::Head, "先前留存的链头", "1:0000000000000000000000000000000000000000000000000000000000000000")], "AuditVerdict", audit::verify).tagged(Tagged::None),
    look("/api/v1/problems", UseCase::Plan, "各种错误", &[], "ProblemKinds", plan::problems),
    look("/api/v1/problems/{problem}", UseCase::Plan, "一种错误", &[path("problem", Form::Word(problems), "错误名", "faults")], "ProblemKind", plan::problem),
] }
