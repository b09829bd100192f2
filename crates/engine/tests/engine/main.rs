//! The engine against the naive calculation, over readable cases and random
//! districts; the same answer for any row order and thread count.

mod against_naive;
mod readable_cases;
mod same_answer;
mod translate;
