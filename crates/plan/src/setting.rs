//! What-if: a plan with some of its figures, conditions or readings set to
//! something else, in the words of its own files.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeArray, DeValue};

use crate::check;
use crate::draft::{Draft, Owner, Use};
use crate::figure::Dated;
use crate::filter::{Filter, Part, Place};
use crate::items::AmountEntry;
use crate::items::{filters_of, prefix_of};
use crate::keys::{KEYS, Key, Makes};
use crate::link;
use crate::mistake::{At, Mistake, Source, mistake};
use crate::near;
use crate::node::Value;
use crate::plan::Plan;
use crate::quantity::{FigureUnit, Want};
use crate::read::figure;
use crate::rules::Text;
use crate::subject::Subject;

/// Under this name a setting stands in mistakes.
const FILE: &str = "--set";

/// `ID.PARAM=VALUE`, `READING=CHOICE` or `ID.where.CONDITION=VALUE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    text: String,
    /// Where the value begins.
    value: usize,
}

/// One of a plan's filters.
type FilterPlace = (String, Option<Subject>, String);

impl Setting {
    /// Splits a setting at its first `=`; names and values are looked at by
    /// [`Plan::with`].
    ///
    /// # Errors
    /// When there is no `=`, or nothing before or after it.
    pub fn parse(text: &str) -> Result<Self, Vec<Mistake>> {
        let text = text.trim();
        match text.split_once('=') {
            Some((path, value)) if !path.trim().is_empty() && !value.trim().is_empty() => {
                Ok(Self { text: text.to_owned(), value: path.len() + 1 })
            }
            _ => {
                let source = Source { name: FILE.to_owned(), text: text.to_owned() };
                let what = Text::of(format!("“{text}”不是 名称=值"), format!("\"{text}\" is not NAME=VALUE"));
                let remedy = Text::of("例如 startup-loan.rate=1%", "write for example startup-loan.rate=1%");
                Err(vec![mistake(&source, At { file: 0, from: 0, to: text.len() }, what, remedy)])
            }
        }
    }

    /// What is set.
    #[must_use]
    pub fn path(&self) -> &str {
        self.text[..self.value - 1].trim()
    }

    /// What it is set to, as in a plan's file.
    #[must_use]
    pub fn value(&self) -> &str {
        self.text[self.value..].trim()
    }
}

impl Plan {
    /// This plan with settings: figures by their paths, readings marked both by
    /// their ids, conditions by `ID.where.CONDITION` (of a target
    /// `ID.of.CONDITION` or `ID.part.CONDITION`); the value `any` drops a condition.
    /// A figure set holds for the plan's whole validity.
    ///
    /// # Errors
    /// Every unknown name, unit, word or choice, with the names near to it.
    pub fn with(&self, settings: &[Setting]) -> Result<Self, Vec<Mistake>> {
        let sources: Vec<Source> =
            settings.iter().map(|setting| Source { name: FILE.to_owned(), text: setting.text.clone() }).collect();
        let mut plan = self.clone();
        let mut mistakes = Vec::new();
        for (file, setting) in settings.iter().enumerate() {
            let draft = Draft::on(&sources, self.validity());
            if settings[..file].iter().any(|before| before.path() == setting.path()) {
                let at = At { file, from: 0, to: setting.value - 1 };
                let what =
                    Text::of(format!("`{}` 设了两次", setting.path()), format!("`{}` is set twice", setting.path()));
                draft.report.add(at, what, Text::of("只留一处", "set it once"));
            } else {
                One { file, setting, draft: &draft }.apply(&mut plan);
                link::check(&plan, &draft.uses.take(), &draft.report);
            }
            mistakes.extend(draft.report.into_mistakes());
        }
        if mistakes.is_empty() { Ok(plan) } else { Err(mistakes) }
    }

    /// Everything a setting may name: figures, readings, and the conditions
    /// that stand in filters.
    pub(crate) fn settable(&self) -> Vec<String> {
        let mut names: Vec<String> = self.figures.keys().chain(self.aliases.keys()).cloned().collect();
        names.extend(self.items.readings.iter().filter(|reading| reading.both).map(|reading| reading.id.clone()));
        for (id, key, filter) in self.filters_by_name() {
            names.extend(filter.parts.iter().map(|part| format!("{id}.{key}.{}", part.key.name)));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Every filter of an item, with the word by which settings reach it.
    fn filters_by_name(&self) -> Vec<(&str, &'static str, &Filter)> {
        let mut all: Vec<(&str, &'static str, &Filter)> = Vec::new();
        all.extend(self.items.measures.iter().map(|m| (m.id.as_str(), "where", &m.filter)));
        all.extend(self.items.filters.iter().map(|f| (f.id.as_str(), "where", &f.filter)));
        all.extend(self.items.products.iter().map(|p| (p.id.as_str(), "where", &p.limits)));
        for target in &self.items.targets {
            all.extend(target.formula.filters.iter().map(|(key, filter)| (target.id.as_str(), *key, filter)));
        }
        all
    }

    /// What is asked of an item's filter, and how its figures' names begin.
    fn filter_place(&self, id: &str, name: &str) -> Option<FilterPlace> {
        let limits = matches!(name, "where" | "limits");
        if let Some(measure) = self.items.measures.iter().find(|m| m.id == id && name == "where") {
            return Some((measure.clause.clone(), Some(Subject::of(measure.counts)), String::new()));
        }
        if let Some(filter) = self.items.filters.iter().find(|f| f.id == id && name == "where") {
            return Some((filter.clause.clone(), None, String::new()));
        }
        if let Some(product) = self.items.products.iter().find(|p| p.id == id && limits) {
            return Some((product.clause.clone(), Some(Subject::Loans), String::new()));
        }
        let target = self.items.targets.iter().find(|t| t.id == id)?;
        let (_, subject) = filters_of(target.formula.kind).iter().find(|(key, _)| *key == name)?;
        Some((target.clause.clone(), Some(*subject), prefix_of(name)))
    }

    fn filter_mut(&mut self, id: &str, name: &str) -> Option<&mut Filter> {
        let items = &mut self.items;
        if let Some(measure) = items.measures.iter_mut().find(|m| m.id == id) {
            return Some(&mut measure.filter);
        }
        if let Some(filter) = items.filters.iter_mut().find(|f| f.id == id) {
            return Some(&mut filter.filter);
        }
        if let Some(product) = items.products.iter_mut().find(|p| p.id == id) {
            return Some(&mut product.limits);
        }
        let target = items.targets.iter_mut().find(|t| t.id == id)?;
        target.formula.filters.iter_mut().find(|(key, _)| *key == name).map(|(_, filter)| filter)
    }
}

/// One setting being applied.
struct One<'a> {
    file: usize,
    setting: &'a Setting,
    draft: &'a Draft<'a>,
}

impl One<'_> {
    fn value_at(&self) -> At {
        let text = &self.setting.text;
        let from =
            self.setting.value + (text[self.setting.value..].len() - text[self.setting.value..].trim_start().len());
        At { file: self.file, from, to: text.len() }
    }

    fn apply(&self, plan: &mut Plan) {
        let path = self.setting.path();
        self.draft.report.pin(self.value_at());
        if let Some((known, figure)) = plan.figure(path) {
            let (known, want, unit) = (known.to_owned(), figure.want, figure.unit());
            self.figure(plan, &known, want, unit);
        } else if plan.items.reading(path).is_some() {
            self.reading(plan, path);
        } else if let Some((id, filter, key)) = self.condition_of(plan, path) {
            self.condition(plan, &id, &filter, &key);
        } else {
            self.draft.report.pin(At { file: self.file, from: 0, to: self.setting.value - 1 });
            let at = At::default();
            let what = Text::of(format!("方案里没有 `{path}`"), format!("the plan has no `{path}`"));
            let names = plan.settable();
            self.draft.report.add(at, what, near::remedy(path, names.iter().map(String::as_str)));
        }
    }

    fn figure(&self, plan: &mut Plan, path: &str, want: Want, unit: FigureUnit) {
        let raw = DeValue::String(Cow::Borrowed(self.setting.value()));
        let at = self.value_at();
        let value = Value { draft: self.draft, at, key_at: at, raw: &raw };
        let Some(set) = figure::one(&value, want) else { return };
        if let Some(set) =
            set.filter(|set| set.unit() != unit && plan.figures[path].values.iter().any(|d| d.value.is_some()))
        {
            let (is, wanted) = (set.unit().name(), unit.name());
            let what = Text::of(
                format!("单位不对：这里要{}，写的是{}", wanted.zh, is.zh),
                format!("wrong unit: {} wanted here, not {}", wanted.en, is.en),
            );
            let example = unit.example();
            value.wrong(what, Text::of(format!("例如写成 {example}"), format!("write for example {example}")));
            return;
        }
        if let Some(figure) = plan.figures.get_mut(path) {
            figure.values = vec![Dated { period: plan.head.validity, value: set }];
        }
        check::loss_shares(plan, &self.draft.report);
    }

    fn reading(&self, plan: &mut Plan, id: &str) {
        let Some(reading) = plan.items.readings.iter_mut().find(|reading| reading.id == id) else { return };
        let word = self.setting.value();
        if !reading.both {
            let what =
                Text::of(format!("口径 `{id}` 只按一种理解执行"), format!("the reading `{id}` runs one way only"));
            let remedy = Text::of("只有标明 both 的口径可以改选", "only readings marked both can be turned");
            self.draft.report.add(At::default(), what, remedy);
        } else if reading.choices.iter().any(|(choice, _)| choice == word) {
            word.clone_into(&mut reading.choice);
        } else {
            let what = Text::of(
                format!("“{word}”不是口径 `{id}` 的选项"),
                format!("\"{word}\" is no choice of the reading `{id}`"),
            );
            let choices: Vec<String> = reading.choices.iter().map(|(choice, _)| choice.clone()).collect();
            self.draft.report.add(At::default(), what, near::remedy(word, choices.iter().map(String::as_str)));
        }
    }

    /// `ID.where.KEY`, or for products and named filters `ID.KEY`.
    fn condition_of(&self, plan: &Plan, path: &str) -> Option<(String, String, String)> {
        let mut parts = path.splitn(3, '.');
        let (id, second) = (parts.next()?, parts.next()?);
        let (filter, key) = match parts.next() {
            Some(key) => (second, key),
            None => ("where", second),
        };
        let direct = path.matches('.').count() == 1;
        let owns = plan.items.product(id).is_some() || plan.items.filter(id).is_some();
        if direct && (!owns || Key::named(key).is_none()) {
            return None;
        }
        plan.filter_place(id, filter)?;
        Some((id.to_owned(), filter.to_owned(), key.to_owned()))
    }

    fn condition(&self, plan: &mut Plan, id: &str, name: &str, key: &str) {
        let Some((clause, subject, prefix)) = plan.filter_place(id, name) else { return };
        let text = self.setting.value();
        if matches!(text, "any" | "不限") {
            self.drop_condition(plan, id, name, key);
        } else {
            let Some(raw) = self.raw(Key::named(key), text) else { return };
            let at = self.value_at();
            let value = Value { draft: self.draft, at, key_at: at, raw: &raw };
            let owner = Owner { id: id.to_owned(), clause, validity: plan.validity() };
            let Some(part) = Part::read(key, &value, &Place::of(&owner, subject, &prefix)) else { return };
            let figures = self.draft.figures.take();
            // A figure set here is no other name of another one any more.
            plan.aliases.retain(|path, _| !figures.contains_key(path));
            plan.figures.extend(figures);
            plan.aliases.extend(self.draft.aliases.take());
            if let Some(filter) = plan.filter_mut(id, name) {
                match filter.parts.iter_mut().find(|known| known.key.name == key) {
                    Some(known) => *known = part,
                    None => filter.parts.push(part),
                }
            }
        }
        check::circles(&plan.items, &self.draft.report);
        link::refit(&plan.items, &self.draft.report);
        for measure in &plan.items.measures {
            if matches!(measure.amount, AmountEntry::FixedEach(_)) {
                self.draft.needs(Use::FirstTime { measure: measure.id.clone(), at: At::default() });
            }
        }
    }

    fn drop_condition(&self, plan: &mut Plan, id: &str, name: &str, key: &str) {
        let Some(filter) = plan.filter_mut(id, name) else { return };
        let before = filter.parts.len();
        let there: Vec<&'static str> = filter.parts.iter().map(|part| part.key.name).collect();
        filter.parts.retain(|part| part.key.name != key);
        if filter.parts.len() == before {
            let what = Text::of(
                format!("`{id}` 没有条件 `{key}`，无从去掉"),
                format!("`{id}` has no condition `{key}` to drop"),
            );
            self.draft.report.add(At::default(), what, near::remedy(key, there));
        }
    }

    /// The value as TOML: as it stands when it looks like TOML, else as the
    /// word's kind wants it (`a,b` for a list).
    fn raw<'t>(&self, key: Option<&Key>, text: &'t str) -> Option<DeValue<'t>> {
        if text.starts_with(['[', '{', '"', '\'']) {
            return match DeValue::parse(text) {
                Ok(value) => Some(value.into_inner()),
                Err(error) => {
                    let message = error.message().trim();
                    let what = Text::of(format!("TOML 语法错误：{message}"), format!("TOML syntax: {message}"));
                    let remedy = Text::of("按方案文件中的写法", "write it as in a plan's file");
                    self.draft.report.add(At::default(), what, remedy);
                    None
                }
            };
        }
        let string = |text: &'t str| DeValue::String(Cow::Borrowed(text.trim()));
        Some(match key.map(|key| &key.makes) {
            Some(Makes::Flag(_)) => match text {
                "true" | "是" => DeValue::Boolean(true),
                "false" | "否" => DeValue::Boolean(false),
                _ => string(text),
            },
            Some(Makes::Words(_) | Makes::Texts(_) | Makes::Industry | Makes::Product | Makes::Filter) => {
                let mut list = DeArray::new();
                for word in text.split([',', '，', '、']) {
                    list.push(Spanned::new(0..0, string(word)));
                }
                DeValue::Array(list)
            }
            _ => string(text),
        })
    }
}

/// The conditions there are, for whoever lists what may be set.
#[must_use]
pub fn condition_words() -> Vec<&'static str> {
    KEYS.iter().map(|key| key.name).collect()
}
