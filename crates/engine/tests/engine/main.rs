//! The engine against the naive calculation, over readable cases and random
//! districts; the same answer for any row order and thread count.

#![expect(clippy::expect_used, reason = "a test that cannot set its scene has failed")]

mod against_naive;
mod any_form;
mod every_parameter;
mod readable_cases;
mod same_answer;
mod translate;
