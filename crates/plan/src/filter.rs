//! Filters: which loans, guarantees, deals or demands are meant, in the words
//! of [`crate::keys`], with named filters and readings not yet spelled out.

use huigu_facts::Industry;

use crate::draft::{Owner, Use};
use crate::keys::{KEYS, Key, Makes};
use crate::node::{Fields, Value};
use crate::read::figure;
use crate::rules::{Condition, Text};
use crate::subject::Subject;

/// All of these must be met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub parts: Vec<Part>,
}

/// One word of a filter with its value.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub key: &'static Key,
    pub is: Is,
}

/// What a word's value came to.
#[derive(Debug, Clone)]
pub(crate) enum Is {
    /// A condition, and how its value reads.
    Fixed(Condition, Text),
    /// A figure, by its path.
    Figure(String),
    /// Named filters.
    Named(Vec<String>),
    Any(Vec<Filter>),
    Not(Filter),
    GuaranteedLoan(Filter),
    /// A filter for each choice of a reading.
    ByReading(String, Vec<(String, Filter)>),
}

/// Where a filter stands: whose it is, what it is asked of, and what its
/// figures' names begin with.
#[derive(Clone)]
pub(crate) struct Place<'p> {
    pub owner: &'p Owner,
    /// `None` inside a named filter: told by whoever uses it.
    pub subject: Option<Subject>,
    pub prefix: String,
}

impl<'p> Place<'p> {
    pub fn of(owner: &'p Owner, subject: Option<Subject>, prefix: &str) -> Self {
        Self { owner, subject, prefix: prefix.to_owned() }
    }

    fn inside(&self, name: &str) -> Self {
        Self { prefix: format!("{}{name}.", self.prefix), ..self.clone() }
    }
}

impl Filter {
    pub fn read(fields: &Fields<'_>, place: &Place<'_>) -> Self {
        let parts = fields.entries().into_iter().filter_map(|(name, value)| Part::read(name, &value, place)).collect();
        Self { parts }
    }

    /// The filter of a key, empty where the key is absent.
    pub fn under(fields: &Fields<'_>, key: &'static str, place: &Place<'_>) -> Self {
        fields.get(key).and_then(|value| value.table()).map(|table| Self::read(&table, place)).unwrap_or_default()
    }

    /// Every part, those inside `any`, `not` and the like too.
    pub fn walk<'f>(&'f self, visit: &mut dyn FnMut(&'f Part)) {
        for part in &self.parts {
            visit(part);
            match &part.is {
                Is::Fixed(..) | Is::Figure(_) | Is::Named(_) => {}
                Is::Any(filters) => filters.iter().for_each(|filter| filter.walk(visit)),
                Is::Not(filter) | Is::GuaranteedLoan(filter) => filter.walk(visit),
                Is::ByReading(_, sides) => sides.iter().for_each(|(_, filter)| filter.walk(visit)),
            }
        }
    }
}

impl Part {
    /// Reads one word; `None` after telling what is wrong with it.
    pub fn read(name: &str, value: &Value<'_>, place: &Place<'_>) -> Option<Self> {
        let fitting = KEYS.iter().filter(|key| place.subject.is_none_or(|subject| key.fits(subject)));
        let Some(key) = Key::named(name) else {
            let what = Text::of(format!("未知的条件 `{name}`"), format!("unknown condition `{name}`"));
            let remedy = crate::near::remedy(name, fitting.map(|key| key.name));
            value.draft.report.add(value.key_at, what, remedy);
            return None;
        };
        if let Some(subject) = place.subject.filter(|subject| !key.fits(*subject)) {
            unfit(value, key, subject);
            return None;
        }
        let is = Self::value(key, value, place)?;
        Some(Self { key, is })
    }

    fn value(key: &'static Key, value: &Value<'_>, place: &Place<'_>) -> Option<Is> {
        Some(match key.makes {
            Makes::Words(make) => {
                let (condition, shown) = make(value)?;
                Is::Fixed(condition, shown)
            }
            Makes::Flag(make) => {
                let flag = value.flag()?;
                Is::Fixed(make(flag), if flag { Text::of("是", "yes") } else { Text::of("否", "no") })
            }
            Makes::Texts(make) => {
                let texts: Vec<String> = value.strings()?.into_iter().map(|(text, _)| text.to_owned()).collect();
                let shown = Text::list(&texts.iter().map(Text::same).collect::<Vec<_>>());
                Is::Fixed(make(texts), shown)
            }
            Makes::Industry => industry(value)?,
            Makes::Product => products(value)?,
            Makes::Sum(_) | Makes::Years(_) | Makes::Points(_) => {
                let name = format!("{}{}", place.prefix, key.name);
                Is::Figure(figure::read(place.owner, &name, value, key.want()?))
            }
            Makes::Filter => named(value, place)?,
            Makes::Any => any(value, place)?,
            Makes::Not => Is::Not(Filter::read(&value.table()?, &place.inside("not"))),
            Makes::GuaranteedLoan => {
                let place = Place { subject: Some(Subject::Loans), ..place.inside("guaranteed-loan") };
                Is::GuaranteedLoan(Filter::read(&value.table()?, &place))
            }
            Makes::ByReading => by_reading(value, place)?,
        })
    }
}

fn unfit(value: &Value<'_>, key: &Key, subject: Subject) {
    let counted = subject.name();
    let what = Text::of(
        format!("条件 `{}` 不适用于{}", key.name, counted.zh),
        format!("the condition `{}` does not fit {}", key.name, counted.en),
    );
    let fitting: Vec<&str> = KEYS.iter().filter(|key| key.fits(subject)).map(|key| key.name).collect();
    let remedy = Text::of(
        format!("{}可用的条件：{}", counted.zh, fitting.join("、")),
        format!("conditions for {}: {}", counted.en, fitting.join(", ")),
    );
    value.draft.report.add(value.key_at, what, remedy);
}

/// A section letter, or two to four digits, with or without the letter.
fn industry(value: &Value<'_>) -> Option<Is> {
    let mut codes = Vec::new();
    for (code, at) in value.strings()? {
        if let Err(error) = Industry::parse(code) {
            let what = Text::of(format!("“{code}”不是行业代码"), format!("\"{code}\": {error}"));
            let remedy = Text::of(
                "写门类字母或两至四位数字：C、38、6510",
                "write a section letter or two to four digits: C, 38, 6510",
            );
            value.draft.report.add(at, what, remedy);
            continue;
        }
        // The letter follows from the division, so that digits alone are asked.
        let digits = code.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        codes.push(if digits.is_empty() { code.to_ascii_uppercase() } else { digits.to_owned() });
    }
    let shown = Text::list(&codes.iter().map(Text::same).collect::<Vec<_>>());
    Some(Is::Fixed(Condition::Industry(codes), shown))
}

fn products(value: &Value<'_>) -> Option<Is> {
    let mut ids = Vec::new();
    for (id, at) in value.strings()? {
        value.draft.needs(Use::Product { id: id.to_owned(), at });
        ids.push(id.to_owned());
    }
    let shown = Text::list(&ids.iter().map(Text::same).collect::<Vec<_>>());
    Some(Is::Fixed(Condition::Product(ids), shown))
}

/// One name or a list of names of filters.
fn named(value: &Value<'_>, place: &Place<'_>) -> Option<Is> {
    let names = match value.as_str() {
        Some(name) => vec![(name, value.at)],
        None => value.strings()?,
    };
    for (name, at) in &names {
        value.draft.needs(Use::Filter { id: (*name).to_owned(), subject: place.subject, at: *at });
    }
    Some(Is::Named(names.into_iter().map(|(name, _)| name.to_owned()).collect()))
}

fn any(value: &Value<'_>, place: &Place<'_>) -> Option<Is> {
    let mut filters = Vec::new();
    let list = value.list()?;
    if list.is_empty() {
        value.wrong(
            Text::of("`any` 没有任何一项，永不符合", "`any` of nothing is never met"),
            Text::of("至少写一项", "give one entry at least"),
        );
    }
    for (number, item) in list.iter().enumerate() {
        let place = place.inside(&format!("any.{}", number + 1));
        filters.push(Filter::read(&item.table()?, &place));
    }
    Some(Is::Any(filters))
}

/// `{ id = "reading", choice = { … }, … }`: a filter for each choice.
fn by_reading(value: &Value<'_>, place: &Place<'_>) -> Option<Is> {
    let fields = value.table()?;
    let id = fields.need("id")?;
    let reading = id.string()?.to_owned();
    let mut sides = Vec::new();
    for (choice, side) in fields.entries() {
        if choice != "id" {
            let place = place.inside(choice);
            sides.push((choice.to_owned(), Filter::read(&side.table()?, &place)));
        }
    }
    let words = sides.iter().map(|(choice, _)| choice.clone()).collect();
    value.draft.needs(Use::Reading { id: reading.clone(), words, whole: true, at: id.at });
    Some(Is::ByReading(reading, sides))
}
