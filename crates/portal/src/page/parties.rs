//! Parties: looking for them, and one as the platform knows it.

use huigu_answers::texts::{frame, parties, trace, word};
use huigu_desk::{PartyAnswer, PartyRow, Standing, UseCase, sheets};
use huigu_facts::Vocabulary;
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::parts::date_choice;
use crate::block::tables::Tables;
use crate::frame::csrf;
use crate::reply::{Outcome, Page};

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
    let mut tables = Tables::of(ask);
    let body = html! {
        form.sheet.row method="get" action="/parties" role="search" aria-label=(ask.t(word::SEARCH)) {
            div { label for="text" { (ask.t(parties::SEARCH_FIELD)) } input #text type="search" name="text" value=(text); }
            button { (ask.t(word::SEARCH)) }
            p.small { (ask.t(parties::PERSONS_HINT)) }
        }
        (tables.show(sheets::found_parties(&found, ask.lang)))
        @if let Some(last) = found.last().filter(|_| found.len() == LISTED) {
            nav.turn { a.quiet href=(ask.here_with("after", &last.id)) { (ask.t(frame::NEXT)) } }
        }
    };
    Ok(tables.page("/parties", ask.t(parties::PARTIES), body).into())
}

/// `/parties/{id}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let day = ask.as_of()?;
    let answer = ask.counter().party(&ask.caller, ask.place("id"), day, ask.known_at()?)?;
    let party = &answer.found;
    let (names, lang, mut tables) = (ask.names(&answer.names), ask.lang, Tables::of(ask));
    let (counts, fails): (Vec<&Standing>, Vec<&Standing>) =
        party.standings.iter().partition(|one| one.amount.is_some());
    let name = party.name.shown();
    let body = html! {
        div.lead { p { code { (party.id) } } (date_choice(ask)?) }
        @if party.name.is_personal() && ask.caller.may(UseCase::Unmask) { (unmask_form(party, ask)) }
        (tables.show(sheets::qualifying(&counts, &names, lang)))
        (tables.show(sheets::unqualified(&fails, &names, lang)))
        (itself(party, &mut tables, ask))
        (tables.show(sheets::loans(&party.loans, ask.plan(), &names, lang)))
        (tables.show(sheets::guarantees(&party.guarantees, &names, lang)))
    };
    let page = tables.page("/parties", name, body).closing(day);
    Ok(if ask.caller.may(UseCase::Parties) { page.under("/parties", ask.t(parties::PARTIES)) } else { page }.into())
}

fn unmask_form(party: &PartyAnswer, ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.row method="post" action={ "/parties/" (escaped(&party.id)) "/unmask" } {
            (csrf(ask))
            div { label for="reason" { (ask.t(parties::UNMASK_REASON)) } input #reason name="reason" required maxlength="200"; }
            button.quiet { (ask.t(parties::SHOW_NAME)) }
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
        section.sheet { p { (name) " " code { (found.id) } } p.small { (ask.t(parties::UNMASKED)) } p { a href=(back) { (ask.t(word::BACK)) } } }
    };
    Ok(Page::new("/parties", ask.t(parties::WHOLE_NAME), body).into())
}

/// What the register says of it, row by row, and why its scale is what it is.
fn itself(party: &PartyAnswer, tables: &mut Tables<'_>, ask: &Ask<'_>) -> Markup {
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
                p.small { (ask.t(trace::FROM)) (ask.say(trace::Origin { file: &row.origin.file, row: &row.origin.row, batch: &row.origin.batch, date: &ask.date(row.origin.instant.day()) })) }
            }
        }
    }
}

fn fields(row: &PartyRow, ask: &Ask<'_>) -> Markup {
    let yes = |value: bool| ask.t(if value { word::YES } else { word::NO }).to_owned();
    let day = |value: Option<huigu_quantity::Day>| value.map(|day| ask.date(day)).unwrap_or_default();
    let all = [
        (word::TYPE, word(row.kind, ask)),
        (word::OWNERSHIP, row.ownership.map(|one| word(one, ask)).unwrap_or_default()),
        (word::INDUSTRY_CODE, row.industry.clone()),
        (word::SCALE, row.scale.map(|one| word(one, ask)).unwrap_or_default()),
        (word::ESTABLISHED, day(row.established)),
        (word::TOWN, row.town.clone()),
        (word::PARK, row.park.clone()),
        (word::IN_DISTRICT, yes(row.in_district)),
        (word::DUAL_FROM, day(row.dual_since)),
        (word::DUAL_UNTIL, day(row.dual_until)),
        (word::TECHNOLOGY, yes(row.technology)),
        (word::AGRICULTURAL, yes(row.agricultural)),
    ];
    html! {
        dl.fields { @for (name, value) in all.iter().filter(|(_, value)| !value.is_empty()) {
            div { dt { (ask.t(*name)) } dd { (value) } }
        } }
    }
}
