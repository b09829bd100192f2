//! Samples of operations, for tests: what somebody of a role may ask, about its
//! own or about another's, in the sample district.

use serde_json::{Map, Value};

use huigu_engine::{Explanation, Item};
use huigu_facts::{Column, Dataset, Kind, ValueType};
use huigu_quantity::Day;

use crate::desk::scoped;
use crate::{
    Affiliation, Answered, Caller, Desk, Entry, Error, ExplainEntitlement, FindParties, Keyed, ListRecords, Number,
    Operation, PageSize, Permit, Reading, Role, Scope, SendBooks, SettleYear, TextLine, TraceItem, TraceRecord,
    TracedKind, UseCase, Year,
};

/// Whose something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The caller's own.
    Own,
    /// Another's.
    Foreign,
}

/// What a sample is made for.
pub struct Sampling<'a> {
    /// The desk it will be run at: what it is about may be made there first.
    pub desk: &'a Desk,
    /// Who asks.
    pub caller: &'a Caller,
    /// Whose it is about.
    pub whose: Whose,
    /// The password of who asks, where it has one.
    pub password: &'a str,
    /// Another each time, where something must be new.
    pub count: u32,
}

impl Sampling<'_> {
    /// Whose it is about: who asks, where that is to be its own and it may have
    /// such things; else somebody else who may.
    #[must_use]
    pub fn owner(&self, use_case: UseCase) -> Caller {
        match self.whose {
            Whose::Own if self.caller.may(use_case) => self.caller.clone(),
            _ => Caller::operator("somebody else"),
        }
    }

    /// A day of the sample district's books.
    #[must_use]
    pub fn day() -> Day {
        Day::from_ymd(2021, 12, 31).unwrap_or(Day::FIRST)
    }

    /// What can be explained of a year: every entitlement, and why the caller
    /// itself gets nothing.
    fn explanations(&self) -> impl Iterator<Item = (ExplainEntitlement, Explanation)> {
        let everybody = Caller::operator("somebody else");
        let year = Year::new(2021);
        let settled = self.desk.run(&everybody, SettleYear { year, as_known_at: None });
        let measures = settled.map(|answer| answer.found.measures).unwrap_or_default();
        let own = self.caller.permit(UseCase::Explain).ok().and_then(|permit| permit.scope().own().map(str::to_owned));
        let each = measures.into_iter().flat_map(move |measure| {
            let ids = measure.beneficiaries.into_iter().map(|one| one.id).chain(own.clone());
            ids.filter_map(move |id| {
                let (measure, beneficiary) = (TextLine::new(&measure.measure).ok()?, TextLine::new(&id).ok()?);
                Some(ExplainEntitlement { year, measure, beneficiary, as_known_at: None })
            })
        });
        each.filter_map(move |input| {
            let found = self.desk.run(&everybody, input.clone()).ok()?.found;
            Some((input, found))
        })
    }

    /// Whether something is as it is wanted, by whether it is the caller's own;
    /// who may nothing, and who may all, is given anything.
    fn is_wanted(&self, use_case: UseCase, is_own: impl FnOnce(&Permit) -> bool) -> bool {
        match self.caller.permit(use_case) {
            Ok(permit) if !permit.scope().is_district() => is_own(&permit) == (self.whose == Whose::Own),
            _ => true,
        }
    }

    /// An entitlement to be explained.
    ///
    /// # Panics
    /// Where the sample district holds none of the kind.
    #[must_use]
    pub fn explained(&self) -> ExplainEntitlement {
        let plan = self.desk.plan();
        let found = self.explanations().find(|(_, found)| {
            self.is_wanted(UseCase::Explain, |permit| match permit.scope() {
                Scope::Unit(unit) => scoped::is_of_unit(plan, &found.clause, unit),
                scope => scope.own() == Some(&found.beneficiary),
            })
        });
        found.map_or_else(|| panic!("the sample district explains nothing {:?}", self.whose), |(input, _)| input)
    }

    /// A file that the caller may send; of another's: that it may not.
    pub(crate) fn file(&self) -> (Kind, String) {
        self.file_of(self.whose)
    }

    fn file_of(&self, whose: Whose) -> (Kind, String) {
        let role = self.caller.role();
        let measure = self.desk.plan().measures().first().filter(|_| matches!(role, Role::Bank | Role::Guarantor));
        let Some(measure) = measure else {
            let head = "indicator,period,value,org,place,source\n";
            let text = match whose {
                Whose::Own => format!("{head}sample-{},2021,{},,,\n", role.code(), self.count),
                // What the Centre sent, another office would correct.
                Whose::Foreign => format!("{head}payments,2019-01,{},,,dept-finance-centre\n", self.count),
            };
            return (Kind::Observations, text);
        };
        let own = self.caller.home().filter(|_| whose == Whose::Own);
        let home = own.map_or("somebody-else", Affiliation::id);
        let text = format!("measure,year,beneficiary,amount\n{},2021,{home},{}.00\n", measure.id, self.count);
        (Kind::Claims, text)
    }

    /// The number of a batch: one that the caller sends for it, or another's.
    pub(crate) fn sent(&self) -> Number {
        let (kind, text) = self.file_of(Whose::Own);
        let input = SendBooks { kind: Some(kind.into()), ..SendBooks::default() };
        let sent = || reading(&text, |files| self.desk.run_files(self.caller, input, Some(files)));
        let kept = match self.whose {
            Whose::Own if self.caller.may(UseCase::SendBooks) => sent().ok(),
            _ => None,
        };
        let batch = kept.and_then(|kept| kept.files.first()?.as_ref()?.batch).map_or(1, |batch| batch.0);
        Number::new(batch).unwrap_or_else(|| unreachable!("a batch has a number"))
    }

    /// A party.
    ///
    /// # Panics
    /// Where there is none of the kind.
    #[must_use]
    pub fn party(&self) -> TextLine<200> {
        let ids = |caller: &Caller| {
            let found = self
                .desk
                .run(caller, FindParties { limit: PageSize::new(1000).unwrap_or_default(), ..FindParties::default() });
            found.map(|page| page.parties).unwrap_or_default().into_iter().map(|one| one.party)
        };
        let (own, mut all) = (ids(self.caller).collect::<Vec<_>>(), ids(&Caller::operator("somebody else")));
        // Who may see none, and who may see all, is given any.
        let foreign = self.whose == Whose::Foreign && !own.is_empty() && own.len() < all.len();
        let found =
            if foreign { all.find(|id| !own.contains(id)) } else { own.into_iter().next().or_else(|| all.next()) };
        found.and_then(|id| TextLine::new(&id).ok()).unwrap_or_else(|| panic!("no party {:?}", self.whose))
    }

    /// The rows of a data set about a party, and one of them; sent first where
    /// there is none.
    ///
    /// # Panics
    /// Where the plan declares no data set, or it cannot be sent.
    #[must_use]
    pub fn recorded(&self) -> (ListRecords, TraceRecord) {
        let everybody = Caller::operator("somebody else");
        let is_own = |dataset: &Dataset| {
            self.is_wanted(UseCase::Records, |permit| match permit.scope() {
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
        (asked.clone(), TraceRecord { dataset: asked.dataset, record, as_known_at: None })
    }

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
        let mut wanted = items
            .filter(|(item, borrower)| self.is_wanted(UseCase::Trace, |permit| scoped::is_own(item, borrower, permit)));
        let (kind, holder, id) = match wanted.next() {
            Some((Item::Loan { lender, loan_id }, _)) => (TracedKind::Loan, lender, loan_id),
            Some((Item::Guarantee { guarantor, guarantee_id }, _)) => (TracedKind::Guarantee, guarantor, guarantee_id),
            Some((Item::Deal { issuer, deal_id }, _)) => (TracedKind::Deal, issuer, deal_id),
            None => panic!("nothing to follow {:?}", self.whose),
        };
        TraceItem { item: kind, holder: line(&holder), id: line(&id), as_known_at: None }
    }
}

fn line<const MOST: usize>(id: &str) -> TextLine<MOST> {
    TextLine::new(id).unwrap_or_else(|_| unreachable!("an id is a line"))
}

/// What a cell of a column may hold.
fn sample_of(column: &Column) -> String {
    match column.value {
        ValueType::Date => "2021-06-30".to_owned(),
        ValueType::Period => "2021-06".to_owned(),
        ValueType::Word(words) => words.first().map_or_else(String::new, |word| word.code.to_owned()),
        _ => "1".to_owned(),
    }
}

/// A file without a name, beside an input.
fn reading<T>(text: &str, work: impl FnOnce(&Reading<'_>) -> T) -> T {
    let open = |_| Ok(text.as_bytes().to_vec());
    work(&Reading { files: &[], open: &open, products: &[], good_rows: false, progress: &|_| () })
}

/// An operation's sample.
#[derive(Debug, Clone)]
pub struct OperationSample {
    /// The members of its input.
    pub members: Map<String, Value>,
    /// The file beside them.
    pub file: Option<String>,
}

impl OperationSample {
    pub(crate) fn of<O: Operation>(at: &Sampling<'_>) -> Self {
        match serde_json::to_value(O::sample(at)) {
            Ok(Value::Object(members)) => Self { members, file: O::HTTP.takes_file.then(|| at.file().1) },
            other => panic!("an input is an object: {other:?}"),
        }
    }

    /// Asks it.
    ///
    /// # Errors
    /// Whatever the desk answers.
    pub fn ask(
        &self,
        entry: &Entry,
        desk: &Desk,
        caller: &Caller,
        keyed: Option<&Keyed<'_>>,
    ) -> Result<Answered, Error> {
        let members = self.members.clone();
        match &self.file {
            None => (entry.run)(desk, caller, members, None, keyed),
            Some(text) => reading(text, |files| (entry.run)(desk, caller, members, Some(files), keyed)),
        }
    }
}
