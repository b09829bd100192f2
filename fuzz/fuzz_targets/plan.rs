//! A plan's files, one after the other in one text.
#![no_main]

use huigu_plan::Plan;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: huigu_fuzz::sow("plan"), |data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    if let Err(mistakes) = Plan::from_files(&huigu_fuzz::plan_files(&text)) {
        assert!(!mistakes.is_empty(), "a refused plan says why");
    }
});
