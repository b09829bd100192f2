//! The two plans compared and printed, against texts reviewed by eye; write
//! them anew with `HUIGU_BLESS=1 cargo test -p huigu-plan`.

use huigu_quantity::Lang;

use crate::both;

/// Compares a text with the one kept under `tests/plans/`.
pub fn kept(name: &str, now: &str) {
    let path = format!("{}/tests/plans/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("HUIGU_BLESS").is_some() {
        std::fs::write(&path, now).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (was, is)) in before.lines().zip(now.lines()).enumerate() {
        assert_eq!(is, was, "{name}:{}", number + 1);
    }
    assert_eq!(before.lines().count(), now.lines().count(), "{name} has another length");
}

#[test]
fn the_difference_reads_like_a_change_note() {
    let [shipped, invented] = both();
    for (lang, name) in [(Lang::En, "difference.en.txt"), (Lang::Zh, "difference.zh.txt")] {
        let told: Vec<String> = shipped.diff(&invented).iter().map(|change| change.render(lang)).collect();
        kept(name, &(told.join("\n") + "\n"));
    }
}

#[test]
fn there_and_back_names_the_same_items() {
    let [shipped, invented] = both();
    let items = |changes: Vec<huigu_plan::Change>| {
        let mut items: Vec<String> = changes.into_iter().map(|change| change.item).collect();
        items.sort();
        items.dedup();
        items
    };
    assert_eq!(items(shipped.diff(&invented)), items(invented.diff(&shipped)));
}

#[test]
fn the_invented_plan_printed() {
    let [shipped, invented] = both();
    kept("invented.en.txt", &invented.show(Lang::En));
    kept("invented.zh.txt", &invented.show(Lang::Zh));
    for id in shipped.measures().iter().map(|measure| &measure.id).chain(shipped.targets().iter().map(|t| &t.id)) {
        assert!(shipped.show(Lang::Zh).contains(id.as_str()), "{id} is printed");
    }
}
