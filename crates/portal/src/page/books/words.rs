//! What a batch did and who sent it, in words.

use huigu_answers::texts::books;
use huigu_desk::BatchView;

use crate::context::RequestContext;

/// What a batch did, in words.
pub(super) fn did(batch: &BatchView, context: &RequestContext<'_>) -> String {
    let BatchView { new, corrected, unchanged, closed, restored, .. } = batch;
    match &batch.withdraws {
        None => context.say(books::BatchCounts { new, corrected, unchanged }),
        Some(of) => context.say(books::WithdrewBatch { of, closed, restored }),
    }
}

/// Who sent a batch: the organisation, by its name where the plan has one, and the login.
pub(super) fn sender(organisation: Option<&str>, login: &str, context: &RequestContext<'_>) -> String {
    let Some(id) = organisation else { return login.to_owned() };
    let unit = context.plan().unit(id);
    [unit.map_or(id, |unit| context.text(&unit.name)), " ", login].concat()
}
