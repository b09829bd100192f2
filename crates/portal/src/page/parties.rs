//! Parties: looking for them, and one as the platform knows it.

use huigu_answers::texts::{frame, parties, trace, word};
use huigu_desk::{
    AsOf, Continuation, FindParties, Operation, PageSize, PartyPage, PartyRow, PartyView, ShowParty, Standing,
    TextLine, UnmaskPerson, UseCase, sheets,
};
use maud::{Markup, html};

use crate::block::parts::date_choice;
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::datasets::of_party;
use crate::reply::{Outcome, Page};
use huigu_web::PageError;
use huigu_web::escaped;

/// Parties in a list.
const LISTED: u32 = 500;

fn asked(text: &str) -> PageError {
    PageError::Asked { what: text.to_owned() }
}

/// `/parties`
pub fn list(context: &RequestContext<'_>) -> Outcome {
    let text = context.query.get("text").unwrap_or_default();
    let cursor = context.query.get("after").map(|id| Continuation::after(&FindParties::HTTP, id));
    let q = if text.is_empty() { None } else { Some(TextLine::new(text).map_err(|_| asked(text))?) };
    let limit = PageSize::new(LISTED).unwrap_or_default();
    let PartyPage { parties: found, next } = context.run(FindParties { q, limit, cursor })?;
    let mut tables = Tables::of(context);
    let body = html! {
        form.sheet.row method="get" action="/parties" role="search" aria-label=(context.t(word::SEARCH)) {
            div { label for="text" { (context.t(parties::SEARCH_FIELD)) } input #text type="search" name="text" value=(text); }
            button { (context.t(word::SEARCH)) }
            p.small { (context.t(parties::PERSONS_HINT)) }
        }
        (tables.show(sheets::found_parties(&found, context.lang)))
        @if let Some(last) = found.last().filter(|_| next.is_some()) {
            nav.turn { a.quiet href=(context.here_with("after", &last.party)) { (context.t(frame::NEXT)) } }
        }
    };
    Ok(tables.page("/parties", context.t(parties::PARTIES), body).into())
}

/// `/parties/{id}`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let day = context.as_of()?;
    let mut input: ShowParty = context.input(&[("party", context.place("id"))])?;
    (input.as_of, input.as_known_at) = (AsOf::on(day), context.known_at()?);
    let answer = context.run(input)?;
    let party = &answer.found;
    let (names, lang, mut tables) = (context.names(&answer.names), context.lang, Tables::of(context));
    let (counts, fails): (Vec<&Standing>, Vec<&Standing>) =
        party.standings.iter().partition(|one| one.amount.is_some());
    let name = party.name.shown();
    let body = html! {
        div.lead { p { code { (party.party) } } (date_choice(context)?) }
        @if party.name.is_personal() && context.caller.may(UseCase::Unmask) { (unmask_form(party, context)) }
        (tables.show(sheets::qualifying(&counts, &names, lang)))
        (tables.show(sheets::unqualified(&fails, &names, lang)))
        (itself(party, &mut tables, context))
        (tables.show(sheets::loans(&party.loans, context.plan(), &names, lang)))
        (tables.show(sheets::guarantees(&party.guarantees, &names, lang)))
        (of_party(&party.records, &party.party, &mut tables, context))
    };
    let page = tables.page("/parties", name, body).closing(day);
    Ok(if context.caller.may(UseCase::Parties) { page.under("/parties", context.t(parties::PARTIES)) } else { page }
        .into())
}

fn unmask_form(party: &PartyView, context: &RequestContext<'_>) -> Markup {
    html! {
        form.sheet.row method="post" action={ "/parties/" (escaped(&party.party)) "/unmask" } {
            (csrf(context))
            div { label for="reason" { (context.t(parties::UNMASK_REASON)) } input #reason name="reason" required maxlength="200"; }
            button.quiet { (context.t(parties::SHOW_NAME)) }
        }
    }
}

/// `POST /parties/{id}/unmask`
pub fn unmask(context: &RequestContext<'_>) -> Outcome {
    let id = context.place("id");
    let leave = context.run(context.input::<UnmaskPerson>(&[("party", id)])?)?;
    let party = TextLine::new(id).map_err(|_| asked(id))?;
    let found = context.run(ShowParty { party, as_of: AsOf::on(context.as_of()?), as_known_at: None })?.found;
    let name = match &found.name {
        huigu_desk::PartyName::Personal(name) => name.unmasked(&leave).unwrap_or_default().to_owned(),
        huigu_desk::PartyName::Open(name) => name.clone(),
    };
    let back = ["/parties/", &escaped(id)].concat();
    let body = html! {
        section.sheet { p { (name) " " code { (found.party) } } p.small { (context.t(parties::UNMASKED)) } p { a href=(back) { (context.t(word::BACK)) } } }
    };
    Ok(Page::new("/parties", context.t(parties::WHOLE_NAME), body).into())
}

/// What the register says of it, row by row, and why its scale is what it is.
fn itself(party: &PartyView, tables: &mut Tables<'_>, context: &RequestContext<'_>) -> Markup {
    html! {
        @for row in party.rows.iter().rev() {
            section.sheet {
                h2 { @match row.valid_from {
                    Some(day) => { (context.say(parties::RegisteredFrom { date: &context.date(day) })) }
                    None => { (context.t(parties::REGISTERED)) }
                } }
                (fields(row, context))
                @if let Some(steps) = &row.steps {
                    (tables.show(sheets::scale(steps, row.computed, context.lang))) p.small { (context.t(parties::SCALE_RULE)) }
                }
                p.small { (context.t(trace::FROM)) (context.say(trace::Origin { file: &row.origin.file, row: &row.origin.row, batch: &row.origin.batch, date: &context.date(row.origin.date) })) }
            }
        }
    }
}

fn fields(row: &PartyRow, context: &RequestContext<'_>) -> Markup {
    let yes = |value: bool| context.t(if value { word::YES } else { word::NO }).to_owned();
    let day = |value: Option<huigu_quantity::Day>| value.map(|day| context.date(day)).unwrap_or_default();
    let all = [
        (word::TYPE, context.say(row.kind)),
        (word::OWNERSHIP, row.ownership.map(|one| context.say(one)).unwrap_or_default()),
        (word::INDUSTRY_CODE, row.industry.clone()),
        (word::SCALE, row.scale.map(|one| context.say(one)).unwrap_or_default()),
        (word::ESTABLISHED, day(row.established)),
        (word::TOWN, row.town.clone()),
        (word::PARK, row.park.clone()),
        (word::IN_DISTRICT, yes(row.in_district)),
        (word::DUAL_FROM, day(row.dual_innovation_since)),
        (word::DUAL_UNTIL, day(row.dual_innovation_until)),
        (word::TECHNOLOGY, yes(row.technology)),
        (word::AGRICULTURAL, yes(row.agricultural)),
    ];
    html! {
        dl.fields { @for (name, value) in all.iter().filter(|(_, value)| !value.is_empty()) {
            div { dt { (context.t(*name)) } dd { (value) } }
        } }
    }
}
