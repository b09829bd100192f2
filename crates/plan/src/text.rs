//! Texts people read come in Chinese and English, side by side.

use huigu_quantity::{Lang, Phrase};

use crate::rules::Text;

impl From<Phrase> for Text {
    fn from(phrase: Phrase) -> Self {
        Self::of(phrase.zh, phrase.en)
    }
}

impl Text {
    /// A text of its two forms.
    #[must_use]
    pub fn of(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The same text in both languages: an id, a number.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    /// The form in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Texts joined: `、` in Chinese, a comma in English.
    #[must_use]
    pub(crate) fn list(texts: &[Self]) -> Self {
        Self::joined(texts, "、", ", ")
    }

    /// Texts joined by a separator in each language.
    #[must_use]
    pub(crate) fn joined(texts: &[Self], zh: &str, en: &str) -> Self {
        let part = |lang| texts.iter().map(|text| text.get(lang)).collect::<Vec<_>>();
        Self { zh: part(Lang::Zh).join(zh), en: part(Lang::En).join(en) }
    }
}
