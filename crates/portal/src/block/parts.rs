//! Small parts: the choice of a date or year, the key figures of a page.

use huigu_answers::texts::{frame, word};
use maud::{Markup, html};

use crate::context::RequestContext;
use huigu_web::PageError;

/// The form that asks for a date, with the ends of the plan's quarters near it.
///
/// # Errors
/// As [`RequestContext::as_of`].
pub fn date_choice(context: &RequestContext<'_>) -> Result<Markup, PageError> {
    let (day, validity) = (context.as_of()?, context.plan().validity());
    Ok(html! {
        form.choice method="get" action=(context.path) {
            @for (key, value) in context.query.with("date", "").with("year", "").iter() {
                input type="hidden" name=(key) value=(value);
            }
            label for="date" { (context.t(frame::AS_OF)) }
            input #date type="date" name="date" value=(day) min=(validity.from) max=(validity.last()) required;
            button.quiet { (context.t(frame::SHOW)) }
        }
    })
}

/// Links to the same page for each year of the plan.
pub fn year_choice(context: &RequestContext<'_>, year: i32) -> Markup {
    html! {
        nav.choice aria-label=(context.t(word::YEAR)) {
            @for each in context.years() {
                @if each == year {
                    a.quiet.is-here aria-current="true" href=(context.here_with("year", &each.to_string())) { (context.say(frame::OfYear { year: &each })) }
                } @else {
                    a.quiet href=(context.here_with("year", &each.to_string())) { (context.say(frame::OfYear { year: &each })) }
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
