//! A loan, guarantee or deal followed to its events, and to the file, row and
//! day that brought each.

use huigu_engine::{Item, one_of_each_item};
use huigu_facts::{Kind, Row};
use huigu_quantity::{Day, Phrase, closed_list};
use huigu_store::{About, Store, Trace};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Role::{Auditor, Bank, Centre, Enterprise, Finance, Guarantor, Operator, PeoplesBank};
use crate::desk::scoped;
use crate::{
    Answer, AsKnownAt, Error, Http, Operation, OperationKind, ProblemKind, Rights, Roles, RowColumns, Run, TextLine,
    TokenAccess, TokenScope,
};

input! {
    /// Follow a loan, guarantee or deal to the rows that brought it.
    pub struct TraceItem {
        item: TracedKind = "哪一类", "Of what kind", "loan";
        holder: TextLine<200> = "贷款机构、担保机构或发行人", "Lender, guarantor or issuer", "anyuan-bank";
        id: TextLine<200> = "借据、保函或项目编号", "Id of the loan, guarantee or deal", "000000102";
        as_known_at: Option<AsKnownAt>;
    }
}

closed_list! {
    /// What can be followed.
    pub enum TracedKind {
        Loan = "loan", "贷款", "loan";
        Guarantee = "guarantee", "担保", "guarantee";
        Deal = "deal", "融资业务", "deal";
    }
}

/// Where a row of the register comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RowOrigin {
    /// The batch that brought it.
    pub batch: u32,
    /// Name of the file that first brought its content.
    #[schemars(example = &"parties.csv")]
    pub file: String,
    /// Row of that file.
    pub row: u32,
    /// The day the batch was kept, in Shanghai.
    pub date: Day,
}

/// A row of the register with its origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TracedRow {
    /// Kind of book.
    pub kind: Kind,
    /// Columns with their values, in the form of the books.
    #[serde(rename = "columns")]
    pub fields: RowColumns,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: RowOrigin,
}

/// A loan, guarantee or deal as the register holds it: itself first, then what
/// happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Trace", transform = one_of_each_item)]
pub struct TraceView {
    /// The last batch known to it.
    pub batch: u32,
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Borrower or issuer.
    #[schemars(example = &"91330211MA00000075")]
    pub borrower: String,
    /// Its rows.
    pub rows: Vec<TracedRow>,
}

impl RowOrigin {
    /// Of a row whose batches are not asked for yet.
    pub(crate) fn unnamed(trace: Trace) -> Self {
        Self { batch: trace.batch.0, file: String::new(), row: trace.row, date: Day::FIRST }
    }
}

/// Puts names of files and days where rows come from: only the batches that
/// brought them are read.
pub(crate) fn name_origins(store: &mut Store, rows: Vec<(Trace, &mut RowOrigin)>) -> Result<(), Error> {
    let batches = store.batches_of(rows.iter().flat_map(|(trace, _)| [trace.origin, trace.batch]))?;
    for (trace, origin) in rows {
        if let Some(batch) = batches.get(&trace.origin) {
            origin.file.clone_from(&batch.file);
        }
        if let Some(batch) = batches.get(&trace.batch) {
            origin.date = batch.instant.day();
        }
    }
    Ok(())
}

impl TraceItem {
    fn item(&self) -> Item {
        let (holder, id) = (self.holder.to_string(), self.id.to_string());
        match self.item {
            TracedKind::Loan => Item::Loan { lender: holder, loan_id: id },
            TracedKind::Guarantee => Item::Guarantee { guarantor: holder, guarantee_id: id },
            TracedKind::Deal => Item::Deal { issuer: holder, deal_id: id },
        }
    }

    fn about(&self) -> About<'_> {
        match self.item {
            TracedKind::Loan => About::Loan { lender: &self.holder, loan_id: &self.id },
            TracedKind::Guarantee => About::Guarantee { guarantor: &self.holder, guarantee_id: &self.id },
            TracedKind::Deal => About::Deal { issuer: &self.holder, deal_id: &self.id },
        }
    }
}

impl Operation for TraceItem {
    const RIGHTS: Rights = Rights {
        code: "trace",
        roles: Roles::NOBODY
            .district(&[Centre, Finance, PeoplesBank, Auditor, Operator])
            .own(&[Bank, Guarantor, Enterprise]),
        token: TokenAccess::Of(TokenScope::Figures),
    };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new(
        "一笔贷款、担保或融资的各行，及其出自哪个文件的哪一行",
        "The rows of a loan, guarantee or deal, and the file and row that brought each",
    );
    const HTTP: Http = Http::get("/trace/{item}/{holder}/{id}");
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::RegisterFaulty];
    type Output = Answer<TraceView>;

    fn run(self, run: &mut Run<'_, Self::Output>) -> Result<Self::Output, Error> {
        let (view, item) = (run.view(self.as_known_at)?, self.item());
        let (owner, rows) = run.register(|register| -> Result<_, Error> {
            let (store, mut owner, mut rows) = (&mut register.store, None, Vec::new());
            store.facts_about(self.about(), Some(view.batch), |trace, row| {
                owner = owner.take().or_else(|| borrower(row).map(str::to_owned));
                let (kind, fields) = (row.kind(), RowColumns(row.fields()));
                rows.push((trace, TracedRow { kind, fields, origin: RowOrigin::unnamed(trace) }));
            })?;
            name_origins(store, rows.iter_mut().map(|(trace, row)| (*trace, &mut row.origin)).collect())?;
            Ok((owner, rows.into_iter().map(|(_, row)| row).collect()))
        })?;
        let borrower = owner.filter(|owner| scoped::is_own(&item, owner, run.scope()));
        let borrower = borrower.ok_or_else(|| Error::NotThere { what: format!("{}/{}", &*self.holder, &*self.id) })?;
        Ok(run.answer(&view, TraceView { batch: view.batch.0, item, borrower, rows }))
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        at.traced()
    }
}

fn borrower<'a>(row: &Row<'a>) -> Option<&'a str> {
    row.item().and_then(|_| row.party())
}

#[cfg(feature = "samples")]
impl crate::Sampling<'_> {
    /// A loan, guarantee or deal.
    ///
    /// # Panics
    /// Where there is none of the kind.
    #[must_use]
    pub fn traced(&self) -> TraceItem {
        let items = self.explanations().flat_map(|(_, found)| {
            let lines = found.lines.into_iter().map(|line| (line.item, line.borrower));
            lines.chain(found.near_misses.into_iter().map(|near| (near.item, near.borrower)))
        });
        let mut wanted = items.filter(|(item, borrower)| {
            self.is_wanted(&TraceItem::RIGHTS, |permit| scoped::is_own(item, borrower, permit.scope()))
        });
        let (kind, holder, id) = match wanted.next() {
            Some((Item::Loan { lender, loan_id }, _)) => (TracedKind::Loan, lender, loan_id),
            Some((Item::Guarantee { guarantor, guarantee_id }, _)) => (TracedKind::Guarantee, guarantor, guarantee_id),
            Some((Item::Deal { issuer, deal_id }, _)) => (TracedKind::Deal, issuer, deal_id),
            None => panic!("nothing to follow {:?}", self.whose),
        };
        TraceItem {
            item: kind,
            holder: crate::sampling::line(&holder),
            id: crate::sampling::line(&id),
            as_known_at: None,
        }
    }
}
