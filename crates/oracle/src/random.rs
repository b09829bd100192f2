//! Small random districts that hug the boundaries, and random variations of a
//! plan, for property tests: the same seed gives the same district.

mod credit;
mod hints;
mod plan;
mod society;

use huigu_plan::Rules;
use huigu_testkit::Rng;

use crate::books::Books;
use hints::Hints;

pub use plan::vary;

/// A small district, valid by the checks of rows together: a few lenders,
/// guarantors and borrowers, up to 40 loans with clashing dates, amounts at
/// and one fen beside the limits of `rules`, and all other kinds of books.
#[must_use]
pub fn random_books(seed: u64, rules: &Rules) -> Books {
    let mut rng = Rng::new(seed);
    let hints = Hints::of(rules);
    let mut books = Books::default();
    society::people(&mut books, &mut rng);
    society::lpr(&mut books, &mut rng);
    credit::loans(&mut books, &hints, &mut rng);
    credit::lines_and_demands(&mut books, &hints, &mut rng);
    credit::guarantees(&mut books, &hints, &mut rng);
    society::financings(&mut books, &hints, &mut rng);
    society::observations(&mut books, &hints, &mut rng);
    society::claims(&mut books, &hints, &mut rng);
    books
}
