//! Rows of a data set, the last period first.

use huigu_facts::RecordKey;
use huigu_quantity::Phrase;
use huigu_store::RecordQuery;
use schemars::JsonSchema;
use serde::Serialize;

use super::scope::{RecordScope, found};
use super::{ListDatasets, RecordView};
use crate::{AsKnownAt, Continuation, Error, Http, Operation, OperationKind, PageSize, Rights, Run, Scope, TextLine};

input! {
    /// See rows of a data set: those the caller supplies, or those about it, unless
    /// the district is its to see. A look at others' is written into the audit
    /// before it is answered.
    pub struct ListRecords {
        dataset: TextLine<100> = "数据项目编号", "Id of the data set", "power";
        party: Option<TextLine<200>> = "主体编号", "Id of the party", "91330211MA00000075";
        period: Option<TextLine<20>> = "所属期", "Period", "2022-06";
        as_known_at: Option<AsKnownAt>;
        #[serde(default)]
        limit: PageSize;
        cursor: Option<Continuation>;
    }
}

/// Rows of a data set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Records")]
pub struct RecordPage {
    /// The last batch known to it.
    pub batch: u32,
    /// The rows.
    pub records: Vec<RecordView>,
    /// Where the list goes on.
    pub next: Option<Continuation>,
}

impl Operation for ListRecords {
    const RIGHTS: Rights = ListDatasets::RIGHTS;
    const KIND: OperationKind = OperationKind::LookAtPerson;
    const SUMMARY: Phrase =
        Phrase::new("一个数据项目的各行，最近的所属期在前", "Rows of a data set, the last period first");
    const HTTP: Http = Http::get("/datasets/{dataset}").untagged();
    type Output = RecordPage;

    fn run(self, run: &mut Run<'_, RecordPage>) -> Result<RecordPage, Error> {
        let (dataset, scope) = (found(run.plan(), &self.dataset)?, run.scope());
        let after = self.cursor.as_ref().map(|cursor| cursor.of::<RecordKey>(&Self::HTTP)).transpose()?;
        let party = self.party.map(|party| run.register(|register| register.pseudonymized(&party))).transpose()?;
        let batch = run.known_at(self.as_known_at)?;
        let subject = party.clone().unwrap_or_else(|| dataset.id().to_owned());
        let look = |run: &mut Run<'_, RecordPage>| {
            let asked = RecordQuery {
                party: party.as_deref(),
                period: self.period.as_deref(),
                after: after.as_ref(),
                // One more tells whether the list goes on.
                ..RecordQuery::of(dataset, self.limit.get() + 1)
            };
            let records = match RecordScope::of(scope, dataset).narrow(asked) {
                None => Vec::new(),
                Some(asked) => run.register(|register| {
                    let (store, mut found) = (&mut register.store, Vec::new());
                    store.records(asked, Some(batch), |one| found.push(RecordView::of(&one)))?;
                    RecordView::named(store, found)
                })?,
            };
            let (records, next) = self.limit.page(&Self::HTTP, records.into_iter(), |one| one.record.clone());
            Ok(RecordPage { batch: batch.0, records, next })
        };
        if matches!(scope, Scope::Party(_)) { look(run) } else { run.look_at_person(&subject, look) }
    }

    fn next(page: &RecordPage) -> Option<&Continuation> {
        page.next.as_ref()
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        at.recorded().0
    }
}

#[cfg(feature = "samples")]
impl crate::Sampling<'_> {
    /// The rows of a data set about a party, and the key of one of them; sent first where
    /// there is none.
    ///
    /// # Panics
    /// Where the plan declares no data set, or it cannot be sent.
    #[must_use]
    pub fn recorded(&self) -> (ListRecords, TextLine<1000>) {
        use huigu_facts::{Dataset, Kind, ValueType};

        use crate::sampling::{line, reading};
        use crate::{SendBooks, Whose};

        let everybody = crate::Caller::operator("somebody else");
        let is_own = |dataset: &Dataset| {
            self.is_wanted(&ListRecords::RIGHTS, |permit| match permit.scope() {
                Scope::Unit(own) => dataset.is_from(own),
                _ => self.whose == Whose::Own,
            })
        };
        let mut all = self.desk.plan().kinds().datasets();
        let Some(dataset) = all.clone().find(is_own).or_else(|| all.next()) else { panic!("no data set") };
        let (schema, id, party) = (dataset.declared().schema, dataset.id(), self.party());
        let asked = ListRecords {
            dataset: line(id),
            party: Some(party.clone()),
            period: None,
            as_known_at: None,
            limit: PageSize::default(),
            cursor: None,
        };
        let columns =
            schema.columns.iter().enumerate().filter(|(slot, one)| one.required || Some(*slot) == schema.party());
        let (heads, cells): (Vec<&str>, Vec<String>) = columns
            .map(|(slot, column)| {
                let is_key = schema.key.contains(&slot) && column.value == ValueType::Id;
                let cell = if Some(slot) == schema.party() { party.to_string() } else { sample_of(column) };
                (column.name, if is_key { format!("{cell}{}", &*party) } else { cell })
            })
            .unzip();
        let text = format!("{}\n{}\n", heads.join(","), cells.join(","));
        let input = SendBooks { kind: Some(Kind::Dataset(dataset).into()), ..SendBooks::default() };
        let sent = || reading(&text, |files| self.desk.run_files(&everybody, input, Some(files)));
        let list = |list: &ListRecords| self.desk.run(&everybody, list.clone()).map(|page| page.records);
        let found = match list(&asked) {
            Ok(found) if found.is_empty() => sent().and_then(|_| list(&asked)),
            found => found,
        };
        let record = found.ok().and_then(|found| Some(line(&found.first()?.record)));
        let record = record.unwrap_or_else(|| panic!("no row of {id} could be sent"));
        (asked, record)
    }
}

/// What a cell of a column may hold.
#[cfg(feature = "samples")]
fn sample_of(column: &huigu_facts::Column) -> String {
    use huigu_facts::ValueType;
    match column.value {
        ValueType::Date => "2021-06-30".to_owned(),
        ValueType::Period => "2021-06".to_owned(),
        ValueType::Word(words) => words.first().map_or_else(String::new, |word| word.code.to_owned()),
        _ => "1".to_owned(),
    }
}
