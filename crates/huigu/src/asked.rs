//! The command of an operation as it was typed: its input, and running it at
//! the register the command names.

use clap::{ArgMatches, FromArgMatches};
use huigu_answers::Sheet;
use huigu_desk::{Error, Fields, Hash, InputField, ListedOperation, MemberType, Operation, OperationEntry};
use huigu_plan::Plan;
use huigu_quantity::Lang;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::args::{FormatFrom, OperationCommand, OutputTo, is_in_file};
use crate::files::unreadable;
use crate::outcome::{Console, Failure};
use crate::output::{deliver, in_form};
use crate::plans;
use crate::register::{AtDesk, at_desk, failure};

/// A command of operations, and what was typed.
pub struct Asked<'m> {
    /// The command.
    pub command: OperationCommand,
    /// What was typed.
    pub matches: &'m ArgMatches,
}

impl Asked<'_> {
    /// The operation that is asked.
    pub fn entry(&self) -> &'static OperationEntry {
        self.command.entry(self.matches)
    }

    /// What was typed for a member; of a list, a line each.
    pub fn text(&self, member: &str) -> Option<String> {
        let values = self.matches.try_get_many::<String>(member).ok().flatten()?;
        Some(values.map(String::as_str).collect::<Vec<_>>().join("\n"))
    }

    /// Arguments that commands share.
    ///
    /// # Errors
    /// None, of a command that takes them.
    pub fn shared<A: FromArgMatches>(&self) -> Result<A, Failure> {
        A::from_arg_matches(self.matches).map_err(|error| Failure::Usage(error.to_string()))
    }

    /// The plan that the command names, and the hash of its files.
    ///
    /// # Errors
    /// As [`plans::load_with_hash`].
    pub fn plan(&self, console: &mut Console<'_, '_>) -> Result<(Plan, Hash), Failure> {
        plans::load_with_hash(&self.shared()?, console)
    }

    /// Gives an answer in the form and to the file that were asked for.
    ///
    /// # Errors
    /// As [`in_form`] and [`deliver`].
    pub fn deliver(
        &self,
        answer: &impl Serialize,
        people: impl FnOnce() -> String,
        programs: impl FnOnce() -> Sheet,
        console: &mut Console<'_, '_>,
    ) -> Result<(), Failure> {
        let bytes = in_form(self.shared::<FormatFrom>()?.format, answer, people, programs, console.lang)?;
        deliver(console, self.shared::<OutputTo>()?.output.as_deref(), &bytes)
    }

    fn typed(&self, field: &InputField, lang: Lang) -> Result<Option<String>, Failure> {
        if field.form == MemberType::Flag {
            return Ok(self.matches.get_flag(&field.name).then(|| "true".to_owned()));
        }
        match self.text(&field.name) {
            Some(path) if is_in_file(field) => text_in(&path, lang).map(Some),
            typed => Ok(typed),
        }
    }

    /// The members of an input as JSON; `defaults` are those of members of which
    /// nothing was typed.
    ///
    /// # Errors
    /// What was typed and is none of its member's.
    pub fn members(
        &self,
        fields: &Fields,
        defaults: &[(&str, &str)],
        lang: Lang,
    ) -> Result<Map<String, Value>, Failure> {
        let mut texts: Vec<(&str, String)> = Vec::new();
        for field in fields.all() {
            let default = || defaults.iter().find(|(name, _)| *name == field.name).map(|(_, text)| (*text).to_owned());
            texts.extend(self.typed(field, lang)?.or_else(default).map(|text| (field.name.as_str(), text)));
        }
        let read = fields.value_of(texts.iter().map(|(name, text)| (*name, text.as_str())));
        read.map_err(|error| failure(&error, &[], lang))
    }

    /// The input of an operation.
    ///
    /// # Errors
    /// As [`Asked::members`].
    pub fn input<O: Operation>(&self, defaults: &[(&str, &str)], lang: Lang) -> Result<O, Failure> {
        let fields = Fields::of::<O>();
        fields.read(self.members(&fields, defaults, lang)?).map_err(|error| failure(&error, &[], lang))
    }

    /// Works at the desk of the register that the command names.
    ///
    /// # Errors
    /// As [`at_desk`].
    pub fn at_desk<T>(
        &self,
        console: &mut Console<'_, '_>,
        work: impl FnOnce(&AtDesk, &mut Console<'_, '_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        at_desk(&self.shared()?, &self.shared()?, console, work)
    }

    /// Runs an operation there.
    ///
    /// # Errors
    /// As [`Asked::members`], or what its refusal comes to.
    pub fn run<O: ListedOperation>(
        &self,
        defaults: &[(&str, &str)],
        console: &mut Console<'_, '_>,
    ) -> Result<O::Output, Failure> {
        let input = self.input::<O>(defaults, console.lang)?;
        self.at_desk(console, |at, _| at.run(input))
    }
}

/// The text of a file.
fn text_in(path: &str, lang: Lang) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path.as_ref(), &error, lang))?;
    huigu_desk::text_of(&bytes).map_err(|error| failure(&Error::Unattachable(error), &[], lang))
}
