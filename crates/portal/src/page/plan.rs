//! The living plan: the clauses in their order, each with what it yields and
//! where that stands on the chosen date.

use std::collections::HashMap;

use huigu_answers::texts::{plan, settlement};
use huigu_desk::{AsOf, OfficialTextView, SettleYear, ShowTargets, Year};
use huigu_engine::{MeasureFinding, Status, TargetFinding};
use huigu_plan::{Clause, Task};
use huigu_quantity::Day;
use maud::{Markup, html};

use crate::ask::Ask;
use crate::block::figure::money_link;
use crate::block::parts::date_choice;
use crate::block::state::{Show, State};
use crate::block::target::line;
use crate::page::{mine, official};
use crate::reply::{Outcome, Page};
use crate::words::{clause_number, figure_name};
use huigu_web::Trouble;

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
    pub fn of(ask: &Ask<'_>) -> Result<Self, Trouble> {
        let (day, at) = (ask.as_of()?, ask.known_at()?);
        let found = ask.run(ShowTargets { as_of: AsOf::on(day), as_known_at: at })?.found;
        let settlement = ask.run(SettleYear { year: Year::new(day.year()), as_known_at: at })?.found;
        let targets = found.targets.into_iter().map(|one| (one, false));
        let watched = found.watched.into_iter().map(|one| (one, true));
        let unit_names =
            ask.plan().units().iter().map(|unit| (unit.id.clone(), ask.text(&unit.name).to_owned())).collect();
        Ok(Self {
            day,
            targets: targets.chain(watched).collect(),
            measures: settlement.measures,
            year: settlement.year,
            unit_names,
        })
    }

    /// Names of units, listed.
    pub fn unit_list(&self, ids: &[String], ask: &Ask<'_>) -> String {
        let name = |id: &String| self.unit_names.get(id).cloned().unwrap_or_else(|| id.clone());
        ids.iter().map(name).collect::<Vec<_>>().join(ask.pick("、", ", "))
    }

    /// What a clause has come to: its targets and its money.
    pub fn standing(&self, clause: &Clause, ask: &Ask<'_>) -> Markup {
        let targets: Vec<_> = self.targets.iter().filter(|(one, _)| one.clause == clause.id).collect();
        let measures: Vec<_> = self.measures.iter().filter(|one| one.clause == clause.id).collect();
        html! {
            @if !targets.is_empty() {
                ul.targets {
                    @for (finding, watched) in targets {
                        (line(finding, *watched, &ask.link(&["/targets/", &finding.target].concat()), ask.lang))
                    }
                }
            }
            @if !measures.is_empty() {
                ul.sums { @for measure in measures { (self.measure(measure, ask)) } }
            }
        }
    }

    fn measure(&self, measure: &MeasureFinding, ask: &Ask<'_>) -> Markup {
        let path = ask.link_year(&["/measures/", &measure.measure].concat(), self.year);
        html! {
            li {
                a.name href=(path) { (ask.text(&measure.name)) }
                @if measure.status == Status::Active {
                    span.figure { (money_link(measure.total, &path, ask.lang)) }
                    span.small { (ask.say(settlement::DueFor { year: &self.year })) }
                } @else {
                    (State::Unset.show(ask.lang))
                    span.small { @for (at, figure) in measure.unset.iter().enumerate() { @if at > 0 { (ask.pick("、", ", ")) } span title=(figure) { (figure_name(ask.lang, figure)) } } }
                }
            }
        }
    }
}

/// `/plan`
pub fn page(ask: &Ask<'_>) -> Outcome {
    let yields = Yields::of(ask)?;
    let clauses = ask.plan().clauses();
    let validity = ask.plan().validity();
    let mine = mine::tasks(ask);
    let official = official::attached(ask)?;
    let body = html! {
        div.lead {
            p { (ask.t(plan::LEAD)) }
            p.small { (ask.say(plan::Restated { from: &ask.date(validity.from), last: &ask.date(validity.last()) })) }
            (official::told(official.as_ref(), ask))
            (date_choice(ask)?)
        }
        div.with-contents {
            nav.contents aria-label=(ask.t(plan::CONTENTS)) {
                ol { @for clause in clauses {
                    li { a href={ "#c" (clause.id) } { span.no { (clause_number(ask.lang, &clause.id)) } " " (ask.text(&clause.title)) } }
                } }
            }
            div.clauses { @for clause in clauses { (article(clause, official.as_ref(), &yields, &mine, ask)) } }
        }
    };
    Ok(Page::new("/plan", ask.t(plan::CLAUSES), body).closing(yields.day).into())
}

fn article(
    clause: &Clause,
    official: Option<&OfficialTextView>,
    yields: &Yields,
    mine: &[&Task],
    ask: &Ask<'_>,
) -> Markup {
    let plan = ask.plan();
    let readings = plan.readings().iter().filter(|one| one.clause == clause.id).count();
    let tasks = plan.tasks().iter().filter(|one| one.clause == clause.id).count();
    let href = ask.link(&["/plan/", &clause.id].concat());
    html! {
        article.clause id={ "c" (clause.id) } {
            h2 { a href=(href) { span.no { (clause_number(ask.lang, &clause.id)) } (ask.text(&clause.title)) } }
            div.two {
                div.says.long[official.is_some()] {
                    p { (ask.text(&clause.says)) }
                    p.small { (ask.t(plan::RESPONSIBLE_ARE)) (yields.unit_list(&clause.units, ask)) }
                    (official::beside(official, &clause.id, true, ask))
                }
                div.yields {
                    (yields.standing(clause, ask))
                    @let own: Vec<_> = mine.iter().copied().filter(|task| task.clause == clause.id).collect();
                    @if !own.is_empty() { div.own { p.small { (ask.t(plan::OF_YOUR_UNIT)) } (mine::listed(&own, false, ask)) } }
                    p.small.counts {
                        @if tasks > 0 { a href={ (href) "#tasks" } { (ask.say(plan::TaskCount { count: &tasks })) } }
                        @if readings > 0 { a href={ (href) "#readings" } { (ask.say(plan::InterpretationCount { count: &readings })) } }
                    }
                }
            }
        }
    }
}

/// Whose figure a path is, by its name, and what it is called there.
pub fn owner_of<'p>(path: &'p str, ask: &Ask<'p>) -> (String, &'p str) {
    let (id, name) = path.split_once('.').unwrap_or((path, ""));
    let plan = ask.plan();
    let names = plan.measures().iter().map(|one| (&one.id, &one.name));
    let names = names.chain(plan.targets().iter().map(|one| (&one.id, &one.name)));
    let names = names.chain(plan.products().iter().map(|one| (&one.id, &one.name)));
    let names = names.chain(plan.pools().iter().map(|one| (&one.id, &one.name)));
    let names = names.chain(plan.figures().iter().map(|one| (&one.id, &one.name)));
    let mut names = names.chain(plan.filters().iter().map(|one| (&one.id, &one.name)));
    let found = names.find(|(known, _)| *known == id);
    (found.map_or(id, |(_, text)| ask.text(text)).to_owned(), name)
}
