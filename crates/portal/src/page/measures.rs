//! A year's measures: what each comes to.

use huigu_answers::texts::{settlement, sheets, word};
use huigu_desk::{SettleYear, Year};
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
    let found = ask.run(SettleYear { year: Year::new(year), as_known_at: at })?.found;
    let columns = vec![
        left("clause", ask.t(word::CLAUSE)),
        left("measure", ask.t(word::MEASURE)),
        right("beneficiaries", ask.t(word::BENEFICIARIES)),
        right("lines", ask.t(sheets::LINES)),
        right("amount", ask.t(word::DUE)),
        left("state", ask.t(word::STATE)),
        left("note", ask.t(word::NOTE)),
    ];
    let mut table = Table::new("measures", ask.say(settlement::MeasuresTitle { year: &year }), columns);
    for measure in &found.measures {
        let path = ask.link_year(&["/measures/", &measure.measure].concat(), year);
        let active = measure.status == Status::Active;
        let note = if active {
            String::new()
        } else {
            ask.say(settlement::Pending { figures: &measure.unset.join(ask.lang.comma()) })
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
        Cell::text(ask.t(word::TOTAL)),
        Cell::Blank,
        Cell::Blank,
        total,
        Cell::Blank,
        Cell::Blank,
    ]);
    let twice = counted_twice(&found, ask);
    let body = html! {
        div.lead {
            p { (ask.t(settlement::LEAD)) }
            (year_choice(ask, year))
        }
        (table.show(ask))
        @if !found.counted_twice.is_empty() { (twice.show(ask)) }
    };
    let last = huigu_quantity::Period::year(year).last();
    Ok(Page::new("/measures", ask.t(settlement::MEASURES), body).closing(last).into())
}

/// Loans that earn under two measures.
fn counted_twice(found: &huigu_engine::Settlement, ask: &Ask<'_>) -> Table {
    let columns = vec![
        left("first", ask.t(word::FIRST_MEASURE)),
        left("second", ask.t(word::SECOND_MEASURE)),
        right("loans", ask.t(word::LOANS)),
        right("amount-first", ask.t(settlement::UNDER_FIRST)),
        right("amount-second", ask.t(settlement::UNDER_SECOND)),
    ];
    let mut table = Table::new("twice", ask.t(settlement::COUNTED_TWICE), columns);
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
