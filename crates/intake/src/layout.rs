//! Where a book's columns stand in a file, and in which unit each counts: by
//! its heading, a cell above, or a row of units under the header.

use huigu_facts::{Code, Column, Issue, Kind, Origin, ValueType};
use huigu_quantity::MoneyUnit;

use crate::cell::Cells;
use crate::money_unit::{self, Declared};
use crate::remarks::remarks;
use crate::unit;

/// Where a book's columns stand in a file.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    /// The kind of book.
    pub(crate) kind: Kind,
    /// The header's row in the file.
    pub(crate) header_row: u32,
    /// How many cells the header has.
    pub(crate) width: usize,
    /// Position of each column of the schema.
    pub(crate) positions: Vec<Option<usize>>,
    /// Unit of each column of the schema.
    pub(crate) units: Vec<MoneyUnit>,
    /// Whether a heading or a cell above said the unit of the column.
    pub(crate) said: Vec<bool>,
    /// How many of its unit each plain number of the schema counts in.
    pub(crate) multiples: Vec<i128>,
    /// Position of the mended file's column of reasons.
    pub(crate) reason: Option<usize>,
    /// Positions within the width whose header is empty.
    pub(crate) unnamed: Vec<usize>,
}

impl Layout {
    /// Takes over the unit that the heading of a column, or a row above it, says; `None`
    /// where that is not known.
    pub(crate) fn take_unit(&mut self, slot: usize, heading: &str, declared: Declared, above: &Above) -> Option<()> {
        let columns = self.kind.columns();
        match &columns[slot].unit {
            Some(unit) => {
                let own = !remarks(heading).1.is_empty();
                let known = unit::multiple(unit, heading, &above.words).filter(|_| own || !above.is_foreign(columns));
                self.multiples[slot] = known?;
            }
            None => {
                self.units[slot] = unit_of(&columns[slot], heading, declared, above.money)?;
                let is_wan = matches!(columns[slot].value, ValueType::MoneyWan);
                let above = if is_wan { Declared::Nothing } else { above.money };
                self.said[slot] = unit::own_or(declared, above) != Declared::Nothing;
            }
        }
        Some(())
    }

    /// Whether the row under the header is one of units: it holds nothing else
    /// (万元, %, 户), or one without a digit stands under a column of money.
    pub(crate) fn is_row_of_units(&self, cells: &impl Cells) -> bool {
        let said: Vec<Option<Declared>> =
            texts(cells).filter(|text| !text.trim().is_empty()).map(|text| unit::of_cell(&text)).collect();
        let alone = said.iter().all(Option::is_some) && said.iter().any(|said| *said != Some(Declared::Nothing));
        alone
            || self.kind.columns().iter().zip(&self.positions).any(|(column, position)| {
                let text = position.filter(|_| column.is_money()).map(|position| cells.cell(position).shown());
                text.is_some_and(|text| {
                    !text.contains(|c: char| c.is_ascii_digit()) && money_unit::of_remark(&text) != Declared::Nothing
                })
            })
    }

    /// Takes over what a row of units under the header says.
    ///
    /// # Errors
    /// The fault that forbids to read on: a unit that is not known, or another
    /// than was said above.
    pub(crate) fn take_row_of_units(&mut self, cells: &impl Cells, origin: Origin) -> Result<(), Issue> {
        let texts: Vec<String> = texts(cells).collect();
        for (slot, column) in self.kind.columns().iter().enumerate() {
            let Some(text) = self.positions[slot].and_then(|position| texts.get(position)) else { continue };
            let known = match (unit::of_cell(text), column.value) {
                (None, _) => text.trim().is_empty() || !column.is_money(),
                (Some(Declared::Money(unit)), ValueType::Money(_) | ValueType::MoneyWan) => {
                    let agrees = !self.said[slot] || self.units[slot] == unit;
                    self.units[slot] = unit;
                    agrees
                }
                (_, ValueType::Money(_) | ValueType::MoneyWan) => false,
                (_, ValueType::Percent { .. }) => !unit::is_foreign_to_percent(text),
                (Some(declared), _) => declared == Declared::Nothing,
            };
            if !known {
                let (column_name, expected) = (column.name, known_units(column).into());
                return Err(Issue {
                    origin,
                    column: column_name,
                    code: Code::UnknownUnit,
                    value: shorten(text),
                    expected,
                });
            }
        }
        Ok(())
    }
}

/// What the rows above the header say of units.
pub(crate) struct Above {
    pub(crate) money: Declared,
    /// Where that came to be unknown: row and text of the cell.
    pub(crate) unknown: Option<(u32, String)>,
    pub(crate) words: Vec<String>,
}

impl Above {
    /// A fault at the cell that was read as a unit.
    pub(crate) fn placed(&self, mut fault: Issue) -> Issue {
        if let Some((row, text)) = &self.unknown {
            (fault.origin.row, fault.value) = (*row, shorten(text));
        }
        fault
    }

    /// Whether a word is a unit that no column has.
    fn is_foreign(&self, columns: &[Column]) -> bool {
        let known =
            |word: &String| matches!(money_unit::of_remark(word), Declared::Money(_)) || has_unit(columns, word);
        !self.words.iter().all(known)
    }
}

/// Whether a word is the unit of a column that holds no money.
pub(crate) fn has_unit(columns: &[Column], word: &str) -> bool {
    columns.iter().any(|column| column.unit.is_some_and(|unit| unit.multiple(word).is_some()))
}

/// The unit of a column; `None` where the heading declares one that is not
/// known or that the column cannot have.
fn unit_of(column: &Column, heading: &str, own: Declared, above: Declared) -> Option<MoneyUnit> {
    let known = |declared, otherwise| match declared {
        Declared::Nothing => Some(otherwise),
        Declared::Money(unit) => Some(unit),
        Declared::Unknown => None,
    };
    match column.value {
        ValueType::Money(_) => known(unit::own_or(own, above), MoneyUnit::Yuan),
        // The column's name says 万元; only its own header can say otherwise.
        ValueType::MoneyWan => known(own, MoneyUnit::WanYuan),
        // A plain number is in yuan and cannot be scaled: it may be a ratio.
        ValueType::Decimal => known(unit::own_or(own, above), MoneyUnit::Yuan).filter(|unit| *unit == MoneyUnit::Yuan),
        ValueType::Percent { .. } => {
            let foreign = remarks(heading).1.iter().any(|remark| unit::is_foreign_to_percent(remark));
            (!foreign).then_some(MoneyUnit::Yuan)
        }
        ValueType::Count => {
            let scaled = remarks(heading).1.iter().any(|remark| remark.trim().starts_with(['万', '千', '百']));
            (!scaled).then_some(MoneyUnit::Yuan)
        }
        _ => Some(MoneyUnit::Yuan),
    }
}

pub(crate) fn known_units(column: &Column) -> String {
    if let Some(unit) = &column.unit {
        return [unit.chinese, unit.english]
            .into_iter()
            .chain(unit.also.iter().map(|(word, _)| *word))
            .collect::<Vec<_>>()
            .join(", ");
    }
    let known = match column.value {
        ValueType::Money(_) | ValueType::MoneyWan => "元, 千元, 万元, 亿元",
        ValueType::Decimal => "元",
        ValueType::Percent { .. } => "%",
        _ => "人",
    };
    known.to_owned()
}

pub(crate) fn texts(cells: &impl Cells) -> impl Iterator<Item = String> {
    (0..cells.count()).map(|position| cells.cell(position).shown())
}

/// A value short enough to stand in a line.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.trim();
    let mut short: String = text.chars().take(MOST).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}
