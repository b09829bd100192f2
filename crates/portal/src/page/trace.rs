//! A loan, guarantee or deal as the register holds it: itself, what happened
//! to it, and the file, row and day that brought each.

use huigu_answers::texts::{settlement, trace};
use huigu_answers::vocabulary;
use huigu_desk::{Error, TraceItem, TracedRow, sheets};
use huigu_engine::Item;
use huigu_facts::{Column, Kind};
use maud::{Markup, html};

use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::reply::Outcome;
use huigu_web::PageError;

/// `/trace/{owner}/{item}`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let kind = context.query.get("kind").unwrap_or("loan");
    let places = [("item", kind), ("holder", context.place("owner")), ("id", context.place("item"))];
    let mut input: TraceItem = context.input(&places).map_err(|error| match error {
        // The kind stands in the query, not in the path.
        Error::NotThere { what } if what == kind => PageError::Asked { what },
        error => error.into(),
    })?;
    input.as_known_at = context.known_at()?;
    let answer = context.run(input)?;
    let (found, names) = (&answer.found, &*answer.names);
    let title = match &found.item {
        Item::Loan { loan_id, .. } => context.say(trace::Loan { id: loan_id }),
        Item::Guarantee { guarantee_id, .. } => context.say(trace::Guarantee { id: guarantee_id }),
        Item::Deal { deal_id, .. } => context.say(trace::Deal { id: deal_id }),
    };
    let (main, others): (Vec<_>, Vec<_>) =
        found.rows.iter().partition(|row| matches!(row.kind, Kind::Loans | Kind::Guarantees | Kind::Financings));
    let mut tables = Tables::of(context);
    let body = html! {
        div.lead { p { (names.shown(context.place("owner"))) " · " (names.shown(&found.borrower)) } }
        @for row in main { (row_itself(row, context.t(row.kind.text()), context)) }
        (tables.show(sheets::events(&others, context.lang)))
    };
    Ok(tables.page("/measures", title, body).under(context.link("/measures"), context.t(settlement::MEASURES)).into())
}

fn came(row: &TracedRow, context: &RequestContext<'_>) -> String {
    context.say(trace::Origin {
        file: &row.origin.file,
        row: &row.origin.row,
        batch: &row.origin.batch,
        date: &context.date(row.origin.date),
    })
}

fn column(kind: Kind, name: &str) -> Option<&'static Column> {
    kind.columns().iter().find(|column| column.name == name)
}

/// A column's value as people read it.
fn read(kind: Kind, name: &str, text: &str, context: &RequestContext<'_>) -> String {
    if let Some(product) = context.plan().products().iter().find(|one| name == "product" && one.id == text) {
        return context.text(&product.name).to_owned();
    }
    column(kind, name).map_or_else(|| text.to_owned(), |column| vocabulary::value(column, text, context.lang))
}

/// The row itself, column by column.
pub fn row_itself(row: &TracedRow, head: &str, context: &RequestContext<'_>) -> Markup {
    html! {
        section.sheet {
            h2 { (head) }
            dl.fields {
                @for (name, value) in row.fields.0.iter().filter(|(_, value)| !value.is_empty()) {
                    @let column = column(row.kind, name);
                    div {
                        dt title=(name) { (column.map_or(*name, |column| context.pick(column.chinese, name))) }
                        dd { (read(row.kind, name, value, context)) }
                    }
                }
            }
            p.small { (context.t(trace::FROM)) (came(row, context)) }
        }
    }
}
