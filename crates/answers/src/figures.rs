//! Figures as people read them: yuan and 万元 with separators, shares in
//! percent. What programs read stays in the form of the interface.

use huigu_facts::Figure;
use huigu_quantity::{Day, Lang, Ratio};

use crate::vocabulary;

/// A figure in its unit, as it stands alone: a sum in 万元, a share in percent.
#[must_use]
pub fn in_unit(figure: &Figure, lang: Lang) -> String {
    match figure {
        Figure::Money(_) | Figure::Yuan(_) => {
            figure.ratio().map(|yuan| scaled(&yuan, lang) + lang.pick(" 万元", " million yuan")).unwrap_or_default()
        }
        Figure::Share(share) => hundred(share).decimal(4) + "%",
        Figure::Points(points) => percent_points(&hundred(points).decimal(4), lang),
        Figure::Times(times) => {
            let times = trimmed(&times.decimal(6));
            lang.pick(format!("{times} 倍"), format!("{times} times"))
        }
        Figure::Number(number) => grouped_decimal(&trimmed(&number.decimal(6))),
        Figure::Count(count) => grouped_decimal(&count.to_string()),
        other => exact(other, lang),
    }
}

/// A figure with two decimals, short enough to stand large.
#[must_use]
pub fn short(figure: &Figure, lang: Lang) -> String {
    match figure {
        Figure::Share(share) => hundred(share).decimal(2) + "%",
        Figure::Points(points) => percent_points(&hundred(points).decimal(2), lang),
        other => in_unit(other, lang),
    }
}

/// A goal, without needless zeros: `65%`, `2 个百分点`.
#[must_use]
pub fn goal(figure: &Figure, lang: Lang) -> String {
    match figure {
        Figure::Share(share) => percent(share, 4),
        Figure::Points(points) => percent_points(&trimmed(&hundred(points).decimal(4)), lang),
        Figure::Money(_) | Figure::Yuan(_) => in_unit(figure, lang).replace(".00 ", " "),
        other => in_unit(other, lang),
    }
}

/// A figure to its last digit: a sum to the fen, words in the language.
#[must_use]
pub fn exact(figure: &Figure, lang: Lang) -> String {
    match figure {
        Figure::Money(fen) => fen.grouped(),
        Figure::Yuan(yuan) => grouped_decimal(&trimmed(&yuan.decimal(6))),
        Figure::Words(words) => {
            words.iter().map(|word| vocabulary::of(word, lang)).collect::<Vec<_>>().join(lang.comma())
        }
        Figure::Names(names) => names.join(lang.comma()),
        Figure::Day(_) | Figure::Year(_) | Figure::Item(..) => figure.to_string(),
        other => in_unit(other, lang),
    }
}

/// A numerator or denominator in a column whose head says that money is in
/// 万元: money in it, a number as it is.
#[must_use]
pub fn part(figure: &Figure) -> String {
    match figure {
        Figure::Money(_) | Figure::Yuan(_) => figure.ratio().map(|yuan| scaled(&yuan, Lang::Zh)).unwrap_or_default(),
        other => in_unit(other, Lang::Zh),
    }
}

/// A change with its sign; a sum to the fen.
#[must_use]
pub fn change(figure: &Figure, lang: Lang) -> String {
    signed(match figure {
        Figure::Money(fen) => fen.grouped(),
        other => in_unit(other, lang),
    })
}

/// A day: in full to Chinese readers, else in ISO 8601.
#[must_use]
pub fn date(day: Day, lang: Lang) -> String {
    lang.pick(day.chinese(), day.to_string())
}

/// A share in percent with so many decimals at most, without needless zeros: `65%`.
#[must_use]
pub fn percent(share: &Ratio, places: u32) -> String {
    trimmed(&hundred(share).decimal(places)) + "%"
}

fn hundred(share: &Ratio) -> Ratio {
    share * &Ratio::whole(100)
}

fn percent_points(percent: &str, lang: Lang) -> String {
    percent.to_owned() + lang.pick(" 个百分点", " points")
}

/// A sum in yuan in 万元, to English readers in millions: two decimals,
/// rounded half away from zero.
fn scaled(yuan: &Ratio, lang: Lang) -> String {
    grouped_decimal(&(yuan / lang.pick(10_000, 1_000_000)).decimal(2))
}

/// Trailing zeros after the point, and a bare point, cut off.
#[must_use]
pub fn trimmed(text: &str) -> String {
    if !text.contains('.') {
        return text.to_owned();
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A decimal with thousands separators, whatever its size.
fn grouped_decimal(text: &str) -> String {
    let (whole, decimals) = text.split_once('.').map_or((text, ""), |(whole, _)| (whole, &text[whole.len()..]));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    [sign, &in_thousands(digits), decimals].concat()
}

/// A whole number with thousands separators.
#[must_use]
pub fn grouped(number: u64) -> String {
    in_thousands(&number.to_string())
}

fn in_thousands(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A difference with its sign, so that growth and decline are told apart.
#[must_use]
pub fn signed(text: String) -> String {
    if text.starts_with('-') || !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        text
    } else {
        format!("+{text}")
    }
}

#[cfg(test)]
mod tests {
    use huigu_facts::{Purpose, RateKind, Scale};
    use huigu_quantity::{Fen, MoneyUnit, Ppm};

    use super::*;

    fn yuan(text: &str) -> Figure {
        Figure::Money(Fen::parse(text, MoneyUnit::Yuan).unwrap())
    }

    fn ratio(ppm: i128) -> Ratio {
        Ratio::new(ppm, 1_000_000).unwrap()
    }

    #[test]
    fn shares_are_read_in_percent() {
        assert_eq!(in_unit(&Figure::Share(ratio(672_345)), Lang::Zh), "67.2345%");
        assert_eq!(in_unit(&Figure::Share(ratio(-100)), Lang::Zh), "-0.0100%");
        assert_eq!((percent(&ratio(456_712), 2), percent(&ratio(500_000), 2)), ("45.67%".to_owned(), "50%".to_owned()));
        assert_eq!(in_unit(&Figure::Points(ratio(-12_345)), Lang::En), "-1.2345 points");
        let goals = [(650_000, "65%"), (15_000, "1.5%"), (1_000_000, "100%")];
        for (ppm, text) in goals {
            assert_eq!(goal(&Figure::rate(Ppm(ppm)), Lang::Zh), text);
        }
        assert_eq!(goal(&Figure::Points(ratio(20_000)), Lang::Zh), "2 个百分点");
        assert_eq!(short(&Figure::Share(ratio(123_450)), Lang::Zh), "12.35%");
        // Rounded once: by way of six decimals it would be 12.35%.
        let exactly = Ratio::new(1_234_499_999, 10_000_000_000).unwrap();
        assert_eq!(short(&Figure::Share(exactly), Lang::Zh), "12.34%");
    }

    #[test]
    fn money_is_read_in_wan() {
        assert_eq!(part(&yuan("12345678.90")), "1,234.57");
        assert_eq!(part(&yuan("-50.00")), "-0.01");
        assert_eq!(part(&Figure::Yuan(ratio(583_747_980_000))), "58.37");
        assert_eq!(part(&Figure::Count(12_345)), "12,345");
        assert_eq!(part(&Figure::Number(Ratio::whole(12_345_678))), "12,345,678", "a number is no money");
        let capital = Figure::Yuan(Ratio::whole(200_000_000));
        assert_eq!(in_unit(&capital, Lang::Zh), "20,000.00 万元");
        assert_eq!(goal(&capital, Lang::Zh), "20,000 万元");
        assert_eq!(in_unit(&capital, Lang::En), "200.00 million yuan");
        assert_eq!(in_unit(&Figure::Yuan(Ratio::whole(195_360_000)), Lang::En), "195.36 million yuan");
        assert_eq!(change(&yuan("1234.50"), Lang::Zh), "+1,234.50");
        assert_eq!(in_unit(&Figure::Times(ratio(9_500_000)), Lang::Zh), "9.5 倍");
        assert_eq!(in_unit(&Figure::Number(Ratio::whole(1_234_567)), Lang::En), "1,234,567");
    }

    #[test]
    fn growth_carries_its_sign() {
        assert_eq!(change(&Figure::Points(ratio(28_229)), Lang::Zh), "+2.8229 个百分点");
        assert_eq!(change(&Figure::Times(ratio(-30_000)), Lang::En), "-0.03 times");
        assert_eq!(signed("1.00".to_owned()), "+1.00");
        assert_eq!(signed("-1.00".to_owned()), "-1.00");
        assert_eq!(signed("0.00".to_owned()), "0.00");
    }

    #[test]
    fn numbers_are_grouped() {
        let texts = [(0, "0"), (999, "999"), (1_000_000, "1,000,000")];
        assert!(texts.iter().all(|(number, text)| grouped(*number) == *text));
    }

    #[test]
    fn reasons_are_read_to_the_last_digit_and_in_the_language() {
        let names = Figure::Names(vec!["small".to_owned(), "LN-1".to_owned()]);
        let each = [
            (Figure::rate(Ppm(38_500)), "3.8500%", "3.8500%"),
            (yuan("2000000.00"), "2,000,000.00", "2,000,000.00"),
            (Figure::Day(Day::parse("2024-03-01").unwrap()), "2024-03-01", "2024-03-01"),
            (Figure::words([Scale::Small, Scale::Micro]), "小型、微型", "small, micro"),
            (Figure::words([Purpose::WorkingCapital]), "流动资金", "working-capital"),
            (Figure::words([RateKind::Fixed]), "固定利率", "fixed"),
            (names, "small、LN-1", "small, LN-1"),
        ];
        for (figure, zh, en) in each {
            assert_eq!((exact(&figure, Lang::Zh).as_str(), exact(&figure, Lang::En).as_str()), (zh, en));
        }
    }
}
