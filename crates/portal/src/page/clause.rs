//! One clause: everything it yields, its units, its readings and why.

use huigu_answers::texts::plan;
use huigu_answers::{Fill, Sheet, parameters};
use huigu_plan::{Clause, Reading};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::parts::date_choice;
use crate::block::tables::Tables;
use crate::page::official;
use crate::page::plan::{Yields, owner_of};
use crate::reply::Outcome;
use crate::words::{clause_number, figure_name};
use huigu_web::Trouble;

/// `/plan/{clause}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let clauses = ask.plan().clauses();
    let place = clauses.iter().position(|clause| clause.id == ask.place("clause"));
    let place = place.ok_or_else(|| Trouble::NotThere { what: ask.place("clause").to_owned() })?;
    let clause = &clauses[place];
    let yields = Yields::of(ask)?;
    let official = official::attached(ask)?;
    let (before, after) = (place.checked_sub(1).map(|at| &clauses[at]), clauses.get(place + 1));
    let standing = yields.standing(clause, ask);
    let mut tables = Tables::of(ask);
    let body = html! {
        div.two {
            div.says.long[official.is_some()] {
                p.restated { (ask.text(&clause.says)) }
                p.small { (ask.t(plan::RESPONSIBLE_ARE)) (yields.unit_list(&clause.units, ask)) }
                (official::beside(official.as_ref(), &clause.id, false, ask))
            }
            div.yields {
                (date_choice(ask)?)
                (standing)
            }
        }
        (products(clause, ask))
        (tables.show(figures(clause, ask)))
        (tables.show(tasks(clause, &yields, ask)))
        (readings(clause, ask))
        (without_effect(clause, ask))
        nav.turn aria-label=(ask.t(plan::NEIGHBOURS)) {
            @if let Some(clause) = before { a.quiet rel="prev" href=(ask.link(&["/plan/", &clause.id].concat())) { "← " (clause_number(ask.lang, &clause.id)) " " (ask.text(&clause.title)) } }
            @if let Some(clause) = after { a.quiet rel="next" href=(ask.link(&["/plan/", &clause.id].concat())) { (clause_number(ask.lang, &clause.id)) " " (ask.text(&clause.title)) " →" } }
        }
    };
    let title = [clause_number(ask.lang, &clause.id).as_str(), " ", ask.text(&clause.title)].concat();
    Ok(tables.page("/plan", title, body).under(ask.link("/plan"), ask.t(plan::CLAUSES)).closing(yields.day).into())
}

fn products(clause: &Clause, ask: &Ask<'_>) -> Markup {
    let plan = ask.plan();
    let products: Vec<_> = plan.products().iter().filter(|one| one.clause == clause.id).collect();
    let pools: Vec<_> = plan.pools().iter().filter(|one| one.clause == clause.id).collect();
    let exclusions: Vec<_> = plan.exclusions().iter().filter(|one| one.clause == clause.id).collect();
    let name = |id: &String| {
        plan.products().iter().find(|one| one.id == *id).map_or(id.as_str(), |one| ask.text(&one.name)).to_owned()
    };
    html! {
        @if !products.is_empty() || !pools.is_empty() {
            section.sheet {
                h2 { (ask.t(plan::PRODUCTS_AND_POOLS)) }
                ul.plain {
                    @for product in products { li title=(product.id) { (ask.text(&product.name)) } }
                    @for exclusion in exclusions {
                        li { (ask.say(plan::NotTogether { first: &name(&exclusion.products[0]), second: &name(&exclusion.products[1]) })) }
                    }
                    @for pool in pools {
                        li title=(pool.id) { (ask.text(&pool.name)) }
                    }
                }
            }
        }
    }
}

fn figures(clause: &Clause, ask: &Ask<'_>) -> Sheet {
    let own: Vec<_> = ask.plan().parameters().into_iter().filter(|one| one.clause == clause.id).collect();
    let name = |path: &str| {
        let (owner, name) = owner_of(path, ask);
        [owner.as_str(), figure_name(ask.lang, name).as_ref()].join(" · ")
    };
    let title = ask.t(plan::CLAUSE_PARAMETERS);
    parameters::dated("figures", title, &own, &name, ask.lang).or_empty(ask.t(plan::NO_PARAMETERS))
}

fn tasks(clause: &Clause, yields: &Yields, ask: &Ask<'_>) -> Sheet {
    let own: Vec<_> = ask.plan().tasks().iter().filter(|one| one.clause == clause.id).collect();
    Fill::new("tasks", ask.t(plan::CLAUSE_TASKS), &own)
        .left("task", ask.t(plan::TASK), |task| ask.text(&task.does))
        .left("units", ask.t(plan::RESPONSIBLE), |task| yields.unit_list(&task.units, ask))
        .left("due", ask.t(plan::DEADLINE), |task| task.due)
        .sheet()
        .or_empty(ask.t(plan::NO_TASKS))
}

fn readings(clause: &Clause, ask: &Ask<'_>) -> Markup {
    let readings: Vec<_> = ask.plan().readings().iter().filter(|one| one.clause == clause.id).collect();
    html! {
        @if !readings.is_empty() {
            section.sheet id="readings" {
                h2 { (ask.t(plan::INTERPRETATIONS_TITLE)) }
                @for one in readings { (reading(one, ask)) }
            }
        }
    }
}

fn reading(reading: &Reading, ask: &Ask<'_>) -> Markup {
    html! {
        div.reading id=(reading.id) {
            h3 title=(reading.id) { (ask.text(&reading.question)) }
            ul.choices {
                @for (word, meaning) in &reading.choices {
                    @let chosen = *word == reading.choice;
                    li.chosen[chosen] {
                        (ask.text(meaning))
                        @if chosen { strong.small { " · " (ask.t(plan::CHOSEN)) } }
                    }
                }
            }
            p { (ask.text(&reading.reason)) }
            p.small {
                (ask.text(&reading.by)) " · " (ask.date(reading.on))
                @if reading.both { " · " (ask.t(plan::MAY_BE_CHANGED)) }
            }
        }
    }
}

fn without_effect(clause: &Clause, ask: &Ask<'_>) -> Markup {
    html! {
        @if !clause.no_effect.is_empty() {
            section.sheet {
                h2 { (ask.t(plan::PRINCIPLES)) }
                @for sentence in &clause.no_effect { p { (ask.text(sentence)) } }
            }
        }
    }
}
