//! A Rust file as code without comments and strings, and its strings, with
//! the parts that only tests see taken out on request.

/// A string literal and the line it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    pub line: usize,
    pub text: String,
    at: usize,
}

/// A Rust file, read.
pub struct Source {
    /// The file's characters, with comments, strings and character literals
    /// blanked: every character keeps its place and line.
    code: Vec<char>,
    literals: Vec<Literal>,
}

impl Source {
    /// Reads a file.
    pub fn read(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut source = Self { code: chars.clone(), literals: Vec::new() };
        let mut at = 0;
        while at < chars.len() {
            at = source.step(&chars, at);
        }
        source
    }

    /// The file without what stands under `#[cfg(test)]`.
    pub fn without_tests(mut self) -> Self {
        const MARK: &str = "#[cfg(test)]";
        let mark: Vec<char> = MARK.chars().collect();
        while let Some(from) = self.code.windows(mark.len()).position(|window| window == mark) {
            let until = end_of_item(&self.code, from + mark.len());
            blank(&mut self.code[from..until]);
            self.literals.retain(|literal| !(from..until).contains(&literal.at));
        }
        self
    }

    /// The lines of code, from 1.
    pub fn lines(&self) -> Vec<(usize, String)> {
        let code: String = self.code.iter().collect();
        code.lines().enumerate().map(|(line, text)| (line + 1, text.to_owned())).collect()
    }

    /// The code as one text.
    pub fn code(&self) -> String {
        self.code.iter().collect()
    }

    /// Name and number of lines of every function with a body.
    pub fn functions(&self) -> Vec<(String, usize)> {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let mut found = Vec::new();
        for at in 0..self.code.len() {
            if !self.code[at..].starts_with(&['f', 'n', ' ']) || (at > 0 && word(self.code[at - 1])) {
                continue;
            }
            let name: String = self.code[at + 3..].iter().take_while(|c| word(**c)).collect();
            let body = &self.code[at..end_of_item(&self.code, at)];
            if !name.is_empty() && body.last() == Some(&'}') {
                found.push((name, body.iter().filter(|c| **c == '\n').count() + 1));
            }
        }
        found
    }

    /// The string literals, in order.
    pub fn literals(&self) -> &[Literal] {
        &self.literals
    }

    /// Modules that are told to be for tests only: `#[cfg(test)] mod name;`.
    pub fn test_modules(&self) -> Vec<String> {
        let code: String = self.code.iter().collect();
        let after = code.split("#[cfg(test)]").skip(1);
        let named = after.filter_map(|rest| rest.trim_start().strip_prefix("mod ")?.split_once(';'));
        named.map(|(name, _)| name.trim().to_owned()).filter(|name| !name.contains('{')).collect()
    }

    /// Reads what begins at `at`; gives the place after it.
    fn step(&mut self, chars: &[char], at: usize) -> usize {
        let rest = &chars[at..];
        let begins = |text: &str| text.chars().enumerate().all(|(i, c)| rest.get(i) == Some(&c));
        let word_before = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
        if begins("//") {
            let end = at + rest.iter().position(|c| *c == '\n').unwrap_or(rest.len());
            blank(&mut self.code[at..end]);
            return end;
        }
        if begins("/*") {
            let end = at + end_of_block_comment(rest);
            blank(&mut self.code[at..end]);
            return end;
        }
        if rest[0] == '"' {
            return self.string(chars, at, at + 1, 0, true);
        }
        if !word_before && let Some((opening, hashes)) = raw_opening(rest) {
            return self.string(chars, at, at + opening, hashes, false);
        }
        if rest[0] == '\'' {
            let end = match (rest.get(1), rest.get(2)) {
                (Some('\\'), _) => rest[3.min(rest.len())..].iter().position(|c| *c == '\'').map_or(1, |i| i + 4),
                (Some(_), Some('\'')) => 3,
                _ => 1,
            };
            blank(&mut self.code[at..at + end]);
            return at + end;
        }
        at + 1
    }

    /// Takes a string whose content begins at `from`; gives the place after it.
    fn string(&mut self, chars: &[char], at: usize, from: usize, hashes: usize, escapes: bool) -> usize {
        let mut end = from;
        while end < chars.len() {
            if escapes && chars[end] == '\\' {
                end += 2;
                continue;
            }
            if chars[end] == '"' && chars[end + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes {
                break;
            }
            end += 1;
        }
        let end = end.min(chars.len());
        let line = chars[..at].iter().filter(|c| **c == '\n').count() + 1;
        self.literals.push(Literal { line, text: chars[from..end].iter().collect(), at });
        let after = (end + 1 + hashes).min(chars.len());
        blank(&mut self.code[at..after]);
        after
    }
}

fn blank(part: &mut [char]) {
    for c in part.iter_mut().filter(|c| **c != '\n') {
        *c = ' ';
    }
}

/// Length of `r"`, `br#"` and the like, with the number of hashes.
fn raw_opening(rest: &[char]) -> Option<(usize, usize)> {
    let prefix = match rest {
        ['b' | 'c', 'r', ..] => 2,
        ['r', ..] => 1,
        _ => return None,
    };
    let hashes = rest[prefix..].iter().take_while(|c| **c == '#').count();
    (rest.get(prefix + hashes) == Some(&'"')).then_some((prefix + hashes + 1, hashes))
}

fn end_of_block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < rest.len() {
        match (rest[at], rest[at + 1]) {
            ('/', '*') => (depth, at) = (depth + 1, at + 2),
            ('*', '/') if depth == 1 => return at + 2,
            ('*', '/') => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

/// The place after the item that begins at `from`: after its braces, or its
/// semicolon.
fn end_of_item(code: &[char], from: usize) -> usize {
    let mut depth = 0_usize;
    let mut nested = 0_usize;
    for (at, c) in code.iter().enumerate().skip(from) {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            '(' | '[' if depth == 0 => nested += 1,
            ')' | ']' if depth == 0 => nested = nested.saturating_sub(1),
            ';' if depth == 0 && nested == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[test]
fn strings_comments_and_tests_are_told_apart() {
    let text = r##"
        // a "comment"
        fn f<'a>(x: &'a str) -> char { '"' } /* and /* one */ "more" */
        const A: &str = "one \" two";
        const B: &str = r#"three "four""#;
        #[cfg(test)]
        mod tests { const C: &str = "five"; fn g() { if true {} } }
        #[cfg(test)]
        mod outside;
        const D: &str = "six";
    "##;
    let texts = |source: &Source| source.literals().iter().map(|l| l.text.clone()).collect::<Vec<_>>();
    let source = Source::read(text);
    assert_eq!(texts(&source), ["one \\\" two", "three \"four\"", "five", "six"]);
    assert_eq!(source.literals()[0].line, 4);
    assert_eq!(source.test_modules(), ["outside"]);
    assert_eq!(source.functions(), [("f".to_owned(), 1), ("g".to_owned(), 1)]);
    let source = source.without_tests();
    assert_eq!(texts(&source), ["one \\\" two", "three \"four\"", "six"]);
    let code: String = source.lines().into_iter().map(|(_, line)| line).collect();
    assert!(code.contains("const D") && !code.contains("mod tests") && !code.contains("comment"), "{code}");
}
