//! The plan at a glance.

use huigu_answers::texts::{approvals, overview, settlement, targets};
use huigu_answers::{self as answers, figures};
use huigu_desk::{AsOf, InForce, ListApprovals, SettleYear, ShowTargets, Year};
use huigu_engine::{Settlement, Status};
use huigu_quantity::{Day, Fen, Period, Ratio};
use maud::{Markup, html};

use crate::block::figure::money_link;
use crate::block::parts::key_figure;
use crate::block::tables::Tables;
use crate::block::target::line;
use crate::block::{chart, state};
use crate::context::RequestContext;
use crate::page::plan::owner_of;
use crate::page::{mine, notices};
use crate::reply::Outcome;
use crate::words::{clause_number, figure_name};

/// `/`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let day = context.as_of()?;
    let at = context.known_at()?;
    let targets = context.run(ShowTargets { as_of: AsOf::on(day), as_known_at: at })?.found;
    let years: Vec<i32> = context.years().filter(|year| *year <= day.year()).collect();
    let settle = |year: &i32| SettleYear { year: Year::new(*year), as_known_at: at };
    let settled = years.iter().map(|year| context.run(settle(year)).map(|one| one.found));
    let settled = settled.collect::<Result<Vec<Settlement>, _>>()?;
    let approved = context.desk().run(&context.caller, ListApprovals {})?;
    let mut tables = Tables::of(context);
    let body = html! {
        (opening(day, context))
        (mine::waiting(&approved.approvals, context))
        (keys(&targets, &settled, &approved.in_force(), day, context))
        (notices::newest(context)?)
        section.sheet {
            div.table-head {
                h2 { (context.t(targets::TARGETS)) }
                p.small { (context.say(overview::AsOf { date: &context.date(day) })) }
            }
            ul.targets {
                @for finding in &targets.targets {
                    (line(finding, false, &context.link(&["/targets/", &finding.target].concat()), context.lang))
                }
            }
            p.more { a href=(context.link("/targets")) { (context.t(overview::ALL_TARGETS)) } }
        }
        (tables.show(answers::settlement::by_year(&settled, context.lang)))
        (waiting(context))
    };
    Ok(tables.page("/", context.text(context.plan().name()), body).closing(day).into())
}

fn opening(day: Day, context: &RequestContext<'_>) -> Markup {
    let plan = context.plan();
    let Period { from, .. } = plan.validity();
    let (last, days) = (plan.validity().last(), plan.validity().days());
    let passed = i64::from((context.today.0 - from.0 + 1).max(0)).min(days);
    let left = days - passed;
    html! {
        section.opening {
            p.over { (context.t(overview::ACTION_PLAN)) }
            p.plan-name { (context.text(plan.name())) }
            p.line {
                (context.say(overview::InForce { issued: &context.date(plan.issued()), from: &context.date(from), last: &context.date(last) }))
            }
            div.period {
                (chart::elapsed(passed, days))
                p.small {
                    @if left > 0 { (context.say(overview::DaysPassed { passed: &passed, left: &left })) }
                    @else { (context.say(overview::DaysOver { last: &context.date(last), date: &context.date(day) })) }
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
    context: &RequestContext<'_>,
) -> Markup {
    let count = |wanted: state::State| {
        targets.targets.iter().filter(|one| huigu_answers::targets::state(one, false) == wanted).count()
    };
    let (met, short) = (count(state::State::Met), count(state::State::NotMet));
    let open = targets.targets.len() - met - short;
    let total = Settlement::total_of(settled);
    let lang = context.lang;
    html! {
        dl.keys {
            (key_figure(context.t(overview::TARGETS_MET), &html! {
                a.sum href=(context.link("/targets")) { (met) span.unit { "/ " (targets.targets.len()) } }
            }, &html! { (context.say(overview::TargetsOpen { short: &short, open: &open })) }))
            @if let Some(last) = settled.last() {
                (key_figure(&context.say(settlement::DueFor { year: &last.year }),
                    &money_link(last.total, &context.link_year("/measures", last.year), lang),
                    &html! { (context.say(overview::ActiveMeasures { count: &active(last) })) }))
            }
            (key_figure(context.t(overview::DUE_OVER_ALL), &money_link(total, &context.link_year("/measures", day.year()), lang),
                &html! { (context.t(overview::BY_BOOKS_NOW)) }))
            (key_figure(context.t(overview::APPROVED_OF_IT), &money_link(approved.amount, "/settlements", lang), &approved_of(approved, total, context)))
        }
    }
}

/// Which years are approved, and how much of what is due that is.
fn approved_of(approved: &InForce<'_>, total: Fen, context: &RequestContext<'_>) -> Markup {
    if approved.each.is_empty() {
        return html! { (context.t(approvals::NONE)) };
    }
    let years: Vec<String> = approved.each.iter().map(|one| one.year.to_string()).collect();
    let years = years.join(context.pick("、", ", "));
    let share = Ratio::new(approved.amount.0.into(), total.0.into()).map(|share| figures::percent(&share, 2));
    html! {
        (context.say(overview::OfYears { years: &years }))
        @if let Some(share) = share { (context.say(overview::ShareOfDue { share: &share })) }
    }
}

fn active(settlement: &Settlement) -> usize {
    settlement.measures.iter().filter(|measure| measure.status == Status::Active).count()
}

/// What the plan has left to a notice.
fn waiting(context: &RequestContext<'_>) -> Markup {
    let unset: Vec<_> = context.plan().parameters().into_iter().filter(|one| one.is_unset()).collect();
    if unset.is_empty() {
        return html! {};
    }
    html! {
        section.sheet {
            h2 { (context.t(overview::PENDING_TITLE)) }
            p { (context.say(overview::PendingHint { count: &unset.len() })) }
            ul.plain.many {
                @for parameter in &unset {
                    @let (owner, name) = owner_of(&parameter.path, context);
                    li { a href=(context.link(&["/plan/", &parameter.clause].concat())) { (clause_number(context.lang, &parameter.clause)) }
                        " " (owner) " " span.small title=(parameter.path) { (figure_name(context.lang, name)) } }
                }
            }
        }
    }
}
