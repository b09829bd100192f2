//! What each institution has sent, and what is behind or missing.

use huigu_book::OrganisationRow;
use huigu_facts::OrganisationKind;
use huigu_quantity::{Day, Phrase};
use schemars::JsonSchema;
use serde::Serialize;

use super::ListBatches;
use crate::{Error, Http, Operation, OperationKind, ProblemKind, Rights, Run, Scope};

input! {
    /// See what the books of each institution come to: the caller's own, or all.
    #[derive(Copy)]
    pub struct ListInstitutions {}
}

/// What the books of an institution come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Institution {
    /// Its id.
    #[schemars(example = "bank-a")]
    pub id: String,
    /// Its name.
    #[schemars(example = "Bank A")]
    pub name: String,
    /// Its kind.
    pub kind: OrganisationKind,
    /// How many loans or guarantees the register has of it.
    pub items: u64,
    /// The last day any of them tells of; `None`: nothing.
    pub last_day: Option<Day>,
    /// The first day its books cover; `None`: complete.
    pub books_from: Option<Day>,
    /// How many batches it sent itself.
    pub batches: u64,
    /// The day it sent the last, in Shanghai.
    pub last_sent: Option<Day>,
}

/// Institutions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Institutions {
    /// They themselves.
    pub institutions: Vec<Institution>,
}

impl Operation for ListInstitutions {
    const RIGHTS: Rights = ListBatches::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("各机构的台账报到了哪里", "How far the books of each institution reach");
    const HTTP: Http = Http::get("/institutions");
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::RegisterFaulty];
    type Output = Institutions;

    fn run(self, run: &mut Run<'_, Institutions>) -> Result<Institutions, Error> {
        let view = run.view(None)?;
        let (book, last_days) = (&view.book, view.last_days());
        let one = |(place, (id, row)): (u32, (&str, &OrganisationRow))| {
            let (loans, guarantees) = (book.loans.of_lender(place), book.guarantees.of_guarantor(place));
            let sent = view.sent_by.get(id);
            Institution {
                id: id.to_owned(),
                name: row.name.clone(),
                kind: row.kind,
                items: (loans.len() + guarantees.len()) as u64,
                last_day: last_days[place as usize],
                books_from: row.books_from,
                batches: sent.map_or(0, |sent| sent.batches),
                last_sent: sent.map(|sent| sent.last.day()),
            }
        };
        let kinds = [OrganisationKind::Bank, OrganisationKind::Guarantor, OrganisationKind::Insurer];
        let reaches = |one: &Institution| match run.scope() {
            Scope::District => one.items > 0 || one.batches > 0 || kinds.contains(&one.kind),
            scope => scope.own() == Some(&one.id),
        };
        let all = (0u32..).zip(book.organisations.ids.iter().zip(&book.organisations.rows));
        Ok(Institutions { institutions: all.map(one).filter(reaches).collect() })
    }
}
