//! Comma-separated books: the first byte chooses the kind.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: huigu_fuzz::sow("csv"), |data: &[u8]| {
    if let Some((choice, bytes)) = data.split_first() {
        huigu_fuzz::read_book(*choice, bytes);
    }
});
