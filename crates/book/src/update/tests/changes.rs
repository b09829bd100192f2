//! Random changes of a random district, as a register would see them.

use huigu_facts::{GuaranteeEventKind, LoanClassKind, LoanEventKind, Row};
use huigu_oracle::{Books, books};
use huigu_quantity::{Day, Fen};
use huigu_testkit::Rng;

/// How many kinds of changes there are.
pub(super) const KINDS: usize = 20;

/// Makes one change of a kind, if there is something to change.
pub(super) fn change(books: &mut Books, kind: usize, draws: &mut Rng, fresh: usize) {
    match kind {
        0..=6 => loans(books, kind, draws, fresh),
        7..=11 => people(books, kind, draws, fresh),
        12..=15 => guarantees(books, kind, draws, fresh),
        _ => others(books, kind, draws, fresh),
    }
}

fn loans(books: &mut Books, kind: usize, draws: &mut Rng, fresh: usize) {
    if books.loans.is_empty() {
        return;
    }
    let at = draws.below(books.loans.len());
    let own = books.loans[at].clone();
    let is_own = |lender: &str, id: &str| (lender, id) == (own.lender.as_str(), own.loan_id.as_str());
    match kind {
        0 => remove_loan(books, at),
        1 => books.loans[at].principal = Fen(own.principal.0 + 100),
        2 => {
            books.loans[at].product = [String::new(), format!("new-product-{}", fresh % 3)][draws.below(2)].clone();
            books.loans[at].first_loan = [None, Some(true), Some(false)][draws.below(3)];
        }
        3 => {
            // Another borrower, who cannot go on with what was renewed.
            let party = draws.of(&books.parties).party_id.clone();
            let renews = |other: &books::Loan| other.lender == own.lender && other.renewal_of == own.loan_id;
            books.loans.iter_mut().filter(|other| renews(other)).for_each(|other| other.renewal_of = String::new());
            (books.loans[at].borrower, books.loans[at].renewal_of) = (party, String::new());
        }
        4 => {
            if !books.loan_balances.iter().any(|row| is_own(&row.lender, &row.loan_id)) {
                let day = Day(own.start.0 + draws.below(1_500) as i32);
                let (lender, loan_id) = (own.lender.clone(), own.loan_id.clone());
                let event_id = [String::new(), format!("E{fresh}")][draws.below(2)].clone();
                let (kind, amount) = (LoanEventKind::Disburse, Fen(100 + draws.below(1_000) as i64));
                books.loan_events.push(books::LoanEvent { lender, loan_id, event_id, date: day, kind, amount });
            }
        }
        5 => {
            books.loan_events.retain(|row| !is_own(&row.lender, &row.loan_id));
            books.loan_balances.retain(|row| !is_own(&row.lender, &row.loan_id));
        }
        _ => {
            let class = *draws.of(&[LoanClassKind::Loss, LoanClassKind::Normal, LoanClassKind::SpecialMention]);
            let (lender, loan_id) = (own.lender.clone(), own.loan_id.clone());
            let date = Day(own.start.0 + draws.below(900) as i32);
            let has = |row: &books::LoanClass| is_own(&row.lender, &row.loan_id) && row.date == date;
            if draws.below(3) == 0 {
                books.loan_classes.retain(|row| !is_own(&row.lender, &row.loan_id));
            } else if !books.loan_classes.iter().any(has) {
                books.loan_classes.push(books::LoanClass { lender, loan_id, date, class });
            }
        }
    }
}

/// Removes a loan and what stands on it.
fn remove_loan(books: &mut Books, at: usize) {
    let own = books.loans.remove(at);
    let is_own = |lender: &str, id: &str| (lender, id) == (own.lender.as_str(), own.loan_id.as_str());
    books.loan_events.retain(|row| !is_own(&row.lender, &row.loan_id));
    books.loan_balances.retain(|row| !is_own(&row.lender, &row.loan_id));
    books.loan_classes.retain(|row| !is_own(&row.lender, &row.loan_id));
    books.guarantees.iter_mut().filter(|row| is_own(&row.lender, &row.loan_id)).for_each(|row| row.loan_id.clear());
    let renews = |row: &&mut books::Loan| is_own(&row.lender, &row.renewal_of);
    books.loans.iter_mut().filter(renews).for_each(|row| row.renewal_of.clear());
}

fn people(books: &mut Books, kind: usize, draws: &mut Rng, fresh: usize) {
    let at = draws.below(books.parties.len());
    let own = books.parties[at].clone();
    match kind {
        7 => {
            books.parties[at].town = ["", "新镇", "另一镇"][draws.below(3)].to_owned();
            books.parties[at].park = ["", "新园"][draws.below(2)].to_owned();
            books.parties[at].industry = ["", "C13", "A01", "I65"][draws.below(4)].to_owned();
        }
        8 => {
            books.parties[at].name = format!("改名{fresh}");
            books.parties[at].scale = [None, Some(huigu_facts::Scale::Large)][draws.below(2)];
            books.parties[at].dual_innovation_since = [None, Some(Day(18_000))][draws.below(2)];
            books.parties[at].dual_innovation_until = None;
        }
        9 => {
            let valid_from = Some(Day(17_000 + draws.below(2_000) as i32));
            let same = |row: &books::Party| row.party_id == own.party_id && row.valid_from == valid_from;
            if !books.parties.iter().any(same) {
                books.parties.push(books::Party { valid_from, technology: !own.technology, ..own });
            }
        }
        10 => {
            if books.parties.iter().filter(|row| row.party_id == own.party_id).count() > 1 {
                books.parties.remove(at);
            }
        }
        _ => {
            let party_id = format!("{}{fresh}", ["A", "N", "Z"][draws.below(3)]);
            books.parties.push(books::Party { party_id: party_id.clone(), valid_from: None, ..own });
            if let Some(loan) = books.loans.first().cloned() {
                let (loan_id, renewal_of) = (format!("{}{fresh}", ["!", "M", "~"][draws.below(3)]), String::new());
                books.loans.push(books::Loan { loan_id, renewal_of, borrower: party_id, ..loan });
            }
        }
    }
}

fn guarantees(books: &mut Books, kind: usize, draws: &mut Rng, fresh: usize) {
    if books.guarantees.is_empty() || books.loans.is_empty() {
        return;
    }
    let at = draws.below(books.guarantees.len());
    let own = books.guarantees[at].clone();
    let is_own = |row: &books::GuaranteeEvent| {
        (row.guarantor.as_str(), row.guarantee_id.as_str()) == (own.guarantor.as_str(), own.guarantee_id.as_str())
    };
    let loan = draws.of(&books.loans).clone();
    match kind {
        12 => {
            // Of whoever, behind whose loan ever.
            let borrower = [loan.borrower.clone(), own.borrower.clone()][draws.below(2)].clone();
            let guarantee_id = format!("{}{fresh}", ["!", "M", "~"][draws.below(3)]);
            let (lender, loan_id) = (loan.lender, loan.loan_id);
            books.guarantees.push(books::Guarantee { guarantee_id, borrower, lender, loan_id, ..own });
        }
        13 => {
            books.guarantee_events.retain(|row| !is_own(row));
            books.guarantees.remove(at);
        }
        14 => {
            let moved = &mut books.guarantees[at];
            (moved.lender, moved.loan_id) = (loan.lender, loan.loan_id);
            moved.amount = Fen(own.amount.0 + 1);
        }
        _ => {
            let kinds = [GuaranteeEventKind::TakeOn, GuaranteeEventKind::Recover];
            books.guarantee_events.push(books::GuaranteeEvent {
                guarantor: own.guarantor.clone(),
                guarantee_id: own.guarantee_id.clone(),
                event_id: String::new(),
                date: Day(own.start.0 + draws.below(1_000) as i32),
                kind: *draws.of(&kinds),
                amount: Fen(100 + fresh as i64),
            });
        }
    }
}

fn others(books: &mut Books, kind: usize, draws: &mut Rng, fresh: usize) {
    fn drop_one<T>(list: &mut Vec<T>, draws: &mut Rng) {
        if !list.is_empty() {
            let at = draws.below(list.len());
            list.remove(at);
        }
    }
    match kind {
        16 => {
            if let (Some(line), 0..2) = (books.credit_lines.first().cloned(), draws.below(3)) {
                let borrower = draws.of(&books.parties).party_id.clone();
                let granted = Day(17_500 + fresh as i32 % 2_000);
                books.credit_lines.push(books::CreditLine { borrower, granted, expires: None, ..line });
            } else {
                drop_one(&mut books.credit_lines, draws);
            }
        }
        17 => {
            if let (Some(demand), 0..2) = (books.demands.first().cloned(), draws.below(3)) {
                let borrower = draws.of(&books.parties).party_id.clone();
                books.demands.push(books::Demand { demand_id: format!("N{fresh}"), borrower, ..demand });
            } else {
                drop_one(&mut books.demands, draws);
            }
        }
        18 => {
            if let (Some(deal), 0..2) = (books.financings.first().cloned(), draws.below(3)) {
                let issuer = draws.of(&books.parties).party_id.clone();
                books.financings.push(books::Financing { deal_id: format!("N{fresh}"), issuer, ..deal });
            } else {
                drop_one(&mut books.financings, draws);
            }
        }
        _ => {
            drop_one(&mut books.claims, draws);
            drop_one(&mut books.observations, draws);
        }
    }
}

/// Whom a row is about, in some books; a guarantee's row also names a loan.
pub(super) fn parties_of(row: &Row<'_>, books: &Books) -> Vec<String> {
    let of_loan = |lender: &str, id: &str| {
        let own = books.loans.iter().filter(|loan| (loan.lender.as_str(), loan.loan_id.as_str()) == (lender, id));
        own.map(|loan| loan.borrower.clone()).collect::<Vec<_>>()
    };
    let of_guarantee = |guarantor: &str, id: &str| {
        let is_own = |row: &&books::Guarantee| (row.guarantor.as_str(), row.guarantee_id.as_str()) == (guarantor, id);
        books.guarantees.iter().filter(is_own).map(|row| row.borrower.clone()).collect::<Vec<_>>()
    };
    match row {
        Row::Party(row) => vec![row.party_id.to_owned()],
        Row::Loan(row) => vec![row.borrower.to_owned()],
        Row::LoanEvent(row) => of_loan(row.lender, row.loan_id),
        Row::LoanBalance(row) => of_loan(row.lender, row.loan_id),
        Row::LoanClass(row) => of_loan(row.lender, row.loan_id),
        Row::CreditLine(row) => vec![row.borrower.to_owned()],
        Row::Demand(row) => vec![row.borrower.to_owned()],
        Row::Guarantee(row) => [vec![row.borrower.to_owned()], of_loan(row.lender, row.loan_id)].concat(),
        Row::GuaranteeEvent(row) => of_guarantee(row.guarantor, row.guarantee_id),
        Row::Financing(row) => vec![row.issuer.to_owned()],
        Row::Organisation(_) | Row::Observation(_) | Row::Claim(_) | Row::Lpr(_) | Row::Dataset(_) => Vec::new(),
    }
}
