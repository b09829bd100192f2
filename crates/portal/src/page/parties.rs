//! Parties: looking for them, and one as the platform knows it.

use huigu_answers::texts::{frame, parties, trace, word};
use huigu_desk::{
    AsOf, Continuation, FindParties, PageSize, PartyPage, PartyRow, PartyView, ShowParty, Standing, TextLine,
    UnmaskPerson, UseCase, sheets,
};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::parts::date_choice;
use crate::block::tables::Tables;
use crate::frame::csrf;
use crate::page::datasets::of_party;
use crate::reply::{Outcome, Page};
use huigu_web::Trouble;
use huigu_web::escaped;

/// Parties in a list.
const LISTED: u32 = 500;

fn asked(text: &str) -> Trouble {
    Trouble::Asked { what: text.to_owned() }
}

/// `/parties`
pub fn list(ask: &Ask<'_>) -> Outcome {
    let text = ask.query.get("text").unwrap_or_default();
    let cursor = ask.query.get("after").map(Continuation::after::<FindParties>);
    let q = if text.is_empty() { None } else { Some(TextLine::new(text).map_err(|_| asked(text))?) };
    let limit = PageSize::new(LISTED).unwrap_or_default();
    let PartyPage { parties: found, next } = ask.run(FindParties { q, limit, cursor })?;
    let mut tables = Tables::of(ask);
    let body = html! {
        form.sheet.row method="get" action="/parties" role="search" aria-label=(ask.t(word::SEARCH)) {
            div { label for="text" { (ask.t(parties::SEARCH_FIELD)) } input #text type="search" name="text" value=(text); }
            button { (ask.t(word::SEARCH)) }
            p.small { (ask.t(parties::PERSONS_HINT)) }
        }
        (tables.show(sheets::found_parties(&found, ask.lang)))
        @if let Some(last) = found.last().filter(|_| next.is_some()) {
            nav.turn { a.quiet href=(ask.here_with("after", &last.party)) { (ask.t(frame::NEXT)) } }
        }
    };
    Ok(tables.page("/parties", ask.t(parties::PARTIES), body).into())
}

/// `/parties/{id}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let day = ask.as_of()?;
    let mut input: ShowParty = ask.input(&[("party", ask.place("id"))])?;
    (input.as_of, input.as_known_at) = (AsOf::on(day), ask.known_at()?);
    let answer = ask.run(input)?;
    let party = &answer.found;
    let (names, lang, mut tables) = (ask.names(&answer.names), ask.lang, Tables::of(ask));
    let (counts, fails): (Vec<&Standing>, Vec<&Standing>) =
        party.standings.iter().partition(|one| one.amount.is_some());
    let name = party.name.shown();
    let body = html! {
        div.lead { p { code { (party.party) } } (date_choice(ask)?) }
        @if party.name.is_personal() && ask.caller.may(UseCase::Unmask) { (unmask_form(party, ask)) }
        (tables.show(sheets::qualifying(&counts, &names, lang)))
        (tables.show(sheets::unqualified(&fails, &names, lang)))
        (itself(party, &mut tables, ask))
        (tables.show(sheets::loans(&party.loans, ask.plan(), &names, lang)))
        (tables.show(sheets::guarantees(&party.guarantees, &names, lang)))
        (of_party(&party.records, &party.party, &mut tables, ask))
    };
    let page = tables.page("/parties", name, body).closing(day);
    Ok(if ask.caller.may(UseCase::Parties) { page.under("/parties", ask.t(parties::PARTIES)) } else { page }.into())
}

fn unmask_form(party: &PartyView, ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.row method="post" action={ "/parties/" (escaped(&party.party)) "/unmask" } {
            (csrf(ask))
            div { label for="reason" { (ask.t(parties::UNMASK_REASON)) } input #reason name="reason" required maxlength="200"; }
            button.quiet { (ask.t(parties::SHOW_NAME)) }
        }
    }
}

/// `POST /parties/{id}/unmask`
pub fn unmask(ask: &Ask<'_>) -> Outcome {
    let id = ask.place("id");
    let leave = ask.run(ask.input::<UnmaskPerson>(&[("party", id)])?)?;
    let party = TextLine::new(id).map_err(|_| asked(id))?;
    let found = ask.run(ShowParty { party, as_of: AsOf::on(ask.as_of()?), as_known_at: None })?.found;
    let name = match &found.name {
        huigu_desk::PartyName::Personal(name) => name.unmasked(&leave).unwrap_or_default().to_owned(),
        huigu_desk::PartyName::Open(name) => name.clone(),
    };
    let back = ["/parties/", &escaped(id)].concat();
    let body = html! {
        section.sheet { p { (name) " " code { (found.party) } } p.small { (ask.t(parties::UNMASKED)) } p { a href=(back) { (ask.t(word::BACK)) } } }
    };
    Ok(Page::new("/parties", ask.t(parties::WHOLE_NAME), body).into())
}

/// What the register says of it, row by row, and why its scale is what it is.
fn itself(party: &PartyView, tables: &mut Tables<'_>, ask: &Ask<'_>) -> Markup {
    html! {
        @for row in party.rows.iter().rev() {
            section.sheet {
                h2 { @match row.valid_from {
                    Some(day) => { (ask.say(parties::RegisteredFrom { date: &ask.date(day) })) }
                    None => { (ask.t(parties::REGISTERED)) }
                } }
                (fields(row, ask))
                @if let Some(steps) = &row.steps {
                    (tables.show(sheets::scale(steps, row.computed, ask.lang))) p.small { (ask.t(parties::SCALE_RULE)) }
                }
                p.small { (ask.t(trace::FROM)) (ask.say(trace::Origin { file: &row.origin.file, row: &row.origin.row, batch: &row.origin.batch, date: &ask.date(row.origin.date) })) }
            }
        }
    }
}

fn fields(row: &PartyRow, ask: &Ask<'_>) -> Markup {
    let yes = |value: bool| ask.t(if value { word::YES } else { word::NO }).to_owned();
    let day = |value: Option<huigu_quantity::Day>| value.map(|day| ask.date(day)).unwrap_or_default();
    let all = [
        (word::TYPE, ask.say(row.kind)),
        (word::OWNERSHIP, row.ownership.map(|one| ask.say(one)).unwrap_or_default()),
        (word::INDUSTRY_CODE, row.industry.clone()),
        (word::SCALE, row.scale.map(|one| ask.say(one)).unwrap_or_default()),
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
            div { dt { (ask.t(*name)) } dd { (value) } }
        } }
    }
}
