//! One clause: everything it yields, its units, its readings and why.

use huigu_answers::texts::plan;
use huigu_answers::{Fill, Sheet, parameters};
use huigu_plan::{Clause, Reading};
use maud::{Markup, html};

use crate::block::parts::date_choice;
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::page::official;
use crate::page::plan::{Yields, owner_of};
use crate::reply::Outcome;
use crate::words::{clause_number, figure_name};
use huigu_web::PageError;

/// `/plan/{clause}`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let clauses = context.plan().clauses();
    let place = clauses.iter().position(|clause| clause.id == context.place("clause"));
    let place = place.ok_or_else(|| PageError::NotThere { what: context.place("clause").to_owned() })?;
    let clause = &clauses[place];
    let yields = Yields::of(context)?;
    let official = official::attached(context)?;
    let (before, after) = (place.checked_sub(1).map(|at| &clauses[at]), clauses.get(place + 1));
    let standing = yields.standing(clause, context);
    let mut tables = Tables::of(context);
    let body = html! {
        div.two {
            div.says.long[official.is_some()] {
                p.restated { (context.text(&clause.says)) }
                p.small { (context.t(plan::RESPONSIBLE_ARE)) (yields.unit_list(&clause.units, context)) }
                (official::beside(official.as_ref(), &clause.id, false, context))
            }
            div.yields {
                (date_choice(context)?)
                (standing)
            }
        }
        (products(clause, context))
        (tables.show(figures(clause, context)))
        (tables.show(tasks(clause, &yields, context)))
        (readings(clause, context))
        (without_effect(clause, context))
        nav.turn aria-label=(context.t(plan::NEIGHBOURS)) {
            @if let Some(clause) = before { a.quiet rel="prev" href=(context.link(&["/plan/", &clause.id].concat())) { "← " (clause_number(context.lang, &clause.id)) " " (context.text(&clause.title)) } }
            @if let Some(clause) = after { a.quiet rel="next" href=(context.link(&["/plan/", &clause.id].concat())) { (clause_number(context.lang, &clause.id)) " " (context.text(&clause.title)) " →" } }
        }
    };
    let title = [clause_number(context.lang, &clause.id).as_str(), " ", context.text(&clause.title)].concat();
    Ok(tables
        .page("/plan", title, body)
        .under(context.link("/plan"), context.t(plan::CLAUSES))
        .closing(yields.day)
        .into())
}

fn products(clause: &Clause, context: &RequestContext<'_>) -> Markup {
    let plan = context.plan();
    let products: Vec<_> = plan.products().iter().filter(|one| one.clause == clause.id).collect();
    let pools: Vec<_> = plan.pools().iter().filter(|one| one.clause == clause.id).collect();
    let exclusions: Vec<_> = plan.exclusions().iter().filter(|one| one.clause == clause.id).collect();
    let name = |id: &String| {
        plan.products().iter().find(|one| one.id == *id).map_or(id.as_str(), |one| context.text(&one.name)).to_owned()
    };
    html! {
        @if !products.is_empty() || !pools.is_empty() {
            section.sheet {
                h2 { (context.t(plan::PRODUCTS_AND_POOLS)) }
                ul.plain {
                    @for product in products { li title=(product.id) { (context.text(&product.name)) } }
                    @for exclusion in exclusions {
                        li { (context.say(plan::NotTogether { first: &name(&exclusion.products[0]), second: &name(&exclusion.products[1]) })) }
                    }
                    @for pool in pools {
                        li title=(pool.id) { (context.text(&pool.name)) }
                    }
                }
            }
        }
    }
}

fn figures(clause: &Clause, context: &RequestContext<'_>) -> Sheet {
    let own: Vec<_> = context.plan().parameters().into_iter().filter(|one| one.clause == clause.id).collect();
    let name = |path: &str| {
        let (owner, name) = owner_of(path, context);
        [owner.as_str(), figure_name(context.lang, name).as_ref()].join(" · ")
    };
    let title = context.t(plan::CLAUSE_PARAMETERS);
    parameters::dated("figures", title, &own, &name, context.lang).or_empty(context.t(plan::NO_PARAMETERS))
}

fn tasks(clause: &Clause, yields: &Yields, context: &RequestContext<'_>) -> Sheet {
    let own: Vec<_> = context.plan().tasks().iter().filter(|one| one.clause == clause.id).collect();
    Fill::new("tasks", context.t(plan::CLAUSE_TASKS), &own)
        .left("task", context.t(plan::TASK), |task| context.text(&task.does))
        .left("units", context.t(plan::RESPONSIBLE), |task| yields.unit_list(&task.units, context))
        .left("due", context.t(plan::DEADLINE), |task| task.due)
        .sheet()
        .or_empty(context.t(plan::NO_TASKS))
}

fn readings(clause: &Clause, context: &RequestContext<'_>) -> Markup {
    let readings: Vec<_> = context.plan().readings().iter().filter(|one| one.clause == clause.id).collect();
    html! {
        @if !readings.is_empty() {
            section.sheet id="readings" {
                h2 { (context.t(plan::INTERPRETATIONS_TITLE)) }
                @for one in readings { (reading(one, context)) }
            }
        }
    }
}

fn reading(reading: &Reading, context: &RequestContext<'_>) -> Markup {
    html! {
        div.reading id=(reading.id) {
            h3 title=(reading.id) { (context.text(&reading.question)) }
            ul.choices {
                @for (word, meaning) in &reading.choices {
                    @let chosen = *word == reading.choice;
                    li.chosen[chosen] {
                        (context.text(meaning))
                        @if chosen { strong.small { " · " (context.t(plan::CHOSEN)) } }
                    }
                }
            }
            p { (context.text(&reading.reason)) }
            p.small {
                (context.text(&reading.by)) " · " (context.date(reading.on))
                @if reading.both { " · " (context.t(plan::MAY_BE_CHANGED)) }
            }
        }
    }
}

fn without_effect(clause: &Clause, context: &RequestContext<'_>) -> Markup {
    html! {
        @if !clause.no_effect.is_empty() {
            section.sheet {
                h2 { (context.t(plan::PRINCIPLES)) }
                @for sentence in &clause.no_effect { p { (context.text(sentence)) } }
            }
        }
    }
}
