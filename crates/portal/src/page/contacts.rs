//! Where institutions can be reached, with the form of those who may say it.

use huigu_desk::{Error, ListContacts, ListInstitutions, Operation, SetContact, UseCase};
use maud::{Markup, html};

use crate::block::form::Members;
use crate::block::tables::Tables;
use crate::context::RequestContext;
use crate::frame::csrf;
use crate::page::sign_in::complaint;
use crate::reply::{Outcome, Page};
use huigu_web::PageError;

/// `GET /contacts`
pub fn page(context: &RequestContext<'_>) -> Outcome {
    Ok(whole(None, context)?.into())
}

fn whole(error: Option<&Error>, context: &RequestContext<'_>) -> Result<Page, PageError> {
    let contacts = context.run(ListContacts {})?;
    let mut tables = Tables::of(context);
    let body = html! {
        (tables.show(contacts.sheet(context.lang)))
        @if context.caller.may(UseCase::SetContact) { (form(error, context)?) }
    };
    Ok(tables.page("/contacts", context.t(ListContacts::SUMMARY), body))
}

fn form(error: Option<&Error>, context: &RequestContext<'_>) -> Result<Markup, PageError> {
    let institutions = context.run(ListInstitutions {})?.institutions;
    let members = Members::of::<SetContact>(context);
    Ok(html! {
        form.sheet.stacked method="post" action="/contacts" {
            h2 { (context.t(SetContact::SUMMARY)) }
            (complaint(error, context))
            (csrf(context))
            (members.select("institution", "", institutions.into_iter().map(|one| (one.id, one.name))))
            (members.input("office"))
            (members.input("telephone"))
            (members.input("address"))
            button { (context.t(SetContact::SUMMARY)) }
        }
    })
}

/// `POST /contacts`
pub fn set(context: &RequestContext<'_>) -> Outcome {
    let input = context.input::<SetContact>(&[]);
    match input.and_then(|input| context.act(input, |_| "/contacts".to_owned())) {
        Err(error @ (Error::Input { .. } | Error::NotThere { .. })) => {
            Ok(whole(Some(&error), context)?.with_status(error.into()).into())
        }
        done => Ok(done?),
    }
}
