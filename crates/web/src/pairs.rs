//! The pairs of a query or a form, and parts of a path as they are written.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The pairs of a query or a form, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads `a=b&c=d`.
    pub fn parse(text: &str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The last value under a name, if it is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The last value under a name as it was typed; empty where there is none.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Every value under a name, a line each.
    pub fn lines(&self, name: &str) -> String {
        let values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        values.collect::<Vec<_>>().join("\n")
    }

    /// Whether there is a value under a name, be it empty.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// Every pair.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The same with one value put in the place of those under a name; an
    /// empty one takes them away.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs: Vec<_> = self.0.iter().filter(|(key, _)| key != name).cloned().collect();
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        Self(pairs)
    }

    /// As a query with its `?`; empty where there is none.
    pub fn query(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let mut plain = form_urlencoded::Serializer::new(String::new());
        plain.extend_pairs(&self.0);
        format!("?{}", plain.finish())
    }
}

/// Whatever a part of a path may not hold as it is (RFC 3986, unreserved).
const NOT_IN_A_PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A part of a path, escaped: ids of institutions are their own.
pub fn escaped(part: &str) -> String {
    let text = utf8_percent_encode(part, NOT_IN_A_PART).to_string();
    // A part of dots alone would be taken for a folder.
    if text.chars().all(|c| c == '.') { text.replace('.', "%2E") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_changed_and_written() {
        let pairs = Pairs::parse("q=%E5%AE%81&date=2022-06-30&q=b");
        assert_eq!(pairs.get("q"), Some("b"));
        assert_eq!(pairs.with("q", "").query(), "?date=2022-06-30");
        assert_eq!(pairs.with("date", "").with("q", "a&b=c").query(), "?q=a%26b%3Dc");
        assert_eq!(Pairs::default().query(), "");
        assert_eq!(Pairs::parse("a=+").get("a"), None);
    }

    #[test]
    fn parts_of_a_path_are_escaped() {
        assert_eq!(escaped("abc-1"), "abc-1");
        assert_eq!(escaped("a/b?c"), "a%2Fb%3Fc");
        assert_eq!(escaped(".."), "%2E%2E");
        assert_eq!(escaped("宁"), "%E5%AE%81");
    }
}
