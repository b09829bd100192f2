//! Style and structure of the project as tests: a rule of style that no test
//! checks is a wish.
//!
//! `tree` finds the files, `source` reads a Rust file into code and strings;
//! every other module holds one kind of rule. Only tests live here.
#![cfg(test)]

mod arrows;
mod documents;
mod form;
mod modules;
mod names;
mod one_way;
mod plan_words;
mod purity;
mod ratchet;
mod source;
mod texts;
mod tree;
