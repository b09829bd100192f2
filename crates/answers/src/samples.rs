//! Hand-made answers that show every branch of the tables, and the texts they
//! must come to: `tests/snapshots/*.txt`, in both languages. Written anew with
//! `HUIGU_SNAPSHOTS=write cargo test -p huigu-answers`, then read by eye.

use std::borrow::Cow;
use std::sync::LazyLock;

use huigu_engine::{
    Adjustment, AdjustmentKind, BeneficiaryChange, Breakdown, ClaimFinding, ClaimVerdict, ClaimedLine, CountedTwice,
    Dimension, Entitlement, Explanation, Group, Item, Line, MeasureChange, MeasureFinding, NearMiss, Reason,
    ReasonCode, Settlement, Simulation, Status, TargetFinding, TargetGroups, TargetsAnswer, Unjudged,
};
use huigu_facts::{Figure, Purpose};
use huigu_plan::Text;
use huigu_quantity::{Day, Fen, Lang, MoneyUnit, Ppm, Ratio};

use crate::{Names, Sheet, breakdown, explanation, settlement, simulation, targets, terminal};

fn text(zh: &str, en: &str) -> Text {
    Text { zh: zh.to_owned(), en: en.to_owned() }
}

fn fen(yuan: &str) -> Fen {
    Fen::parse(yuan, MoneyUnit::Yuan).unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Names of the sample's organisations, parties and measure.
pub struct SampleNames;

impl Names for SampleNames {
    fn name(&self, id: &str) -> Option<Cow<'_, str>> {
        match id {
            "bank-a" => Some("镇海甲银行".into()),
            "bank-b" => Some("Bank of Yuyao".into()),
            _ => self.party(id),
        }
    }

    fn party(&self, id: &str) -> Option<Cow<'_, str>> {
        match id {
            "P1" => Some("宁波精工机械有限公司".into()),
            "P2" => Some("川源软件\u{1b}[31m".into()),
            _ => None,
        }
    }

    fn measure(&self, id: &str) -> Option<&Text> {
        static NAMES: LazyLock<[(&str, Text); 2]> = LazyLock::new(|| {
            let increase = text("新增信用贷款补助", "Subsidy on newly added unsecured loans");
            [("increase", increase), ("startup", text("“慧谷创业贷”补助", "Startup-loan subsidy"))]
        });
        NAMES.iter().find(|(known, _)| *known == id).map(|(_, name)| name)
    }
}

fn entitlement(id: &str, uncapped: &str, amount: &str, lines: u64) -> Entitlement {
    Entitlement {
        id: id.to_owned(),
        uncapped: fen(uncapped),
        amount: fen(amount),
        lines,
        claimed: None,
        incomplete: None,
    }
}

pub fn settlement_sample() -> Settlement {
    let measure = |id: &str, clause: &str, name: Text| MeasureFinding {
        measure: id.to_owned(),
        name,
        clause: clause.to_owned(),
        status: Status::Active,
        unset: Vec::new(),
        total: Fen::ZERO,
        beneficiaries: Vec::new(),
    };
    let mut increase = measure("increase", "3.1", text("新增信用贷款补助", "Subsidy on newly added unsecured loans"));
    increase.total = fen("20000");
    increase.beneficiaries =
        vec![entitlement("bank-a", "20000", "20000", 1234), entitlement("bank-b", "1234567.89", "0", 7)];
    increase.beneficiaries[1].incomplete = Some(day("2021-03-05"));
    let mut startup = measure("startup", "3.2", text("“慧谷创业贷”补助", "Startup-loan subsidy"));
    startup.total = fen("4000000");
    startup.beneficiaries =
        vec![entitlement("bank-a", "6000000.01", "3000000.00", 60), entitlement("bank-b", "2000000", "1000000", 20)];
    startup.beneficiaries[0].claimed = Some(fen("3500000"));
    let mut listing = measure("listing", "3.3", text("上市奖励", "Listing reward"));
    (listing.status, listing.unset) = (Status::Inactive, vec!["accepted".to_owned(), "listed".to_owned()]);
    let nobody = measure("bond", "3.3", text("债券融资奖励", "Bond reward"));
    Settlement {
        plan: "sample-2021".to_owned(),
        year: 2021,
        total: fen("4020000"),
        measures: vec![increase, startup, listing, nobody],
        counted_twice: vec![CountedTwice {
            measures: ["increase".to_owned(), "startup".to_owned()],
            loans: 12,
            first: fen("8800.80"),
            second: fen("9900.10"),
        }],
    }
}

fn loan(lender: &str, id: &str) -> Item {
    Item::Loan { lender: lender.to_owned(), loan_id: id.to_owned() }
}

fn above_lpr() -> Reason {
    let rate = |ppm| Some(Figure::rate(Ppm(ppm)));
    Reason { code: ReasonCode::RateAboveLpr, limit: rate(38_500), actual: rate(41_000) }
}

pub fn explanation_sample() -> Explanation {
    let line = |id: &str, borrower: &str, average: &str, before: Option<&str>, amount: &str| Line {
        item: loan("bank-a", id),
        borrower: borrower.to_owned(),
        daily_average: Some(fen(average)),
        daily_average_before: before.map(fen),
        amount: fen(amount),
        also_under: Vec::new(),
        books_begin_later: Vec::new(),
    };
    let mut lines = vec![
        line("=A-001", "P1", "1406164.38", Some("0"), "28123.29"),
        line("A-002", "P2", "500", Some("900.5"), "-8.01"),
    ];
    lines[0].also_under = vec!["increase".to_owned()];
    lines[1].books_begin_later = vec!["bank-b".to_owned(), "bank-c".to_owned()];
    Explanation {
        measure: "startup".to_owned(),
        name: text("“慧谷创业贷”补助", "Startup-loan subsidy"),
        clause: "3.2".to_owned(),
        year: 2021,
        beneficiary: "bank-a".to_owned(),
        status: Status::Active,
        unset: Vec::new(),
        uncapped: fen("28115.28"),
        amount: fen("20000"),
        lines,
        adjustments: vec![Adjustment { kind: AdjustmentKind::Cap, cap: "cap".to_owned(), amount: fen("-8115.28") }],
        near_misses: vec![NearMiss {
            item: loan("bank-a", "A-004"),
            borrower: "P2".to_owned(),
            reasons: vec![
                above_lpr(),
                Reason {
                    code: ReasonCode::PurposeNotReported,
                    limit: Some(Figure::words([Purpose::WorkingCapital])),
                    actual: None,
                },
            ],
        }],
        claims: Some(claims_sample()),
    }
}

fn claims_sample() -> ClaimFinding {
    ClaimFinding {
        claimed: fen("35109.59"),
        verified: fen("20000"),
        difference: fen("15109.59"),
        lines: vec![
            ClaimedLine {
                lender: "bank-a".to_owned(),
                loan_id: "A-004".to_owned(),
                claimed: fen("7534.25"),
                verified: Fen::ZERO,
                difference: fen("7534.25"),
                why: ClaimVerdict::DoesNotQualify,
                reasons: vec![above_lpr()],
            },
            ClaimedLine {
                lender: "bank-a".to_owned(),
                loan_id: "A-999".to_owned(),
                claimed: fen("1000"),
                verified: Fen::ZERO,
                difference: fen("1000"),
                why: ClaimVerdict::NotOnBooks,
                reasons: Vec::new(),
            },
        ],
        unclaimed: vec![loan("bank-a", "A-002")],
    }
}

fn share(ppm: i64) -> Option<Figure> {
    Some(Figure::rate(Ppm(ppm)))
}

fn points(ppm: i64) -> Option<Figure> {
    share(ppm).map(Figure::as_change)
}

fn money(yuan: &str) -> Option<Figure> {
    Some(Figure::Money(fen(yuan)))
}

fn target(id: &str, name: Text, goal: Option<Figure>, value: Option<Figure>, met: Option<bool>) -> TargetFinding {
    TargetFinding {
        target: id.to_owned(),
        name,
        clause: "2".to_owned(),
        direction: goal.as_ref().map(|_| "at-least"),
        goal,
        value,
        numerator: None,
        denominator: None,
        at_base: None,
        lender: None,
        book_only: None,
        met,
        why: None,
    }
}

fn targets_sample() -> TargetsAnswer {
    let times = |hundredths: i128| Ratio::new(hundredths, 100).map(Figure::Times);
    let yuan = |yuan: i128| Some(Figure::Yuan(Ratio::whole(yuan)));
    let name = text("民营企业贷款占比", "Loans to private enterprises");
    let mut private = target("share", name, share(650_000), share(672_345), Some(true));
    (private.numerator, private.denominator) = (money("67234500.00"), money("100000000.00"));
    let name = text("普惠贷款年均增速", "Growth of inclusive loans");
    let mut growth = target("growth", name, share(300_000), share(123_456), None);
    growth.at_base = money("89000000.00");
    growth.why = Some(Unjudged::TooEarly);
    let name = text("不良率容忍度", "Tolerance for bad loans");
    let mut npl = target("npl", name, points(30_000), points(41_000), Some(false));
    (npl.direction, npl.lender, npl.book_only) = (Some("at-most"), Some("bank-b".to_owned()), Some(true));
    let name = text("移动支付笔数增长", "Growth of mobile payments");
    let mut payments = target("payments", name, share(100_000), None, None);
    payments.why = Some(Unjudged::NoData);
    let name = text("风险池放大倍数", "Leverage of the pools");
    let leverage = target("leverage", name, times(1_000), times(106), Some(false));
    let name = text("担保公司注册资本", "Capital of the guarantor");
    let capital = target("capital", name, yuan(200_000_000), yuan(160_000_000), Some(false));
    let borrowers = Some(Figure::Number(Ratio::whole(1_234)));
    TargetsAnswer {
        plan: "sample-2021".to_owned(),
        as_of: day("2021-12-31"),
        targets: vec![private, growth, npl, payments, leverage, capital],
        watched: vec![target("borrowers", text("有贷款余额的借款人", "Borrowers"), None, borrowers, None)],
    }
}

fn breakdown_sample() -> Breakdown {
    let group = |key: &str, value: Option<Figure>, since: Option<Figure>| Group {
        key: key.to_owned(),
        value,
        numerator: money("1000000.00"),
        denominator: money("4000000.00"),
        since_base: since.clone(),
        on_year: None,
        since_year_start: since,
    };
    let groups = vec![
        group("", None, None),
        group("C", share(250_000), points(12_000)),
        group("F", share(250_000), points(-12_000)),
    ];
    Breakdown {
        plan: "sample-2021".to_owned(),
        as_of: day("2021-12-31"),
        by: Dimension::Industry,
        targets: vec![
            TargetGroups {
                target: "share".to_owned(),
                name: text("民营企业贷款占比", "Loans to private enterprises"),
                clause: "2".to_owned(),
                groups,
            },
            TargetGroups {
                target: "payments".to_owned(),
                name: text("移动支付笔数增长", "Growth of mobile payments"),
                clause: "5.1".to_owned(),
                groups: Vec::new(),
            },
        ],
    }
}

fn simulation_sample() -> Simulation {
    let measure = |id: &str, name: Text, before: &str, after: &str, unset: &[&str]| MeasureChange {
        measure: id.to_owned(),
        name,
        clause: "3.2".to_owned(),
        before: fen(before),
        after: fen(after),
        difference: fen(after) - fen(before),
        unset: unset.iter().map(|figure| (*figure).to_owned()).collect(),
        beneficiaries: if before == after {
            Vec::new()
        } else {
            vec![BeneficiaryChange {
                id: "bank-a".to_owned(),
                before: fen(before),
                after: fen(after),
                difference: fen(after) - fen(before),
            }]
        },
    };
    Simulation {
        plan: "sample-2021".to_owned(),
        year: 2021,
        set: vec!["startup.rate=1.5%".to_owned()],
        before: fen("4000000"),
        after: fen("3000000"),
        difference: fen("-1000000"),
        measures: vec![
            measure("startup", text("“慧谷创业贷”补助", "Startup-loan subsidy"), "4000000", "3000000", &[]),
            measure("listing", text("上市奖励", "Listing reward"), "0", "0", &["accepted", "listed"]),
        ],
    }
}

fn held(name: &str, lang: Lang, sheets: &[Sheet]) {
    let found = terminal::answer(sheets, lang);
    let file = format!("{}/tests/snapshots/{name}-{}.txt", env!("CARGO_MANIFEST_DIR"), lang.code());
    if std::env::var_os("HUIGU_SNAPSHOTS").is_some_and(|value| value == "write") {
        std::fs::write(&file, found).unwrap();
        return;
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(kept == found, "{file} differs; HUIGU_SNAPSHOTS=write writes it anew. Found:\n{found}");
}

#[test]
fn answers_are_as_they_were_read() {
    for lang in Lang::ALL {
        held("settlement", lang, &settlement::sheets(&settlement_sample(), &SampleNames, lang));
        held("explanation", lang, &explanation::sheets(&explanation_sample(), &SampleNames, lang));
        held("targets", lang, &targets::sheets(&targets_sample(), &SampleNames, lang));
        held("breakdown", lang, &breakdown::sheets(&breakdown_sample(), &SampleNames, lang));
        held("simulation", lang, &simulation::sheets(&simulation_sample(), &SampleNames, lang));
    }
}

#[test]
fn an_inactive_measure_explains_itself() {
    let mut answer = explanation_sample();
    (answer.status, answer.unset) = (Status::Inactive, vec!["share".to_owned()]);
    let text = terminal::answer(&explanation::sheets(&answer, &SampleNames, Lang::Zh), Lang::Zh);
    assert!(text.contains("标准待定"), "{text}");
    assert!(!text.contains("A-004"), "{text}");
}

#[test]
fn programs_read_a_row_for_everything() {
    let rows = |sheet: Sheet, lang| {
        let bytes = crate::csv::for_programs(sheet, lang).unwrap();
        let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
        // A row that is short of a cell is an error of the reader.
        reader.records().collect::<Result<Vec<_>, _>>().unwrap().len()
    };
    let lang = Lang::En;
    assert_eq!(rows(settlement::for_programs(&settlement_sample(), &SampleNames, lang), lang), 6);
    let explained = rows(explanation::for_programs(&explanation_sample(), &SampleNames, lang), lang);
    assert_eq!(explained, 2 + 1 + 2 + 2 + 1, "lines, adjustment, reasons, claims, unclaimed");
    assert_eq!(rows(targets::for_programs(&targets_sample(), lang), lang), 7);
    assert_eq!(rows(breakdown::for_programs(&breakdown_sample()), lang), 3);
    assert_eq!(rows(simulation::for_programs(&simulation_sample(), &SampleNames), lang), 2);
}
