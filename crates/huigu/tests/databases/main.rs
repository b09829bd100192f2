//! The commands over both databases ([`huigu_testkit::suite`]).
//!
//! `cargo test -p huigu --test databases NAME` runs the cases whose names hold NAME. `HUIGU_CRASH_ROUNDS` (40) is how often each
//! case of crashes kills on each database, `HUIGU_CRASH_SEED` repeats the moments of a run.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test program: it tells what it does and stops at what it does not expect"
)]

mod answers;
mod concurrency;
mod crash;
mod crash_desk;
mod ground;
mod portal;
mod proxy;
mod released;
mod served;
mod sight;
mod trouble;

use std::process::ExitCode;

use ground::Ground;
use huigu_testkit::suite::{self, AcrossCase, Case};

const CASES: &[Case<Ground>] = &[
    ("answers::a_register_answers_as_bare_books_do", answers::a_register_answers_as_bare_books_do),
    ("answers::every_command_says_the_same", answers::every_command_says_the_same),
    ("concurrency::it_ends_as_if_one_after_the_other", concurrency::it_ends_as_if_one_after_the_other),
    (
        "concurrency::the_same_file_to_an_empty_place_is_one_batch",
        concurrency::the_same_file_to_an_empty_place_is_one_batch,
    ),
    ("trouble::a_cut_connection_leaves_whole_files", trouble::a_cut_connection_leaves_whole_files),
    ("trouble::a_server_that_goes_away_is_told", trouble::a_server_that_goes_away_is_told),
    ("trouble::a_full_disk_is_told", trouble::a_full_disk_is_told),
    ("trouble::an_answer_that_cannot_be_written_is_told", trouble::an_answer_that_cannot_be_written_is_told),
    ("trouble::a_register_that_cannot_be_had_is_told", trouble::a_register_that_cannot_be_had_is_told),
    ("trouble::a_truncated_file_is_told", trouble::a_truncated_file_is_told),
    ("released::every_version_answers_as_it_did", released::every_version_answers_as_it_did),
    ("portal::two_servers_are_one_portal", portal::two_servers_are_one_portal),
    ("portal::a_log_nobody_takes_stops_nobody", portal::a_log_nobody_takes_stops_nobody),
    ("portal::a_crowd_and_lost_connections_are_borne", portal::a_crowd_and_lost_connections_are_borne),
    ("crash::what_was_acknowledged_is_there", crash::what_was_acknowledged_is_there),
    ("crash_desk::what_was_said_holds", crash_desk::what_was_said_holds),
];

const ACROSS: &[AcrossCase<Ground>] = &[
    ("answers::a_backup_moves_between_the_databases", answers::a_backup_moves_between_the_databases),
    ("portal::a_register_that_moved_is_served", portal::a_register_that_moved_is_served),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [child, place] = arguments.as_slice()
        && child == crash_desk::CHILD
    {
        crash_desk::child(place);
    }
    suite::main(CASES, ACROSS, Ground::sqlite(), Ground::postgresql)
}
