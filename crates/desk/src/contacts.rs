//! Where enterprises reach an institution: said by itself or by the centre, read
//! by everybody.

use huigu_answers::texts::word;
use huigu_answers::{Cell, Fill, Sheet};
use huigu_quantity::{Day, Lang, Phrase};
use huigu_store::{Contact, NewContact};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Role::{Auditor, Bank, Centre, Guarantor, Operator};
use crate::{
    CommandAnswer, Directory, Error, Fields, Http, Operation, OperationKind, ProblemKind, Rights, Roles, Run, Scope,
    TextLine, TokenAccess,
};

/// In place of an empty list.
const NONE_YET: Phrase = Phrase::new("尚无机构登记联系方式", "No institution has said where it can be reached");

input! {
    /// See where institutions can be reached.
    #[derive(Copy)]
    pub struct ListContacts {}
}

input! {
    /// Say where an institution can be reached from now on.
    pub struct SetContact {
        institution: TextLine<100> = "机构", "Institution", "bank-a";
        office: TextLine<60> = "联系部门", "Department", "Inclusive finance";
        telephone: TextLine<40> = "联系电话", "Telephone", "0574-86000000";
        address: Option<TextLine<120>> = "地址", "Address";
    }
}

/// Where an institution can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Contact")]
pub struct ContactView {
    /// Id of the institution; empty to who sees only what is public.
    #[schemars(example = "bank-a")]
    pub institution: String,
    /// Its name.
    #[schemars(example = "Bank A")]
    pub name: String,
    /// Who answers there.
    #[schemars(example = "Inclusive finance")]
    pub office: String,
    /// Its telephone.
    #[schemars(example = "0574-86000000")]
    pub telephone: String,
    /// Its address; empty: not given.
    #[schemars(example = "1 Qixin Road")]
    pub address: String,
    /// The day it was said, in Shanghai.
    pub date: Day,
}

impl ContactView {
    fn of(contact: Contact, names: &Directory, scope: &Scope) -> Self {
        let Contact { organisation, office, telephone, address, instant, .. } = contact;
        let name = names.organisation(&organisation).unwrap_or_default().to_owned();
        let institution = if *scope == Scope::Public { String::new() } else { organisation };
        Self { institution, name, office, telephone, address, date: instant.day() }
    }
}

/// Where each institution can be reached that said so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Contacts {
    /// By the institution's id.
    pub contacts: Vec<ContactView>,
}

impl Contacts {
    /// As a sheet.
    #[must_use]
    pub fn sheet(&self, lang: Lang) -> Sheet {
        let said = Fields::of::<SetContact>();
        let label = |name: &str| said.get(name).map_or("", |field| field.label(lang)).to_owned();
        Fill::new("contacts", lang.t(ListContacts::SUMMARY), &self.contacts)
            .data("institution", |one| &one.institution)
            .left("name", label("institution"), |one| Cell::named(&one.name, &one.institution))
            .left("office", label("office"), |one| &one.office)
            .left("telephone", label("telephone"), |one| &one.telephone)
            .left("address", label("address"), |one| &one.address)
            .left("date", lang.t(word::DATE), |one| one.date)
            .sheet()
            .or_empty(lang.t(NONE_YET))
    }
}

impl Operation for ListContacts {
    const RIGHTS: Rights = Rights {
        code: "contacts",
        roles: Roles::EVERYBODY.district(&[Centre, Auditor, Operator]),
        token: TokenAccess::Any,
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("机构联系方式", "Contacts of institutions");
    const HTTP: Http = Http::get("/contacts").by_content();
    const COMMAND: &'static str = "contact list";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::RegisterFaulty];
    type Output = Contacts;

    fn run(self, run: &mut Run<'_, Contacts>) -> Result<Contacts, Error> {
        let (names, scope) = (Directory::of(&run.view(None)?.book, run.caller()), run.scope());
        let all = run.read(|store| store.contacts())?;
        Ok(Contacts { contacts: all.into_iter().map(|one| ContactView::of(one, &names, scope)).collect() })
    }

    fn shown(answer: &Contacts, lang: Lang) -> Result<CommandAnswer, Error> {
        CommandAnswer::list(&answer.contacts, answer.sheet(lang))
    }
}

impl Operation for SetContact {
    const RIGHTS: Rights = Rights {
        code: "set-contact",
        roles: Roles::NOBODY.district(&[Centre, Operator]).own(&[Bank, Guarantor]),
        token: TokenAccess::Never,
    };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("登记机构联系方式", "Set the contact of an institution");
    const HTTP: Http = Http::post("/contacts");
    const COMMAND: &'static str = "contact set {institution}";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::NotThere, ProblemKind::RegisterFaulty];
    type Output = ContactView;

    fn run(self, run: &mut Run<'_, ContactView>) -> Result<ContactView, Error> {
        let (names, scope) = (Directory::of(&run.view(None)?.book, run.caller()), run.scope());
        let is_theirs = scope.own().is_none_or(|own| *own == *self.institution);
        if !is_theirs || names.organisation(&self.institution).is_none() {
            return Err(Error::NotThere { what: self.institution.to_string() });
        }
        let (office, telephone) = (run.pseudonymized(&self.office)?, run.pseudonymized(&self.telephone)?);
        let address = run.pseudonymized(self.address.as_deref().unwrap_or_default())?;
        run.act(&self.institution, "", |run, opening| {
            let (who, clock) = (run.who()?, run.clock());
            let new = NewContact {
                organisation: &self.institution,
                office: &office,
                telephone: &telephone,
                address: &address,
            };
            run.commit(opening, |store| {
                Ok(ContactView::of(store.set_contact(opening, &new, &who, clock)?, &names, scope))
            })
        })
    }

    fn location(_made: &ContactView) -> String {
        "/contacts".to_owned()
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let view = at.desk.view(&crate::Caller::operator("sampler"), None);
        let view = view.unwrap_or_else(|error| unreachable!("the sample is sound: {error}"));
        let mut ids = view.book.organisations.ids.iter();
        let is_own = |id: &str| at.is_wanted(&Self::RIGHTS, |permit| permit.scope().own() == Some(id));
        let id = ids.find(|id| is_own(id)).unwrap_or("none");
        Self {
            institution: crate::sampling::line(id),
            office: crate::sampling::line("普惠金融部"),
            telephone: crate::sampling::line(&format!("0574-{:08}", at.count)),
            address: None,
        }
    }
}
