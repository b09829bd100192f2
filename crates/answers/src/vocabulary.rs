//! Values of the columns of books and data sets as people read them: a word in
//! the language, a sum with separators, a rate with its sign.

use huigu_facts::{Column, ValueType, Word};
use huigu_quantity::{Fen, Lang, MoneyUnit};

use crate::texts::word;

/// A value as a column's files write it, as people read it; a value that the
/// column cannot hold is shown as it is.
#[must_use]
pub fn value(column: &Column, text: &str, lang: Lang) -> String {
    let read = match column.value {
        ValueType::Word(words) => words.iter().find(|word| word.code == text).map(|word| of(word, lang).to_owned()),
        ValueType::Boolean => match text {
            "true" => Some(lang.t(word::YES).to_owned()),
            "false" => Some(lang.t(word::NO).to_owned()),
            _ => None,
        },
        ValueType::Money(_) => Fen::parse(text, MoneyUnit::Yuan).ok().map(Fen::grouped),
        ValueType::Percent { .. } => Some(format!("{text}%")),
        _ => None,
    };
    read.unwrap_or_else(|| text.to_owned())
}

/// A word of the books in the language.
#[must_use]
pub fn of(word: &Word, lang: Lang) -> &'static str {
    lang.pick(word.chinese.first().copied().unwrap_or(word.code), word.code)
}

#[cfg(test)]
mod tests {
    use huigu_facts::Kind;

    use super::*;

    #[test]
    fn values_are_read_by_what_their_column_holds() {
        let columns = Kind::Loans.columns().iter().chain(Kind::Parties.columns());
        let read = |name: &str, text: &str, lang| {
            let column = columns.clone().find(|column| column.name == name).unwrap();
            value(column, text, lang)
        };
        assert_eq!(read("purpose", "working-capital", Lang::Zh), "流动资金");
        assert_eq!(read("purpose", "working-capital", Lang::En), "working-capital");
        assert_eq!(read("loan_id", "working-capital", Lang::Zh), "working-capital", "an id is no word");
        assert_eq!(read("rate", "3.8500", Lang::Zh), "3.8500%");
        assert_eq!(read("principal", "2000000.00", Lang::Zh), "2,000,000.00");
        assert_eq!(read("revenue_wan", "1.234567", Lang::Zh), "1.234567", "a sum in 万元 is no share");
        assert_eq!(read("first_loan", "true", Lang::Zh), "是");
        assert_eq!(read("start", "2024-03-01", Lang::Zh), "2024-03-01");
    }
}
