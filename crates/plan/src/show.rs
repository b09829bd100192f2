//! A plan printed for people: each clause, and under it what it yields.

use std::fmt::Write;

use huigu_quantity::Lang;

use crate::describe::{self, Described};
use crate::plan::Plan;

impl Plan {
    /// The plan as a text: clauses in order with what each yields.
    #[must_use]
    pub fn show(&self, lang: Lang) -> String {
        let validity = self.validity();
        let say = |zh, en| match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        let mut out = format!("{} ({})\n", self.name().get(lang), self.id());
        let colon = say("：", ": ");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}{colon}{} – {}", say("有效期", "in force"), validity.from, validity.last());
        let _ = writeln!(out, "{}{colon}{}", say("印发", "issued"), self.issued());
        let _ = writeln!(out, "{}{colon}{}", say("叠加", "stacking"), describe::chosen(&self.head.stacking).get(lang));
        let described = self.described();
        for clause in &self.items.clauses {
            let _ = writeln!(out, "\n{} {} {}", say("条款", "Clause"), clause.id, clause.title.get(lang));
            for item in described.iter().filter(|item| item.clause == clause.id) {
                self.show_item(&mut out, item, lang, colon);
            }
        }
        out
    }

    fn show_item(&self, out: &mut String, item: &Described, lang: Lang, colon: &str) {
        let is_clause = item.kind.en == "clause";
        if !is_clause {
            let _ = writeln!(out, "  [{}] {}{colon}{}", item.kind.get(lang), item.id, item.name.get(lang));
        }
        let indent = if is_clause { "  " } else { "      " };
        for field in &item.fields {
            let _ = writeln!(out, "{indent}{}{colon}{}", field.label.get(lang), field.value.get(lang));
        }
        for path in &item.figures {
            let Some(figure) = self.figures.get(path) else { continue };
            let _ = writeln!(out, "{indent}{path} = {}", describe::figure(figure).get(lang));
        }
    }
}
