//! Conditions as tests of whole columns: each distinct condition once,
//! however many measures and targets ask it.
//!
//! [`Judge`] is the meaning of the conditions, one item at a time; this is the
//! same meaning, a chunk of loans at a time. A test of the engine holds the
//! two against each other.

use huigu_book::{Book, Field, Loans, NO_QUOTE, OrganisationRow, PartyRow, Word};
use huigu_facts::{LoanClassKind, Vocabulary};
use huigu_plan::{Condition, WordSet};
use huigu_quantity::Day;

use super::bits::{Bits, between, bytes_within, rates_within, shorts_within, sums_within, words_in};
use crate::judge::{Judge, Moment, Subject, industry_begins, is_policy_guarantor};

/// A list of conditions, all to be met, by its place in a [`Program`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListId(usize);

/// What is asked of loans, or of guarantees.
#[derive(Debug)]
pub(crate) struct Program<'a> {
    judge: &'a Judge<'a>,
    of: Items,
    /// Conditions by the place of their test; the moment where it matters.
    keys: Vec<(Condition, Option<Moment>)>,
    tests: Vec<Test>,
    /// Places of tests; those of single loans last.
    lists: Vec<Vec<usize>>,
}

/// What a program asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Items {
    Loans,
    Guarantees,
}

/// One condition.
#[derive(Debug)]
enum Test {
    /// A field of the packed word is one of a set of values.
    Field { field: Field, set: u64 },
    /// Whole years of the term, both ends in it.
    Term { low: i32, high: i32 },
    /// One of these products.
    Products(Vec<u16>),
    /// Principal at most this.
    Principal(i64),
    /// Credit line reported and at most this.
    CreditLine(i64),
    /// Rate over LPR known and at most this.
    OverLpr(i32),
    /// Lender of loans or guarantor, by the places of organisations.
    Owner(Vec<bool>),
    /// Amount of a guarantee at most this.
    Amount(i64),
    /// Account of a guarantee at most this.
    Account(i64),
    /// The borrower's row, by the places of rows, a bit a row.
    Row(Vec<u64>),
    /// A dual-innovation subject, or none.
    Dual { at: Moment, wanted: bool },
    /// Class.
    Class { set: WordSet<LoanClassKind>, at: Moment },
    /// Any of these lists.
    Any { lists: Vec<Vec<usize>>, at_once: bool },
    /// Not all of these.
    Not { list: Vec<usize>, at_once: bool },
    /// What only the judge knows, loan by loan.
    Judged { at: Moment },
}

impl Test {
    /// Whether it is asked of all loans of a chunk at once.
    fn is_at_once(&self) -> bool {
        match self {
            Self::Any { at_once, .. } | Self::Not { at_once, .. } => *at_once,
            Self::Judged { .. } => false,
            _ => true,
        }
    }
}

/// Whether the date of the figure can change the answer.
fn is_of_a_moment(condition: &Condition) -> bool {
    match condition {
        Condition::DualInnovation(_) | Condition::Class(_) => true,
        Condition::Any(lists) => lists.iter().flatten().any(is_of_a_moment),
        Condition::Not(list) => list.iter().any(is_of_a_moment),
        _ => false,
    }
}

/// The values of a field whose word is in the set.
fn field<V: Vocabulary>(field: Field, set: WordSet<V>) -> Test {
    let values = (0..=field.unreported()).filter(|&value| set.has(V::ALL.get(value as usize).copied()));
    Test::Field { field, set: values.fold(0, |bits, value| bits | 1 << value) }
}

fn flag(field: Field, wanted: bool) -> Test {
    Test::Field { field, set: if wanted { 0b10 } else { 0b01 } }
}

impl<'a> Program<'a> {
    /// Of loans.
    pub(crate) fn new(judge: &'a Judge<'a>) -> Self {
        Self::of(judge, Items::Loans)
    }

    /// Of guarantees.
    pub(crate) fn of_guarantees(judge: &'a Judge<'a>) -> Self {
        Self::of(judge, Items::Guarantees)
    }

    fn of(judge: &'a Judge<'a>, of: Items) -> Self {
        Self { judge, of, keys: Vec::new(), tests: Vec::new(), lists: Vec::new() }
    }

    pub(crate) fn judge(&self) -> &'a Judge<'a> {
        self.judge
    }

    pub(crate) fn tests(&self) -> usize {
        self.tests.len()
    }

    /// A list of conditions asked at a moment.
    pub(crate) fn list<'c>(&mut self, conditions: impl IntoIterator<Item = &'c Condition>, at: Moment) -> ListId {
        let list = self.places(conditions, at);
        let known = self.lists.iter().position(|known| *known == list);
        ListId(known.unwrap_or_else(|| {
            self.lists.push(list);
            self.lists.len() - 1
        }))
    }

    fn places<'c>(&mut self, conditions: impl IntoIterator<Item = &'c Condition>, at: Moment) -> Vec<usize> {
        let mut places: Vec<usize> = conditions.into_iter().map(|condition| self.place(condition, at)).collect();
        places.sort_unstable();
        places.dedup();
        places.sort_by_key(|&place| !self.tests[place].is_at_once());
        places
    }

    fn place(&mut self, condition: &Condition, at: Moment) -> usize {
        let moment = is_of_a_moment(condition).then_some(at);
        let known = self.keys.iter().position(|(of, on)| of == condition && *on == moment);
        if let Some(known) = known {
            return known;
        }
        let test = self.test(condition, at);
        self.keys.push((condition.clone(), moment));
        self.tests.push(test);
        self.tests.len() - 1
    }

    fn are_at_once(&self, list: &[usize]) -> bool {
        list.iter().all(|&place| self.tests[place].is_at_once())
    }

    fn test(&mut self, condition: &Condition, at: Moment) -> Test {
        match condition {
            Condition::Any(lists) => {
                let lists: Vec<Vec<usize>> = lists.iter().map(|list| self.places(list, at)).collect();
                let at_once = lists.iter().all(|list| self.are_at_once(list));
                Test::Any { lists, at_once }
            }
            Condition::Not(list) => {
                let list = self.places(list, at);
                let at_once = self.are_at_once(&list);
                Test::Not { list, at_once }
            }
            _ => {
                let test = self.test_of_party(condition).or_else(|| match self.of {
                    Items::Loans => self.test_of_loan(condition, at),
                    Items::Guarantees => self.test_of_guarantee(condition),
                });
                test.unwrap_or(Test::Judged { at })
            }
        }
    }

    fn test_of_party(&self, condition: &Condition) -> Option<Test> {
        let book = self.judge.book;
        let rows = |meets: &dyn Fn(&PartyRow) -> bool| Test::Row(bits_of_rows(&book.parties.rows, meets));
        let listed = |list: &[String], text: &str| list.iter().any(|wanted| wanted == text);
        Some(match condition {
            Condition::PartyKind(set) => field(Field::KIND, *set),
            Condition::Scale(set) => field(Field::SCALE, *set),
            Condition::Ownership(set) => field(Field::OWNERSHIP, *set),
            Condition::InDistrict(wanted) => flag(Field::IN_DISTRICT, *wanted),
            Condition::Technology(wanted) => flag(Field::TECHNOLOGY, *wanted),
            Condition::Agricultural(wanted) => flag(Field::AGRICULTURAL, *wanted),
            Condition::Industry(prefixes) => {
                let codes: Vec<bool> = book.industries.iter().map(|code| industry_begins(code, prefixes)).collect();
                rows(&|row| codes[row.industry as usize])
            }
            Condition::Town(list) => {
                let towns: Vec<bool> = book.towns.iter().map(|town| listed(list, town)).collect();
                rows(&|row| towns[row.town as usize])
            }
            Condition::Park(list) => {
                let parks: Vec<bool> = book.parks.iter().map(|park| listed(list, park)).collect();
                rows(&|row| parks[row.park as usize])
            }
            _ => return None,
        })
    }

    /// `None`: what depends on a borrower's other loans, and what is never asked of loans.
    fn test_of_loan(&self, condition: &Condition, at: Moment) -> Option<Test> {
        let products = &self.judge.book.products;
        Some(match condition {
            Condition::Form(set) => field(Field::FORM, *set),
            Condition::Security(set) => field(Field::SECURITY, *set),
            Condition::Collateral(set) => field(Field::COLLATERAL, *set),
            Condition::Purpose(set) => field(Field::PURPOSE, *set),
            Condition::Renewal(wanted) => flag(Field::RENEWAL, *wanted),
            Condition::FirstTime(wanted) => {
                let first = 1 << FIRST;
                let all = (1 << (Field::FIRST.unreported() + 1)) - 1;
                Test::Field { field: Field::FIRST, set: if *wanted { first } else { all & !first } }
            }
            Condition::TermAtMost(years) => Test::Term { low: 0, high: *years },
            Condition::TermOver(years) => Test::Term { low: years.saturating_add(1), high: i32::MAX },
            Condition::Product(ids) => Test::Products(
                ids.iter().filter_map(|id| products.find(id)).filter_map(|at| u16::try_from(at).ok()).collect(),
            ),
            Condition::PrincipalAtMost(limit) => Test::Principal(limit.0),
            Condition::CreditLineAtMost(limit) => Test::CreditLine(limit.0),
            Condition::RateOverLprAtMost(limit) => {
                Test::OverLpr(limit.0.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
            }
            Condition::LenderKind(set) => self.owners(|row| set.has(Some(row.kind))),
            Condition::LenderInDistrict(wanted) => self.owners(|row| row.in_district == *wanted),
            Condition::DualInnovation(wanted) => Test::Dual { at, wanted: *wanted },
            Condition::Class(set) => Test::Class { set: *set, at },
            _ => return None,
        })
    }

    /// `None`: what is asked of the lender or the loan behind, and what is never asked of guarantees.
    fn test_of_guarantee(&self, condition: &Condition) -> Option<Test> {
        Some(match condition {
            Condition::GuarantorKind(set) => self.owners(|row| set.has(Some(row.kind))),
            Condition::GuarantorPolicy(wanted) => self.owners(|row| is_policy_guarantor(row) == *wanted),
            Condition::GuarantorInDistrict(wanted) => self.owners(|row| row.in_district == *wanted),
            Condition::GuaranteeAmountAtMost(limit) => Test::Amount(limit.0),
            Condition::GuaranteeAccountAtMost(limit) => Test::Account(limit.0),
            _ => return None,
        })
    }

    fn owners(&self, meets: impl Fn(&OrganisationRow) -> bool) -> Test {
        Test::Owner(self.judge.book.organisations.rows.iter().map(meets).collect())
    }
}

/// The field's value of a loan that made its borrower a first-time borrower.
const FIRST: u64 = 1;

fn bits_of_rows(rows: &[PartyRow], meets: &dyn Fn(&PartyRow) -> bool) -> Vec<u64> {
    let word = |rows: &[PartyRow]| (0..).zip(rows).fold(0, |bits, (at, row)| bits | u64::from(meets(row)) << at);
    rows.chunks(64).map(word).collect()
}

/// Which loans of one lender, or guarantees of one guarantor, are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The lender or guarantor, a place among organisations.
    pub owner: u32,
    /// The first of them.
    pub first: usize,
    /// How many, at most [`super::CHUNK`].
    pub count: usize,
}

/// What has been found of a chunk so far.
#[derive(Debug)]
pub(crate) struct Answers {
    tests: Vec<Bits>,
    asked: Vec<bool>,
}

impl Answers {
    pub(crate) fn new(program: &Program<'_>) -> Self {
        Self { tests: vec![Bits::NONE; program.tests()], asked: vec![false; program.tests()] }
    }

    /// Forgets the last chunk.
    pub(crate) fn forget(&mut self) {
        self.asked.fill(false);
    }
}

impl Program<'_> {
    fn subject(&self, item: usize) -> Subject {
        match self.of {
            Items::Loans => Subject::Loan(item),
            Items::Guarantees => Subject::Guarantee(item),
        }
    }

    /// Those `among` the chunk's items that meet a list.
    pub(crate) fn meeting(&self, list: ListId, among: Bits, chunk: Stretch, answers: &mut Answers) -> Bits {
        self.all(&self.lists[list.0], among, chunk, answers)
    }

    fn all(&self, list: &[usize], among: Bits, chunk: Stretch, answers: &mut Answers) -> Bits {
        let mut kept = among;
        for &place in list {
            if kept.is_empty() {
                break;
            }
            kept = self.one(place, kept, chunk, answers);
        }
        kept
    }

    fn one(&self, place: usize, among: Bits, chunk: Stretch, answers: &mut Answers) -> Bits {
        let test = &self.tests[place];
        if !test.is_at_once() {
            return self.by_parts(place, among, chunk, answers);
        }
        if !answers.asked[place] {
            // Asked of the whole chunk, for whoever asks next.
            let all = Bits::first(chunk.count);
            answers.tests[place] = match test {
                Test::Any { .. } | Test::Not { .. } => self.by_parts(place, all, chunk, answers),
                _ => test.ask(self.judge.book, self.of, chunk) & all,
            };
            answers.asked[place] = true;
        }
        among & answers.tests[place]
    }

    /// Alternatives, exceptions and what the judge knows, of some loans only.
    fn by_parts(&self, place: usize, among: Bits, chunk: Stretch, answers: &mut Answers) -> Bits {
        match &self.tests[place] {
            Test::Any { lists, .. } => {
                let mut kept = Bits::NONE;
                for list in lists {
                    kept |= self.all(list, among & !kept, chunk, answers);
                }
                kept
            }
            Test::Not { list, .. } => among & !self.all(list, among, chunk, answers),
            Test::Judged { at } => {
                let mut kept = among;
                for item in among.places() {
                    let subject = self.subject(chunk.first + item);
                    kept.set(item, self.judge.meets(&self.keys[place].0, subject, *at));
                }
                kept
            }
            _ => among,
        }
    }
}

impl Test {
    /// Asks the columns; places behind the last loan may come out either way.
    fn ask(&self, book: &Book, of: Items, chunk: Stretch) -> Bits {
        let loans = &book.loans;
        let range = chunk.first..chunk.first + chunk.count;
        let (words, party_rows) = match of {
            Items::Loans => (&loans.words, &loans.party_rows),
            Items::Guarantees => (&book.guarantees.words, &book.guarantees.party_rows),
        };
        match self {
            Self::Field { field, set } => words_in(&words[range], field.shift, field.unreported(), *set),
            Self::Term { low, high } => {
                bytes_within(&loans.words[range], Word::TERM_SHIFT, i64::from(*low), i64::from(*high))
            }
            Self::Products(wanted) => {
                let mut kept = Bits::NONE;
                for &product in wanted {
                    kept |= shorts_within(&loans.products[range.clone()], product, product);
                }
                kept
            }
            Self::Principal(limit) => sums_within(&loans.principals[range], i64::MIN, *limit),
            // "Not reported" is below zero, no line is.
            Self::CreditLine(limit) => sums_within(&loans.credit_lines[range], 0, *limit),
            // "No rate" and "no quote" are the two lowest values.
            Self::OverLpr(limit) => rates_within(&loans.over_lpr[range], NO_QUOTE + 1, *limit),
            Self::Amount(limit) => sums_within(&book.guarantees.amounts[range], i64::MIN, *limit),
            Self::Account(limit) => sums_within(&book.guarantees.accounts[range], i64::MIN, *limit),
            Self::Owner(owners) => {
                if owners[chunk.owner as usize] {
                    Bits::first(chunk.count)
                } else {
                    Bits::NONE
                }
            }
            Self::Row(rows) => {
                let mut kept = Bits::NONE;
                for (place, &row) in party_rows[range].iter().enumerate() {
                    kept.set(place, rows[row as usize / 64] >> (row % 64) & 1 == 1);
                }
                kept
            }
            Self::Dual { at, wanted } => {
                let (since, last) = (&loans.dual_since[range.clone()], &loans.dual_last[range.clone()]);
                let dual = match at {
                    Moment::On(day) => column(*day)
                        .map_or(Bits::NONE, |day| shorts_within(since, 0, day) & shorts_within(last, day, u16::MAX)),
                    Moment::Start => between(&loans.starts[range], since, last),
                };
                if *wanted { dual } else { !dual }
            }
            Self::Class { set, at } => classes(loans, chunk, *set, *at),
            Self::Any { .. } | Self::Not { .. } | Self::Judged { .. } => Bits::NONE,
        }
    }
}

fn day(loans: &Loans, loan: usize, at: Moment) -> Day {
    match at {
        Moment::On(day) => day,
        Moment::Start => loans.start(loan),
    }
}

/// A day as the columns have it; no fact is of a day outside.
fn column(day: Day) -> Option<u16> {
    day.column()
}

fn classes(loans: &Loans, chunk: Stretch, set: WordSet<LoanClassKind>, at: Moment) -> Bits {
    let has = |class: LoanClassKind| set.has(Some(class));
    let end = (chunk.first + chunk.count) as u32;
    let first = loans.classes.partition_point(|&(loan, _, _)| (loan as usize) < chunk.first);
    let own = &loans.classes[first..];
    let own = &own[..own.partition_point(|&(loan, _, _)| loan < end)];
    // A loan is normal where nothing is reported.
    let mut kept = if has(LoanClassKind::Normal) { Bits::first(chunk.count) } else { Bits::NONE };
    let mut judge = |run: &[(u32, u16, LoanClassKind)]| {
        let loan = run[0].0 as usize;
        let day = day(loans, loan, at);
        let last = run.iter().take_while(|&&(_, since, _)| i32::from(since) <= day.0).last();
        kept.set(loan - chunk.first, has(last.map_or(LoanClassKind::Normal, |&(_, _, class)| class)));
    };
    let performing = LoanClassKind::ALL.iter().filter(|class| !class.is_non_performing());
    if performing.map(|&class| has(class)).all(|is_in| is_in == has(LoanClassKind::Normal)) {
        // Only a loan that was ever classed substandard or worse can come out another way.
        let words = &loans.words[chunk.first..chunk.first + chunk.count];
        for place in words_in(words, Field::EVER_CLASSED.shift, 1, 0b10).places() {
            let loan = (chunk.first + place) as u32;
            let run = &own[own.partition_point(|&(of, _, _)| of < loan)..];
            judge(&run[..run.partition_point(|&(of, _, _)| of == loan)]);
        }
    } else {
        own.chunk_by(|a, b| a.0 == b.0).for_each(&mut judge);
    }
    kept
}
