//! Parties looked for and listed, by id.

use huigu_facts::{PartyKind, Scale};
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::scope::reaches;
use crate::Role::{Auditor, Bank, Centre, Enterprise, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::desk::{View, last_row, party_name};
use crate::personal::PartyName;
use crate::{
    Continuation, Error, Http, Operation, OperationKind, PageSize, ProblemKind, Rights, Roles, Run, TextLine,
    TokenAccess, TokenScope,
};

input! {
    /// Look for parties by a part of id or public name. Persons are found by their
    /// whole id only.
    #[derive(Default)]
    pub struct FindParties {
        q: Option<TextLine<200>> = "编号或名称中的字；个人须填完整编号", "A part of id or name; of persons the whole id", "9133";
        #[serde(default)]
        limit: PageSize;
        cursor: Option<Continuation>;
    }
}

/// Parties, by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Parties")]
pub struct PartyPage {
    /// The parties.
    pub parties: Vec<PartyHead>,
    /// Where the list goes on.
    pub next: Option<Continuation>,
}

/// A party in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyHead {
    /// Its id.
    #[schemars(example = &"91330211MA00000075")]
    pub party: String,
    /// Its name, masked if it is a person's.
    #[schemars(with = "String", example = &"Technology A")]
    pub name: PartyName,
    /// Kind by its last row.
    pub kind: PartyKind,
    /// Scale by its last row.
    pub scale: Option<Scale>,
    /// Industry code as written.
    #[schemars(example = &"C39")]
    pub industry: String,
    /// Town.
    pub town: String,
}

fn head(view: &View, party: u32) -> PartyHead {
    let row = last_row(&view.book, party);
    PartyHead {
        party: view.book.parties.ids.get(party).to_owned(),
        name: party_name(&view.book, party),
        kind: row.kind(),
        scale: row.scale(),
        industry: view.book.industries.get(row.industry).to_owned(),
        town: view.book.towns.get(row.town).to_owned(),
    }
}

impl Operation for FindParties {
    const RIGHTS: Rights = Rights {
        code: "parties",
        roles: Roles::NOBODY
            .district(&[Centre, Finance, PeoplesBank, Auditor, Operator])
            .own(&[Unit, Bank, Guarantor, Enterprise]),
        token: TokenAccess::Of(TokenScope::Parties),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("查找企业与个人", "Find businesses and individuals");
    const HTTP: Http = Http::get("/parties");
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::RegisterFaulty];
    type Output = PartyPage;

    fn run(self, run: &mut Run<'_, PartyPage>) -> Result<PartyPage, Error> {
        let after = self.cursor.as_ref().map(|cursor| cursor.of::<String>(&Self::HTTP)).transpose()?;
        let view = run.view(None)?;
        let text = self.q.as_deref().map(str::to_lowercase).unwrap_or_default();
        let fits = |one: &PartyHead| match &one.name {
            PartyName::Open(name) => name.to_lowercase().contains(&text) || one.party.to_lowercase().contains(&text),
            PartyName::Personal(_) => text.is_empty() || one.party.to_lowercase() == text,
        };
        let ids = &view.book.parties.ids;
        let first = after.map_or(0, |after| ids.iter().take_while(|id| **id <= *after).count());
        let places = (first as u32..ids.len() as u32).filter(|&party| reaches(&view, party, run.permit()));
        let found = places.map(|party| head(&view, party)).filter(fits);
        let (parties, next) = self.limit.page(&Self::HTTP, found, |one| one.party.clone());
        Ok(PartyPage { parties, next })
    }

    fn next(page: &PartyPage) -> Option<&Continuation> {
        page.next.as_ref()
    }
}

#[cfg(feature = "samples")]
impl crate::Sampling<'_> {
    /// A party.
    ///
    /// # Panics
    /// Where there is none of the kind.
    #[must_use]
    pub fn party(&self) -> TextLine<200> {
        let ids = |caller: &crate::Caller| {
            let found = self
                .desk
                .run(caller, FindParties { limit: PageSize::new(1000).unwrap_or_default(), ..FindParties::default() });
            found.map(|page| page.parties).unwrap_or_default().into_iter().map(|one| one.party)
        };
        let (own, mut all) = (ids(self.caller).collect::<Vec<_>>(), ids(&crate::Caller::operator("somebody else")));
        // Who may see none, and who may see all, is given any.
        let foreign = self.whose == crate::Whose::Foreign && !own.is_empty() && own.len() < all.len();
        let found =
            if foreign { all.find(|id| !own.contains(id)) } else { own.into_iter().next().or_else(|| all.next()) };
        found.and_then(|id| TextLine::new(&id).ok()).unwrap_or_else(|| panic!("no party {:?}", self.whose))
    }
}
