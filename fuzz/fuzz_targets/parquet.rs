//! Parquet books. The decoder's own panics are caught inside intake, so here
//! only a panic that leaves intake counts.
#![no_main]

use std::panic::{catch_unwind, set_hook};
use std::process::abort;
use std::sync::Once;

use libfuzzer_sys::fuzz_target;

static QUIET: Once = Once::new();

fuzz_target!(init: huigu_fuzz::sow("parquet"), |data: &[u8]| {
    QUIET.call_once(|| set_hook(Box::new(|_| {})));
    let Some((choice, bytes)) = data.split_first() else { return };
    if catch_unwind(|| huigu_fuzz::read_book(*choice, bytes)).is_err() {
        abort();
    }
});
