//! The rows of a file that have faults, to be corrected and sent again.

use huigu_facts::Issue;
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SendBooks;
use crate::{Error, Http, Operation, OperationKind, ProblemKind, Rights, Run};

/// See the rows of a file that have faults, as a file to be corrected and sent.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct RejectedRows(pub SendBooks);

impl Operation for RejectedRows {
    const RIGHTS: Rights = SendBooks::RIGHTS;
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new(
        "核对后退回有误的行，供修改后重新报送",
        "Return the rows with errors, to be corrected and sent again",
    );
    const HTTP: Http =
        Http { or: 204, takes_file: true, media: "text/csv", ..Http::post("/books/{kind}/mended").giving(200) };
    const PROBLEMS: &'static [ProblemKind] = &[ProblemKind::NotYours];
    type Output = Vec<u8>;

    fn run(self, run: &mut Run<'_, Vec<u8>>) -> Result<Vec<u8>, Error> {
        self.0.read(run, |run, reading, bounds| {
            let import = run.register(|register| register.preview_within(reading, bounds, &mut |_| ()))?;
            let faults = import.faults().chain(&import.refused).filter(|fault| fault.origin.row > 0);
            let faults: Vec<Issue> = faults.cloned().collect();
            let Some(file) = reading.files.first().filter(|_| !faults.is_empty()) else { return Ok(Vec::new()) };
            let bytes = reading.bytes(0)?;
            Ok(crate::mended(file, 0, &bytes, &faults).into_bytes())
        })
    }

    fn file(made: &Vec<u8>) -> &[u8] {
        made
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self(SendBooks::sample(at))
    }
}
