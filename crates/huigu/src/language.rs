//! The language people are answered in, and how it is chosen: `--lang`, then
//! the setting `lang`, then the locale, then Chinese.

use std::ffi::OsString;

use huigu_quantity::Lang;

/// The language of a run: the arguments are looked through before they
/// are parsed, so that even a complaint about them is understood. `set` is
/// what environment and file say.
pub fn of_run(arguments: &[OsString], set: Option<Lang>, variable: &dyn Fn(&str) -> Option<OsString>) -> Lang {
    if let Some(asked) = asked_for(arguments).or(set) {
        return asked;
    }
    // The first of these that is set and not empty is the locale (POSIX).
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    match locale {
        Some(value) if value.to_string_lossy().to_ascii_lowercase().starts_with("zh") => Lang::Zh,
        Some(_) => Lang::En,
        None => Lang::Zh,
    }
}

fn asked_for(arguments: &[OsString]) -> Option<Lang> {
    let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy()).take_while(|text| text != "--");
    while let Some(argument) = arguments.next() {
        if argument == "--lang" {
            return arguments.next().and_then(|value| Lang::named(&value));
        }
        if let Some(value) = argument.strip_prefix("--lang=") {
            return Lang::named(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(arguments: &[&str], set: Option<Lang>, variables: &[(&str, &str)]) -> Lang {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let variables: Vec<(String, OsString)> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect();
        of_run(&arguments, set, &|name| {
            variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn the_nearest_wish_decides() {
        assert_eq!(chosen(&[], None, &[]), Lang::Zh, "no locale");
        assert_eq!(chosen(&[], None, &[("LANG", "en_GB.UTF-8")]), Lang::En);
        assert_eq!(chosen(&[], None, &[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(chosen(&[], None, &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C.UTF-8")]), Lang::En);
        assert_eq!(chosen(&[], None, &[("LANG", "en_GB"), ("LC_ALL", "")]), Lang::En, "an empty variable is not set");
        assert_eq!(chosen(&[], Some(Lang::Zh), &[("LANG", "en_GB")]), Lang::Zh);
        assert_eq!(chosen(&["huigu", "settle", "--lang", "en"], Some(Lang::Zh), &[]), Lang::En);
        assert_eq!(chosen(&["huigu", "--lang=en", "settle"], None, &[("LANG", "zh_CN")]), Lang::En);
    }
}
