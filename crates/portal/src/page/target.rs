//! One target: its value against its goal month by month, and what moves it,
//! by lender, industry, town or park.

use huigu_answers::texts::{plan, targets, word};
use huigu_answers::{figures, target as wording};
use huigu_desk::{Answer, AsOf, BreakDownTargets, Directory, ShowTargets};
use huigu_engine::{Dimension, Group, Needed, NeededOf, TargetFinding};
use huigu_facts::Figure;
use huigu_plan::Target;
use huigu_quantity::Day;
use huigu_quantity::Lang;
use maud::{Markup, html};

use crate::ask::{Ask, escaped};
use crate::block::chart::{self, Point};
use crate::block::figure;
use crate::block::parts::{date_choice, key_figure};
use crate::block::state::Show;
use crate::block::table::{Cell, Table, left, right};
use crate::block::target;
use crate::reply::{Outcome, Page};
use crate::trouble::Trouble;
use crate::words::clause_number;

/// `/targets/{id}`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let (day, at) = (ask.as_of()?, ask.known_at()?);
    let id = ask.place("id");
    let rules = ask.counter().rules(day)?;
    let missing = || Trouble::NotThere { what: id.to_owned() };
    let one = rules.targets.iter().chain(&rules.watched).find(|target| target.id == id).ok_or_else(missing)?;
    let Answer { found: answer, names, .. } = ask.run(ShowTargets { as_of: AsOf::on(day), as_known_at: at })?;
    let watched = rules.watched.iter().any(|target| target.id == id);
    let finding = answer.targets.iter().chain(&answer.watched).find(|found| found.target == id).ok_or_else(missing)?;
    let dimensions = BreakDownTargets::dimensions(&ask.caller);
    let groups = |by: Dimension| -> Result<Vec<Group>, Trouble> {
        let found = ask.run(BreakDownTargets { dimension: by, as_of: AsOf::on(day), as_known_at: at })?.found;
        Ok(found.targets.into_iter().find(|one| one.target == id).map(|one| one.groups).unwrap_or_default())
    };
    let months = if dimensions.contains(&Dimension::Month) { groups(Dimension::Month)? } else { Vec::new() };
    let others: Vec<Dimension> = dimensions.into_iter().filter(|by| *by != Dimension::Month).collect();
    let chosen = ask.query.get("by").and_then(|word| others.iter().copied().find(|by| by.code() == word));
    let chosen = chosen.or_else(|| others.first().copied());
    let broken_down = match chosen {
        Some(by) => Some((by, groups(by)?)),
        None => None,
    };
    let body = html! {
        div.lead {
            p { a href=(ask.link(&["/plan/", &finding.clause].concat())) { (ask.say(plan::ClauseNumber { clause: &clause_number(ask.lang, &finding.clause) })) } }
            (date_choice(ask)?)
        }
        (keys((one, finding), watched, day, ask))
        (course(one, &months, ask))
        @if let Some((by, groups)) = &broken_down { (by_dimension((*by, groups), &others, &names, ask)) }
    };
    let page =
        Page::new("/targets", ask.text(&finding.name), body).under(ask.link("/targets"), ask.t(targets::TARGETS));
    Ok(page.closing(day).into())
}

fn keys((one, finding): (&Target, &TargetFinding), watched: bool, day: Day, ask: &Ask<'_>) -> Markup {
    let lang = ask.lang;
    let value = html! { @match &finding.value {
        Some(value) => { span.sum title=(value) { (figures::short(value, lang)) } }
        None => { span.sum { "—" } }
    } };
    let part = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure::part(figure, lang));
    let parts = (part(&finding.numerator), part(&finding.denominator));
    html! {
        dl.keys {
            (key_figure(ask.t(targets::VALUE), &value, &html! {
                @if let (Some(above), Some(below)) = &parts { (above) " / " (below) }
                @if let Some(why) = target::why(finding, lang) { (why) }
            }))
            @if finding.goal.is_some() {
                (key_figure(ask.t(targets::GOAL), &html! { span.sum { (wording::goal(finding, lang)) } }, &html! {
                    (ask.say(targets::By { date: &ask.date(ask.plan().validity().last()) }))
                }))
            }
            @if let Some(still) = huigu_engine::needed(one, finding, ask.plan().validity(), day) {
                (needed(&still, ask))
            }
            (key_figure(ask.t(word::STATE), &target::state(finding, watched).show(lang), &html! {}))
        }
    }
}

/// What is still needed each month to arrive.
fn needed(still: &Needed, ask: &Ask<'_>) -> Markup {
    let name = match still.of {
        NeededOf::Value => ask.t(targets::STILL_NEEDED),
        NeededOf::Share => ask.t(targets::SHARE_STILL_NEEDED),
        NeededOf::Balance => ask.t(targets::BALANCE_STILL_NEEDED),
    };
    let whole = figures::short(&still.whole, ask.lang);
    key_figure(
        name,
        &html! { span.sum title=(still.a_month) { (figures::short(&still.a_month, ask.lang)) } },
        &html! {
            (ask.say(targets::WholeNeeded { whole: &whole }))
        },
    )
}

/// The value month by month.
fn course(one: &Target, months: &[Group], ask: &Ask<'_>) -> Markup {
    let validity = ask.plan().validity();
    let base = months.first().and_then(|group| group.value.as_ref());
    let point = |group: &Group| {
        let day = Day::parse(&group.key).ok()?;
        Some(Point { day, value: group.value.clone(), path: huigu_engine::path(one, base, validity, day) })
    };
    let points: Vec<Point> = months.iter().filter_map(point).collect();
    let lang = ask.lang;
    let write = move |value: &Figure| axis(value, lang);
    let of_money = points.iter().any(|point| matches!(point.value, Some(Figure::Yuan(_))));
    let title = if of_money { ask.t(targets::MONTHLY_MONEY) } else { ask.t(targets::MONTHLY) };
    let columns = vec![
        left("month", ask.t(word::MONTH_END)),
        right("value", ask.t(targets::VALUE)),
        right("change", ask.t(word::SINCE_BASE)),
        right("above", ask.t(word::NUMERATOR)),
        right("below", ask.t(word::DENOMINATOR)),
    ];
    let mut table = Table::new("months", ask.t(targets::MONTHLY_VALUES), columns);
    for group in months.iter().rev() {
        let day = Day::parse(&group.key).map_or_else(|_| Cell::text(&group.key), Cell::Day);
        let mut row = vec![day];
        row.extend(figures_of(group, ask));
        table.row(row);
    }
    html! {
        @if !points.is_empty() {
            section.sheet {
                h2 { (title) }
                (chart::line(title, &points, &write, lang))
            }
            (table.show(ask))
        }
    }
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

fn figures_of(group: &Group, ask: &Ask<'_>) -> Vec<Cell> {
    let lang = ask.lang;
    let value = match &group.value {
        Some(value) => Cell::Figure(value.clone(), figures::in_unit(value, lang)),
        None => Cell::text("—"),
    };
    let part = |figure: &Option<Figure>| Cell::figure(figure.as_ref(), |figure| figures::in_unit(figure, lang));
    let change = Cell::figure(group.since_base.as_ref(), |change| figures::change(change, lang));
    vec![value, change, part(&group.numerator), part(&group.denominator)]
}

fn name_of(by: Dimension, ask: &Ask<'_>) -> &'static str {
    ask.t(match by {
        Dimension::Lender => targets::BY_INSTITUTION,
        Dimension::Industry => targets::BY_INDUSTRIES,
        Dimension::Town => targets::BY_TOWNS,
        Dimension::Park => targets::BY_PARKS,
        Dimension::Month => targets::BY_MONTHS,
    })
}

fn by_dimension((by, groups): (Dimension, &[Group]), all: &[Dimension], names: &Directory, ask: &Ask<'_>) -> Markup {
    let mut columns = vec![
        left("group", name_of(by, ask)),
        right("value", ask.t(targets::VALUE)),
        right("change", ask.t(word::SINCE_BASE)),
        right("above", ask.t(word::NUMERATOR)),
        right("below", ask.t(word::DENOMINATOR)),
    ];
    columns.insert(2, left("bar", ask.t(targets::COMPARED)));
    let mut table = Table::new("groups", name_of(by, ask), columns).or_empty(ask.t(targets::NO_BREAKDOWN));
    for group in groups {
        let name = match by {
            _ if group.key.is_empty() => ask.t(word::NOT_REPORTED).to_owned(),
            Dimension::Lender => names.shown(&group.key),
            Dimension::Industry => [&group.key, " ", huigu_answers::section(&group.key, ask.lang)].concat(),
            _ => group.key.clone(),
        };
        let bar = group.value.as_ref().map_or_else(|| html! {}, |value| chart::bar(value, None));
        let mut row = vec![Cell::Text(name)];
        row.extend(figures_of(group, ask));
        row.insert(2, Cell::Drawn(bar));
        table.row(row);
    }
    html! {
        nav.choice aria-label=(ask.t(targets::BREAK_DOWN)) {
            @for each in all {
                a.quiet.is-here[*each == by] aria-current=[(*each == by).then_some("true")]
                    href={ (ask.here_with("by", &escaped(each.code()))) "#groups" } { (name_of(*each, ask)) }
            }
        }
        (table.show(ask))
    }
}
