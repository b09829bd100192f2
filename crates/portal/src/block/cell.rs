//! A cell of a sheet on a page: linked, money in the unit of its column with
//! the exact sum on hover, states by mark and word.

use huigu_answers::figures;
use huigu_answers::{Cell, Link, Style, Value};
use huigu_facts::Figure;
use huigu_quantity::{Fen, Lang};
use maud::{Markup, html};

use crate::block::chart;
use crate::block::figure::{Scale, exact, money};
use crate::block::link::href;
use crate::block::state::Show;
use crate::context::RequestContext;
use crate::words::{clause_number, date};

/// Places of a digest that are shown.
const DIGEST: usize = 12;

/// What the filter of a table looks at: what is read on the page, and sums to the fen.
pub fn searched(cell: &Cell, lang: Lang) -> String {
    match &cell.value {
        Value::Figure(Figure::Money(fen), _) => fen.to_string(),
        Value::Text(text) if is_clause(cell, text) => clause_number(lang, text),
        Value::Figure(..) => cell.shown(lang),
        _ => cell.in_words(lang),
    }
}

/// Whether a text is the number of the clause it leads to.
fn is_clause(cell: &Cell, text: &str) -> bool {
    matches!(&cell.link, Some(Link::Clause(id)) if id == text)
}

/// A cell in a column whose money is in a unit, if all of it is money;
/// `drawn` are the parts that its page draws itself.
pub fn show(cell: &Cell, scale: Option<Scale>, drawn: &[Markup], context: &RequestContext<'_>) -> Markup {
    let lang = context.lang;
    let leads = cell.link.as_ref().and_then(|link| href(link, context));
    let plain = |text: &str| linked(&html! { (text) }, leads.as_deref(), None);
    match &cell.value {
        Value::Blank => html! {},
        Value::Text(text) if is_clause(cell, text) => plain(&clause_number(lang, text)),
        Value::Text(_) | Value::Own(_) => plain(&cell.in_words(lang)),
        Value::Word(code, word) => linked(&html! { (word) }, leads.as_deref(), (word != code).then_some(code)),
        Value::Named(name, id) => html! { (plain(name)) span.small { (id) } },
        Value::Digest(digest) => {
            let short: String = digest.chars().take(DIGEST).collect();
            html! { code title=(digest) { (short) "…" } }
        }
        Value::Figure(figure, style) => show_figure(figure, *style, scale, leads.as_deref(), lang),
        Value::Moment(day, time) => plain(&[date(lang, *day).as_str(), time].join(" ")),
        Value::State(state, word) if word.is_empty() => state.show(lang),
        Value::State(state, word) => state.show_as(word),
        Value::Lines(lines) => html! { ul.reasons { @for line in lines { li { (line) } } } },
        Value::Several(all, more) => html! {
            @for (at, (text, link)) in all.iter().enumerate() {
                @if at > 0 { (lang.semicolon()) }
                (linked(&html! { (text) }, href(link, context).as_deref(), None))
            }
            (more)
        },
        Value::Bar(value, goal) => chart::bar(value, goal.as_ref()),
        Value::Drawn(at) => drawn.get(*at).cloned().unwrap_or_default(),
    }
}

fn show_figure(figure: &Figure, style: Style, scale: Option<Scale>, href: Option<&str>, lang: Lang) -> Markup {
    let text = match (figure, style) {
        (Figure::Money(fen), _) => {
            let Some(scale) = scale else { return money(*fen, lang) };
            return linked(&html! { (signed(*fen, style, scale, lang)) }, href, Some(&exact(*fen, lang)));
        }
        (Figure::Day(day), _) => return linked(&html! { (date(lang, *day)) }, href, None),
        (Figure::Count(_) | Figure::Year(_), _) => return linked(&html! { (style.shown(figure, lang)) }, href, None),
        (_, Style::Short) => figures::short(figure, lang),
        (_, Style::Part) => figures::in_unit(figure, lang),
        _ => style.shown(figure, lang),
    };
    linked(&html! { (text) }, href, Some(&figure.to_string()))
}

fn signed(sum: Fen, style: Style, scale: Scale, lang: Lang) -> String {
    let text = scale.write(sum, lang);
    if style == Style::Change { figures::signed(text) } else { text }
}

/// Something that leads somewhere, if it does, with more to read on hover.
fn linked(shown: &Markup, href: Option<&str>, title: Option<&str>) -> Markup {
    html! {
        @if let Some(href) = href { a href=(href) title=[title] { (shown) } }
        @else if let Some(title) = title { span title=(title) { (shown) } }
        @else { (shown) }
    }
}
