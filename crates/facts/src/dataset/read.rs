//! Reading a row of a data set from the cells of a file, checked by what is
//! declared: each value by its column's limits, then the row as a whole.

use super::cells::{DatasetRow, encoded};
use super::declaration::{Dataset, Declaration};
use crate::column::Column;
use crate::credit_code::{credit_code_check, is_credit_code, looks_like_credit_code};
use crate::fault::Code;
use crate::person_id::is_person_id;
use crate::record::Given::{self, Is, Nothing, Refused};
use crate::record::{Refusal, RowSource};
use crate::value::CellValue;
use crate::words::PartyKind;

/// What is wrong with a value by the limits of its column.
fn beyond_limits(column: &Column, value: CellValue<'_>) -> Option<Refusal> {
    let (limits, order) = (column.limits, value.order()?);
    let beyond = limits.least.is_some_and(|least| order < least) || limits.most.is_some_and(|most| order > most);
    beyond.then(|| Refusal { code: Code::OutOfRange, expected: column.limits_written().into() })
}

/// What is wrong with a row of values, column by column.
fn wrong(dataset: Dataset, values: &[Given<CellValue<'_>>]) -> Vec<(usize, Refusal)> {
    let Declaration { schema, subjects, subject_by, period, checks, .. } = dataset.declared();
    let columns = schema.columns;
    let mut found = Vec::new();
    if subject_by.iter().all(|slot| values[*slot] == Nothing)
        && let Some(first) = subject_by.first()
    {
        let names: Vec<&str> = subject_by.iter().map(|slot| columns[*slot].name).collect();
        found.push((*first, Refusal { code: Code::MissingValue, expected: names.join(" / ").into() }));
    }
    if let Some((slot, length)) = period
        && let Is(CellValue::Period(given)) = values[*slot]
        && !length.fits(given.text)
    {
        found.push((*slot, Refusal { code: Code::BadPeriod, expected: length.example().into() }));
    }
    if let Some(slot) = schema.party()
        && let Is(CellValue::Text(code)) = values[slot]
        && looks_like_credit_code(code)
        && !is_credit_code(code)
        && !(subjects.contains(&PartyKind::Individual) && is_person_id(code))
    {
        let expected = credit_code_check(code).map_or(String::new(), |check| format!("…{check}"));
        found.push((slot, Refusal { code: Code::BadCreditCode, expected: expected.into() }));
    }
    for check in *checks {
        if let (Is(value), Is(other)) = (values[check.slot], values[check.other])
            && let (Some(value), Some(order)) = (value.order(), other.order())
            && !check.relation.holds(value.cmp(&order))
        {
            let column = &columns[check.other];
            let limit = column.written(Some(other), crate::Decimals::Needed);
            let expected = format!("{} {limit} ({})", check.relation.sign(), column.name);
            found.push((check.slot, Refusal { code: Code::Contradiction, expected: expected.into() }));
        }
    }
    found
}

impl<'a> DatasetRow<'a> {
    /// Reads a row: every column, so that every fault is found, then the checks.
    pub(crate) fn read<S: RowSource<'a>>(dataset: Dataset, source: &mut S) -> Result<Self, S::Error> {
        let columns = dataset.declared().schema.columns;
        let (mut values, mut refused) = (Vec::with_capacity(columns.len()), None);
        for (slot, column) in columns.iter().enumerate() {
            let value = source.value(slot, column).and_then(|value| {
                match value.filter(|_| S::CHECKS).and_then(|value| beyond_limits(column, value)) {
                    Some(beyond) => Err(source.refuse(slot, column, beyond)),
                    None => Ok(value),
                }
            });
            values.push(match value {
                Ok(value) => value.map_or(Nothing, Is),
                Err(error) => {
                    refused.get_or_insert(error);
                    Refused
                }
            });
        }
        if S::CHECKS {
            for (slot, wrong) in wrong(dataset, &values) {
                let error = source.refuse(slot, &columns[slot], wrong);
                refused.get_or_insert(error);
            }
        }
        if let Some(error) = refused {
            return Err(error);
        }
        let values: Vec<_> =
            values.into_iter().map(|value| if let Is(value) = value { Some(value) } else { None }).collect();
        let cells = encoded(columns, &values);
        Ok(Self::made(dataset, source.room()?.put(cells)))
    }
}
