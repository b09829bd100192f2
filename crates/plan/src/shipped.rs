//! The plan shipped in the binary.

use crate::plan::Plan;

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../plans/zhenhai-2021/", $name)))
    };
}

/// The files of the shipped plan, embedded: name and text.
pub const SHIPPED_FILES: &[(&str, &str)] = &[
    file!("plan.toml"),
    file!("2-principles-and-targets.toml"),
    file!("3.1-fiscal-support.toml"),
    file!("3.2-products.toml"),
    file!("3.3-other-channels.toml"),
    file!("4.1-credit-information.toml"),
    file!("4.2-products-and-services.toml"),
    file!("4.3-risk-tolerance.toml"),
    file!("4.4-incentives-by-credit-record.toml"),
    file!("5.1-mobile-payment.toml"),
    file!("5.2-biometrics.toml"),
    file!("5.3-fintech-pilots.toml"),
    file!("6.1-business-risk.toml"),
    file!("6.2-departments-together.toml"),
    file!("6.3-support-and-risk.toml"),
    file!("7.1-guarantee-system.toml"),
    file!("7.2-guarantee-support.toml"),
    file!("7.3-risk-compensation.toml"),
    file!("8.1-education.toml"),
    file!("8.2-campaigns.toml"),
    file!("9.1-organisation.toml"),
    file!("9.2-special-fund.toml"),
    file!("9.3-monitoring.toml"),
    file!("9.4-publicity.toml"),
];

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
            let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            panic!("{}", told.join("\n\n"));
        }
        assert_eq!(shipped().clauses().len(), SHIPPED_FILES.len() - 1);
    }

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../plans/zhenhai-2021");
        let mut there: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        there.sort();
        let mut embedded: Vec<&str> = SHIPPED_FILES.iter().map(|(name, _)| *name).collect();
        embedded.sort_unstable();
        assert_eq!(there, embedded);
    }
}
