//! Charts drawn here as SVG, in whole numbers: a line against the path to its
//! goal, a bar against its goal. Their numbers stand beside them as a table.

use huigu_answers::texts::targets;
use huigu_facts::Figure;
use huigu_quantity::{Day, Lang, Ratio};
use maud::{Markup, html};

use crate::words::month;

/// A point of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub day: Day,
    /// The value, where there is one.
    pub value: Option<Figure>,
    /// Where it should be on the way to the goal.
    pub path: Option<Figure>,
}

/// A figure in millionths of its unit, which is as fine as is drawn.
fn height(figure: &Figure) -> Option<i128> {
    figure.ratio()?.millionths()
}

const WIDTH: i128 = 720;
const HEIGHT: i128 = 270;
const LEFT: i128 = 76;
const RIGHT: i128 = 36;
const TOP: i128 = 18;
const BOTTOM: i128 = 34;

/// A step of one, two or five times a power of ten that divides a range into
/// at most five parts.
fn step(range: i128) -> i128 {
    let mut power = 1;
    loop {
        for times in [1, 2, 5] {
            if range <= power * times * 5 {
                return power * times;
            }
        }
        power *= 10;
    }
}

/// Where values and days stand on the drawing.
struct Place {
    low: i128,
    high: i128,
    count: i128,
}

impl Place {
    fn x(&self, at: usize) -> i128 {
        LEFT + (WIDTH - LEFT - RIGHT) * at as i128 / (self.count - 1).max(1)
    }

    fn y(&self, value: i128) -> i128 {
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - self.low) / (self.high - self.low).max(1)
    }

    fn line(&self, values: &[Option<i128>]) -> String {
        let mut path = String::new();
        let mut broken = true;
        for (at, value) in values.iter().enumerate() {
            let Some(value) = *value else {
                broken = true;
                continue;
            };
            let to = if broken { 'M' } else { 'L' };
            path.push_str(
                &[to.to_string(), self.x(at).to_string(), " ".to_owned(), self.y(value).to_string()].concat(),
            );
            broken = false;
        }
        path
    }
}

/// A value month by month against the path to its goal; `write` writes a
/// value of the axis. Nothing where there are fewer than two values.
pub fn line(title: &str, points: &[Point], write: &dyn Fn(&Figure) -> String, lang: Lang) -> Markup {
    let heights = |of: fn(&Point) -> &Option<Figure>| -> Vec<Option<i128>> {
        points.iter().map(|point| of(point).as_ref().and_then(height)).collect()
    };
    let (values, paths) = (heights(|point| &point.value), heights(|point| &point.path));
    let all = || values.iter().chain(&paths).flatten().copied();
    let (Some(least), Some(most)) = (all().min(), all().max()) else { return html! {} };
    let Some(unit) = points.iter().find_map(|point| point.value.as_ref()) else { return html! {} };
    if values.iter().flatten().count() < 2 {
        return html! {};
    }
    let label = |millionths: i128| write(&unit.like(&Ratio::whole(millionths) / 1_000_000));
    let step = step((most - least).max(1));
    let low = least.div_euclid(step) * step;
    let high = (most.div_euclid(step) + 1) * step;
    let place = Place { low, high, count: points.len() as i128 };
    let ticks = (0..).map(|number| low + step * number).take_while(|value| *value <= high);
    let every = (points.len().div_ceil(9)).max(1);
    let last = values.iter().enumerate().rev().find_map(|(at, value)| value.map(|value| (at, value)));
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label=(title) preserveAspectRatio="xMidYMid meet" {
                @for value in ticks {
                    line.grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(place.y(value)) y2=(place.y(value)) {}
                    text.axis x=(LEFT - 8) y=(place.y(value) + 4) text-anchor="end" { (label(value)) }
                }
                @for (at, point) in points.iter().enumerate() {
                    @if at.is_multiple_of(every) {
                        text.axis.minor[!at.is_multiple_of(every * 2)] x=(place.x(at)) y=(HEIGHT - 10)
                            text-anchor="middle" { (month(lang, point.day)) }
                    }
                }
                path.goal d=(place.line(&paths)) {}
                path.value d=(place.line(&values)) {}
                @if let Some((at, value)) = last {
                    circle.value cx=(place.x(at)) cy=(place.y(value)) r="4.5" {}
                }
            }
            figcaption {
                span.key-value { (lang.t(targets::VALUE)) }
                @if paths.iter().any(Option::is_some) { span.key-goal { (lang.t(targets::PATH)) } }
            }
        }
    }
}

/// A bar of a value with a notch at its goal.
pub fn bar(value: &Figure, goal: Option<&Figure>) -> Markup {
    const FULL: i128 = 160;
    let (Some(value), goal) = (height(value), goal.and_then(height)) else { return html! {} };
    let most = value.max(goal.unwrap_or(0)).max(1);
    let least = value.min(goal.unwrap_or(0)).min(0);
    let range = (most - least).max(1) * 11 / 10;
    let x = |value: i128| (value - least) * FULL / range.max(1);
    let (zero, end) = (x(0), x(value));
    html! {
        svg.bar viewBox="0 0 160 14" width="160" height="14" aria-hidden="true" focusable="false" preserveAspectRatio="none" {
            rect.ground x="0" y="5" width="160" height="4" {}
            @if least < 0 { rect.zero x=(zero) y="2" width="1" height="10" {} }
            rect.value x=(zero.min(end)) y="5" width=((end - zero).abs().max(1)) height="4" {}
            @if let Some(goal) = goal { rect.goal x=(x(goal).min(FULL - 2)) y="0" width="2" height="14" {} }
        }
    }
}

/// How much of a time has passed.
pub fn elapsed(passed: i64, whole: i64) -> Markup {
    let done = passed.clamp(0, whole) * 1000 / whole.max(1);
    html! {
        svg.elapsed viewBox="0 0 1000 6" width="1000" height="6" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.ground x="0" y="0" width="1000" height="6" {}
            rect.value x="0" y="0" width=(done) height="6" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_few() {
        assert_eq!(step(1), 1);
        assert_eq!(step(234_000), 50_000);
        assert_eq!(step(2_600_000), 1_000_000);
        assert_eq!(step(1_000_000), 200_000);
    }

    #[test]
    fn a_line_breaks_where_a_value_is_missing() {
        let place = Place { low: 0, high: 100, count: 3 };
        assert_eq!(place.line(&[Some(0), None, Some(100)]), "M76 236M684 18");
        let day = |day| Day::from_ymd(2021, 1, day).unwrap();
        let point = |at, value| Point { day: day(at), value, path: None };
        let one = line("t", &[point(1, Some(Figure::Count(1))), point(2, None)], &Figure::to_string, Lang::Zh);
        assert!(one.into_string().is_empty(), "one value is no line");
    }
}
