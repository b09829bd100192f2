//! The register's conformance on both databases ([`huigu_testkit::suite`]).
//!
//! `cargo test -p huigu-store --test conformance NAME` runs the cases whose names hold NAME. `HUIGU_CRASH_ROUNDS` (40) is how
//! often the crash case kills a writer, `HUIGU_CRASH_SEED` repeats its moments, `HUIGU_RANDOM_CASES` (24) how many random
//! histories are tried.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test program: it tells what it does and stops at what it does not expect"
)]

mod about;
mod accounts;
mod audit;
mod backup;
mod batches;
mod checks;
mod concurrency;
mod contacts;
mod crash;
mod datasets;
mod encryption;
mod events;
mod fill;
mod ground;
mod model;
mod notices;
mod random;
mod released;
mod rows;
mod settlements;
mod snapshot;
mod touched;
mod trouble;

use std::process::ExitCode;

use ground::Ground;
use huigu_testkit::suite::{self, Case};

const CASES: &[Case<Ground>] = &[
    ("batches::every_kind_comes_back_as_it_went_in", batches::every_kind_comes_back_as_it_went_in),
    ("batches::the_same_file_again_changes_nothing", batches::the_same_file_again_changes_nothing),
    ("batches::a_correction_is_a_newer_version", batches::a_correction_is_a_newer_version),
    ("batches::a_small_file_meets_a_large_register", batches::a_small_file_meets_a_large_register),
    ("batches::a_withdrawal_brings_back_the_older_content", batches::a_withdrawal_brings_back_the_older_content),
    ("batches::a_withdrawal_not_agreed_to_changes_nothing", batches::a_withdrawal_not_agreed_to_changes_nothing),
    ("batches::withdrawals_are_refused_by_name", batches::withdrawals_are_refused_by_name),
    ("batches::a_day_ends_in_shanghai", batches::a_day_ends_in_shanghai),
    ("batches::a_file_with_a_fault_changes_nothing", batches::a_file_with_a_fault_changes_nothing),
    ("datasets::records_have_versions_like_facts", datasets::records_have_versions_like_facts),
    ("datasets::a_data_set_the_plan_has_no_more_is_kept", datasets::a_data_set_the_plan_has_no_more_is_kept),
    ("events::equal_events_are_counted", events::equal_events_are_counted),
    ("events::a_withdrawn_occurrence_leaves_no_hole", events::a_withdrawn_occurrence_leaves_no_hole),
    ("events::an_event_with_an_id_is_corrected", events::an_event_with_an_id_is_corrected),
    ("audit::acts_leave_two_rows", audit::acts_leave_two_rows),
    ("audit::every_column_is_guarded", audit::every_column_is_guarded),
    ("audit::a_cut_tail_and_a_chain_made_anew_are_found", audit::a_cut_tail_and_a_chain_made_anew_are_found),
    ("audit::an_exported_chain_stands_alone", audit::an_exported_chain_stands_alone),
    ("settlements::an_approval_is_frozen", settlements::an_approval_is_frozen),
    ("notices::the_newest_official_text_holds", notices::the_newest_official_text_holds),
    ("notices::a_notice_is_published_and_withdrawn_once", notices::a_notice_is_published_and_withdrawn_once),
    ("contacts::the_last_of_each_institution_holds", contacts::the_last_of_each_institution_holds),
    ("about::one_thing_is_told_as_in_all_facts", about::one_thing_is_told_as_in_all_facts),
    ("about::batches_are_told_in_pages_and_by_number", about::batches_are_told_in_pages_and_by_number),
    ("accounts::a_user_is_added_once_and_found", accounts::a_user_is_added_once_and_found),
    ("accounts::disabling_and_resetting_end_what_runs", accounts::disabling_and_resetting_end_what_runs),
    ("accounts::a_code_is_taken_once", accounts::a_code_is_taken_once),
    ("accounts::a_second_factor_stays_until_the_next", accounts::a_second_factor_stays_until_the_next),
    ("accounts::tokens_are_kept_by_hash", accounts::tokens_are_kept_by_hash),
    ("accounts::failures_are_counted_and_forgotten", accounts::failures_are_counted_and_forgotten),
    ("accounts::scenarios_are_kept_and_dropped", accounts::scenarios_are_kept_and_dropped),
    ("accounts::a_request_is_answered_once", accounts::a_request_is_answered_once),
    ("accounts::a_session_is_touched_without_waiting", accounts::a_session_is_touched_without_waiting),
    (
        "accounts::nobody_signs_in_while_the_act_cannot_be_closed",
        accounts::nobody_signs_in_while_the_act_cannot_be_closed,
    ),
    ("backup::it_is_restored_on_either_database", backup::it_is_restored_on_either_database),
    ("backup::a_restored_register_lives_on", backup::a_restored_register_lives_on),
    ("backup::it_is_one_state_while_others_write", backup::it_is_one_state_while_others_write),
    ("backup::what_is_not_whole_is_refused", backup::what_is_not_whole_is_refused),
    ("backup::what_does_not_hold_together_is_refused", backup::what_does_not_hold_together_is_refused),
    ("backup::each_refusal_has_its_name", backup::each_refusal_has_its_name),
    ("released::every_version_is_here", released::every_version_is_here),
    ("released::each_is_brought_up_to_date", released::each_is_brought_up_to_date),
    ("checks::each_check_finds_its_damage", checks::each_check_finds_its_damage),
    ("checks::a_damaged_file_is_found", checks::a_damaged_file_is_found),
    ("trouble::a_register_belongs_to_one_plan", trouble::a_register_belongs_to_one_plan),
    ("trouble::what_the_audit_alone_told_is_worked_out", trouble::what_the_audit_alone_told_is_worked_out),
    ("trouble::what_is_no_register_is_left_alone", trouble::what_is_no_register_is_left_alone),
    ("trouble::a_locked_register_says_so", trouble::a_locked_register_says_so),
    ("trouble::a_cut_connection_changes_nothing", trouble::a_cut_connection_changes_nothing),
    ("trouble::places_that_cannot_be_opened_say_why", trouble::places_that_cannot_be_opened_say_why),
    ("encryption::a_server_must_be_who_it_should_be", encryption::a_server_must_be_who_it_should_be),
    ("concurrency::importers_end_one_after_the_other", concurrency::importers_end_one_after_the_other),
    ("concurrency::the_same_file_sent_by_all_is_one_batch", concurrency::the_same_file_sent_by_all_is_one_batch),
    ("touched::a_file_is_noted_with_its_batch", touched::a_file_is_noted_with_its_batch),
    ("touched::what_was_not_noted_is_not_known", touched::what_was_not_noted_is_not_known),
    ("snapshot::it_is_kept_and_found_again", snapshot::it_is_kept_and_found_again),
    ("snapshot::what_is_not_the_registers_is_not_believed", snapshot::what_is_not_the_registers_is_not_believed),
    ("snapshot::a_cut_writer_leaves_nothing_that_is_believed", snapshot::a_cut_writer_leaves_nothing_that_is_believed),
    ("snapshot::writers_and_readers_meet", snapshot::writers_and_readers_meet),
    ("snapshot::no_backup_carries_it", snapshot::no_backup_carries_it),
    ("random::any_history_is_that_of_the_model", random::any_history_is_that_of_the_model),
    ("crash::what_was_acknowledged_is_there", crash::what_was_acknowledged_is_there),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [child, place] = arguments.as_slice()
        && child == crash::CHILD
    {
        crash::child(place);
    }
    if let [mode, place, plan] = arguments.as_slice()
        && mode == fill::MODE
    {
        fill::run(place, plan);
        return ExitCode::SUCCESS;
    }
    suite::main(CASES, &[], Ground::sqlite(), Ground::postgresql)
}
