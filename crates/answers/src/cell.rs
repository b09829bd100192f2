//! One value of a sheet: what it is, how it is read, and where it leads.

use std::borrow::Cow;

use huigu_engine::Item;
use huigu_facts::Figure;
use huigu_quantity::{ClosedList, Day, Fen, Lang};

use crate::figures;
use crate::state::State;

/// One value of a sheet. What it is decides how it is shown, sorted and filed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it is.
    pub value: Value,
    /// Where it leads, for those who can go there.
    pub link: Option<Link>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Blank,
    /// What somebody wrote: an id, a name, a reason.
    Text(String),
    /// A text of the program's own that may begin like a formula and is none.
    Own(String),
    /// A name, and the id it is known by.
    Named(String, String),
    /// A code, and the word for it in the reader's language.
    Word(Cow<'static, str>, String),
    /// A long code of which a page shows the beginning, such as a hash.
    Digest(String),
    /// A figure with its unit.
    Figure(Figure, Style),
    /// A moment: the day and the time of day, as `09:05`.
    Moment(Day, String),
    /// How something stands, in the words of the kind or in its own.
    State(State, String),
    /// Several texts, one a line.
    Lines(Vec<String>),
    /// Several things that lead somewhere, and what is said of those left out.
    Several(Vec<(String, Link)>, String),
    /// A value drawn against its goal, on a page only.
    Bar(Figure, Option<Figure>),
    /// What a page draws itself, by its number: a button, a box to tick.
    Drawn(usize),
}

/// How a figure is told to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// To its last digit.
    #[default]
    Exact,
    /// In its unit.
    InUnit,
    /// In its unit; where room is dear with two decimals.
    Short,
    /// With its sign.
    Change,
    /// As a goal to be reached, from above or below.
    AtLeast,
    /// As a goal not to be passed.
    AtMost,
    /// As a part of a ratio: money in the unit the head of the table names.
    Part,
    /// As programs read it: a number by which something is known.
    Plain,
}

/// Where a cell leads: a thing, whatever the address of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A clause of the plan.
    Clause(String),
    /// A target.
    Target(String),
    /// A measure in a year.
    Measure(String, i32),
    /// What a beneficiary gets under a measure in a year: measure, beneficiary, year.
    Beneficiary(String, String, i32),
    /// A loan, guarantee or deal.
    Item(Item),
    /// A party of the books.
    Party(String),
    /// A batch of the register.
    Batch(u32),
    /// The batches an institution sent.
    BatchesOf(String),
    /// An approved settlement.
    Settlement(u32),
    /// A notice.
    Notice(u32),
    /// A path that whoever built the sheet knows.
    Path(String),
}

impl Cell {
    /// A value that leads nowhere.
    #[must_use]
    pub fn of(value: Value) -> Self {
        Self { value, link: None }
    }

    /// Nothing.
    #[must_use]
    pub fn blank() -> Self {
        Self::default()
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::of(Value::Text(text.into()))
    }

    /// A name, and the id it is known by, unless that is not shown; a name that
    /// is the id stands once.
    pub fn named(name: impl Into<String>, id: impl Into<String>) -> Self {
        let (name, id) = (name.into(), id.into());
        Self::of(match (name.is_empty(), id.is_empty()) {
            (false, true) => Value::Text(name),
            (false, false) if name != id => Value::Named(name, id),
            _ => Value::Text(id),
        })
    }

    /// A clause by its number, leading to it.
    pub fn clause(id: &str) -> Self {
        Self::text(id).to(Link::Clause(id.to_owned()))
    }

    /// A code, and the word for it.
    pub fn word(code: impl Into<Cow<'static, str>>, word: impl Into<String>) -> Self {
        Self::of(Value::Word(code.into(), word.into()))
    }

    /// A value of a closed list.
    pub fn listed(one: impl ClosedList, lang: Lang) -> Self {
        Self::word(one.code(), lang.t(one.text()))
    }

    /// Whoever did something, as the audit names it: `login@organisation`; people read the login.
    #[must_use]
    pub fn who(who: &str) -> Self {
        Self::word(who.to_owned(), who.split('@').next().unwrap_or_default())
    }

    /// A figure told in a style; nothing where there is none.
    #[must_use]
    pub fn figure(figure: Option<&Figure>, style: Style) -> Self {
        figure.map_or_else(Self::blank, |figure| Self::of(Value::Figure(figure.clone(), style)))
    }

    /// A number by which something is known.
    #[must_use]
    pub fn number(number: u32) -> Self {
        Self::of(Value::Figure(Figure::Count(i128::from(number)), Style::Plain))
    }

    /// How many.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Figure::Count(count as i128).into()
    }

    /// The same, leading somewhere.
    #[must_use]
    pub fn to(mut self, link: Link) -> Self {
        self.link = Some(link);
        self
    }

    /// The same, leading to a path.
    #[must_use]
    pub fn to_path(self, path: impl Into<String>) -> Self {
        self.to(Link::Path(path.into()))
    }

    /// Whether there is nothing in it for a reader; what is drawn is something.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Blank => true,
            Value::Text(text) | Value::Own(text) => text.is_empty(),
            Value::Lines(lines) => lines.is_empty(),
            Value::Several(all, _) => all.is_empty(),
            _ => false,
        }
    }

    /// Whether only a page can show it.
    #[must_use]
    pub fn is_drawn(&self) -> bool {
        matches!(self.value, Value::Bar(..) | Value::Drawn(_))
    }

    /// The sum, of money.
    #[must_use]
    pub fn money(&self) -> Option<Fen> {
        match self.value {
            Value::Figure(Figure::Money(fen), _) => Some(fen),
            _ => None,
        }
    }

    /// As people read it.
    #[must_use]
    pub fn shown(&self, lang: Lang) -> String {
        match &self.value {
            Value::Figure(figure, style) => style.shown(figure, lang),
            _ => self.in_words(lang),
        }
    }

    /// As a file for people holds it: a figure in the form of the interface,
    /// all else in words.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        match &self.value {
            Value::Word(_, word) => word.clone(),
            _ => self.data(lang),
        }
    }

    /// As programs read it: figures and codes in the form of the interface.
    #[must_use]
    pub fn data(&self, lang: Lang) -> String {
        match &self.value {
            Value::Blank | Value::Bar(..) | Value::Drawn(_) => String::new(),
            Value::Text(text) | Value::Own(text) | Value::Digest(text) => text.clone(),
            Value::Named(name, id) => [name.as_str(), id.as_str()].join(" "),
            Value::Word(code, _) => code.clone().into_owned(),
            Value::Figure(figure, _) => figure.to_string(),
            Value::Moment(day, time) => format!("{day} {time}"),
            Value::State(state, word) => {
                if word.is_empty() {
                    lang.say(state)
                } else {
                    word.clone()
                }
            }
            Value::Lines(lines) => lines.join(lang.semicolon()),
            Value::Several(all, more) => {
                let texts: Vec<&str> = all.iter().map(|(text, _)| text.as_str()).collect();
                texts.join(lang.semicolon()) + more
            }
        }
    }

    /// What it is sorted by: numbers before texts, nothing last.
    #[must_use]
    pub fn rank(&self, lang: Lang) -> (u8, i128, String) {
        let number = |value: i128| (0, value, String::new());
        match &self.value {
            Value::Blank | Value::Bar(..) | Value::Drawn(_) => (2, 0, String::new()),
            Value::Figure(Figure::Day(day), _) => number(i128::from(day.0)),
            Value::Figure(figure, _) => match figure.ratio().and_then(|ratio| ratio.millionths()) {
                Some(millionths) => number(millionths),
                None => (1, 0, figure.to_string()),
            },
            Value::Moment(day, time) => (0, i128::from(day.0), time.clone()),
            Value::State(state, _) => number(*state as i128),
            _ => (1, 0, self.in_words(lang)),
        }
    }
}

impl Style {
    /// A figure as people read it in this style.
    #[must_use]
    pub fn shown(self, figure: &Figure, lang: Lang) -> String {
        match self {
            Self::Exact => figures::exact(figure, lang),
            Self::InUnit | Self::Short => figures::in_unit(figure, lang),
            Self::Change => figures::change(figure, lang),
            Self::AtLeast => format!("≥ {}", figures::goal(figure, lang)),
            Self::AtMost => format!("≤ {}", figures::goal(figure, lang)),
            Self::Part => figures::part(figure),
            Self::Plain => figure.to_string(),
        }
    }
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        Self::of(value)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::text(text.as_str())
    }
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        Self::of(Value::Figure(figure, Style::Exact))
    }
}

impl From<Fen> for Cell {
    fn from(sum: Fen) -> Self {
        Figure::Money(sum).into()
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Figure::Count(i128::from(count)).into()
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Self {
        Figure::Count(i128::from(count)).into()
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Figure::Day(day).into()
    }
}

impl From<State> for Cell {
    fn from(state: State) -> Self {
        Self::of(Value::State(state, String::new()))
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::blank, Into::into)
    }
}
