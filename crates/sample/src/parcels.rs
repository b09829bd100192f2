//! What each institution of the sample district sends, and when: its own rows
//! only, once a year, as it knew them by the end of that year. An extension
//! or the end of a demand that came later is sent later, as a correction.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

use huigu_facts::{Kind, Organisation, OrganisationKind, Outcome, Party, PartyKind, Row};
use huigu_quantity::Day;
use huigu_synth::{District, SynthError, TextBook};

/// A file as it is sent.
pub struct FileSent {
    /// Kind of book.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What one institution sends at one time.
pub struct Parcel {
    /// Organisation id.
    pub sender: String,
    /// The year with whose end it closes.
    pub year: i32,
    /// Its files, in the order of their kinds.
    pub files: Vec<FileSent>,
}

/// How many parties are sent with a slip of the pen, to be corrected.
const MISTYPED: usize = 3;

/// The sample district and what is needed to tell who sends what.
pub struct Sample {
    district: District,
    /// Years whose end is followed by sendings; the first also brings what was before.
    pub years: RangeInclusive<i32>,
    /// Every organisation: id and kind.
    pub organisations: Vec<(String, OrganisationKind)>,
    /// The department that keeps the register and sends what is nobody else's.
    pub centre: String,
    parties: HashMap<String, i32>,
    loans: HashMap<(String, String), i32>,
    guarantees: HashMap<(String, String), i32>,
    mistyped: Vec<String>,
    /// Names of organisations and enterprises.
    pub names: HashMap<String, String>,
    /// How many loans each enterprise has.
    borrowers: BTreeMap<String, usize>,
}

impl Sample {
    /// Looks the district through: who is in it, and by which year each party,
    /// loan and guarantee is known.
    ///
    /// # Errors
    /// [`SynthError::Shape`].
    pub fn new(district: District, years: RangeInclusive<i32>) -> Result<Self, SynthError> {
        let mut sample = Self {
            district,
            years,
            organisations: Vec::new(),
            centre: String::new(),
            parties: HashMap::new(),
            loans: HashMap::new(),
            guarantees: HashMap::new(),
            mistyped: Vec::new(),
            names: HashMap::new(),
            borrowers: BTreeMap::new(),
        };
        // The district hands out its rows while the sample fills itself with them.
        let district = sample.district.clone();
        district.rows(&mut |row| sample.survey(&row))?;
        Ok(sample)
    }

    fn year_of(&self, day: Day) -> i32 {
        day.year().clamp(*self.years.start(), *self.years.end())
    }

    fn survey(&mut self, row: &Row<'_>) {
        match row {
            Row::Organisation(Organisation { org_id, name, kind, .. }) => {
                self.names.insert((*org_id).to_owned(), (*name).to_owned());
                if self.centre.is_empty() && *kind == OrganisationKind::Department {
                    self.centre = (*org_id).to_owned();
                }
                self.organisations.push(((*org_id).to_owned(), *kind));
            }
            Row::Party(party) => {
                let known = party.established.map_or(*self.years.start(), |day| self.year_of(day));
                self.party_known(party.party_id, known);
                if party.kind == PartyKind::Enterprise {
                    self.names.insert(party.party_id.to_owned(), party.name.to_owned());
                }
                let steady = party.in_district && party.valid_from.is_none() && party.employees.is_some_and(|n| n > 9);
                if steady && known == *self.years.start() && self.mistyped.len() < MISTYPED {
                    self.mistyped.push(party.party_id.to_owned());
                }
            }
            Row::Loan(loan) => {
                let known = self.year_of(loan.start);
                self.party_known(loan.borrower, known);
                if self.names.contains_key(loan.borrower) {
                    *self.borrowers.entry(loan.borrower.to_owned()).or_default() += 1;
                }
                self.loans.insert((loan.lender.to_owned(), loan.loan_id.to_owned()), known);
            }
            Row::Guarantee(guarantee) => {
                let loan = (guarantee.lender.to_owned(), guarantee.loan_id.to_owned());
                let loan = self.loans.get(&loan).copied().unwrap_or(*self.years.start());
                let known = self.year_of(guarantee.start).max(loan);
                self.party_known(guarantee.borrower, known);
                self.guarantees.insert((guarantee.guarantor.to_owned(), guarantee.guarantee_id.to_owned()), known);
            }
            Row::CreditLine(line) => self.party_known(line.borrower, self.year_of(line.granted)),
            Row::Demand(demand) => self.party_known(demand.borrower, self.year_of(demand.date)),
            Row::Financing(deal) => self.party_known(deal.issuer, self.year_of(deal.date)),
            _ => {}
        }
    }

    /// A party is known from the first year in which anybody names it.
    fn party_known(&mut self, party: &str, year: i32) {
        match self.parties.get_mut(party) {
            Some(known) => *known = year.min(*known),
            None => {
                self.parties.insert(party.to_owned(), year);
            }
        }
    }

    /// Hands over every row as it is sent, with the year.
    ///
    /// # Errors
    /// [`SynthError::Shape`].
    pub fn rows(&self, sink: &mut dyn FnMut(i32, Row<'_>)) -> Result<(), SynthError> {
        self.district.rows(&mut |row| self.sent(row, sink))
    }

    fn sent(&self, row: Row<'_>, sink: &mut dyn FnMut(i32, Row<'_>)) {
        let first = *self.years.start();
        let of_loan = |lender: &str, id: &str| self.loans.get(&(lender.to_owned(), id.to_owned())).copied();
        let known = |day: Day, owner: Option<i32>| self.year_of(day).max(owner.unwrap_or(first));
        match row {
            Row::Party(party) => self.party(party, sink),
            // The story has no data sets.
            Row::Organisation(_) | Row::Dataset(_) => sink(first, row),
            Row::Lpr(quote) => sink(self.year_of(quote.date), row),
            Row::Loan(loan) => {
                let (year, extended) = (self.year_of(loan.start), self.year_of(loan.due));
                if loan.extended_to.is_some() && extended > year {
                    sink(year, Row::Loan(huigu_facts::Loan { extended_to: None, ..loan }));
                    sink(extended, row);
                } else {
                    sink(year, row);
                }
            }
            Row::LoanEvent(event) => sink(known(event.date, of_loan(event.lender, event.loan_id)), row),
            Row::LoanBalance(balance) => sink(known(balance.date, of_loan(balance.lender, balance.loan_id)), row),
            Row::LoanClass(class) => sink(known(class.date, of_loan(class.lender, class.loan_id)), row),
            Row::CreditLine(line) => sink(self.year_of(line.granted), row),
            Row::Demand(demand) => {
                let year = self.year_of(demand.date);
                match demand.closed {
                    Some(closed) if self.year_of(closed) > year => {
                        let open = huigu_facts::Demand { outcome: Some(Outcome::Open), closed: None, ..demand };
                        sink(year, Row::Demand(open));
                        sink(self.year_of(closed), row);
                    }
                    _ => sink(year, row),
                }
            }
            Row::Guarantee(guarantee) => sink(self.guarantee(guarantee.guarantor, guarantee.guarantee_id), row),
            Row::GuaranteeEvent(event) => {
                sink(known(event.date, Some(self.guarantee(event.guarantor, event.guarantee_id))), row);
            }
            Row::Financing(deal) => sink(self.year_of(deal.date), row),
            Row::Observation(observation) => sink(self.year_of(observation.period.last), row),
            Row::Claim(claim) => {
                let year = claim.year.clamp(first, *self.years.end());
                sink(year.max(of_loan(claim.lender, claim.loan_id).unwrap_or(first)), row);
            }
        }
    }

    /// The enterprise with the most loans.
    pub fn borrower(&self) -> String {
        let most = self.borrowers.iter().max_by_key(|(_, loans)| **loans);
        most.map(|(id, _)| id.clone()).unwrap_or_default()
    }

    fn guarantee(&self, guarantor: &str, id: &str) -> i32 {
        let known = self.guarantees.get(&(guarantor.to_owned(), id.to_owned()));
        known.copied().unwrap_or(*self.years.start())
    }

    fn party(&self, party: Party<'_>, sink: &mut dyn FnMut(i32, Row<'_>)) {
        let known = self.parties.get(party.party_id).copied().unwrap_or(*self.years.start());
        let year = party.valid_from.map_or(known, |day| self.year_of(day).max(known));
        if self.is_mistyped(&party) {
            // A digit too many.
            let employees = party.employees.map(|employees| employees * 10);
            return sink(year, Row::Party(Party { employees, ..party }));
        }
        sink(year, Row::Party(party));
    }

    fn is_mistyped(&self, party: &Party<'_>) -> bool {
        party.valid_from.is_none() && self.mistyped.iter().any(|id| id == party.party_id)
    }

    /// Whose row it is to send.
    fn sender<'r>(&'r self, row: &Row<'r>) -> &'r str {
        row.kind().schema().owner.map_or(&self.centre, |owner| row.text(owner))
    }

    /// Everything that is sent, in the order it is: each year what the centre
    /// sends, then what lenders, then what guarantors send.
    ///
    /// # Errors
    /// [`SynthError`].
    pub fn parcels(&self) -> Result<Vec<Parcel>, SynthError> {
        let rank = |sender: &str| {
            let kind = self.organisations.iter().find(|(id, _)| id == sender).map(|(_, kind)| *kind);
            match kind {
                _ if sender == self.centre => 0,
                Some(OrganisationKind::Bank) => 1,
                _ => 2,
            }
        };
        let mut texts: BTreeMap<(i32, u8, String), BTreeMap<usize, Text>> = BTreeMap::new();
        let mut outcome = Ok(());
        self.rows(&mut |year, row| {
            let sender = self.sender(&row);
            let texts = texts.entry((year, rank(sender), sender.to_owned())).or_default();
            let text = texts.entry(row.kind().place()).or_insert_with(|| {
                let name = format!("{}-{}-{sender}.csv", row.kind(), self.span(year));
                Text::new(row.kind(), name)
            });
            if outcome.is_ok() {
                outcome = text.put(&row);
            }
        })?;
        outcome?;
        let parcel = |((year, _, sender), texts): ((i32, u8, String), BTreeMap<usize, Text>)| {
            let files = texts.into_values().map(Text::end).collect::<Result<_, _>>()?;
            Ok(Parcel { sender, year, files })
        };
        texts.into_iter().map(parcel).collect()
    }

    /// The years a sending covers: `2020-2021`, `2022`.
    fn span(&self, year: i32) -> String {
        let from = if year == *self.years.start() { self.district.shape.first_year } else { year };
        if from == year { year.to_string() } else { format!("{from}-{year}") }
    }

    /// A file of some of the rows sent by the end of a year, as `choose` gives them.
    ///
    /// # Errors
    /// [`SynthError`].
    pub fn file(
        &self,
        (kind, name): (Kind, String),
        year: i32,
        choose: &mut dyn for<'r> FnMut(Row<'r>) -> Option<Row<'r>>,
    ) -> Result<FileSent, SynthError> {
        let mut text = Text::new(kind, name);
        let mut outcome = Ok(());
        self.rows(&mut |sent, row| {
            if sent == year
                && row.kind() == kind
                && outcome.is_ok()
                && let Some(row) = choose(row)
            {
                outcome = text.put(&row);
            }
        })?;
        outcome?;
        text.end()
    }

    /// The parties sent with a slip of the pen, as they are.
    ///
    /// # Errors
    /// [`SynthError`].
    pub fn corrected_parties(&self) -> Result<FileSent, SynthError> {
        let mut text = Text::new(Kind::Parties, format!("{}-{}-corrected.csv", Kind::Parties, self.years.start()));
        let mut outcome = Ok(());
        self.district.rows(&mut |row| {
            if let Row::Party(party) = &row
                && self.is_mistyped(party)
                && outcome.is_ok()
            {
                outcome = text.put(&row);
            }
        })?;
        outcome?;
        text.end()
    }
}

/// A file being written in memory.
struct Text {
    kind: Kind,
    name: String,
    /// Begun with the first row, so that a failure is that row's.
    book: Option<TextBook<Vec<u8>>>,
}

impl Text {
    fn new(kind: Kind, name: String) -> Self {
        Self { kind, name, book: None }
    }

    fn put(&mut self, row: &Row<'_>) -> Result<(), SynthError> {
        let failed = |source| SynthError::File { file: self.name.clone(), source };
        let book = match &mut self.book {
            Some(book) => book,
            None => self.book.insert(TextBook::begin(self.kind, Vec::new()).map_err(failed)?),
        };
        book.put(row).map_err(failed)
    }

    fn end(self) -> Result<FileSent, SynthError> {
        let Self { kind, name, book } = self;
        let bytes = match book.map(TextBook::end).transpose() {
            Ok(bytes) => bytes.unwrap_or_default(),
            Err(source) => return Err(SynthError::File { file: name, source }),
        };
        Ok(FileSent { kind, name, bytes })
    }
}
