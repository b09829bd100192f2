//! Parties: looking for them, and one as the platform knows it.

use huigu_answers::figures::grouped;
use huigu_desk::{Answer, PartyAnswer, PartyRow, Standing, UseCase};
use huigu_facts::{Figure, Scale as Size, ScaleFigure, ScaleStep, Vocabulary};
use huigu_quantity::Fen;
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::figure::Scale;
use crate::block::parts::date_choice;
use crate::block::table::{Cell, Table, left, right};
use crate::frame::csrf;
use crate::page::beneficiary::{key, reasons, trace_of};
use crate::reply::{Outcome, Page};
use crate::words::clause_number;

/// Parties in a list.
const LISTED: usize = 500;

/// A word of the books in the language.
fn word<V: Vocabulary>(value: V, ask: &Ask<'_>) -> String {
    ask.pick(value.chinese(), value.code()).to_owned()
}

/// `/parties`
pub fn list(ask: &Ask<'_>) -> Outcome {
    let text = ask.query.get("text").unwrap_or_default();
    let found = ask.counter().parties(&ask.caller, text, ask.query.get("after"), LISTED)?.found;
    let columns = vec![
        left("name", ask.t("名称")),
        left("kind", ask.t("类型")),
        left("scale", ask.t("规模")),
        left("industry", ask.t("行业代码")),
        left("town", ask.t("镇街")),
    ];
    let mut table = Table::new("parties", ask.t("主体"), columns).or_empty(ask.t("没有找到。请换一个名称或代码。"));
    for one in &found {
        let (name, href) = (one.name.shown(), ask.link(&["/parties/", &escaped(&one.id)].concat()));
        table.row(vec![
            Cell::Named(name, one.id.clone(), href),
            Cell::Text(word(one.kind, ask)),
            one.scale.map_or(Cell::Blank, |scale| Cell::Text(word(scale, ask))),
            Cell::text(&one.industry),
            Cell::text(&one.town),
        ]);
    }
    let body = html! {
        form.sheet.row method="get" action="/parties" role="search" aria-label=(ask.t("查找")) {
            div { label for="text" { (ask.t("名称或统一社会信用代码")) } input #text type="search" name="text" value=(text); }
            button { (ask.t("查找")) }
            p.small { (ask.t("个人只能按完整代码查找，姓名以首字加星号显示。")) }
        }
        (table.show(ask))
        @if let Some(last) = found.last().filter(|_| found.len() == LISTED) {
            nav.turn { a.quiet href=(ask.here_with("after", &last.id)) { (ask.t("下一页")) } }
        }
    };
    Ok(Page::new("/parties", ask.t("主体"), body).into())
}

/// `/parties/{id}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let day = ask.as_of()?;
    let answer = ask.counter().party(&ask.caller, ask.place("id"), day, ask.known_at()?)?;
    let party = &answer.found;
    let name = party.name.shown();
    let body = html! {
        div.lead { p { code { (party.id) } } (date_choice(ask)?) }
        @if party.name.is_personal() && ask.caller.may(UseCase::Unmask) { (unmask_form(party, ask)) }
        (entitled(&answer, ask))
        (itself(party, ask))
        (loans(&answer, ask).show(ask))
        (guarantees(&answer, ask).show(ask))
    };
    let page = Page::new("/parties", name, body).closing(day);
    Ok(if ask.caller.may(UseCase::Parties) { page.under("/parties", ask.t("主体")) } else { page }.into())
}

fn unmask_form(party: &PartyAnswer, ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.row method="post" action={ "/parties/" (escaped(&party.id)) "/unmask" } {
            (csrf(ask))
            div { label for="reason" { (ask.t("查看完整姓名的理由（记入审计）")) } input #reason name="reason" required maxlength="200"; }
            button.quiet { (ask.t("显示姓名")) }
        }
    }
}

/// `POST /parties/{id}/unmask`
pub fn unmask(ask: &Ask<'_>) -> Outcome {
    let id = ask.place("id");
    let leave = ask.counter().unmask(&ask.caller, id, ask.form.get("reason").unwrap_or_default())?;
    let found = ask.counter().party(&ask.caller, id, ask.as_of()?, None)?.found;
    let name = match &found.name {
        huigu_desk::PartyName::Personal(name) => name.unmasked(&leave).unwrap_or_default().to_owned(),
        huigu_desk::PartyName::Open(name) => name.clone(),
    };
    let back = ["/parties/", &escaped(id)].concat();
    let body = html! {
        section.sheet { p { (name) " " code { (found.id) } } p.small { (ask.t("这次查看已记入审计。")) } p { a href=(back) { (ask.t("返回")) } } }
    };
    Ok(Page::new("/parties", ask.t("完整姓名"), body).into())
}

/// What the year's measures bring by it, and what fails and why.
fn entitled(answer: &Answer<PartyAnswer>, ask: &Ask<'_>) -> Markup {
    let standings = &answer.found.standings;
    let (counts, fails): (Vec<&Standing>, Vec<&Standing>) = standings.iter().partition(|one| one.amount.is_some());
    let measure = |one: &Standing| {
        let found = ask.plan().measures().iter().find(|measure| measure.id == one.measure);
        let name = found.map_or(one.measure.as_str(), |measure| ask.text(&measure.name));
        Cell::Link(
            [&clause_number(ask.lang, &one.clause), " ", name].concat(),
            ask.link(&["/plan/", &one.clause].concat()),
        )
    };
    let item = |one: &Standing| Cell::Link(key(&one.item).1.to_owned(), trace_of(&one.item, ask));
    let who = |one: &Standing| Cell::Text(answer.names.shown(&one.beneficiary));
    let mut good = Table::new(
        "counts",
        ask.t("计入补助的业务"),
        vec![
            left("measure", ask.t("措施")),
            left("item", ask.t("编号")),
            left("paid", ask.t("补助给")),
            right("amount", ask.t("金额")),
        ],
    )
    .or_empty(ask.t("本年度没有计入补助的业务。"));
    for one in &counts {
        good.row(vec![measure(one), item(one), who(one), Cell::money(one.amount)]);
    }
    let mut bad = Table::new(
        "fails",
        ask.t("没有计入的业务，以及为什么"),
        vec![left("measure", ask.t("措施")), left("item", ask.t("编号")), left("reasons", ask.t("不符合的条件"))],
    )
    .or_empty(ask.t("没有差一点就能计入的业务。"));
    for one in &fails {
        bad.row(vec![measure(one), item(one), reasons(&one.reasons, ask)]);
    }
    html! { (good.show(ask)) (bad.show(ask)) }
}

/// What the register says of it, row by row, and why its scale is what it is.
fn itself(party: &PartyAnswer, ask: &Ask<'_>) -> Markup {
    html! {
        @for row in party.rows.iter().rev() {
            section.sheet {
                h2 { @match row.valid_from {
                    Some(day) => { (ask.say("自{date}起的登记", &[("date", &ask.date(day))])) }
                    None => { (ask.t("登记")) }
                } }
                (fields(row, ask))
                @if let Some(steps) = &row.steps { (scale_why(steps, row.computed, ask)) }
                p.small { (ask.t("来源：")) (ask.say("{file} 第 {row} 行，第 {batch} 批，{date}入库", &[
                    ("file", &row.origin.file), ("row", &row.origin.row), ("batch", &row.origin.batch), ("date", &ask.date(row.origin.instant.day()))])) }
            }
        }
    }
}

fn fields(row: &PartyRow, ask: &Ask<'_>) -> Markup {
    let yes = |value: bool| ask.t(if value { "是" } else { "否" }).to_owned();
    let day = |value: Option<huigu_quantity::Day>| value.map(|day| ask.date(day)).unwrap_or_default();
    let all = [
        ("类型", word(row.kind, ask)),
        ("控股类型", row.ownership.map(|one| word(one, ask)).unwrap_or_default()),
        ("行业代码", row.industry.clone()),
        ("规模", row.scale.map(|one| word(one, ask)).unwrap_or_default()),
        ("成立", day(row.established)),
        ("镇街", row.town.clone()),
        ("园区", row.park.clone()),
        ("在本区", yes(row.in_district)),
        ("双创主体，自", day(row.dual_since)),
        ("双创主体，至", day(row.dual_until)),
        ("科技型企业", yes(row.technology)),
        ("农业", yes(row.agricultural)),
    ];
    html! {
        dl.fields { @for (name, value) in all.iter().filter(|(_, value)| !value.is_empty()) {
            div { dt { (ask.t(name)) } dd { (value) } }
        } }
    }
}

fn scale_why(steps: &[ScaleStep], computed: Option<Size>, ask: &Ask<'_>) -> Markup {
    let columns = vec![
        left("figure", ask.t("划型指标")),
        right("value", ask.t("报送值")),
        right("large", ask.t("大型下限")),
        right("medium", ask.t("中型下限")),
        right("small", ask.t("小型下限")),
    ];
    let caption = match computed {
        Some(scale) => ask.say("规模为何是{scale}", &[("scale", &word(scale, ask))]),
        None => ask.t("规模划分的依据").to_owned(),
    };
    let mut table = Table::new("scale", caption, columns);
    for step in steps {
        let persons = step.figure == ScaleFigure::Employees;
        // Persons and sums stand in one column: each with its own unit.
        let show = |value: i64| {
            if persons {
                return Cell::Text([grouped(value.unsigned_abs()).as_str(), ask.t(" 人")].concat());
            }
            let scale = Scale::fitting([Fen(value)]);
            let shown = [&scale.write(Fen(value), ask.lang), " ", scale.name(ask.lang)].concat();
            Cell::Figure(Figure::Money(Fen(value)), shown)
        };
        let name = ask.t(match step.figure {
            ScaleFigure::Employees => "从业人员",
            ScaleFigure::Revenue => "营业收入",
            ScaleFigure::Assets => "资产总额",
        });
        let mut row = vec![Cell::text(name), step.value.map_or(Cell::text(ask.t("未报送")), show)];
        row.extend(step.limits.map(show));
        table.row(row);
    }
    html! { (table.show(ask)) p.small { (ask.t("按统计上大中小微型企业划分办法，各项指标都达到下限才归入该型。")) } }
}

fn loans(answer: &Answer<PartyAnswer>, ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("loan", ask.t("贷款编号")),
        left("lender", ask.t("贷款机构")),
        left("product", ask.t("产品")),
        left("start", ask.t("发放日")),
        left("due", ask.t("到期日")),
        right("principal", ask.t("本金")),
        right("balance", ask.t("余额")),
        left("class", ask.t("分类")),
    ];
    let mut table = Table::new("loans", ask.t("贷款"), columns).or_empty(ask.t("没有贷款。"));
    for one in &answer.found.loans {
        let item = huigu_engine::Item::Loan { lender: one.lender.clone(), loan_id: one.loan_id.clone() };
        let product = ask.plan().products().iter().find(|product| product.id == one.product);
        table.row(vec![
            Cell::Link(one.loan_id.clone(), trace_of(&item, ask)),
            Cell::Text(answer.names.shown(&one.lender)),
            Cell::text(product.map_or(one.product.as_str(), |product| ask.text(&product.name))),
            Cell::Day(one.start),
            Cell::Day(one.due),
            Cell::Money(one.principal),
            Cell::Money(one.balance),
            Cell::Text(word(one.class, ask)),
        ]);
    }
    table
}

fn guarantees(answer: &Answer<PartyAnswer>, ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("guarantee", ask.t("担保编号")),
        left("guarantor", ask.t("担保机构")),
        left("lender", ask.t("贷款机构")),
        left("start", ask.t("承保日")),
        left("due", ask.t("到期日")),
        right("amount", ask.t("担保金额")),
        right("balance", ask.t("在保余额")),
    ];
    let mut table = Table::new("guarantees", ask.t("担保"), columns).or_empty(ask.t("没有担保。"));
    for one in &answer.found.guarantees {
        let item =
            huigu_engine::Item::Guarantee { guarantor: one.guarantor.clone(), guarantee_id: one.guarantee_id.clone() };
        table.row(vec![
            Cell::Link(one.guarantee_id.clone(), trace_of(&item, ask)),
            Cell::Text(answer.names.shown(&one.guarantor)),
            Cell::Text(answer.names.shown(&one.lender)),
            Cell::Day(one.start),
            Cell::Day(one.due),
            Cell::Money(one.amount),
            Cell::Money(one.balance),
        ]);
    }
    table
}
