//! Spreadsheets: the first byte chooses the kind and, by its highest bit,
//! whether the rest is a package or the parts of one.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: huigu_fuzz::sow("xlsx"), |data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    if choice & 0x80 == 0 {
        huigu_fuzz::read_book(*choice, &huigu_fuzz::pack(bytes));
    } else {
        huigu_fuzz::read_book(choice & 0x7f, bytes);
    }
});
