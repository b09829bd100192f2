//! The tests of columns and the judge of single items say the same of every
//! loan and guarantee, whatever is asked and whenever.

use huigu_book::{Book, Builder};
use huigu_facts::{
    Collateral, LoanClassKind, LoanForm, OrganisationKind, Origin, Ownership, PartyKind, Purpose, Scale, Security,
};
use huigu_oracle::{random_books, vary};
use huigu_plan::{Condition as C, ExclusionTime, Rules, Standing, WordSet};
use huigu_quantity::{Day, Fen, Ppm};

use super::{Bits, FigureSource, Figures, Program, chunks, in_chunks, walk};
use crate::judge::{Judge, Moment, Subject};

fn book(rules: &Rules, seed: u64) -> Book {
    let books = random_books(seed, rules);
    let mut builder = Builder::new();
    for (at, row) in books.rows().iter().enumerate() {
        builder.add(Origin { file: 0, row: at as u32 + 1 }, row);
    }
    builder.finish(&[]).0
}

/// Conditions of every kind, with words and limits at which random books divide.
fn conditions(book: &Book, rules: &Rules) -> Vec<C> {
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let products: Vec<String> = rules.products.iter().map(|product| product.id.clone()).collect();
    let first = |names: &huigu_book::Names| names.iter().skip(1).take(2).map(str::to_owned).collect::<Vec<_>>();
    let bad = [LoanClassKind::Substandard, LoanClassKind::Doubtful, LoanClassKind::Loss];
    let mut all = vec![
        C::PartyKind(WordSet::of(&[PartyKind::Enterprise])),
        C::PartyKind(WordSet::all_but(&[PartyKind::Individual])),
        C::Scale(WordSet::of(&[Scale::Small, Scale::Micro])),
        C::Scale(WordSet::all_but(&[Scale::Large])),
        C::Ownership(WordSet::of(&[Ownership::Private])),
        C::Ownership(WordSet::all_but(&[Ownership::Private])),
        C::Industry(texts(&["C"])),
        C::Industry(texts(&["c", "A"])),
        C::Industry(texts(&["C35", "F", "51"])),
        C::Town(first(&book.towns)),
        C::Park(first(&book.parks)),
        C::Form(WordSet::of(&[LoanForm::Discount])),
        C::Security(WordSet::of(&[Security::Unsecured])),
        C::Collateral(WordSet::all_but(&[Collateral::RealEstate])),
        C::Purpose(WordSet::of(&[Purpose::WorkingCapital])),
        C::Purpose(WordSet::all_but(&[Purpose::Consumption])),
        C::TermAtMost(0),
        C::TermAtMost(1),
        C::TermAtMost(300),
        C::TermOver(1),
        C::TermOver(300),
        C::PrincipalAtMost(Fen(100_000_000)),
        C::CreditLineAtMost(Fen(0)),
        C::CreditLineAtMost(Fen(1_000_000_000)),
        C::RateOverLprAtMost(Ppm(0)),
        C::RateOverLprAtMost(Ppm(-3_000_000_000)),
        C::RateOverLprAtMost(Ppm(3_000_000_000)),
        C::Class(WordSet::of(&bad)),
        C::Class(WordSet::all_but(&bad)),
        C::Class(WordSet::of(&[LoanClassKind::SpecialMention])),
        C::LenderKind(WordSet::of(&[OrganisationKind::Bank])),
        C::GuarantorKind(WordSet::of(&[OrganisationKind::Guarantor])),
        C::GuaranteeAmountAtMost(Fen(100_000_000)),
        C::GuaranteeAccountAtMost(Fen(200_000_000)),
        C::Product(products.clone()),
        C::Product(texts(&["no-such-product"])),
    ];
    for wanted in [true, false] {
        all.extend([
            C::InDistrict(wanted),
            C::DualInnovation(wanted),
            C::Technology(wanted),
            C::Agricultural(wanted),
            C::FirstTime(wanted),
            C::Renewal(wanted),
            C::LenderInDistrict(wanted),
            C::GuarantorPolicy(wanted),
            C::GuarantorInDistrict(wanted),
        ]);
    }
    for product in &products {
        all.push(C::Product(vec![product.clone()]));
        all.push(C::BorrowerLimit { product: product.clone(), limit: Fen(100_000_000) });
        all.push(C::NotExcluded { by: product.clone(), time: ExclusionTime::Balance });
    }
    let singly = all.clone();
    for pair in singly.windows(3) {
        all.push(C::Any(vec![vec![pair[0].clone(), pair[1].clone()], vec![pair[2].clone()]]));
        all.push(C::Not(vec![pair[0].clone(), C::Any(vec![vec![pair[1].clone()], vec![pair[2].clone()]])]));
        all.push(C::GuaranteedLoan(pair[..2].to_vec()));
    }
    all
}

fn lists(book: &Book, rules: &Rules) -> Vec<Vec<C>> {
    let single = conditions(book, rules).into_iter().map(|condition| vec![condition]);
    let measures = rules.measures.iter().filter_map(|measure| match &measure.standing {
        Standing::Active(terms) => Some(terms.conditions.clone()),
        Standing::Inactive { .. } => None,
    });
    single.chain(measures).collect()
}

#[test]
fn columns_and_single_items_agree() {
    let day = Day::new_year(2022).before();
    let shipped = huigu_plan::shipped().rules_at(day).expect("a day of the plan");
    let mut met = 0;
    for seed in 0..12u64 {
        let rules = vary(&shipped, seed);
        let book = book(&rules, seed);
        let judge = Judge::new(&book, &rules);
        for at in [Moment::On(day), Moment::On(rules.base), Moment::Start] {
            for guarantees in [false, true] {
                met += agree(&book, &judge, &lists(&book, &rules), at, guarantees);
            }
        }
    }
    assert!(met > 10_000, "enough is met to tell: {met}");
}

/// How often an item met a list, after both ways gave the same.
fn agree(book: &Book, judge: &Judge<'_>, lists: &[Vec<C>], at: Moment, guarantees: bool) -> usize {
    let mut program = if guarantees { Program::of_guarantees(judge, &[]) } else { Program::new(judge) };
    let asked: Vec<_> = lists.iter().map(|list| program.list(list, at)).collect();
    let chunks = if guarantees {
        let owners = 0..book.organisations.rows.len() as u32;
        owners.flat_map(|owner| in_chunks(owner, book.guarantees.of_guarantor(owner))).collect()
    } else {
        chunks(book)
    };
    let source = FigureSource::streamed(&Figures::default());
    let fresh = Vec::new;
    let found = walk(&program, &source, &chunks, fresh, |found: &mut Vec<(usize, usize, Bits)>, view| {
        for (list, &id) in asked.iter().enumerate() {
            let among = view.all();
            found.push((list, view.chunk.first, view.meeting(id, among)));
        }
    });
    let found: Vec<_> = found.into_iter().flatten().collect();
    let mut met = 0;
    for stretch in &chunks {
        for (list, _, bits) in found.iter().filter(|(_, first, _)| *first == stretch.first) {
            for place in 0..stretch.count {
                let item = stretch.first + place;
                let subject = if guarantees { Subject::Guarantee(item) } else { Subject::Loan(item) };
                let one = judge.meets_all(&lists[*list], subject, at);
                assert_eq!(bits.has(place), one, "{subject:?} {at:?} {:?}", lists[*list]);
                met += usize::from(one);
            }
        }
    }
    met
}
