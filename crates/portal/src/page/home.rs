//! The plan at a glance.

use huigu_answers::texts::{approvals, overview, settlement, targets};
use huigu_answers::{self as answers, figures};
use huigu_desk::{AsOf, InForce, ListApprovals, SettleYear, ShowTargets, Year};
use huigu_engine::{Settlement, Status};
use huigu_quantity::{Day, Fen, Period, Ratio};
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::figure::money_link;
use crate::block::parts::key_figure;
use crate::block::tables::Tables;
use crate::block::target::line;
use crate::block::{chart, state};
use crate::page::plan::owner_of;
use crate::page::{mine, notices};
use crate::reply::Outcome;
use crate::words::{clause_number, figure_name};

/// `/`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let day = ask.as_of()?;
    let at = ask.known_at()?;
    let targets = ask.run(ShowTargets { as_of: AsOf::on(day), as_known_at: at })?.found;
    let years: Vec<i32> = ask.years().filter(|year| *year <= day.year()).collect();
    let settle = |year: &i32| SettleYear { year: Year::new(*year), as_known_at: at };
    let settled = years.iter().map(|year| ask.run(settle(year)).map(|one| one.found));
    let settled = settled.collect::<Result<Vec<Settlement>, _>>()?;
    let approved = ask.counter().run(&ask.caller, ListApprovals {})?;
    let mut tables = Tables::of(ask);
    let body = html! {
        (opening(day, ask))
        (mine::waiting(&approved.approvals, ask))
        (keys(&targets, &settled, &approved.in_force(), day, ask))
        (notices::newest(ask)?)
        section.sheet {
            div.table-head {
                h2 { (ask.t(targets::TARGETS)) }
                p.small { (ask.say(overview::AsOf { date: &ask.date(day) })) }
            }
            ul.targets {
                @for finding in &targets.targets {
                    (line(finding, false, &ask.link(&["/targets/", &finding.target].concat()), ask.lang))
                }
            }
            p.more { a href=(ask.link("/targets")) { (ask.t(overview::ALL_TARGETS)) } }
        }
        (tables.show(answers::settlement::by_year(&settled, ask.lang)))
        (waiting(ask))
    };
    Ok(tables.page("/", ask.text(ask.plan().name()), body).closing(day).into())
}

fn opening(day: Day, ask: &Ask<'_>) -> Markup {
    let plan = ask.plan();
    let Period { from, .. } = plan.validity();
    let (last, days) = (plan.validity().last(), plan.validity().days());
    let passed = i64::from((ask.today.0 - from.0 + 1).max(0)).min(days);
    let left = days - passed;
    html! {
        section.opening {
            p.over { (ask.t(overview::ACTION_PLAN)) }
            p.plan-name { (ask.text(plan.name())) }
            p.line {
                (ask.say(overview::InForce { issued: &ask.date(plan.issued()), from: &ask.date(from), last: &ask.date(last) }))
            }
            div.period {
                (chart::elapsed(passed, days))
                p.small {
                    @if left > 0 { (ask.say(overview::DaysPassed { passed: &passed, left: &left })) }
                    @else { (ask.say(overview::DaysOver { last: &ask.date(last), date: &ask.date(day) })) }
                }
            }
        }
    }
}

fn keys(
    targets: &huigu_engine::TargetsAnswer,
    settled: &[Settlement],
    approved: &InForce<'_>,
    day: Day,
    ask: &Ask<'_>,
) -> Markup {
    let count = |wanted: state::State| {
        targets.targets.iter().filter(|one| huigu_answers::targets::state(one, false) == wanted).count()
    };
    let (met, short) = (count(state::State::Met), count(state::State::NotMet));
    let open = targets.targets.len() - met - short;
    let total = Settlement::total_of(settled);
    let lang = ask.lang;
    html! {
        dl.keys {
            (key_figure(ask.t(overview::TARGETS_MET), &html! {
                a.sum href=(ask.link("/targets")) { (met) span.unit { "/ " (targets.targets.len()) } }
            }, &html! { (ask.say(overview::TargetsOpen { short: &short, open: &open })) }))
            @if let Some(last) = settled.last() {
                (key_figure(&ask.say(settlement::DueFor { year: &last.year }),
                    &money_link(last.total, &ask.link_year("/measures", last.year), lang),
                    &html! { (ask.say(overview::ActiveMeasures { count: &active(last) })) }))
            }
            (key_figure(ask.t(overview::DUE_OVER_ALL), &money_link(total, &ask.link_year("/measures", day.year()), lang),
                &html! { (ask.t(overview::BY_BOOKS_NOW)) }))
            (key_figure(ask.t(overview::APPROVED_OF_IT), &money_link(approved.amount, "/settlements", lang), &approved_of(approved, total, ask)))
        }
    }
}

/// Which years are approved, and how much of what is due that is.
fn approved_of(approved: &InForce<'_>, total: Fen, ask: &Ask<'_>) -> Markup {
    if approved.each.is_empty() {
        return html! { (ask.t(approvals::NONE)) };
    }
    let years: Vec<String> = approved.each.iter().map(|one| one.year.to_string()).collect();
    let years = years.join(ask.pick("、", ", "));
    let share = Ratio::new(approved.amount.0.into(), total.0.into()).map(|share| figures::percent(&share, 2));
    html! {
        (ask.say(overview::OfYears { years: &years }))
        @if let Some(share) = share { (ask.say(overview::ShareOfDue { share: &share })) }
    }
}

fn active(settlement: &Settlement) -> usize {
    settlement.measures.iter().filter(|measure| measure.status == Status::Active).count()
}

/// What the plan has left to a notice.
fn waiting(ask: &Ask<'_>) -> Markup {
    let unset: Vec<_> = ask.plan().parameters().into_iter().filter(|one| one.is_unset()).collect();
    if unset.is_empty() {
        return html! {};
    }
    html! {
        section.sheet {
            h2 { (ask.t(overview::PENDING_TITLE)) }
            p { (ask.say(overview::PendingHint { count: &unset.len() })) }
            ul.plain.many {
                @for parameter in &unset {
                    @let (owner, name) = owner_of(&parameter.path, ask);
                    li { a href=(ask.link(&["/plan/", &parameter.clause].concat())) { (clause_number(ask.lang, &parameter.clause)) }
                        " " (owner) " " span.small title=(parameter.path) { (figure_name(ask.lang, name)) } }
                }
            }
        }
    }
}
