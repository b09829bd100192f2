//! What if: the plan's figures as inputs, and what the year would cost with
//! others, while one types; kept under names and set side by side.

use std::collections::BTreeSet;

use huigu_answers as answers;
use huigu_answers::texts::{plan, simulation, word};
use huigu_desk::{DropScenario, Error, Fields, KeepScenario, ListScenarios, SimulateYear, UseCase, sheets};
use huigu_engine::Simulation;
use huigu_plan::Parameter;
use huigu_quantity::Fen;
use maud::{Markup, html};
use serde_json::Value;

use crate::ask::Ask;
use crate::block::figure::money;
use crate::block::form::Members;
use crate::block::parts::{key_figure, year_choice};
use crate::block::tables::{Table, Tables};
use crate::frame::csrf;
use crate::page::sign_in::{button, complaint};
use crate::reply::{Outcome, Reply};
use crate::words::{clause_number, figure_name};
use huigu_web::Pairs;
use huigu_web::Trouble;

/// What stands before a figure's or reading's name in the form.
const SET: &str = "set.";

/// The settings of a form: what differs from the plan.
fn settings(asked: &Pairs, ask: &Ask<'_>) -> Vec<String> {
    let named = asked.iter().filter_map(|(key, value)| Some((key.strip_prefix(SET)?, value.trim())));
    let named: BTreeSet<(&str, &str)> = named.filter(|(_, value)| !value.is_empty()).collect();
    let changed = named.into_iter().filter(|(name, value)| present(name, ask).as_deref() != Some(*value));
    let mut set: Vec<String> = changed.map(|(name, value)| [name, "=", value].concat()).collect();
    // Settings in words of their own, a line each: conditions and the like.
    set.extend(
        asked.get("more").unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned),
    );
    set
}

/// What the plan has under a name, as the form shows it.
fn present(name: &str, ask: &Ask<'_>) -> Option<String> {
    if let Some(reading) = ask.plan().readings().iter().find(|reading| reading.id == name) {
        return Some(reading.choice.clone());
    }
    let parameter = ask.plan().parameters().into_iter().find(|parameter| parameter.path == name)?;
    value_of(&parameter, ask)
}

fn value_of(parameter: &Parameter, ask: &Ask<'_>) -> Option<String> {
    parameter.values.last()?.value.map(|value| ask.text(&value.text()).to_owned())
}

/// `/simulate`
pub fn page(ask: &Ask<'_>) -> Outcome {
    ask.caller.permit(UseCase::Simulate)?;
    let year = ask.year()?;
    let mut tables = Tables::of(ask);
    let result = result(year, &settings(&ask.query, ask), &mut tables, ask)?;
    let body = html! {
        div.lead {
            p { (ask.t(simulation::LEAD)) }
            (year_choice(ask, year))
        }
        div.side {
            (inputs(year, ask))
            div {
                div #result aria-live="polite" { (result) }
                @if ask.caller.may(UseCase::Scenarios) { (scenarios(&mut tables, ask)?) }
            }
        }
    };
    let last = huigu_quantity::Period::year(year).last();
    Ok(tables.page("/simulate", ask.t(simulation::SIMULATION), body).closing(last).into())
}

/// `/simulate/part`: the result alone, for the script that asks while one types.
pub fn part(ask: &Ask<'_>) -> Outcome {
    Ok(Reply::Part(result(ask.year()?, &settings(&ask.query, ask), &mut Tables::of(ask), ask)?))
}

/// What the settings come to, with the way to keep them; or why they cannot be.
fn result(year: i32, set: &[String], tables: &mut Tables<'_>, ask: &Ask<'_>) -> Result<Markup, Error> {
    match answer(year, set, ask) {
        Ok((found, names)) => Ok(html! {
            (outcome(&found, &names, tables, ask))
            @if ask.caller.may(UseCase::KeepScenario) && !set.is_empty() { (keep_form(year, set, ask)) }
        }),
        Err(error @ (Error::Settings { .. } | Error::Input { .. })) => Ok(complaint(Some(&error), ask)),
        Err(error) => Err(error),
    }
}

type Names = std::sync::Arc<huigu_desk::Directory>;

fn answer(year: i32, set: &[String], ask: &Ask<'_>) -> Result<(Simulation, Names), Error> {
    let members = [("year".to_owned(), Value::from(year)), ("set".to_owned(), set.into())];
    let mut input: SimulateYear = Fields::of::<SimulateYear>().read(members.into_iter().collect())?;
    input.as_known_at = ask.known_at().unwrap_or(None);
    let answer = ask.run(input)?;
    Ok((answer.found, answer.names))
}

/// The plan's figures that move money, and its readings, as inputs.
fn inputs(year: i32, ask: &Ask<'_>) -> Markup {
    let plan = ask.plan();
    let owners = plan.measures().iter().map(|one| (&one.id, &one.clause, &one.name));
    let owners = owners.chain(plan.products().iter().map(|one| (&one.id, &one.clause, &one.name)));
    let owners = owners.chain(plan.filters().iter().map(|one| (&one.id, &one.clause, &one.name)));
    let parameters = plan.parameters();
    let asked = |name: &str| ask.query.get(&[SET, name].concat()).map(str::to_owned);
    html! {
        form.inputs method="get" action="/simulate" data-live="/simulate/part" data-result="result" {
            input type="hidden" name="year" value=(year);
            @for (id, clause, name) in owners {
                @let prefix = [id.as_str(), "."].concat();
                @let own: Vec<&Parameter> = parameters.iter().filter(|one| one.path.starts_with(&prefix)).collect();
                @if !own.is_empty() {
                    fieldset {
                        legend { (clause_number(ask.lang, clause)) " " (ask.text(name)) }
                        @for parameter in own { (input(parameter, &prefix, asked(&parameter.path), ask)) }
                    }
                }
            }
            @let readings: Vec<_> = plan.readings().iter().filter(|reading| reading.both).collect();
            @if !readings.is_empty() {
                fieldset {
                    legend { (ask.t(plan::INTERPRETATIONS)) }
                    @for reading in readings {
                        @let chosen = asked(&reading.id).unwrap_or_else(|| reading.choice.clone());
                        label for={ "r-" (reading.id) } { (ask.text(&reading.question)) }
                        select id={ "r-" (reading.id) } name={ (SET) (reading.id) } data-plan=(reading.choice) {
                            @for (word, meaning) in &reading.choices { option value=(word) selected[*word == chosen] { (ask.text(meaning)) } }
                        }
                    }
                }
            }
            div.actions { button { (ask.t(simulation::SIMULATION)) } a.quiet href={ "/simulate?year=" (year) } { (ask.t(simulation::RESTORE)) } }
        }
    }
}

fn input(parameter: &Parameter, prefix: &str, asked: Option<String>, ask: &Ask<'_>) -> Markup {
    let name = parameter.path.strip_prefix(prefix).unwrap_or(&parameter.path);
    let present = value_of(parameter, ask);
    let plan = present.clone();
    let hint = present.clone().unwrap_or_else(|| ask.text(&parameter.unit.name()).to_owned());
    html! {
        div.input {
            label for={ "p-" (parameter.path) } title=(parameter.path) { (figure_name(ask.lang, name)) }
            input id={ "p-" (parameter.path) } name={ (SET) (parameter.path) } data-plan=[plan] value=(asked.or(present).unwrap_or_default())
                placeholder=(hint) autocomplete="off" spellcheck="false";
        }
    }
}

fn outcome(found: &Simulation, names: &Names, tables: &mut Tables<'_>, ask: &Ask<'_>) -> Markup {
    let (lang, who) = (ask.lang, answers::simulation::affected(found, &ask.names(names), ask.lang));
    let set = html! { @for (at, one) in found.set.iter().enumerate() { @if at > 0 { br; } code.verbatim { (one) } } };
    html! {
        dl.keys {
            (key_figure(ask.t(word::CURRENT), &money(found.before, lang), &html! {}))
            (key_figure(ask.t(simulation::SCENARIO), &money(found.after, lang), &set))
            (key_figure(ask.t(word::DIFFERENCE), &signed(found.difference, ask), &html! {}))
        }
        (tables.show(answers::simulation::measures_that_cost(found, lang)))
        @if found.difference.0 != 0 || !who.rows.is_empty() { (tables.show(who)) }
    }
}

fn signed(sum: Fen, ask: &Ask<'_>) -> Markup {
    html! { @if sum.0 > 0 { "+" } (money(sum, ask.lang)) }
}

fn keep_form(year: i32, set: &[String], ask: &Ask<'_>) -> Markup {
    html! {
        form.sheet.row method="post" action="/simulate/keep" {
            (csrf(ask))
            input type="hidden" name="year" value=(year);
            input type="hidden" name="set" value=(set.join("\n"));
            div { (Members::of::<KeepScenario>(ask).input("name")) }
            button { (ask.t(simulation::SAVE)) }
        }
    }
}

/// `POST /simulate/keep`
pub fn keep(ask: &Ask<'_>) -> Outcome {
    let kept = |year: i32| ["/simulate?year=", &year.to_string(), "#scenarios"].concat();
    Ok(ask.act(ask.input::<KeepScenario>(&[])?, |made| kept(made.year))?)
}

/// `POST /simulate/{number}/drop`
pub fn drop(ask: &Ask<'_>) -> Outcome {
    let input = ask.input::<DropScenario>(&[("scenario", ask.place("number"))])?;
    Ok(ask.act(input, |()| "/simulate#scenarios".to_owned())?)
}

/// The page of settings that are kept.
fn opened(year: i32, settings: &[String], ask: &Ask<'_>) -> String {
    let mut pairs = Pairs::default().with("year", &year.to_string());
    let mut more = Vec::new();
    for line in settings {
        match line.split_once('=').filter(|(name, _)| present(name.trim(), ask).is_some()) {
            Some((name, value)) => pairs = pairs.with(&[SET, name.trim()].concat(), value.trim()),
            None => more.push(line.as_str()),
        }
    }
    let pairs = pairs.with("more", &more.join("\n"));
    ["/simulate", &pairs.query()].concat()
}

fn scenarios(tables: &mut Tables<'_>, ask: &Ask<'_>) -> Result<Markup, Trouble> {
    let kept = ask.counter().run(&ask.caller, ListScenarios {})?.scenarios;
    let me = ask.caller.who();
    let choose = kept.iter().map(|one| {
        html! { input type="checkbox" form="compare" name="s" value=(one.scenario) aria-label={ (ask.t(simulation::CHOOSE)) " " (one.name) }; }
    });
    let delete = kept.iter().map(|one| {
        let action = format!("/simulate/{}/drop", one.scenario);
        if one.who == me {
            button(&action, ask.t(word::DELETE), ask)
        } else {
            html! {}
        }
    });
    let table = sheets::scenarios(&kept, &|one| opened(one.year, one.set.list(), ask), ask.lang);
    let table = Table::from(table).drawn("name", "choose", ask.t(simulation::CHOOSE), choose.collect());
    let table = table.drawn("", "drop", ask.t(word::DELETE), delete.collect());
    Ok(html! {
        @if !kept.is_empty() {
            (tables.show(table))
            form #compare method="get" action="/simulate/compare" { button.quiet { (ask.t(simulation::COMPARE_CHOSEN)) } }
        }
    })
}

/// `/simulate/compare`
pub fn compare(ask: &Ask<'_>) -> Outcome {
    let chosen: BTreeSet<u32> =
        ask.query.iter().filter(|(key, _)| *key == "s").filter_map(|(_, value)| value.parse().ok()).collect();
    let kept = ask.counter().run(&ask.caller, ListScenarios {})?.scenarios;
    let kept: Vec<_> = kept
        .into_iter()
        .filter(|one| chosen.contains(&one.scenario))
        .take(answers::simulation::MOST_COMPARED)
        .collect();
    let mut found = Vec::new();
    for one in &kept {
        found.push(answer(one.year, one.set.list(), ask)?.0);
    }
    let mut tables = Tables::of(ask);
    let named = kept.iter().map(|one| [one.name.as_str(), "（", &one.year.to_string(), "）"].concat());
    let table = answers::simulation::side_by_side(&named.zip(found).collect::<Vec<_>>(), ask.lang);
    let body = tables.show(table);
    Ok(tables
        .page("/simulate", ask.t(simulation::COMPARE), body)
        .under("/simulate", ask.t(simulation::SIMULATION))
        .into())
}
