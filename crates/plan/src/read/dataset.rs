//! Reads the files of data sets: the units that only supply data, and what each
//! data set is. What comes out is declared to the readers of files and to the
//! register as a kind of book is ([`Declaration`]).

mod check;
mod column;
mod columns;

use huigu_facts::{
    Column, Dataset, Declaration, Kind, PartyKind, PeriodLength, Refers, Schema, ValueLimits, ValueType, Word, keep,
    keep_text,
};

use self::columns::Columns;
use crate::draft::Use;
use crate::items::{DatasetEntry, Unit};
use crate::mistake::At;
use crate::node::{Fields, Value};
use crate::rules::Text;

/// The folder of the files of data sets, inside a plan's.
pub const FOLDER: &str = "datasets/";

/// What names whom a row is about: word, header, further ones, what to enter.
const SUBJECTS: [(&str, &str, &[&str], [&str; 2]); 3] = [
    (
        "code",
        "统一社会信用代码",
        &["社会信用代码", "主体编号", "主体代码"],
        ["主体的统一社会信用代码", "the subject's unified social credit code"],
    ),
    ("account", "户号", &["账号", "合同编号"], ["信息提供单位给该户的编号", "the source's own number of the subject"]),
    ("name", "主体名称", &["名称", "企业名称", "户名"], ["主体的名称", "the subject's name"]),
];

/// What the files of data sets hold: the data sets, the units that only supply
/// data, and where the ids of both were given.
#[derive(Default)]
pub(super) struct Datasets {
    pub datasets: Vec<DatasetEntry>,
    pub suppliers: Vec<Unit>,
    pub places: Vec<(String, At, &'static str)>,
}

/// Reads all files of data sets, once the plan's own units are known.
pub(super) fn read(files: Vec<Fields<'_>>, units: &[Unit]) -> Datasets {
    let mut found = Datasets::default();
    for unit in files.iter().flat_map(|file| file.each("unit")) {
        supplier(unit, &mut found);
    }
    for file in files {
        for entry in file.each("dataset") {
            dataset(entry, units, &mut found);
        }
        file.finish();
    }
    found
}

fn supplier(fields: Fields<'_>, found: &mut Datasets) {
    let (id, at) = fields.id();
    found.places.push((id.clone(), at, "unit"));
    if !fields.flag("outside") {
        let what =
            Text::of("这里的单位只提供数据，没有任务", "a unit that stands here only supplies data, and has no task");
        let remedy =
            Text::of("写上 outside = true，或把它写进 plan.toml", "write outside = true, or move it to plan.toml");
        fields.draft.report.add(fields.at, what, remedy);
    }
    found.suppliers.push(Unit { id, name: fields.text("name"), role: None });
    fields.finish();
}

/// A column that a data set has by what it is, not by its fields.
fn given(
    name: &'static str,
    chinese: &'static str,
    forms: &'static [&'static str],
    value: ValueType,
    note: [&'static str; 2],
) -> Column {
    Column {
        name,
        chinese,
        forms,
        required: false,
        value,
        has_default: false,
        refers: None,
        unit: None,
        limits: ValueLimits::NONE,
        note: note[0],
        note_english: note[1],
    }
}

fn dataset(fields: Fields<'_>, units: &[Unit], found: &mut Datasets) {
    let draft = fields.draft;
    let (id, at) = fields.id();
    found.places.push((id.clone(), at, "dataset"));
    let (name, says) = (fields.text("name"), fields.text("says"));
    like_a_book(&fields, &id, &name);
    let clause = fields.need("clause").and_then(|value| Some((value.string()?, value.at)));
    if let Some((clause, at)) = clause {
        draft.needs(Use::Clause { id: clause.to_owned(), at });
    }
    let sources = sources(&fields, units.iter().chain(&found.suppliers));
    let subjects =
        fields.need("subjects").and_then(|value| Some(value.list()?.iter().filter_map(Value::one).collect()));
    let mut columns = Columns { all: Vec::new(), draft };
    let owner = owner(&sources, fields.at, &mut columns);
    let subject_by = subject_by(&fields, &mut columns);
    let period = period(&fields, &mut columns);
    for field in fields.each("field") {
        let at = field.at;
        if let Some(column) = column::read(field) {
            columns.push(column, at);
        }
    }
    let own_key = own_key(&fields, &mut columns);
    let checks = keep(check::read(&fields, &columns));
    fields.finish();
    let key = keep(owner.into_iter().chain(own_key).chain(period.map(|(slot, _)| slot)).collect());
    let schema = Schema {
        name: keep_text(&id),
        chinese: keep(vec![keep_text(&name.zh)]),
        columns: keep(columns.all),
        item: None,
        key,
        event_id: None,
        owner,
        senders: &[],
    };
    let dataset = Dataset::of(Declaration {
        schema,
        english: keep_text(&name.en),
        says: [keep_text(&says.zh), keep_text(&says.en)],
        sources: keep(sources),
        subjects: keep::<PartyKind>(subjects.unwrap_or_default()),
        subject_by: keep(subject_by),
        period,
        checks,
    });
    let clause = clause.map_or_else(String::new, |(clause, _)| clause.to_owned());
    found.datasets.push(DatasetEntry { id, clause, name, says, dataset });
}

/// Where the units are several, the column that says which a row comes from.
fn owner(sources: &[Word], at: At, columns: &mut Columns<'_>) -> Option<usize> {
    let value = ValueType::Word(keep(sources.to_vec()));
    let note = ["提供信息的单位", "the unit that supplies the row"];
    let column = given("source", "信息提供单位", keep(vec!["提供单位", "数据来源"]), value, note);
    (sources.len() > 1).then(|| columns.push(Column { required: true, ..column }, at))
}

/// The columns that tell records of one source and period apart: every row gives them.
fn own_key(fields: &Fields<'_>, columns: &mut Columns<'_>) -> Vec<usize> {
    let names = fields.need("key").and_then(|value| value.strings()).unwrap_or_default();
    let slots: Vec<usize> = names.into_iter().filter_map(|(name, at)| columns.named(name, at)).collect();
    slots.iter().for_each(|slot| columns.all[*slot].required = true);
    slots
}

/// A file of the data set must not be taken for a book's.
fn like_a_book(fields: &Fields<'_>, id: &str, name: &Text) {
    for (key, text) in [("id", id), ("name", name.zh.as_str())] {
        if let (Some(kind), Some(value)) = (Kind::from_file_name(text), fields.get(key)) {
            let (zh, en) = (kind.text().zh, kind.name());
            value.wrong(
                Text::of(format!("“{text}”会被当作{zh}台账"), format!("\"{text}\" would be taken for the book `{en}`")),
                Text::of("换一个名称", "give it another name"),
            );
        }
    }
}

/// The units that supply it: id and name.
fn sources<'u>(fields: &Fields<'_>, units: impl Iterator<Item = &'u Unit> + Clone) -> Vec<Word> {
    let listed = fields.need("source").and_then(|value| value.strings()).unwrap_or_default();
    let word = |(id, at): (&str, At)| {
        fields.draft.needs(Use::Source { id: id.to_owned(), at });
        let unit = units.clone().find(|unit| unit.id == id)?;
        Some(Word { code: keep_text(id), chinese: keep(vec![keep_text(&unit.name.zh)]) })
    };
    listed.into_iter().filter_map(word).collect()
}

/// The columns that say whom a row is about.
fn subject_by(fields: &Fields<'_>, columns: &mut Columns<'_>) -> Vec<usize> {
    let Some(value) = fields.need("subject-by") else { return Vec::new() };
    value.strings();
    let words = SUBJECTS.map(|subject| (subject.0, subject));
    let asked: Vec<_> = value.list().unwrap_or_default().iter().filter_map(|value| value.word(&words)).collect();
    let column = |(name, chinese, forms, note)| {
        let value = if name == "name" { ValueType::Text } else { ValueType::Id };
        let refers = (name == "code").then_some(Refers::Party);
        Column { refers, ..given(name, chinese, forms, value, note) }
    };
    asked.into_iter().map(|subject| columns.push(column(subject), value.at)).collect()
}

/// The column of the period, if rows are of one.
fn period(fields: &Fields<'_>, columns: &mut Columns<'_>) -> Option<(usize, PeriodLength)> {
    let value = fields.get("period")?;
    let length = value.word(&PeriodLength::WORDS.map(|(word, length, _)| (word, length)))?;
    let note = match length {
        PeriodLength::Month => ["所属月份，如 2021-06", "the month: 2021-06"],
        PeriodLength::Quarter => ["所属季度，如 2021-Q1", "the quarter: 2021-Q1"],
        PeriodLength::Year => ["所属年度，如 2021", "the year: 2021"],
    };
    let column = given("period", "所属期", keep(vec!["期间", "月份", "年月", "报告期"]), ValueType::Period, note);
    Some((columns.push(Column { required: true, ..column }, value.at), length))
}
