//! The plan shipped in the binary: whatever lies in its folder (`build.rs`).

use crate::plan::Plan;

/// The files of the shipped plan, embedded: name and text.
pub const SHIPPED_FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The plan shipped in the binary.
#[must_use]
pub fn shipped() -> Plan {
    let own = |text: &&str| (*text).to_owned();
    let files: Vec<(String, String)> = SHIPPED_FILES.iter().map(|(name, text)| (own(name), own(text))).collect();
    // Proof: the texts are constants, and `the_shipped_plan_loads` loads them.
    #[expect(clippy::expect_used, reason = "a test loads this very plan")]
    Plan::from_files(&files).expect("the shipped plan has no mistake")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_plan_loads() {
        let files: Vec<_> = SHIPPED_FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        if let Err(mistakes) = Plan::from_files(&files) {
            let messages: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            panic!("{}", messages.join("\n\n"));
        }
        let of_datasets = SHIPPED_FILES.iter().filter(|(name, _)| name.starts_with(crate::DATASETS)).count();
        assert_eq!(shipped().datasets().len(), of_datasets);
        assert_eq!(shipped().clauses().len(), SHIPPED_FILES.len() - of_datasets - 1);
    }
}
