//! Synthetic districts: books that look like Zhenhai's and are nobody's.
//!
//! A [`District`] is a number of loans, a number of loan events, a seed and a
//! [`Shape`]; everything else follows. The same four give the same rows and
//! the same bytes of every file, on any machine, by any number of threads.
//!
//! ```no_run
//! # use huigu_facts::Kind;
//! # use huigu_synth::{District, Output, Shape, SynthError};
//! # fn example(folder: &mut dyn Output) -> Result<(), SynthError> {
//! let district = District { loans: 10_000, events: 100_000, seed: 7, shape: Shape::default() };
//! let summary = district.write_csv(folder, &|_loans_done| ())?;
//! assert_eq!(summary.rows(Kind::LoanEvents), 100_000);
//! # Ok(())
//! # }
//! ```
//!
//! # What it looks like
//! Seven towns and streets, parks, the trades of a petrochemical and machinery
//! port, 25 lenders, 7 guarantors and insurers, one party for about two and a
//! half loans (50 at least): enterprises, individual businesses, individuals,
//! cooperatives, of all sizes and owners, some outside the district, some that
//! changed over the years. Loans grow in number over the years and are
//! renewed, extended, overdue, defaulted on and written off; their rates move
//! with the loan prime rate as it was published. Names of parties, lenders,
//! guarantors and insurers are invented; credit codes have a right check
//! digit but no register issued them, and persons have no identity number.
//!
//! What belongs to a plan (products, indicators, measures) is the caller's,
//! in the [`Shape`]; nothing of any plan is known here.
//!
//! The books have no faults. They have findings, as real books do: reported
//! scales that differ from the computed ones, principals above the line,
//! loans without events or classes, first loans told by one side only,
//! products nobody knows, guarantees above the principal, events after due.
//!
//! # How it is made
//! Loan number n is made from the seed and n alone: its lender, its customer
//! and the customer's other loans are found by arithmetic (`layout`), every
//! entity draws from a stream named by its kind and number (`chance`). So
//! nothing is kept, any part can be made by itself, and memory stays the same
//! for any size. Integers only.
//!
//! Events add up to [`District::events`] exactly (`quota`): each stretch of
//! 4,096 loans has its share; in it every loan first gets what tells its story
//! (paid out, and paid back if it was), the rest goes to instalment and
//! revolving loans more than to others. Overdrafts report balances instead,
//! and one loan in two hundred reports nothing.

mod backing;
mod columns;
mod district;
mod identity;
mod layout;
mod loan;
mod market;
mod movement;
mod observation;
mod organisations;
mod party;
mod quota;
mod quote;
mod random;
mod setting;
mod shape;
mod terms;
mod text;
mod write;
mod zhenhai;

use std::io;

pub use district::District;
pub use shape::{ClaimBasis, ClaimShape, Every, IndicatorShape, ProductShape, Scope, Shape};
pub use text::TextBook;
pub use write::{Output, Progress, Summary, WrittenFile};

/// The form of the two large books; the others are always CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// CSV, UTF-8, English headers.
    Csv,
    /// Parquet.
    Parquet,
}

/// Why a district was not made.
#[derive(Debug)]
pub enum SynthError {
    /// The years of the shape are not sound.
    Shape {
        /// First year asked for.
        first: i32,
        /// Last year asked for.
        last: i32,
    },
    /// A file cannot be written.
    File {
        /// Name of the file.
        file: String,
        /// What happened.
        source: io::Error,
    },
    /// A thread of the writer stopped.
    Thread,
}

impl std::error::Error for SynthError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            Self::Shape { .. } | Self::Thread => None,
        }
    }
}

huigu_quantity::texts_of! {
    SynthError in lang;
    Shape { first, last } = "无法生成 {first} 至 {last} 年的台账：请给出 1980 至 2130 之间的年度，起始年不晚于终止年", "no books can be made for the years {first} to {last}: give years from 1980 to 2130, the first not after the last";
    File { file } = "文件 {file} 写入失败，请检查目录权限与磁盘空间", "cannot write {file}: check the folder's permissions and the free space";
    Thread = "生成线程异常终止，请重试", "a thread of the writer stopped unexpectedly: run it again";
}
