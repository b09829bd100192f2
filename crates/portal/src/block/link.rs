//! Addresses of the things that cells of a table lead to.

use huigu_answers::{Link, names};
use huigu_desk::UseCase;
use huigu_engine::Item;

use crate::context::RequestContext;
use huigu_web::escaped;

/// The address of a thing, for those who may go there; the time asked about is
/// kept where it bears on it.
pub fn href(link: &Link, context: &RequestContext<'_>) -> Option<String> {
    Some(match link {
        Link::Settlement(_) if !context.caller.may(UseCase::VerifyApproved) => return None,
        Link::Clause(id) => context.link(&["/plan/", id].concat()),
        Link::Target(id) => context.link(&["/targets/", id].concat()),
        Link::Measure(id, year) => context.link_year(&["/measures/", id].concat(), *year),
        Link::Beneficiary(measure, id, year) => {
            context.link_year(&["/measures/", measure, "/", &escaped(id)].concat(), *year)
        }
        Link::Item(item) => trace_of(item, context),
        Link::Party(id) => context.link(&["/parties/", &escaped(id)].concat()),
        Link::Batch(number) => format!("/books/{number}"),
        Link::BatchesOf(id) => ["/books?batches.q=", &escaped(id), "#batches"].concat(),
        Link::Settlement(number) => format!("/settlements/{number}"),
        Link::Notice(number) => notice(*number),
        Link::Path(path) => path.clone(),
    })
}

/// The path of a notice's page.
pub fn notice(number: u32) -> String {
    format!("/notices/{number}")
}

/// Where an item's events are shown.
fn trace_of(item: &Item, context: &RequestContext<'_>) -> String {
    let (owner, id) = names::key(item);
    let kind = match item {
        Item::Loan { .. } => "loan",
        Item::Guarantee { .. } => "guarantee",
        Item::Deal { .. } => "deal",
    };
    let link = context.link(&["/trace/", &escaped(owner), "/", &escaped(id)].concat());
    let joint = if link.contains('?') { "&" } else { "?" };
    [&link, joint, "kind=", kind].concat()
}
