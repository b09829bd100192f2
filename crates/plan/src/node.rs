//! Reads tables and values of a plan's file, telling every one that does not
//! fit at its place, and every key nobody asked for.

use std::cell::RefCell;

use huigu_facts::Vocabulary;
use huigu_quantity::{ClosedList, Day};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::draft::Draft;
use crate::mistake::At;
use crate::near;
use crate::rules::{Text, WordSet};

/// A value and where it and its key stand.
#[derive(Clone, Copy)]
pub(crate) struct Value<'a> {
    pub draft: &'a Draft<'a>,
    /// The value.
    pub at: At,
    /// Its key; for an element of a list, the element itself.
    pub key_at: At,
    pub raw: &'a DeValue<'a>,
}

/// A table being read: remembers which keys it was asked for.
pub(crate) struct Fields<'a> {
    pub draft: &'a Draft<'a>,
    /// Its header, or the braces of an inline table.
    pub at: At,
    table: &'a DeTable<'a>,
    asked: RefCell<Vec<&'a str>>,
}

impl<'a> Fields<'a> {
    pub fn of(draft: &'a Draft<'a>, at: At, table: &'a DeTable<'a>) -> Self {
        Self { draft, at, table, asked: RefCell::default() }
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &'a str) -> Option<Value<'a>> {
        self.asked.borrow_mut().push(key);
        let (name, value) = self.table.get_key_value(key)?;
        Some(self.value(name, value))
    }

    /// The value of a key that must be there.
    pub fn need(&self, key: &'a str) -> Option<Value<'a>> {
        let value = self.get(key);
        if value.is_none() {
            let what = Text::of(format!("缺少 `{key}`"), format!("`{key}` is missing"));
            self.draft.report.add(self.at, what, Text::of(format!("补上 `{key} = …`"), format!("add `{key} = …`")));
        }
        value
    }

    /// Takes keys as asked for: what they belong to was told to be wrong.
    pub fn pardon(&self, keys: &[&'a str]) {
        self.asked.borrow_mut().extend(keys);
    }

    /// Every key with its value, in the order of the file.
    pub fn entries(&self) -> Vec<(&'a str, Value<'a>)> {
        let mut all: Vec<_> = self.table.iter().collect();
        all.sort_by_key(|(name, _)| name.span().start);
        all.into_iter().map(|(name, value)| (name.get_ref().as_ref(), self.value(name, value))).collect()
    }

    fn value(&self, name: &'a Spanned<std::borrow::Cow<'a, str>>, value: &'a Spanned<DeValue<'a>>) -> Value<'a> {
        let place = |span: std::ops::Range<usize>| At { file: self.at.file, from: span.start, to: span.end };
        Value { draft: self.draft, at: place(value.span()), key_at: place(name.span()), raw: value.get_ref() }
    }

    /// Tells every key that was not asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for (name, value) in self.entries() {
            if !asked.contains(&name) {
                let what = Text::of(format!("未知的键 `{name}`"), format!("unknown key `{name}`"));
                self.draft.report.add(value.key_at, what, near::remedy(name, asked.iter().copied()));
            }
        }
    }

    /// The tables of `[[key]]`, each once.
    pub fn each(&self, key: &'a str) -> Vec<Fields<'a>> {
        self.get(key).and_then(|value| value.list()).unwrap_or_default().iter().filter_map(Value::table).collect()
    }

    /// A text in both languages that must be there.
    pub fn text(&self, key: &'a str) -> Text {
        self.need(key).and_then(|value| value.both()).unwrap_or_default()
    }

    /// `true` or `false`; absent means false.
    pub fn flag(&self, key: &'a str) -> bool {
        self.get(key).and_then(|value| value.flag()).unwrap_or(false)
    }

    /// An id: small letters, digits and hyphens.
    pub fn id(&self) -> (String, At) {
        let Some(value) = self.need("id") else { return (String::new(), self.at) };
        let Some(id) = value.string() else { return (String::new(), value.at) };
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(plain) {
            value.wrong(
                Text::of(format!("编号“{id}”无效"), format!("\"{id}\" is no id")),
                Text::of("只用小写字母、数字和连字符", "use small letters, digits and hyphens only"),
            );
        }
        (id.to_owned(), value.at)
    }
}

impl<'a> Value<'a> {
    pub fn wrong(&self, what: Text, remedy: Text) {
        self.draft.report.add(self.at, what, remedy);
    }

    fn kind(&self) -> Text {
        match self.raw {
            DeValue::String(_) => Text::of("文字", "a string"),
            DeValue::Integer(_) | DeValue::Float(_) => Text::of("没有引号的数", "a bare number"),
            DeValue::Boolean(_) => Text::of("是否", "true or false"),
            DeValue::Datetime(_) => Text::of("日期", "a date"),
            DeValue::Array(_) => Text::of("列表", "a list"),
            DeValue::Table(_) => Text::of("表", "a table"),
        }
    }

    /// Tells that something of another kind is wanted here.
    pub fn unfit(&self, zh: &str, en: &str, example: &str) {
        let found = self.kind();
        let what = Text::of(format!("这里要{zh}，写的是{}", found.zh), format!("{en} wanted here, not {}", found.en));
        self.wrong(what, Text::of(format!("例如写成 {example}"), format!("write for example {example}")));
    }

    pub fn as_str(&self) -> Option<&'a str> {
        match self.raw {
            DeValue::String(text) => Some(text.as_ref()),
            _ => None,
        }
    }

    pub fn string(&self) -> Option<&'a str> {
        let text = self.as_str();
        if text.is_none() {
            self.unfit("文字", "a string", "\"…\"");
        }
        text
    }

    pub fn flag(&self) -> Option<bool> {
        if let DeValue::Boolean(flag) = self.raw {
            return Some(*flag);
        }
        self.unfit(" true 或 false", "true or false", "true");
        None
    }

    pub fn list(&self) -> Option<Vec<Value<'a>>> {
        let DeValue::Array(array) = self.raw else {
            self.unfit("列表", "a list", "[ … ]");
            return None;
        };
        let place = |span: std::ops::Range<usize>| At { file: self.at.file, from: span.start, to: span.end };
        Some(
            array
                .iter()
                .map(|item| Value {
                    draft: self.draft,
                    at: place(item.span()),
                    key_at: place(item.span()),
                    raw: item.get_ref(),
                })
                .collect(),
        )
    }

    pub fn table(&self) -> Option<Fields<'a>> {
        if let DeValue::Table(table) = self.raw {
            return Some(Fields::of(self.draft, self.at, table));
        }
        self.unfit("表", "a table", "{ … }");
        None
    }

    /// `{ zh = "…", en = "…" }`, neither of them empty.
    pub fn both(&self) -> Option<Text> {
        let DeValue::Table(_) = self.raw else {
            self.unfit("中英文两种文字", "a text in both languages", "{ zh = \"…\", en = \"…\" }");
            return None;
        };
        let fields = self.table()?;
        let form = |key| {
            let value = fields.need(key)?;
            let text = value.string()?.trim();
            if text.is_empty() {
                value.wrong(Text::of("文字为空", "the text is empty"), Text::of("写上文字", "write the text"));
            }
            Some(text.to_owned())
        };
        let text = Text { zh: form("zh").unwrap_or_default(), en: form("en").unwrap_or_default() };
        fields.finish();
        Some(text)
    }

    /// A list of strings, each once, not empty.
    pub fn strings(&self) -> Option<Vec<(&'a str, At)>> {
        let list = self.list()?;
        if list.is_empty() {
            self.wrong(
                Text::of("列表为空", "the list is empty"),
                Text::of("写上内容，或删去这一行", "fill it or leave the line out"),
            );
        }
        let mut seen: Vec<(&str, At)> = Vec::new();
        for item in list {
            let Some(text) = item.string() else { continue };
            if text.trim().is_empty() {
                item.wrong(Text::of("文字为空", "the text is empty"), Text::of("写上文字", "write the text"));
            }
            if seen.iter().any(|(before, _)| *before == text) {
                let what = Text::of(format!("“{text}”出现两次"), format!("\"{text}\" stands twice"));
                item.wrong(what, Text::of("删去一个", "leave one out"));
                continue;
            }
            seen.push((text, item.at));
        }
        Some(seen)
    }

    /// A word of one of the plan's own closed lists.
    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let text = self.string()?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            self.unknown_word(text, words.iter().map(|(word, _)| *word));
        }
        found
    }

    /// A value of a closed list, by its code.
    pub fn listed<T: ClosedList>(&self) -> Option<T> {
        let text = self.string()?;
        let found = T::of(text);
        if found.is_none() {
            self.unknown_word(text, T::ALL.iter().map(|one| one.code()));
        }
        found
    }

    pub fn unknown_word<'n>(&self, word: &str, words: impl IntoIterator<Item = &'n str>) {
        self.wrong(
            Text::of(format!("不认识的词“{word}”"), format!("unknown word \"{word}\"")),
            near::remedy(word, words),
        );
    }

    fn vocabulary<V: Vocabulary>(&self) -> Option<V> {
        let text = self.string()?;
        let word = V::parse(text);
        if word.is_none() {
            self.unknown_word(text, V::ALL.iter().map(|word| word.code()));
        }
        word
    }

    /// One word of the books.
    pub fn one<V: Vocabulary>(&self) -> Option<V> {
        self.vocabulary()
    }

    /// `["a", "b"]`, or `{ not = ["a"] }`: all but these, unreported too; and
    /// how that reads.
    pub fn words<V: Vocabulary>(&self) -> Option<(WordSet<V>, Text)> {
        let (list, without) = match self.raw {
            DeValue::Table(_) => {
                let fields = self.table()?;
                let list = fields.need("not");
                fields.finish();
                (list?, true)
            }
            DeValue::Array(_) => (*self, false),
            _ => {
                self.unfit("词的列表", "a list of words", &format!("[\"{}\"]", V::ALL[0].code()));
                return None;
            }
        };
        list.strings()?;
        let words: Vec<V> = list.list()?.iter().filter_map(Value::vocabulary).collect();
        let named: Vec<Text> = words.iter().map(|word| word.text().into()).collect();
        let named = Text::list(&named);
        Some(if without {
            (WordSet::all_but(&words), Text::of(format!("除{}外", named.zh), format!("all but {}", named.en)))
        } else {
            (WordSet::of(&words), named)
        })
    }

    /// A day, as a TOML date or in quotes.
    pub fn day(&self) -> Option<Day> {
        let text = match self.raw {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(date) if date.time.is_none() => date.to_string(),
            _ => {
                self.unfit("日期", "a date", "2021-01-01");
                return None;
            }
        };
        match Day::parse(&text) {
            Ok(day) => Some(day),
            Err(error) => {
                let what = Text::of(format!("日期“{text}”无效"), format!("\"{text}\": {error}"));
                self.wrong(what, Text::of("例如写成 2021-01-01", "write for example 2021-01-01"));
                None
            }
        }
    }
}
