//! Indicators as they are reported, period by period, at their levels.

use std::fmt::Write as _;

use huigu_facts::{Observation, ReportingPeriod};

use crate::organisations::LENDERS;
use crate::random::Stream;
use crate::setting::Setting;
use crate::shape::{Every, IndicatorShape, Scope};
use crate::terms::add_months;
use crate::zhenhai::TOWNS;

/// Hands every observation to `sink`. Only periods that ended within the
/// books are reported.
pub(crate) fn observations(setting: &Setting<'_>, sink: &mut dyn FnMut(Observation<'_>)) {
    for (number, indicator) in setting.shape.indicators.iter().enumerate() {
        match indicator.scope {
            Scope::District => series(setting, indicator, number as u64, ("", ""), sink),
            Scope::EachLender => {
                for (place, lender) in LENDERS.iter().enumerate() {
                    let key = number as u64 * 1_000 + place as u64 + 100;
                    series(setting, indicator, key, (lender.id, ""), sink);
                }
            }
            Scope::EachTown => {
                series(setting, indicator, number as u64, ("", ""), sink);
                for (place, town) in TOWNS.iter().enumerate() {
                    let key = number as u64 * 1_000 + place as u64 + 200;
                    series(setting, indicator, key, ("", town), sink);
                }
            }
        }
    }
}

/// One indicator of one organisation or place; `key` names its draws.
fn series(
    setting: &Setting<'_>,
    indicator: &IndicatorShape,
    key: u64,
    (org, place): (&str, &str),
    sink: &mut dyn FnMut(Observation<'_>),
) {
    let months = match indicator.every {
        Every::Month => 1,
        Every::Quarter => 3,
        Every::Year => 12,
    };
    let mut draw = setting.draw(Stream::Observation, key);
    let mut period = String::new();
    let mut from = setting.first;
    for passed in 0i64.. {
        let after = add_months(from, months);
        if after.before() > setting.last {
            return;
        }
        let (year, month, _) = from.ymd();
        period.clear();
        // Writing to a String cannot fail.
        let _ = match indicator.every {
            Every::Month => write!(period, "{year}-{month:02}"),
            Every::Quarter => write!(period, "{year}-Q{}", month.div_ceil(3)),
            Every::Year => write!(period, "{year}"),
        };
        let deviation = draw.between(-indicator.noise.0, indicator.noise.0);
        let value = value(indicator, passed * i64::from(months), deviation);
        sink(Observation {
            indicator: &indicator.name,
            period: ReportingPeriod { text: &period, from, last: after.before() },
            value,
            org,
            place,
            source: &indicator.source,
        });
        from = after;
    }
}

/// Level, grown by the months passed, off by a deviation (parts per million).
fn value(indicator: &IndicatorShape, months: i64, deviation: i64) -> i128 {
    let level = i128::from(indicator.level);
    let parts = 1_000_000 + i128::from(indicator.growth.0) * i128::from(months) / 12 + i128::from(deviation);
    let value = level * parts / 1_000_000;
    let value = indicator.ceiling.map_or(value, |ceiling| value.min(i128::from(ceiling)));
    let step = i128::from(indicator.step.max(1));
    value / step * step
}

#[cfg(test)]
mod tests {
    use super::*;
    use huigu_quantity::Ppm;

    #[test]
    fn a_value_grows_stops_and_is_whole() {
        let indicator = IndicatorShape {
            name: "reach".into(),
            level: 500_000,
            growth: Ppm(500_000),
            ceiling: Some(1_000_000),
            noise: Ppm(0),
            step: 1_000,
            every: Every::Month,
            scope: Scope::District,
            source: "office".into(),
        };
        assert_eq!(value(&indicator, 0, 0), 500_000);
        assert_eq!(value(&indicator, 12, 0), 750_000);
        assert_eq!(value(&indicator, 12, 1_999), 750_000);
        assert_eq!(value(&indicator, 12, 2_000), 751_000);
        assert_eq!(value(&indicator, 48, 0), 1_000_000);
    }
}
