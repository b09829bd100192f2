//! The sample district in `testdata/sample` is what this crate makes today.
//! After a change that is meant to alter it, write it anew with
//! `HUIGU_WRITE_SAMPLE=1 cargo test -p huigu-synth --test sample`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod memory;
mod shapes;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use huigu_synth::District;
use memory::Memory;

#[test]
fn the_sample_is_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/sample");
    let mut memory = Memory::default();
    let district = District { loans: 300, events: 1_500, seed: 2021, shape: shapes::two_products() };
    district.write_csv(&mut memory, &|_| ()).unwrap();
    let made = memory.contents();
    if std::env::var_os("HUIGU_WRITE_SAMPLE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for (name, bytes) in &made {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
    let kept: BTreeMap<String, Vec<u8>> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "csv"))
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    assert!(kept.keys().eq(made.keys()), "other files: {:?} against {:?}", kept.keys(), made.keys());
    for (name, bytes) in &made {
        assert!(kept[name] == *bytes, "{name} differs from what is made now; see the top of this test");
    }
    assert!(kept.values().map(Vec::len).sum::<usize>() < 300_000);
}
