//! Money as a person would write it, the exact sum on hover.

use huigu_answers::figures;
use huigu_answers::texts::word;
use huigu_facts::Figure;
use huigu_quantity::Lang;
use huigu_quantity::{Fen, round_half_away};
use maud::{Markup, html};

/// The unit a sum or a column of sums is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    /// 元.
    Yuan,
    /// 万元; in English thousands.
    Wan,
    /// 亿元; in English millions.
    Yi,
}

impl Scale {
    /// The one that suits the largest of the sums.
    pub fn fitting(sums: impl IntoIterator<Item = Fen>) -> Self {
        match sums.into_iter().map(|fen| fen.0.unsigned_abs()).max().unwrap_or(0) {
            0..10_000_000 => Self::Yuan,
            10_000_000..10_000_000_000 => Self::Wan,
            _ => Self::Yi,
        }
    }

    /// Its name.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Yuan => lang.t(word::YUAN),
            Self::Wan => lang.t(word::WAN),
            Self::Yi => lang.t(word::YI),
        }
    }

    /// A sum in it, two decimals, rounded half away from zero.
    pub fn write(self, fen: Fen, lang: Lang) -> String {
        let divisor: i128 = match (self, lang) {
            (Self::Yuan, _) => 1,
            (Self::Wan, Lang::Zh) => 10_000,
            (Self::Wan, Lang::En) => 1_000,
            (Self::Yi, Lang::Zh) => 100_000_000,
            (Self::Yi, Lang::En) => 1_000_000,
        };
        Fen::from_i128(round_half_away(i128::from(fen.0), divisor)).unwrap_or(fen).grouped()
    }
}

/// The exact sum, as it stands on hover.
pub fn exact(fen: Fen, lang: Lang) -> String {
    match lang {
        Lang::Zh => [fen.grouped().as_str(), " ", lang.t(word::YUAN)].concat(),
        Lang::En => [fen.grouped().as_str(), " yuan"].concat(),
    }
}

/// A sum with its unit, standing alone.
pub fn money(fen: Fen, lang: Lang) -> Markup {
    let scale = Scale::fitting([fen]);
    html! {
        span.sum title=(exact(fen, lang)) { (scale.write(fen, lang)) span.unit { (scale.name(lang)) } }
    }
}

/// A sum with its unit, leading to its why.
pub fn money_link(fen: Fen, href: &str, lang: Lang) -> Markup {
    let scale = Scale::fitting([fen]);
    html! {
        a.sum href=(href) title=(exact(fen, lang)) { (scale.write(fen, lang)) span.unit { (scale.name(lang)) } }
    }
}

/// A numerator or denominator, standing alone.
pub fn part(figure: &Figure, lang: Lang) -> Markup {
    match figure {
        Figure::Money(fen) => money(*fen, lang),
        other => html! { (figures::in_unit(other, lang)) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_written_in_a_unit_a_person_would_use() {
        let shown = |fen, lang| {
            let scale = Scale::fitting([Fen(fen)]);
            [scale.write(Fen(fen), lang).as_str(), scale.name(lang)].join(" ")
        };
        assert_eq!(shown(9_999_999, Lang::Zh), "99,999.99 元");
        assert_eq!(shown(32_584_188, Lang::Zh), "32.58 万元");
        assert_eq!(shown(-32_584_188, Lang::En), "-325.84 thousand yuan");
        assert_eq!(shown(2_000_000_000_000, Lang::Zh), "200.00 亿元");
        assert_eq!(shown(2_000_000_000_000, Lang::En), "20,000.00 million yuan");
    }
}
