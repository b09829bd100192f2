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

use crate::block::figure::money;
use crate::block::form::Members;
use crate::block::parts::{key_figure, year_choice};
use crate::block::tables::{Table, Tables};
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::{button, complaint};
use crate::reply::{Outcome, Reply};
use crate::words::{clause_number, figure_name};
use huigu_web::PageError;
use huigu_web::Pairs;

/// What stands before a figure's or reading's name in the form.
const SET: &str = "set.";

/// The settings of a form: what differs from the plan.
fn settings(asked: &Pairs, context: &RequestContext<'_>) -> Vec<String> {
    let named = asked.iter().filter_map(|(key, value)| Some((key.strip_prefix(SET)?, value.trim())));
    let named: BTreeSet<(&str, &str)> = named.filter(|(_, value)| !value.is_empty()).collect();
    let changed = named.into_iter().filter(|(name, value)| present(name, context).as_deref() != Some(*value));
    let mut set: Vec<String> = changed.map(|(name, value)| [name, "=", value].concat()).collect();
    // Settings in words of their own, a line each: conditions and the like.
    set.extend(
        asked.get("more").unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned),
    );
    set
}

/// What the plan has under a name, as the form shows it.
fn present(name: &str, context: &RequestContext<'_>) -> Option<String> {
    if let Some(reading) = context.plan().readings().iter().find(|reading| reading.id == name) {
        return Some(reading.choice.clone());
    }
    let parameter = context.plan().parameters().into_iter().find(|parameter| parameter.path == name)?;
    value_of(&parameter, context)
}

fn value_of(parameter: &Parameter, context: &RequestContext<'_>) -> Option<String> {
    parameter.values.last()?.value.map(|value| context.text(&value.text()).to_owned())
}

/// `/simulate`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    context.caller.permit(UseCase::Simulate)?;
    let year = context.year()?;
    let mut tables = Tables::of(context);
    let result = result(year, &settings(&context.query, context), &mut tables, context)?;
    let body = html! {
        div.lead {
            p { (context.t(simulation::LEAD)) }
            (year_choice(context, year))
        }
        div.side {
            (inputs(year, context))
            div {
                div #result aria-live="polite" { (result) }
                @if context.caller.may(UseCase::Scenarios) { (scenarios(&mut tables, context)?) }
            }
        }
    };
    let last = huigu_quantity::Period::year(year).last();
    Ok(tables.page("/simulate", context.t(simulation::SIMULATION), body).closing(last).into())
}

/// `/simulate/part`: the result alone, for the script that asks while one types.
pub fn part(context: &RequestContext<'_>) -> Outcome {
    Ok(Reply::Part(result(context.year()?, &settings(&context.query, context), &mut Tables::of(context), context)?))
}

/// What the settings come to, with the way to keep them; or why they cannot be.
fn result(year: i32, set: &[String], tables: &mut Tables<'_>, context: &RequestContext<'_>) -> Result<Markup, Error> {
    match answer(year, set, context) {
        Ok((found, names)) => Ok(html! {
            (outcome(&found, &names, tables, context))
            @if context.caller.may(UseCase::KeepScenario) && !set.is_empty() { (keep_form(year, set, context)) }
        }),
        Err(error @ (Error::Settings { .. } | Error::Input { .. })) => Ok(complaint(Some(&error), context)),
        Err(error) => Err(error),
    }
}

type Names = std::sync::Arc<huigu_desk::Directory>;

fn answer(year: i32, set: &[String], context: &RequestContext<'_>) -> Result<(Simulation, Names), Error> {
    let members = [("year".to_owned(), Value::from(year)), ("set".to_owned(), set.into())];
    let mut input: SimulateYear = Fields::of::<SimulateYear>().read(members.into_iter().collect())?;
    input.as_known_at = context.known_at().unwrap_or(None);
    let answer = context.run(input)?;
    Ok((answer.found, answer.names))
}

/// The plan's figures that move money, and its readings, as inputs.
fn inputs(year: i32, context: &RequestContext<'_>) -> Markup {
    let plan = context.plan();
    let owners = plan.measures().iter().map(|one| (&one.id, &one.clause, &one.name));
    let owners = owners.chain(plan.products().iter().map(|one| (&one.id, &one.clause, &one.name)));
    let owners = owners.chain(plan.filters().iter().map(|one| (&one.id, &one.clause, &one.name)));
    let parameters = plan.parameters();
    let asked = |name: &str| context.query.get(&[SET, name].concat()).map(str::to_owned);
    html! {
        form.inputs method="get" action="/simulate" data-live="/simulate/part" data-result="result" {
            input type="hidden" name="year" value=(year);
            @for (id, clause, name) in owners {
                @let prefix = [id.as_str(), "."].concat();
                @let own: Vec<&Parameter> = parameters.iter().filter(|one| one.path.starts_with(&prefix)).collect();
                @if !own.is_empty() {
                    fieldset {
                        legend { (clause_number(context.lang, clause)) " " (context.text(name)) }
                        @for parameter in own { (input(parameter, &prefix, asked(&parameter.path), context)) }
                    }
                }
            }
            @let readings: Vec<_> = plan.readings().iter().filter(|reading| reading.both).collect();
            @if !readings.is_empty() {
                fieldset {
                    legend { (context.t(plan::INTERPRETATIONS)) }
                    @for reading in readings {
                        @let chosen = asked(&reading.id).unwrap_or_else(|| reading.choice.clone());
                        label for={ "r-" (reading.id) } { (context.text(&reading.question)) }
                        select id={ "r-" (reading.id) } name={ (SET) (reading.id) } data-plan=(reading.choice) {
                            @for (word, meaning) in &reading.choices { option value=(word) selected[*word == chosen] { (context.text(meaning)) } }
                        }
                    }
                }
            }
            div.actions { button { (context.t(simulation::SIMULATION)) } a.quiet href={ "/simulate?year=" (year) } { (context.t(simulation::RESTORE)) } }
        }
    }
}

fn input(parameter: &Parameter, prefix: &str, asked: Option<String>, context: &RequestContext<'_>) -> Markup {
    let name = parameter.path.strip_prefix(prefix).unwrap_or(&parameter.path);
    let present = value_of(parameter, context);
    let plan = present.clone();
    let hint = present.clone().unwrap_or_else(|| context.text(&parameter.unit.name()).to_owned());
    html! {
        div.input {
            label for={ "p-" (parameter.path) } title=(parameter.path) { (figure_name(context.lang, name)) }
            input id={ "p-" (parameter.path) } name={ (SET) (parameter.path) } data-plan=[plan] value=(asked.or(present).unwrap_or_default())
                placeholder=(hint) autocomplete="off" spellcheck="false";
        }
    }
}

fn outcome(found: &Simulation, names: &Names, tables: &mut Tables<'_>, context: &RequestContext<'_>) -> Markup {
    let (lang, who) = (context.lang, answers::simulation::affected(found, &context.names(names), context.lang));
    let set = html! { @for (at, one) in found.set.iter().enumerate() { @if at > 0 { br; } code.verbatim { (one) } } };
    html! {
        dl.keys {
            (key_figure(context.t(word::CURRENT), &money(found.before, lang), &html! {}))
            (key_figure(context.t(simulation::SCENARIO), &money(found.after, lang), &set))
            (key_figure(context.t(word::DIFFERENCE), &signed(found.difference, context), &html! {}))
        }
        (tables.show(answers::simulation::measures_that_cost(found, lang)))
        @if found.difference.0 != 0 || !who.rows.is_empty() { (tables.show(who)) }
    }
}

fn signed(sum: Fen, context: &RequestContext<'_>) -> Markup {
    html! { @if sum.0 > 0 { "+" } (money(sum, context.lang)) }
}

fn keep_form(year: i32, set: &[String], context: &RequestContext<'_>) -> Markup {
    html! {
        form.sheet.row method="post" action="/simulate/keep" {
            (csrf(context))
            input type="hidden" name="year" value=(year);
            input type="hidden" name="set" value=(set.join("\n"));
            div { (Members::of::<KeepScenario>(context).input("name")) }
            button { (context.t(simulation::SAVE)) }
        }
    }
}

/// `POST /simulate/keep`
pub fn keep(context: &RequestContext<'_>) -> Outcome {
    let kept = |year: i32| ["/simulate?year=", &year.to_string(), "#scenarios"].concat();
    Ok(context.act(context.input::<KeepScenario>(&[])?, |made| kept(made.year))?)
}

/// `POST /simulate/{number}/drop`
pub fn drop(context: &RequestContext<'_>) -> Outcome {
    let input = context.input::<DropScenario>(&[("scenario", context.place("number"))])?;
    Ok(context.act(input, |()| "/simulate#scenarios".to_owned())?)
}

/// The page of settings that are kept.
fn opened(year: i32, settings: &[String], context: &RequestContext<'_>) -> String {
    let mut pairs = Pairs::default().with("year", &year.to_string());
    let mut more = Vec::new();
    for line in settings {
        match line.split_once('=').filter(|(name, _)| present(name.trim(), context).is_some()) {
            Some((name, value)) => pairs = pairs.with(&[SET, name.trim()].concat(), value.trim()),
            None => more.push(line.as_str()),
        }
    }
    let pairs = pairs.with("more", &more.join("\n"));
    ["/simulate", &pairs.query()].concat()
}

fn scenarios(tables: &mut Tables<'_>, context: &RequestContext<'_>) -> Result<Markup, PageError> {
    let kept = context.desk().run(&context.caller, ListScenarios {})?.scenarios;
    let me = context.caller.who();
    let choose = kept.iter().map(|one| {
        html! { input type="checkbox" form="compare" name="s" value=(one.scenario) aria-label={ (context.t(simulation::CHOOSE)) " " (one.name) }; }
    });
    let delete = kept.iter().map(|one| {
        let action = format!("/simulate/{}/drop", one.scenario);
        if one.who == me {
            button(&action, context.t(word::DELETE), context)
        } else {
            html! {}
        }
    });
    let table = sheets::scenarios(&kept, &|one| opened(one.year, one.set.list(), context), context.lang);
    let table = Table::from(table).drawn("name", "choose", context.t(simulation::CHOOSE), choose.collect());
    let table = table.drawn("", "drop", context.t(word::DELETE), delete.collect());
    Ok(html! {
        @if !kept.is_empty() {
            (tables.show(table))
            form #compare method="get" action="/simulate/compare" { button.quiet { (context.t(simulation::COMPARE_CHOSEN)) } }
        }
    })
}

/// `/simulate/compare`
pub fn compare(context: &RequestContext<'_>) -> Outcome {
    let chosen: BTreeSet<u32> =
        context.query.iter().filter(|(key, _)| *key == "s").filter_map(|(_, value)| value.parse().ok()).collect();
    let kept = context.desk().run(&context.caller, ListScenarios {})?.scenarios;
    let kept: Vec<_> = kept
        .into_iter()
        .filter(|one| chosen.contains(&one.scenario))
        .take(answers::simulation::MOST_COMPARED)
        .collect();
    let mut found = Vec::new();
    for one in &kept {
        found.push(answer(one.year, one.set.list(), context)?.0);
    }
    let mut tables = Tables::of(context);
    let named = kept.iter().map(|one| [one.name.as_str(), "（", &one.year.to_string(), "）"].concat());
    let table = answers::simulation::side_by_side(&named.zip(found).collect::<Vec<_>>(), context.lang);
    let body = tables.show(table);
    Ok(tables
        .page("/simulate", context.t(simulation::COMPARE), body)
        .under("/simulate", context.t(simulation::SIMULATION))
        .into())
}
