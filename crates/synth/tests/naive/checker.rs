//! Takes the rows of a district and asserts that none has a fault.

use std::collections::{BTreeMap, HashMap, HashSet};

use huigu_facts::{
    Guarantee, Industry, Kind, Loan, MAX_TURNOVER, OrganisationKind, Party, PartyKind, Row, computed_scale_of,
    is_credit_code, is_person_id,
};
use huigu_quantity::{Day, Fen};
use huigu_synth::Shape;

type Key = (String, String);

struct SeenLoan {
    borrower: String,
    start: Day,
    renewal_of: String,
}

pub struct Checker {
    last: Day,
    keys: HashSet<(Kind, String)>,
    parties: HashSet<String>,
    organisations: HashMap<String, OrganisationKind>,
    loans: HashMap<Key, SeenLoan>,
    guarantees: HashMap<Key, Day>,
    moves: BTreeMap<(Kind, String, String), Vec<(Day, i64)>>,
    with_balances: HashSet<Key>,
    scales: (u32, u32),
    sources: HashMap<(String, String, String, String), String>,
    references: Vec<(Kind, Key)>,
    borrowers: HashSet<String>,
}

impl Checker {
    pub fn new(shape: &Shape) -> Self {
        Self {
            last: Day::new_year(shape.last_year + 1).before(),
            keys: HashSet::new(),
            parties: HashSet::new(),
            organisations: HashMap::new(),
            loans: HashMap::new(),
            guarantees: HashMap::new(),
            moves: BTreeMap::new(),
            with_balances: HashSet::new(),
            scales: (0, 0),
            sources: HashMap::new(),
            references: Vec::new(),
            borrowers: HashSet::new(),
        }
    }

    fn key(&mut self, kind: Kind, key: String) {
        assert!(self.keys.insert((kind, key.clone())), "{kind}: {key} stands twice");
    }

    fn happened(&self, day: Day) {
        assert!(day >= Day::FIRST && day <= self.last, "{day} is not a day of the books");
    }

    fn amount(fen: Fen) {
        assert!(fen > Fen::ZERO && fen <= Fen::MAX_AMOUNT, "{fen}");
    }

    pub fn row(&mut self, row: &Row<'_>) {
        match row {
            Row::Party(row) => self.party(row),
            Row::Organisation(row) => {
                self.key(Kind::Organisations, row.org_id.into());
                assert!(!row.policy || row.kind == OrganisationKind::Guarantor);
                self.organisations.insert(row.org_id.into(), row.kind);
            }
            Row::Loan(row) => self.loan(row),
            Row::LoanEvent(row) => {
                self.happened(row.date);
                assert!(
                    row.amount != Fen::ZERO
                        && (row.amount > Fen::ZERO || row.kind == huigu_facts::LoanEventKind::Adjust)
                );
                Self::amount(Fen(row.amount.0.abs()));
                if !row.event_id.is_empty() {
                    self.key(Kind::LoanEvents, format!("{}/{}/{}", row.lender, row.loan_id, row.event_id));
                }
                let key = (Kind::LoanEvents, row.lender.to_owned(), row.loan_id.to_owned());
                self.moves.entry(key).or_default().push((row.date, row.delta().0));
            }
            Row::LoanBalance(row) => {
                self.happened(row.date);
                assert!(row.balance >= Fen::ZERO && row.balance <= Fen::MAX_AMOUNT);
                self.key(Kind::LoanBalances, format!("{}/{}/{}", row.lender, row.loan_id, row.date));
                let key = (row.lender.to_owned(), row.loan_id.to_owned());
                assert!(row.date >= self.loans[&key].start);
                self.with_balances.insert(key);
            }
            Row::LoanClass(row) => {
                self.happened(row.date);
                self.key(Kind::LoanClasses, format!("{}/{}/{}", row.lender, row.loan_id, row.date));
                assert!(row.date >= self.loans[&(row.lender.to_owned(), row.loan_id.to_owned())].start);
            }
            Row::CreditLine(row) => {
                self.happened(row.granted);
                self.key(Kind::CreditLines, format!("{}/{}/{}", row.lender, row.borrower, row.granted));
                assert!(row.expires.is_none_or(|expires| expires > row.granted));
                assert!(row.amount >= Fen::ZERO);
                assert_eq!(self.organisations[row.lender], OrganisationKind::Bank);
                self.borrowers.insert(row.borrower.into());
            }
            Row::Demand(row) => {
                self.happened(row.date);
                self.key(Kind::Demands, row.demand_id.into());
                Self::amount(row.amount);
                assert!(row.closed.is_none_or(|closed| closed >= row.date && closed <= self.last));
                self.borrowers.insert(row.borrower.into());
            }
            Row::Guarantee(row) => self.guarantee(row),
            Row::GuaranteeEvent(row) => {
                self.happened(row.date);
                Self::amount(row.amount);
                if !row.event_id.is_empty() {
                    self.key(Kind::GuaranteeEvents, format!("{}/{}/{}", row.guarantor, row.guarantee_id, row.event_id));
                }
                let key = (Kind::GuaranteeEvents, row.guarantor.to_owned(), row.guarantee_id.to_owned());
                self.moves.entry(key).or_default().push((row.date, row.delta().0));
            }
            Row::Financing(row) => {
                self.happened(row.date);
                self.key(Kind::Financings, format!("{}/{}", row.issuer, row.deal_id));
                use huigu_facts::DealKind::{Bond, Convertible, DebtInstrument};
                assert!(row.amount.is_some() || !matches!(row.kind, Bond | Convertible | DebtInstrument));
                row.amount.into_iter().for_each(Self::amount);
                self.borrowers.insert(row.issuer.into());
            }
            Row::Observation(row) => {
                self.happened(row.period.from);
                self.happened(row.period.last);
                let text = |text: &str| text.to_owned();
                let of = (text(row.indicator), text(row.period.text), text(row.org), text(row.place));
                let before = self.sources.insert(of, text(row.source));
                assert!(before.is_none(), "{}: two rows for {}", row.indicator, row.period.text);
            }
            Row::Claim(row) => {
                self.key(
                    Kind::Claims,
                    format!("{}/{}/{}/{}/{}", row.measure, row.year, row.beneficiary, row.lender, row.loan_id),
                );
                Self::amount(row.amount);
                assert!(self.organisations.contains_key(row.beneficiary));
                self.references.push((Kind::Loans, (row.lender.into(), row.loan_id.into())));
            }
            Row::Lpr(row) => self.quote(row.date),
            Row::Dataset(_) => panic!("no district has data sets"),
        }
    }

    fn quote(&mut self, date: Day) {
        self.happened(date);
        self.key(Kind::Lpr, date.to_string());
    }

    fn party(&mut self, row: &Party<'_>) {
        let from = row.valid_from.map_or_else(String::new, |day| day.to_string());
        self.key(Kind::Parties, format!("{}/{from}", row.party_id));
        assert!(!row.name.is_empty());
        if row.kind == PartyKind::Individual {
            assert!(!is_person_id(row.party_id) && !is_credit_code(row.party_id));
        } else {
            assert!(is_credit_code(row.party_id), "{}", row.party_id);
        }
        if !row.industry.is_empty() {
            Industry::parse(row.industry).unwrap();
        }
        if let (Some(computed), Some(reported)) = (computed_scale_of(row), row.scale) {
            self.scales.0 += u32::from(computed == reported);
            self.scales.1 += 1;
        }
        let days = [row.established, row.dual_innovation_since, row.dual_innovation_until, row.valid_from];
        assert!(days.into_iter().flatten().all(|day| (Day::FIRST..=Day::LAST).contains(&day)));
        match (row.dual_innovation_since, row.dual_innovation_until) {
            (None, until) => assert!(until.is_none()),
            (Some(since), until) => assert!(until.is_none_or(|until| until > since)),
        }
        self.parties.insert(row.party_id.into());
    }

    fn loan(&mut self, row: &Loan<'_>) {
        self.happened(row.start);
        let key = (row.lender.to_owned(), row.loan_id.to_owned());
        assert!(row.due > row.start && row.due <= Day::LAST, "{key:?}: {} to {}", row.start, row.due);
        assert!(row.extended_to.is_none_or(|to| to > row.due && to <= Day::LAST));
        assert!(row.first_checked.is_none_or(|day| day <= row.start));
        Self::amount(row.principal);
        row.credit_line.into_iter().for_each(Self::amount);
        // A rate below half a percent would be taken for a fraction.
        assert!(row.rate.is_none_or(|rate| (5_000..250_000).contains(&rate.0)));
        assert_eq!(self.organisations[row.lender], OrganisationKind::Bank);
        if !row.guarantor.is_empty() {
            let kind = self.organisations[row.guarantor];
            assert!(matches!(kind, OrganisationKind::Guarantor | OrganisationKind::Insurer));
        }
        self.borrowers.insert(row.borrower.into());
        let seen = SeenLoan { borrower: row.borrower.into(), start: row.start, renewal_of: row.renewal_of.into() };
        assert!(self.loans.insert(key, seen).is_none(), "{} {}: twice", row.lender, row.loan_id);
    }

    fn guarantee(&mut self, row: &Guarantee<'_>) {
        self.happened(row.start);
        Self::amount(row.amount);
        assert!(row.due >= row.start && row.fee_rate.0 >= 0);
        assert!(row.reguaranteed.is_none_or(|share| (0..=1_000_000).contains(&share.0)));
        let kind = self.organisations[row.guarantor];
        assert!(matches!(kind, OrganisationKind::Guarantor | OrganisationKind::Insurer));
        assert_eq!(self.organisations[row.lender], OrganisationKind::Bank);
        if !row.loan_id.is_empty() {
            assert_eq!(self.loans[&(row.lender.to_owned(), row.loan_id.to_owned())].borrower, row.borrower);
        }
        self.borrowers.insert(row.borrower.into());
        let before = self.guarantees.insert((row.guarantor.into(), row.guarantee_id.into()), row.start);
        assert!(before.is_none(), "{}: twice", row.guarantee_id);
    }

    /// What can be said only when every row was seen.
    pub fn finish(self) {
        for borrower in &self.borrowers {
            assert!(self.parties.contains(borrower), "{borrower} is no party");
        }
        for (_, key) in &self.references {
            assert!(self.loans.contains_key(key), "{key:?} is no loan");
        }
        for ((lender, id), loan) in self.loans.iter().filter(|(_, loan)| !loan.renewal_of.is_empty()) {
            let renewed = &self.loans[&(lender.clone(), loan.renewal_of.clone())];
            assert!(renewed.borrower == loan.borrower && renewed.start < loan.start, "{lender} {id}");
        }
        for ((kind, of, id), mut moves) in self.moves {
            let key = (of.clone(), id.clone());
            let start = if kind == Kind::LoanEvents { self.loans[&key].start } else { self.guarantees[&key] };
            assert!(kind != Kind::LoanEvents || !self.with_balances.contains(&key), "{of} {id}: events and balances");
            moves.sort_by_key(|(day, _)| *day);
            assert!(moves.first().is_none_or(|(day, _)| *day >= start), "{of} {id}: an event before the start");
            let mut balance: i128 = 0;
            for (place, (day, delta)) in moves.iter().enumerate() {
                balance += i128::from(*delta);
                let day_ends = moves.get(place + 1).is_none_or(|(next, _)| next != day);
                assert!(!day_ends || balance >= 0, "{of} {id}: {balance} on {day}");
            }
            let turnover: i128 = moves.iter().map(|(_, delta)| i128::from(delta.abs())).sum();
            assert!(turnover <= i128::from(MAX_TURNOVER.0));
        }
        let (agree, told) = self.scales;
        assert!(agree * 100 >= told * 85 && agree < told.max(1), "{agree} of {told} reported scales agree");
    }
}
