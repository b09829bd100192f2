//! A year's measures: what each comes to.

use huigu_engine::Status;
use maud::html;

use crate::ask::Ask;
use crate::block::parts::year_choice;
use crate::block::state::State;
use crate::block::table::{Cell, Table, left, right};
use crate::reply::{Outcome, Page};
use crate::words::clause_number;

/// `/measures`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let (year, at) = (ask.year()?, ask.known_at()?);
    let found = ask.counter().settlement(&ask.caller, year, at)?.found;
    let columns = vec![
        left("clause", ask.t("条款")),
        left("measure", ask.t("措施")),
        right("beneficiaries", ask.t("受益方")),
        right("lines", ask.t("明细")),
        right("amount", ask.t("应享补助")),
        left("state", ask.t("状态")),
        left("note", ask.t("说明")),
    ];
    let mut table = Table::new("measures", ask.say("{year} 年度扶持措施", &[("year", &year)]), columns);
    for measure in &found.measures {
        let path = ask.link_year(&["/measures/", &measure.measure].concat(), year);
        let active = measure.status == Status::Active;
        let note = if active {
            String::new()
        } else {
            ask.say("数值尚待通知规定：{figures}", &[("figures", &measure.unset.join(ask.lang.comma()))])
        };
        let counted = |number: u64| if number > 0 { Cell::CountLink(number, path.clone()) } else { Cell::Blank };
        table.row(vec![
            Cell::Link(clause_number(ask.lang, &measure.clause), ask.link(&["/plan/", &measure.clause].concat())),
            Cell::Link(ask.text(&measure.name).to_owned(), path.clone()),
            counted(measure.beneficiaries.len() as u64),
            counted(measure.lines()),
            if active { Cell::MoneyLink(measure.total, path.clone()) } else { Cell::Blank },
            Cell::State(if active { State::Active } else { State::Unset }),
            Cell::Text(note),
        ]);
    }
    let total = Cell::Money(found.total);
    table.total(vec![
        Cell::Blank,
        Cell::text(ask.t("合计")),
        Cell::Blank,
        Cell::Blank,
        total,
        Cell::Blank,
        Cell::Blank,
    ]);
    let twice = counted_twice(&found, ask);
    let body = html! {
        div.lead {
            p { (ask.t("按方案逐项测算每家机构和企业当年应享的补助，精确到分；每个数字都能点开，看到计入与未计入的每一笔。")) }
            (year_choice(ask, year))
        }
        (table.show(ask))
        @if !found.counted_twice.is_empty() { (twice.show(ask)) }
    };
    let last = huigu_quantity::Period::year(year).last();
    Ok(Page::new("/measures", ask.t("扶持措施"), body).closing(last).into())
}

/// Loans that earn under two measures.
fn counted_twice(found: &huigu_engine::Settlement, ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("first", ask.t("措施甲")),
        left("second", ask.t("措施乙")),
        right("loans", ask.t("贷款笔数")),
        right("amount-first", ask.t("在甲下的金额")),
        right("amount-second", ask.t("在乙下的金额")),
    ];
    let mut table = Table::new("twice", ask.t("在两项措施下都计入的贷款"), columns);
    let name = |id: &str| {
        let found = found.measures.iter().find(|measure| measure.measure == id);
        found.map_or(id, |measure| ask.text(&measure.name)).to_owned()
    };
    for pair in &found.counted_twice {
        table.row(vec![
            Cell::Text(name(&pair.measures[0])),
            Cell::Text(name(&pair.measures[1])),
            Cell::Count(pair.loans),
            Cell::Money(pair.first),
            Cell::Money(pair.second),
        ]);
    }
    table
}
