//! One party: scale and why, loans, guarantees, what the measures say of them.

use huigu_engine::products_for;
use huigu_facts::Row;
use huigu_quantity::Phrase;
use huigu_store::About;

use super::scope::find;
use super::view::{PartyRow, PartyView, guarantees, loans};
use crate::Role::{Auditor, Bank, Centre, Enterprise, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::datasets::records_of_party;
use crate::desk::{View, party_name, scoped};
use crate::trace::{RowOrigin, name_origins};
use crate::{
    Answer, AsKnownAt, AsOf, Error, Http, Operation, OperationKind, ProblemKind, Rights, Roles, Run, Scope, TextLine,
    TokenAccess, TokenScope,
};

input! {
    /// See one party as the platform knows it on a day, with what the measures of
    /// the day's year say of its loans. A look at somebody else's is written into
    /// the audit before it is answered.
    pub struct ShowParty {
        party: TextLine<200> = "主体编号", "Id of the party", "91330211MA00000075";
        #[serde(default)]
        as_of: AsOf;
        as_known_at: Option<AsKnownAt>;
    }
}

/// The rows of a party known to a view.
fn rows(run: &mut Run<'_, Answer<PartyView>>, view: &View, id: &str) -> Result<Vec<PartyRow>, Error> {
    run.register(|register| -> Result<_, Error> {
        let (store, mut rows) = (&mut register.store, Vec::new());
        store.facts_about(About::Party(id), Some(view.batch), |trace, row| {
            if let Row::Party(row) = row {
                rows.push((trace, PartyRow::of(row, RowOrigin::unnamed(trace))));
            }
        })?;
        name_origins(store, rows.iter_mut().map(|(trace, row)| (*trace, &mut row.origin)).collect())?;
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    })
}

impl Operation for ShowParty {
    const RIGHTS: Rights = Rights {
        code: "party",
        roles: Roles::NOBODY
            .district(&[Centre, Finance, PeoplesBank, Auditor, Operator])
            .own(&[Unit, Bank, Guarantor, Enterprise]),
        token: TokenAccess::Of(TokenScope::Parties),
    };
    const KIND: OperationKind = OperationKind::LookAtPerson;
    const SUMMARY: Phrase = Phrase::new(
        "一个主体：规模及依据、贷款、担保、各措施如何认定",
        "One party: scale and why, loans, guarantees, what the measures say of them",
    );
    const HTTP: Http = Http::get("/parties/{party}").untagged();
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::OutsideValidity, ProblemKind::RegisterFaulty];
    type Output = Answer<PartyView>;

    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error> {
        let (id, day) = (run.register(|register| register.pseudonymized(&self.party))?, run.day(self.as_of));
        let (view, rules) = (run.view(self.as_known_at)?, run.desk().rules_of_year(day.year())?);
        let permit = run.permit();
        let party = find(&view, &id, permit).ok_or_else(|| Error::NotThere { what: id.clone() })?;
        let look = |run: &mut Run<'_, Self::Output>| {
            let (name, standings) = (party_name(&view.book, party), view.standings(&rules, day.year()));
            let found = PartyView {
                masked: name.is_personal(),
                name,
                as_of: day,
                batch: view.batch.0,
                rows: rows(run, &view, &id)?,
                loans: loans(&view, party, day, permit),
                guarantees: guarantees(&view, party, day, permit),
                records: run.register(|register| {
                    records_of_party(&mut register.store, &id, permit.scope(), Some(view.batch))
                })?,
                products: products_for(&view.book, &rules, &id, day).unwrap_or_default(),
                standings: scoped::standings(standings.about(&id), &id, permit),
                party: id.clone(),
            };
            Ok(run.answer(&view, found))
        };
        if matches!(permit.scope(), Scope::Party(_)) { look(run) } else { run.look_at_person(&id, look) }
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { party: at.party(), as_of: AsOf::on(crate::Sampling::day()), as_known_at: None }
    }
}
