//! A request that has passed the gate: who asks, what, with what.

use huigu_answers::texts::problem;
use huigu_desk::{Caller, Counter};
use serde::Deserialize;

use super::body::Taken;
use super::endpoint::Endpoint;
use super::param::Values;
use super::problem::{Kind, Problem};
use crate::portal::Portal;

/// A request that may be answered.
pub struct Call<'a> {
    /// The portal.
    pub portal: &'a Portal,
    /// The endpoint.
    pub endpoint: &'static Endpoint,
    /// Who asks.
    pub caller: &'a Caller,
    /// Its parameters.
    pub values: &'a Values,
    /// Its body.
    pub body: &'a Taken,
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<String> {
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(byte).collect();
    String::from_utf8(bytes?).ok()
}

impl Call<'_> {
    /// The desk.
    pub fn counter(&self) -> &Counter {
        self.portal.counter()
    }

    /// The body as what the endpoint takes.
    ///
    /// # Errors
    /// A problem that tells where it cannot be understood.
    pub fn json<'b, T: Deserialize<'b>>(&'b self) -> Result<T, Problem> {
        let Taken::Json(bytes) = self.body else { return Err(Problem::of(Kind::Body)) };
        serde_json::from_slice(bytes).map_err(|error| {
            let place = problem::BodyPlace { line: &error.line(), column: &error.column() };
            let problem = Problem::said(Kind::Body, place);
            problem.with("why", error.to_string().into())
        })
    }

    /// What the next page begins after, as the last one gave it.
    ///
    /// # Errors
    /// A problem for what this endpoint did not give.
    pub fn after(&self) -> Result<Option<String>, Problem> {
        let Some(text) = self.values.get("cursor") else { return Ok(None) };
        let given = unhex(text).and_then(|given| {
            let (path, after) = given.split_once('\n')?;
            (path == self.endpoint.path && !after.is_empty()).then(|| after.to_owned())
        });
        match given {
            Some(after) => Ok(Some(after)),
            None => Err(Problem::said(Kind::Parameter, problem::NO_SUCH_CURSOR)),
        }
    }

    /// As [`Call::after`], of lists that go on after a number.
    ///
    /// # Errors
    /// Likewise.
    pub fn after_number<T: std::str::FromStr>(&self) -> Result<Option<T>, Problem> {
        let number = self.after()?.map(|after| after.parse());
        number.transpose().map_err(|_| Problem::said(Kind::Parameter, problem::NO_SUCH_CURSOR))
    }

    /// Where the next page goes on.
    pub fn cursor(&self, after: &str) -> String {
        hex(&format!("{}\n{after}", self.endpoint.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_come_back_as_they_went() {
        assert_eq!(unhex(&hex("/x\n宁波")).as_deref(), Some("/x\n宁波"));
        assert_eq!(unhex("ff"), None, "no text");
        assert_eq!(unhex("+1"), Some("\u{1}".to_owned()), "the form of the parameter keeps this out");
    }
}
