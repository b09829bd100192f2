//! Files that are taken in, or only checked.

use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BookName, Sending};
use crate::Role::{Bank, Centre, Finance, Guarantor, Operator, PeoplesBank, Unit};
use crate::{
    Error, File, Http, Operation, OperationKind, Permit, ProblemKind, Reading, Rights, Roles, Run, TextLine,
    TokenAccess, TokenScope,
};
use huigu_ingest::{Bounds, ImportOutcome};

input! {
    /// Send books: files that come beside this, or one that has no name of its own.
    /// Faults forbid all of them; an institution's rows must be its own.
    #[derive(Default)]
    pub struct SendBooks {
        kind: Option<BookName>;
        name: Option<TextLine<200>> = "文件名；不填为类别名", "Name of the file; that of the kind where it is left out", "loan_classes-2022.csv";
        #[serde(default)]
        good_rows: bool = "有错误时仍收下无误的行", "Take the correct rows where others have errors", false;
    }
}

/// Do everything but keep them: what the files come to, and what that would
/// change in the years approved already, as far as the caller may see it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CheckBooks(pub SendBooks);

/// The bounds of what a permit lets send.
fn bounds(permit: &Permit, files: &[File]) -> Result<Option<Bounds>, Error> {
    let Some(bounds) = Bounds::of(permit) else { return Ok(None) };
    match files.iter().find(|file| !bounds.allow(file.kind)) {
        Some(file) => Err(Error::NotYours { kind: file.kind }),
        None => Ok(Some(bounds)),
    }
}

impl SendBooks {
    /// Works on the files that came, within the sender's bounds.
    pub(super) fn read<T, A>(
        self,
        run: &mut Run<'_, T>,
        work: impl FnOnce(&mut Run<'_, T>, &Reading<'_>, Option<&Bounds>) -> Result<A, Error>,
    ) -> Result<A, Error> {
        let (came, products) = (run.files()?, run.products());
        let asked = self.kind.filter(|_| came.files.is_empty());
        let unnamed = asked.map(|asked| asked.kind(run.plan())).transpose()?.map(|kind| {
            let name = self.name.as_deref().unwrap_or(kind.name());
            File { name: name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(), kind, size: 0 }
        });
        let files = unnamed.as_ref().map_or(came.files, std::slice::from_ref);
        let bounds = bounds(run.permit(), files)?;
        let reading = Reading { files, products: &products, good_rows: self.good_rows, ..*came };
        work(run, &reading, bounds.as_ref())
    }
}

impl Operation for SendBooks {
    const RIGHTS: Rights = Rights {
        code: "import",
        roles: Roles::NOBODY.district(&[Centre, Operator]).own(&[Finance, PeoplesBank, Unit, Bank, Guarantor]),
        token: TokenAccess::Of(TokenScope::Books),
    };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("报送一个台账文件", "Send a book");
    const HTTP: Http = Http { or: 200, takes_file: true, ..Http::post("/books/{kind}") };
    const COMMAND: &'static str = "import";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::NotYours, ProblemKind::Faults, ProblemKind::Conflict];
    type Output = Sending;

    fn run(self, run: &mut Run<'_, Sending>) -> Result<Sending, Error> {
        let sender = run.home();
        let sending = self.read(run, |run, reading, bounds| {
            let ImportOutcome { import, files } =
                run.acts(|register| register.import_within(reading, bounds, sender))?;
            Ok(Sending { files, ..Sending::of(reading, import) })
        })?;
        match sending.import.faults().count() {
            0 => Ok(sending),
            _ => Err(Error::BooksFaulty(Box::new(sending))),
        }
    }

    fn location(made: &Sending) -> String {
        let batch = made.files.first().and_then(|one| one.as_ref()?.batch);
        batch.map_or_else(String::new, |batch| format!("/batches/{batch}"))
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { kind: Some(at.file().0.into()), ..Self::default() }
    }
}

impl Operation for CheckBooks {
    const RIGHTS: Rights = SendBooks::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new(
        "只核对、不入库，并说明对已核定年度的影响",
        "Check a book without saving it, with its effect on approved years",
    );
    const HTTP: Http = Http { takes_file: true, ..Http::post("/books/{kind}/check").giving(200) };
    const COMMAND: &'static str = "import --check";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::NotYours];
    type Output = Sending;

    fn run(self, run: &mut Run<'_, Sending>) -> Result<Sending, Error> {
        self.0.read(run, |run, reading, bounds| {
            let import = run.register(|register| register.preview_within(reading, bounds, &mut |_| ()))?;
            let mut checked = Sending::of(reading, import);
            if checked.import.faults().next().is_none() {
                checked.effect = Some(run.desk().effect_of(&checked.import.book, (run.caller(), run.scope()))?);
            }
            Ok(checked)
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self(SendBooks::sample(at))
    }
}

#[cfg(feature = "samples")]
impl crate::Sampling<'_> {
    /// A file that the caller may send; of another's: that it may not.
    pub(crate) fn file(&self) -> (huigu_facts::Kind, String) {
        self.file_of(self.whose)
    }

    fn file_of(&self, whose: crate::Whose) -> (huigu_facts::Kind, String) {
        let role = self.caller.role();
        let measure = self.desk.plan().measures().first().filter(|_| matches!(role, Bank | Guarantor));
        let Some(measure) = measure else {
            let head = "indicator,period,value,org,place,source\n";
            let text = match whose {
                crate::Whose::Own => format!("{head}sample-{},2021,{},,,\n", role.code(), self.count),
                // What the Centre sent, another office would correct.
                crate::Whose::Foreign => format!("{head}payments,2019-01,{},,,dept-finance-centre\n", self.count),
            };
            return (huigu_facts::Kind::Observations, text);
        };
        let own = self.caller.home().filter(|_| whose == crate::Whose::Own);
        let home = own.map_or("somebody-else", crate::Affiliation::id);
        let text = format!("measure,year,beneficiary,amount\n{},2021,{home},{}.00\n", measure.id, self.count);
        (huigu_facts::Kind::Claims, text)
    }

    /// The number of a batch: one that the caller sends for it, or another's.
    pub(crate) fn sent(&self) -> crate::Number {
        let (kind, text) = self.file_of(crate::Whose::Own);
        let input = SendBooks { kind: Some(kind.into()), ..SendBooks::default() };
        let sent = || crate::sampling::reading(&text, |files| self.desk.run_files(self.caller, input, Some(files)));
        let kept = match self.whose {
            crate::Whose::Own if self.caller.may(&SendBooks::RIGHTS) => sent().ok(),
            _ => None,
        };
        let batch = kept.and_then(|kept| kept.files.first()?.as_ref()?.batch).map_or(1, |batch| batch.0);
        crate::Number::new(batch).unwrap_or_else(|| unreachable!("a batch has a number"))
    }
}
