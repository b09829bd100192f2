//! How a run can end other than with its answer, and what a run stands on:
//! its streams, its variables and the day.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use huigu_answers::{system, texts::files};
use huigu_quantity::{Day, Lang, Say};

use crate::settings::Settings;

/// Why a command did not end with its answer; the text says what happened,
/// where, and what to do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// The question has a negative answer, which has been given: status 1.
    Negative,
    /// Bad usage: status 2.
    Usage(String),
    /// Bad usage that has been told already.
    UsageTold,
    /// Bad input, a plan or books with faults: status 3.
    Input(String),
    /// The environment failed, such as a file: status 4.
    Environment(String),
    /// Whoever read the answer has stopped reading; nothing is left to say.
    Stopped,
}

impl Failure {
    /// Exit status of the interface.
    pub fn status(&self) -> u8 {
        match self {
            Self::Stopped => 0,
            Self::Negative => 1,
            Self::Usage(_) | Self::UsageTold => 2,
            Self::Input(_) => 3,
            Self::Environment(_) => 4,
        }
    }

    /// What is told on the error stream, if anything.
    pub fn message(&self) -> Option<&str> {
        match self {
            Self::Negative | Self::UsageTold | Self::Stopped => None,
            Self::Usage(text) | Self::Input(text) | Self::Environment(text) => Some(text),
        }
    }
}

/// What a run stands on. The binary hands in the process's own; tests theirs.
pub struct Context<'a> {
    /// Reads an environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// Where the file of settings is when nothing names one.
    pub settings_file: Option<&'a Path>,
    /// Where answers go.
    pub out: &'a mut dyn Write,
    /// Where everything else goes.
    pub err: &'a mut dyn Write,
    /// Whether `out` is a terminal.
    pub out_is_terminal: bool,
    /// Whether `err` is a terminal.
    pub err_is_terminal: bool,
    /// Today, in Asia/Shanghai: the date put on filed tables.
    pub today: Day,
    /// Who sits here, by login name: who acts, for the audit. Empty if there is none.
    pub who: &'a str,
    /// Tells the time, in microseconds since 1970-01-01T00:00:00Z.
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// Gives bytes nobody can guess, if there are any to be had.
    pub random: fn() -> Option<[u8; 32]>,
    /// The clock of a server, whose threads ask at any time; `None` where
    /// there can be no server.
    pub server: Option<fn() -> i64>,
}

/// A run's surroundings, settings and language together.
pub struct Console<'a, 'b> {
    /// The language.
    pub lang: Lang,
    /// The settings.
    pub settings: Settings,
    /// The context.
    pub context: &'a mut Context<'b>,
}

impl Console<'_, '_> {
    /// Writes a part of the answer.
    ///
    /// # Errors
    /// [`Failure::Stopped`] when the reader has gone, else
    /// [`Failure::Environment`].
    pub fn answer(&mut self, text: &str) -> Result<(), Failure> {
        self.answer_bytes(text.as_bytes())
    }

    /// Writes a part of the answer that is not text.
    ///
    /// # Errors
    /// As [`Console::answer`].
    pub fn answer_bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.context.out.write_all(bytes);
        written.map_err(|error| self.unwritten(&error))
    }

    /// Makes sure that the answer has arrived.
    ///
    /// # Errors
    /// As [`Console::answer`].
    pub fn finish(&mut self) -> Result<(), Failure> {
        let flushed = self.context.out.flush();
        flushed.map_err(|error| self.unwritten(&error))
    }

    fn unwritten(&self, error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::Stopped;
        }
        Failure::Environment(self.lang.say(files::AnswerNotWritten { why: &system(error, self.lang) }))
    }

    /// Tells something on the error stream. If even that cannot be written
    /// there is nobody left to tell.
    pub fn tell(&mut self, text: impl Say) {
        let text = self.lang.say(text);
        self.tell_text(&text);
    }

    /// Tells a text that is already in the reader's language.
    pub fn tell_text(&mut self, text: &str) {
        drop(writeln!(self.context.err, "{text}"));
    }
}
