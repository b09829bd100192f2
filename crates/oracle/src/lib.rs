//! An independent, deliberately naive reading of the definitions: settlements
//! and targets computed day by day over plain lists, to settle disagreements.
//!
//! Nothing here shares a line with the engine, is sorted, indexed or fast;
//! every function quotes the sentence it follows. Only tests use it. It also
//! reads the cases a civil servant can read ([`cases`]) and makes small random
//! districts for property tests ([`random_books`]).

pub mod balance;
pub mod cases;
mod claims;
pub mod conditions;
mod exact;
pub mod outcome;
pub mod random;
pub mod settlement;
pub mod targets;
pub mod who;

pub use huigu_facts::owned as books;
pub use huigu_facts::owned::Books;
pub use outcome::{Adjustment, Claimed, ClaimedLine, Entitlement, Line, NearMiss, Settled};
pub use random::{random_books, vary};
pub use settlement::settle;
pub use targets::{Watched, targets};
