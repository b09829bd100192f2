//! Dated figures: each value with the days it holds for.

use huigu_quantity::{Day, Period};

use crate::quantity::{FigureUnit, Quantity, Want};

/// A figure of the plan, under the path by which it is asked and set.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// The clause it stands in; empty for the plan's head.
    pub clause: String,
    /// What it accepts.
    pub want: Want,
    /// Its values, one after the other.
    pub values: Vec<Dated>,
}

/// A value and the days it holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The days, half-open.
    pub period: Period,
    /// The value; `None`: unset, it waits for a notice.
    pub value: Option<Quantity>,
}

impl Figure {
    /// The unit it keeps to: that of its first set value, else the first it
    /// accepts; a list of prices that is not set yet is of money.
    pub fn unit(&self) -> FigureUnit {
        let accepted = self.want.units.first().copied().unwrap_or(FigureUnit::Money);
        self.values.iter().find_map(|dated| dated.value).map_or(accepted, Quantity::unit)
    }

    /// The value in force; `Err` outside its dates, with the days it covers.
    pub fn on(&self, day: Day) -> Result<Option<Quantity>, Period> {
        match self.values.iter().find(|dated| dated.period.contains(day)) {
            Some(dated) => Ok(dated.value),
            None => {
                let from = self.values.first().map_or(day, |dated| dated.period.from);
                let to = self.values.last().map_or(day, |dated| dated.period.to);
                Err(Period { from, to })
            }
        }
    }
}
