//! Small parts: the choice of a date or year, the key figures of a page.

use huigu_answers::texts::{frame, word};
use maud::{Markup, html};

use crate::ask::Ask;
use huigu_web::Trouble;

/// The form that asks for a date, with the ends of the plan's quarters near it.
///
/// # Errors
/// As [`Ask::as_of`].
pub fn date_choice(ask: &Ask<'_>) -> Result<Markup, Trouble> {
    let (day, validity) = (ask.as_of()?, ask.plan().validity());
    Ok(html! {
        form.choice method="get" action=(ask.path) {
            @for (key, value) in ask.query.with("date", "").with("year", "").iter() {
                input type="hidden" name=(key) value=(value);
            }
            label for="date" { (ask.t(frame::AS_OF)) }
            input #date type="date" name="date" value=(day) min=(validity.from) max=(validity.last()) required;
            button.quiet { (ask.t(frame::SHOW)) }
        }
    })
}

/// Links to the same page for each year of the plan.
pub fn year_choice(ask: &Ask<'_>, year: i32) -> Markup {
    html! {
        nav.choice aria-label=(ask.t(word::YEAR)) {
            @for each in ask.years() {
                @if each == year {
                    a.quiet.is-here aria-current="true" href=(ask.here_with("year", &each.to_string())) { (ask.say(frame::OfYear { year: &each })) }
                } @else {
                    a.quiet href=(ask.here_with("year", &each.to_string())) { (ask.say(frame::OfYear { year: &each })) }
                }
            }
        }
    }
}

/// A key figure: what it is, the figure, a note.
pub fn key_figure(name: &str, figure: &Markup, note: &Markup) -> Markup {
    html! {
        div.key { dt { (name) } dd.figure { (figure) } dd.note { (note) } }
    }
}
