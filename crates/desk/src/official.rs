//! The plan's official text: attached to the register as an installation has
//! it, read beside the clauses.

mod view;

use std::borrow::Cow;
use std::sync::PoisonError;

use huigu_plan::{MOST_BYTES, Official, Plan, Unattachable};
use huigu_quantity::Phrase;
use huigu_store::Store;
use huigu_store::chain::Hash;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use view::OfficialTextView;

use crate::Role::{Centre, Operator};
use crate::{Error, FreeText, Http, Operation, OperationKind, ProblemKind, Rights, Roles, Run, ShowPlan, TokenAccess};

/// The longest name of a file that is kept, in characters.
const NAME: usize = 200;

/// What the bytes of an official text say: UTF-8 with or without byte order
/// mark, or GB18030.
///
/// # Errors
/// Why it is no plain text, or too large.
pub fn text_of(bytes: &[u8]) -> Result<String, Unattachable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unattachable::TooLarge { bytes: bytes.len() });
    }
    huigu_intake::decoded(bytes).map(Cow::into_owned).ok_or(Unattachable::NotText)
}

/// Cuts a file by its headings, and keeps nothing.
///
/// # Errors
/// Why it cannot be attached.
pub fn official_of(bytes: &[u8], plan: &Plan) -> Result<Official, Unattachable> {
    Official::read(&text_of(bytes)?, plan.clauses())
}

/// A file as it was handed in: what it says, and the hash of its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextFile {
    text: String,
    hash: Hash,
}

impl TextFile {
    /// Of a file's bytes.
    ///
    /// # Errors
    /// As [`text_of`].
    pub fn of(bytes: &[u8]) -> Result<Self, Unattachable> {
        Ok(Self { text: text_of(bytes)?, hash: Hash::of(bytes) })
    }
}

impl Serialize for TextFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for TextFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.contains('\0') || text.len() > MOST_BYTES {
            return Err(D::Error::custom("a plain text that is not too long"));
        }
        Ok(Self { hash: Hash::of(text.as_bytes()), text })
    }
}

impl JsonSchema for TextFile {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "TextFile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "maxLength": MOST_BYTES, "pattern": "^[^\\u0000]*$", "examples": ["(2) Products"] })
    }
}

input! {
    /// Attach the plan's official text, in the place of the one there.
    pub struct AttachText {
        file: FreeText<1_000> = "文件名", "Name of the file", "notice.txt";
        text: TextFile = "文件的文字", "Text of the file";
    }
}

impl AttachText {
    /// A file as it was handed in.
    ///
    /// # Errors
    /// [`Error::Unattachable`].
    pub fn of(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let name: String = name.chars().filter(|c| !c.is_control()).take(NAME).collect();
        let file = FreeText::new(&name).unwrap_or_default();
        Ok(Self { file, text: TextFile::of(bytes)? })
    }
}

impl Operation for AttachText {
    const RIGHTS: Rights =
        Rights { code: "attach-text", roles: Roles::NOBODY.district(&[Centre, Operator]), token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new(
        "附上方案的正式文本，取代现有的一份",
        "Attach the plan's official text, in the place of the one there",
    );
    const HTTP: Http = Http::post("/plan/text");
    const COMMAND: &'static str = "plan attach-text";
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::DecodeError];
    type Output = OfficialTextView;

    fn run(self, run: &mut Run<'_, OfficialTextView>) -> Result<OfficialTextView, Error> {
        let clauses = run.plan().clauses();
        Official::read(&self.text.text, clauses)?;
        let file: String = self.file.chars().filter(|c| !c.is_control()).take(NAME).collect();
        let (text, file) = (run.pseudonymized(&self.text.text)?, run.pseudonymized(&file)?);
        run.act(&file, "", |run, opening| {
            let (who, clock) = (run.who()?, run.clock());
            run.commit(opening, |store| {
                let kept = store.attach_text(opening, (&file, self.text.hash, &text), &who, clock)?;
                Ok(OfficialTextView::of(kept, clauses)?)
            })
        })
    }

    fn location(_: &OfficialTextView) -> String {
        "/plan/text".to_owned()
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let text = format!("三、章\n（一）第{}稿", at.count);
        Self::of("方案.txt", text.as_bytes()).unwrap_or_else(|_| unreachable!("a text"))
    }
}

input! {
    /// See how a text would be cut by its headings, before it is attached.
    pub struct PreviewText {
        text: TextFile = "文件的文字", "Text of the file";
    }
}

impl Operation for PreviewText {
    const RIGHTS: Rights = AttachText::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase =
        Phrase::new("附上之前先看正式文本怎样按标题分开", "How a text would be cut by its headings");
    const COMMAND: &'static str = "plan attach-text --check";
    type Output = Official;

    fn run(self, run: &mut Run<'_, Official>) -> Result<Official, Error> {
        Ok(Official::read(&self.text.text, run.plan().clauses())?)
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { text: AttachText::sample(at).text }
    }
}

input! {
    /// See the official text that is attached.
    #[derive(Copy)]
    pub struct ShowText {}
}

impl Operation for ShowText {
    const RIGHTS: Rights = ShowPlan::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new(
        "方案的正式文本，按标题与条款对应",
        "The plan's official text, matched with its clauses by its headings",
    );
    const HTTP: Http = Http::get("/plan/text").by_content();
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::NotThere];
    type Output = OfficialTextView;

    fn run(self, run: &mut Run<'_, OfficialTextView>) -> Result<OfficialTextView, Error> {
        let clauses = run.plan().clauses();
        let newest = run.read(Store::official_number)?;
        // What was cut is kept until another is attached, by whichever server.
        let desk = run.desk();
        let known = || desk.official.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = known().clone().filter(|found| found.text >= newest);
        if found.is_none() && newest > 0 {
            let kept = run.read(Store::official_text)?;
            // A text attached to other clauses than the plan has by now shows nowhere.
            found = kept.and_then(|kept| OfficialTextView::of(kept, clauses).ok());
            known().clone_from(&found);
        }
        found.ok_or_else(|| Error::NotThere { what: "plan/text".to_owned() })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        drop(at.desk.run(&crate::Caller::operator("somebody else"), AttachText::sample(at)));
        Self {}
    }
}
