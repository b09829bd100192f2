//! The names nearest to one that does not exist, for remedies.

use crate::rules::Text;

/// How many names a remedy lists at most.
const LISTED: usize = 8;

/// What to do about an unknown name: "did you mean", or the names there are.
pub(crate) fn remedy<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Text {
    let mut names: Vec<(usize, &str)> = names.into_iter().map(|name| (distance(wrong, name), name)).collect();
    names.sort_unstable();
    names.dedup();
    let close = wrong.chars().count() / 3 + 1;
    // A letter or two stand in many names.
    let inside = |name: &str| wrong.chars().count() > 2 && (name.contains(wrong) || wrong.contains(name));
    let near: Vec<&str> =
        names.iter().filter(|(far, name)| *far <= close || inside(name)).map(|(_, name)| *name).take(3).collect();
    if !near.is_empty() {
        return Text::of(
            format!("是否想写 {}？", ticked(&near, " 或 ")),
            format!("did you mean {}?", ticked(&near, " or ")),
        );
    }
    if names.is_empty() {
        return Text::of("这里还没有可用的名称", "there is no such name yet");
    }
    let more = if names.len() > LISTED { " …" } else { "" };
    let mut listed: Vec<&str> = names.iter().map(|(_, name)| *name).take(LISTED).collect();
    listed.sort_unstable();
    Text::of(
        format!("可用的有：{}{more}", ticked(&listed, "、")),
        format!("there are: {}{more}", ticked(&listed, ", ")),
    )
}

fn ticked(names: &[&str], between: &str) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(between)
}

/// Letters to insert, leave out or change (Levenshtein), on at most 64 letters.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(64).collect();
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_was_probably_meant() {
        assert_eq!(remedy("securty", ["security", "scale", "town"]).en, "did you mean `security`?");
        assert_eq!(remedy("xyz", ["security", "scale"]).en, "there are: `scale`, `security`");
        assert_eq!(remedy("cap", ["cap-per-deal", "rate"]).en, "did you mean `cap-per-deal`?");
        assert_eq!(remedy("x", ["exclusion", "cap"]).en, "there are: `cap`, `exclusion`");
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
