//! The living plan: the clauses in their order, each with what it yields and
//! where that stands on the chosen date.

use std::collections::HashMap;

use huigu_answers::texts::{plan, settlement};
use huigu_desk::{AsOf, OfficialTextView, SettleYear, ShowTargets, Year};
use huigu_engine::{MeasureFinding, Status, TargetFinding};
use huigu_plan::{Clause, Task};
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::block::figure::money_link;
use crate::block::parts::date_choice;
use crate::block::state::{Show, State};
use crate::block::target::line;
use crate::context::RequestContext;
use crate::page::{mine, official};
use crate::reply::{Outcome, Page};
use crate::words::{clause_number, figure_name};
use huigu_web::PageError;

/// What the clauses yield on a date.
pub struct Yields {
    /// The date.
    pub day: Day,
    targets: Vec<(TargetFinding, bool)>,
    measures: Vec<MeasureFinding>,
    year: i32,
    unit_names: HashMap<String, String>,
}

impl Yields {
    /// Asks the desk.
    ///
    /// # Errors
    /// Whatever it answers.
    pub fn of(context: &RequestContext<'_>) -> Result<Self, PageError> {
        let (day, at) = (context.as_of()?, context.known_at()?);
        let found = context.run(ShowTargets { as_of: AsOf::on(day), as_known_at: at })?.found;
        let settlement = context.run(SettleYear { year: Year::new(day.year()), as_known_at: at })?.found;
        let targets = found.targets.into_iter().map(|one| (one, false));
        let watched = found.watched.into_iter().map(|one| (one, true));
        let unit_names =
            context.plan().units().iter().map(|unit| (unit.id.clone(), context.text(&unit.name).to_owned())).collect();
        Ok(Self {
            day,
            targets: targets.chain(watched).collect(),
            measures: settlement.measures,
            year: settlement.year,
            unit_names,
        })
    }

    /// Names of units, listed.
    pub fn unit_list(&self, ids: &[String], context: &RequestContext<'_>) -> String {
        let name = |id: &String| self.unit_names.get(id).cloned().unwrap_or_else(|| id.clone());
        ids.iter().map(name).collect::<Vec<_>>().join(context.pick("、", ", "))
    }

    /// What a clause has come to: its targets and its money.
    pub fn standing(&self, clause: &Clause, context: &RequestContext<'_>) -> Markup {
        let targets: Vec<_> = self.targets.iter().filter(|(one, _)| one.clause == clause.id).collect();
        let measures: Vec<_> = self.measures.iter().filter(|one| one.clause == clause.id).collect();
        html! {
            @if !targets.is_empty() {
                ul.targets {
                    @for (finding, watched) in targets {
                        (line(finding, *watched, &context.link(&["/targets/", &finding.target].concat()), context.lang))
                    }
                }
            }
            @if !measures.is_empty() {
                ul.sums { @for measure in measures { (self.measure(measure, context)) } }
            }
        }
    }

    fn measure(&self, measure: &MeasureFinding, context: &RequestContext<'_>) -> Markup {
        let path = context.link_year(&["/measures/", &measure.measure].concat(), self.year);
        html! {
            li {
                a.name href=(path) { (context.text(&measure.name)) }
                @if measure.status == Status::Active {
                    span.figure { (money_link(measure.total, &path, context.lang)) }
                    span.small { (context.say(settlement::DueFor { year: &self.year })) }
                } @else {
                    (State::Unset.show(context.lang))
                    span.small { @for (at, figure) in measure.unset.iter().enumerate() { @if at > 0 { (context.pick("、", ", ")) } span title=(figure) { (figure_name(context.lang, figure)) } } }
                }
            }
        }
    }
}

/// `/plan`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    let yields = Yields::of(context)?;
    let clauses = context.plan().clauses();
    let validity = context.plan().validity();
    let mine = mine::tasks(context);
    let official = official::attached(context)?;
    let body = html! {
        div.lead {
            p { (context.t(plan::LEAD)) }
            p.small { (context.say(plan::Restated { from: &context.date(validity.from), last: &context.date(validity.last()) })) }
            (official::attached_text(official.as_ref(), context))
            (date_choice(context)?)
        }
        div.with-contents {
            nav.contents aria-label=(context.t(plan::CONTENTS)) {
                ol { @for clause in clauses {
                    li { a href={ "#c" (clause.id) } { span.no { (clause_number(context.lang, &clause.id)) } " " (context.text(&clause.title)) } }
                } }
            }
            div.clauses { @for clause in clauses { (article(clause, official.as_ref(), &yields, &mine, context)) } }
        }
    };
    Ok(Page::new("/plan", context.t(plan::CLAUSES), body).closing(yields.day).into())
}

fn article(
    clause: &Clause,
    official: Option<&OfficialTextView>,
    yields: &Yields,
    mine: &[&Task],
    context: &RequestContext<'_>,
) -> Markup {
    let plan = context.plan();
    let readings = plan.readings().iter().filter(|one| one.clause == clause.id).count();
    let tasks = plan.tasks().iter().filter(|one| one.clause == clause.id).count();
    let href = context.link(&["/plan/", &clause.id].concat());
    html! {
        article.clause id={ "c" (clause.id) } {
            h2 { a href=(href) { span.no { (clause_number(context.lang, &clause.id)) } (context.text(&clause.title)) } }
            div.two {
                div.says.long[official.is_some()] {
                    p { (context.text(&clause.says)) }
                    p.small { (context.t(plan::RESPONSIBLE_ARE)) (yields.unit_list(&clause.units, context)) }
                    (official::beside(official, &clause.id, true, context))
                }
                div.yields {
                    (yields.standing(clause, context))
                    @let own: Vec<_> = mine.iter().copied().filter(|task| task.clause == clause.id).collect();
                    @if !own.is_empty() { div.own { p.small { (context.t(plan::OF_YOUR_UNIT)) } (mine::listed(&own, false, context)) } }
                    p.small.counts {
                        @if tasks > 0 { a href={ (href) "#tasks" } { (context.say(plan::TaskCount { count: &tasks })) } }
                        @if readings > 0 { a href={ (href) "#readings" } { (context.say(plan::InterpretationCount { count: &readings })) } }
                    }
                }
            }
        }
    }
}

/// Whose figure a path is, by its name, and what it is called there.
pub fn owner_of<'p>(path: &'p str, context: &RequestContext<'p>) -> (String, &'p str) {
    let (id, name) = path.split_once('.').unwrap_or((path, ""));
    let plan = context.plan();
    let names = plan.measures().iter().map(|one| (&one.id, &one.name));
    let names = names.chain(plan.targets().iter().map(|one| (&one.id, &one.name)));
    let names = names.chain(plan.products().iter().map(|one| (&one.id, &one.name)));
    let names = names.chain(plan.pools().iter().map(|one| (&one.id, &one.name)));
    let names = names.chain(plan.figures().iter().map(|one| (&one.id, &one.name)));
    let mut names = names.chain(plan.filters().iter().map(|one| (&one.id, &one.name)));
    let found = names.find(|(known, _)| *known == id);
    (found.map_or(id, |(_, text)| context.text(text)).to_owned(), name)
}
