//! One target: its value against its goal month by month, and what moves it,
//! by lender, industry, town or park.

use huigu_answers::texts::{plan, targets, word};
use huigu_answers::{self as answers, NoNames, Sheet, breakdown, figures, target as wording};
use huigu_desk::{Answer, AsOf, BreakDownTargets, ShowTargets};
use huigu_engine::{Dimension, Group, Needed, NeededOf, TargetFinding};
use huigu_facts::Figure;
use huigu_plan::Target;
use huigu_quantity::Day;
use huigu_quantity::Lang;
use maud::{Markup, html};

use crate::block::chart::{self, Point};
use crate::block::figure;
use crate::block::parts::{date_choice, key_figure};
use crate::block::state::Show;
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::reply::Outcome;
use crate::words::clause_number;
use huigu_web::PageError;
use huigu_web::escaped;

/// `/targets/{id}`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let (day, at) = (context.as_of()?, context.known_at()?);
    let id = context.place("id");
    let rules = context.desk().rules(day)?;
    let missing = || PageError::NotThere { what: id.to_owned() };
    let one = rules.targets.iter().chain(&rules.watched).find(|target| target.id == id).ok_or_else(missing)?;
    let Answer { found: answer, names, .. } = context.run(ShowTargets { as_of: AsOf::on(day), as_known_at: at })?;
    let watched = rules.watched.iter().any(|target| target.id == id);
    let finding = answer.targets.iter().chain(&answer.watched).find(|found| found.target == id).ok_or_else(missing)?;
    let dimensions = BreakDownTargets::dimensions(&context.caller);
    let groups = |by: Dimension| -> Result<Vec<Group>, PageError> {
        let found = context.run(BreakDownTargets { dimension: by, as_of: AsOf::on(day), as_known_at: at })?.found;
        Ok(found.targets.into_iter().find(|one| one.target == id).map(|one| one.groups).unwrap_or_default())
    };
    let months = if dimensions.contains(&Dimension::Month) { groups(Dimension::Month)? } else { Vec::new() };
    let others: Vec<Dimension> = dimensions.into_iter().filter(|by| *by != Dimension::Month).collect();
    let chosen = context.query.get("by").and_then(|word| others.iter().copied().find(|by| by.code() == word));
    let chosen = chosen.or_else(|| others.first().copied());
    let broken_down = match chosen {
        Some(by) => Some((by, groups(by)?)),
        None => None,
    };
    let mut tables = Tables::of(context);
    let body = html! {
        div.lead {
            p { a href=(context.link(&["/plan/", &finding.clause].concat())) { (context.say(plan::ClauseNumber { clause: &clause_number(context.lang, &finding.clause) })) } }
            (date_choice(context)?)
        }
        (keys((one, finding), watched, day, context))
        (course(one, &months, &mut tables, context))
        @if let Some((by, groups)) = &broken_down {
            (choice(*by, &others, context))
            (tables.show(titled("groups", &name_of(*by, context), breakdown::groups(groups, *by, &context.names(&names), context.lang))))
        }
    };
    let page = tables
        .page("/targets", context.text(&finding.name), body)
        .under(context.link("/targets"), context.t(targets::TARGETS));
    Ok(page.closing(day).into())
}

fn keys((one, finding): (&Target, &TargetFinding), watched: bool, day: Day, context: &RequestContext<'_>) -> Markup {
    let lang = context.lang;
    let value = html! { @match &finding.value {
        Some(value) => { span.sum title=(value) { (figures::short(value, lang)) } }
        None => { span.sum { "—" } }
    } };
    let part = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure::part(figure, lang));
    let parts = (part(&finding.numerator), part(&finding.denominator));
    html! {
        dl.keys {
            (key_figure(context.t(targets::VALUE), &value, &html! {
                @if let (Some(above), Some(below)) = &parts { (above) " / " (below) }
                @if let Some(why) = &finding.why { (answers::targets::why_in(why, lang)) }
            }))
            @if finding.goal.is_some() {
                (key_figure(context.t(targets::GOAL), &html! { span.sum { (wording::goal(finding, lang)) } }, &html! {
                    (context.say(targets::By { date: &context.date(context.plan().validity().last()) }))
                }))
            }
            @if let Some(still) = huigu_engine::needed(one, finding, context.plan().validity(), day) {
                (needed(&still, context))
            }
            (key_figure(context.t(word::STATE), &answers::targets::state(finding, watched).show(lang), &html! {}))
        }
    }
}

/// What is still needed each month to arrive.
fn needed(still: &Needed, context: &RequestContext<'_>) -> Markup {
    let name = match still.of {
        NeededOf::Value => context.t(targets::STILL_NEEDED),
        NeededOf::Share => context.t(targets::SHARE_STILL_NEEDED),
        NeededOf::Balance => context.t(targets::BALANCE_STILL_NEEDED),
    };
    let whole = figures::short(&still.whole, context.lang);
    key_figure(
        name,
        &html! { span.sum title=(still.a_month) { (figures::short(&still.a_month, context.lang)) } },
        &html! {
            (context.say(targets::WholeNeeded { whole: &whole }))
        },
    )
}

/// The value month by month.
fn course(one: &Target, months: &[Group], tables: &mut Tables<'_>, context: &RequestContext<'_>) -> Markup {
    let validity = context.plan().validity();
    let base = months.first().and_then(|group| group.value.as_ref());
    let point = |group: &Group| {
        let day = Day::parse(&group.key).ok()?;
        Some(Point { day, value: group.value.clone(), path: huigu_engine::path(one, base, validity, day) })
    };
    let points: Vec<Point> = months.iter().filter_map(point).collect();
    let lang = context.lang;
    let write = move |value: &Figure| axis(value, lang);
    let of_money = points.iter().any(|point| matches!(point.value, Some(Figure::Yuan(_))));
    let title = if of_money { context.t(targets::MONTHLY_MONEY) } else { context.t(targets::MONTHLY) };
    let latest_first: Vec<Group> = months.iter().rev().cloned().collect();
    let table = breakdown::groups(&latest_first, Dimension::Month, &NoNames, lang);
    let table = titled("months", context.t(targets::MONTHLY_VALUES), table);
    html! {
        @if !points.is_empty() {
            section.sheet {
                h2 { (title) }
                (chart::line(title, &points, &write, lang))
            }
            (tables.show(table))
        }
    }
}

/// A sheet under another name and title.
fn titled(id: &'static str, title: &str, sheet: Sheet) -> Sheet {
    Sheet { id, title: title.to_owned(), ..sheet }
}

/// A value on an axis; money in 万元, in English in millions.
fn axis(value: &Figure, lang: Lang) -> String {
    let text = match (value, value.ratio()) {
        (Figure::Points(points), _) => figures::percent(points, 4).trim_end_matches('%').to_owned(),
        (Figure::Share(share), _) => figures::percent(share, 4),
        (Figure::Yuan(yuan), _) => (yuan / lang.pick(10_000, 1_000_000)).decimal(6),
        (_, Some(ratio)) => ratio.decimal(6),
        (_, None) => String::new(),
    };
    figures::trimmed(&text)
}

fn name_of(by: Dimension, context: &RequestContext<'_>) -> String {
    context.say(targets::ByDimension { what: &context.t(by.text()) })
}

/// The ways to break a figure down.
fn choice(by: Dimension, all: &[Dimension], context: &RequestContext<'_>) -> Markup {
    html! {
        nav.choice aria-label=(context.t(targets::BREAK_DOWN)) {
            @for each in all {
                a.quiet.is-here[*each == by] aria-current=[(*each == by).then_some("true")]
                    href={ (context.here_with("by", &escaped(each.code()))) "#groups" } { (name_of(*each, context)) }
            }
        }
    }
}
