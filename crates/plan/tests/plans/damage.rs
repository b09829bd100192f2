//! Whatever is done to a plan's text, it is loaded or refused, never a panic.

use huigu_plan::{Plan, SHIPPED_FILES, Setting, shipped};
use proptest::prelude::*;

fn files() -> Vec<(String, String)> {
    SHIPPED_FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// One act of damage: where (in thousandths of the text), how many bytes go,
/// what comes instead.
type Damage = (usize, usize, usize, String);

fn damage() -> impl Strategy<Value = Damage> {
    let pieces = prop_oneof![
        Just(String::new()),
        "[\\[\\]{}\"'=,.#@ \n]{1,4}",
        "[a-z0-9%-]{1,8}",
        "\\PC{0,6}",
        prop::sample::select(vec![
            "[[measure]]\n",
            "[clause]\n",
            "where.any = []\n",
            "unset",
            "\"\"\"",
            "2021-13-01",
            "not = {}",
            "[[a.b]]",
            "\\u0000",
        ])
        .prop_map(str::to_owned),
    ];
    (0..SHIPPED_FILES.len(), 0..1000usize, 0..40usize, pieces)
        .prop_map(|(file, place, gone, piece)| (file, place, gone, piece))
}

fn apply(files: &mut [(String, String)], (file, place, gone, piece): &Damage) {
    let text = &mut files[*file].1;
    let from = text.floor_char_boundary(text.len() * place / 1000);
    let to = text.floor_char_boundary((from + gone).min(text.len())).max(from);
    text.replace_range(from..to, piece);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_panics(all in prop::collection::vec(damage(), 1..4)) {
        let mut files = files();
        all.iter().for_each(|one| apply(&mut files, one));
        match Plan::from_files(&files) {
            Ok(plan) => prop_assert!(plan.rules_at(plan.validity().from).is_ok() || !plan.id().is_empty()),
            Err(mistakes) => {
                prop_assert!(!mistakes.is_empty());
                for mistake in mistakes {
                    prop_assert!(files.iter().any(|(name, _)| *name == mistake.file));
                    prop_assert!(mistake.line >= 1 && mistake.column >= 1);
                    prop_assert!(!mistake.what.zh.is_empty() && !mistake.remedy.en.is_empty());
                    prop_assert!(mistake.to_string().contains('^'));
                }
            }
        }
    }

    #[test]
    fn no_text_of_its_own_panics(name in "[a-z0-9.-]{0,12}", text in "\\PC{0,80}") {
        let files = vec![("plan.toml".to_owned(), text.clone()), (name, text)];
        prop_assert!(Plan::from_files(&files).is_err());
    }

    #[test]
    fn no_setting_panics(path in "[a-z.-]{0,30}", value in "\\PC{0,20}") {
        if let Ok(setting) = Setting::parse(&format!("{path}={value}")) {
            prop_assert!(shipped().with(&[setting]).is_err());
        }
    }

    #[test]
    fn no_value_panics(place in 0..200usize, value in "\\PC{0,20}") {
        let plan = shipped();
        let parameters = plan.parameters();
        let path = &parameters[place % parameters.len()].path;
        if let Ok(setting) = Setting::parse(&format!("{path}={value}")) {
            let _ = plan.with(&[setting]);
        }
    }
}

#[test]
fn nothing_at_all_is_refused() {
    let mistakes = Plan::from_files(&[]).unwrap_err();
    assert_eq!(mistakes[0].what.en, "there is no plan.toml");
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    let mut files = files();
    files.reverse();
    let turned = Plan::from_files(&files).unwrap();
    let day = turned.validity().last();
    assert_eq!(turned.rules_at(day).unwrap(), shipped().rules_at(day).unwrap());
    assert_eq!(shipped().diff(&turned), []);
}
