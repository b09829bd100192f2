//! A year's settlement as an office files it: a workbook with every line, and
//! every line not recognised and why.

use huigu_answers::filed;
use huigu_answers::texts::settlement as texts;
use huigu_answers::workbook::Letterhead;
use huigu_engine::Explainer;
use huigu_quantity::{Lang, Phrase};

use crate::desk::{KnownNames, scoped};
use crate::{AsKnownAt, AsOf, Error, ExplainEntitlement, FreeText, Operation, OperationKind, Rights, Run, Year};

input! {
    /// Write a year's settlement with all its explanations as a workbook, as far
    /// as they are the caller's to see.
    pub struct FileSettlement {
        year: Year;
        as_known_at: Option<AsKnownAt>;
        #[serde(default)]
        office: FreeText<500> = "填报单位", "Office that files it";
        #[serde(default)]
        date: AsOf = "填报日期；不填为今天", "Date put on it; today where it is left out";
        #[serde(skip)]
        lang: Lang;
    }
}

impl Operation for FileSettlement {
    const RIGHTS: Rights = ExplainEntitlement::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("一个年度的测算工作簿", "A year's settlement as a workbook");
    type Output = ();

    fn run(self, run: &mut Run<'_, ()>) -> Result<(), Error> {
        let (year, lang) = (self.year.get(), self.lang);
        let (rules, view) = (run.desk().rules_of_year(year)?, run.view(self.as_known_at)?);
        let (permit, plan) = (run.permit(), run.plan());
        let answer = run.answer(&view, scoped::settlement(&view.settlement(&rules, year), permit, plan));
        let names = KnownNames { directory: &answer.names, plan };
        let title = lang.say(texts::NameAndId { name: &plan.name().get(lang), id: &answer.found.plan });
        let date = self.date.day().unwrap_or_else(|| run.today());
        let head = Letterhead { plan: title, office: self.office.to_string(), date, lang };
        let explainer = Explainer::new(&view.book, &rules, year);
        // An inactive measure, and only such, explains nobody.
        let all = rules.measures.iter().filter_map(|measure| explainer.explain_all(&measure.id).ok()).flatten();
        let mut own = all.filter_map(|one| scoped::explanation(&one, permit, plan));
        let unwritten = |error: &dyn std::fmt::Display| Error::Answer(error.to_string());
        let bytes = filed::settlement_set(&answer.found, &mut own, &names, &head);
        run.write(&bytes.map_err(|error| unwritten(&error))?).map_err(|error| unwritten(&error))
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        let (office, date) = (FreeText::default(), AsOf::default());
        Self { year: Year::new(2021), as_known_at: None, office, date, lang: Lang::Zh }
    }
}
