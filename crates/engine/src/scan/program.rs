//! Conditions as tests of whole columns: each distinct condition once,
//! however many measures and targets ask it.
//!
//! [`Judge`] is the meaning of the conditions, one item at a time; this is the
//! same meaning, a chunk of loans at a time. A test of the engine holds the
//! two against each other.

use std::sync::Arc;

use huigu_book::{Field, OrganisationRow, PartyRow};
use huigu_plan::Condition;

use super::bits::Bits;
use super::predicate::{BackingGuarantees, Chunk, FIRST, Items, Predicate, bits_of_rows, field, flag, sections};
use crate::judge::{Judge, Moment, Subject, industry_begins, is_policy_guarantor};

/// A list of conditions, all to be met, by its place in a [`Program`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ListId(usize);

/// What is asked of loans, or of guarantees.
#[derive(Debug)]
pub(crate) struct Program<'a> {
    judge: &'a Judge<'a>,
    of: Items,
    behind: Vec<BackingGuarantees>,
    /// Conditions by the place of their test; the moment where it matters.
    keys: Vec<(Condition, Option<Moment>)>,
    tests: Vec<Predicate>,
    /// Places of tests; those of single loans last.
    lists: Vec<Vec<usize>>,
}

/// Whether the date of the figure can change the answer.
fn is_of_a_moment(condition: &Condition) -> bool {
    match condition {
        Condition::DualInnovation(_) | Condition::Class(_) => true,
        Condition::Any(lists) => lists.iter().flatten().any(is_of_a_moment),
        Condition::Not(list) | Condition::GuaranteedLoan(list) => list.iter().any(is_of_a_moment),
        _ => false,
    }
}

impl<'a> Program<'a> {
    /// Of loans.
    pub(crate) fn new(judge: &'a Judge<'a>) -> Self {
        Self::of(judge, Items::Loans)
    }

    /// Of guarantees.
    /// `behind` is what is known already of the loans behind them.
    pub(crate) fn of_guarantees(judge: &'a Judge<'a>, behind: &[BackingGuarantees]) -> Self {
        Self { behind: behind.to_vec(), ..Self::of(judge, Items::Guarantees) }
    }

    fn of(judge: &'a Judge<'a>, of: Items) -> Self {
        Self { judge, of, behind: Vec::new(), keys: Vec::new(), tests: Vec::new(), lists: Vec::new() }
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

    fn test(&mut self, condition: &Condition, at: Moment) -> Predicate {
        match condition {
            Condition::Any(lists) => {
                let lists: Vec<Vec<usize>> = lists.iter().map(|list| self.places(list, at)).collect();
                let at_once = lists.iter().all(|list| self.are_at_once(list));
                Predicate::Any { lists, at_once }
            }
            Condition::Not(list) => {
                let list = self.places(list, at);
                let at_once = self.are_at_once(&list);
                Predicate::Not { list, at_once }
            }
            _ => {
                let test = self.test_of_party(condition).or_else(|| match self.of {
                    Items::Loans => self.test_of_loan(condition, at),
                    Items::Guarantees => self.test_of_guarantee(condition, at),
                });
                test.unwrap_or(Predicate::Judged { at })
            }
        }
    }

    fn test_of_party(&self, condition: &Condition) -> Option<Predicate> {
        let book = self.judge.book;
        let rows = |meets: &dyn Fn(&PartyRow) -> bool| Predicate::Row(bits_of_rows(&book.parties.rows, meets));
        let listed = |list: &[String], text: &str| list.iter().any(|wanted| wanted == text);
        Some(match condition {
            Condition::PartyKind(set) => field(Field::KIND, *set),
            Condition::Scale(set) => field(Field::SCALE, *set),
            Condition::Ownership(set) => field(Field::OWNERSHIP, *set),
            Condition::InDistrict(wanted) => flag(Field::IN_DISTRICT, *wanted),
            Condition::Technology(wanted) => flag(Field::TECHNOLOGY, *wanted),
            Condition::Agricultural(wanted) => flag(Field::AGRICULTURAL, *wanted),
            Condition::Industry(prefixes) if sections(prefixes).is_some() => {
                Predicate::Field { field: Field::SECTION, set: sections(prefixes).unwrap_or_default() }
            }
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
    fn test_of_loan(&self, condition: &Condition, at: Moment) -> Option<Predicate> {
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
                Predicate::Field { field: Field::FIRST, set: if *wanted { first } else { all & !first } }
            }
            Condition::TermAtMost(years) => Predicate::Term { low: 0, high: *years },
            Condition::TermOver(years) => Predicate::Term { low: years.saturating_add(1), high: i32::MAX },
            Condition::Product(ids) => Predicate::Products(
                ids.iter().filter_map(|id| products.find(id)).filter_map(|at| u16::try_from(at).ok()).collect(),
            ),
            Condition::PrincipalAtMost(limit) => Predicate::Principal(limit.0),
            Condition::CreditLineAtMost(limit) => Predicate::CreditLine(limit.0),
            Condition::RateOverLprAtMost(limit) => {
                Predicate::OverLpr(limit.0.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
            }
            Condition::LenderKind(set) => self.owners(|row| set.has(Some(row.kind))),
            Condition::LenderInDistrict(wanted) => self.owners(|row| row.in_district == *wanted),
            Condition::DualInnovation(wanted) => Predicate::Dual { at, wanted: *wanted },
            Condition::Class(set) => Predicate::Class { set: *set, at },
            _ => return None,
        })
    }

    /// `None`: what is asked of the lender or the loan behind, and what is never asked of guarantees.
    fn test_of_guarantee(&self, condition: &Condition, at: Moment) -> Option<Predicate> {
        Some(match condition {
            Condition::GuarantorKind(set) => self.owners(|row| set.has(Some(row.kind))),
            Condition::GuarantorPolicy(wanted) => self.owners(|row| is_policy_guarantor(row) == *wanted),
            Condition::GuarantorInDistrict(wanted) => self.owners(|row| row.in_district == *wanted),
            Condition::GuaranteeAmountAtMost(limit) => Predicate::Amount(limit.0),
            Condition::GuaranteeAccountAtMost(limit) => Predicate::Account(limit.0),
            Condition::GuaranteedLoan(list) => {
                let known = self.behind.iter().find(|behind| behind.of == *list && behind.at == at)?;
                Predicate::Marked(Arc::clone(&known.marks))
            }
            _ => return None,
        })
    }

    fn owners(&self, meets: impl Fn(&OrganisationRow) -> bool) -> Predicate {
        Predicate::Owner(self.judge.book.organisations.rows.iter().map(meets).collect())
    }
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
    pub(crate) fn meeting(&self, list: ListId, among: Bits, chunk: Chunk, answers: &mut Answers) -> Bits {
        self.all(&self.lists[list.0], among, chunk, answers)
    }

    fn all(&self, list: &[usize], among: Bits, chunk: Chunk, answers: &mut Answers) -> Bits {
        let mut kept = among;
        for &place in list {
            if kept.is_empty() {
                break;
            }
            kept = self.one(place, kept, chunk, answers);
        }
        kept
    }

    fn one(&self, place: usize, among: Bits, chunk: Chunk, answers: &mut Answers) -> Bits {
        let test = &self.tests[place];
        if !test.is_at_once() {
            return self.by_parts(place, among, chunk, answers);
        }
        if !answers.asked[place] {
            // Asked of the whole chunk, for whoever asks next.
            let all = Bits::first(chunk.count);
            answers.tests[place] = match test {
                Predicate::Any { .. } | Predicate::Not { .. } => self.by_parts(place, all, chunk, answers),
                _ => test.ask(self.judge.book, self.of, chunk) & all,
            };
            answers.asked[place] = true;
        }
        among & answers.tests[place]
    }

    /// Alternatives, exceptions and what the judge knows, of some loans only.
    fn by_parts(&self, place: usize, among: Bits, chunk: Chunk, answers: &mut Answers) -> Bits {
        match &self.tests[place] {
            Predicate::Any { lists, .. } => {
                let mut kept = Bits::NONE;
                for list in lists {
                    kept |= self.all(list, among & !kept, chunk, answers);
                }
                kept
            }
            Predicate::Not { list, .. } => among & !self.all(list, among, chunk, answers),
            Predicate::Judged { at } => {
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
