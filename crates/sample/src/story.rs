//! Who acts on the sample register, and when: a day begins, somebody sits
//! down, sends files or asks the desk for something.

use std::sync::atomic::{AtomicI64, Ordering};

use huigu_desk::{BatchNumber, Caller, Desk, File, ImportOutcome, IngestError, ListedOperation, Reading, Stage, Wants};
use huigu_ingest::Register;
use huigu_quantity::Day;
use huigu_synth::SynthError;

use crate::parcels::{FileSent, Sample};

/// Who keeps the register at the centre, and who approves.
pub(crate) const CLERK: &str = "林晓";
pub(crate) const APPROVER: &str = "周敏";

/// Why a sample register could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The plan is not valid on a day it says it is: told by the day.
    #[error("the plan does not hold on {0}")]
    Rules(Day),
    /// No district has the shape the plan asks for.
    #[error(transparent)]
    District(#[from] SynthError),
    /// The register or the desk refused.
    #[error(transparent)]
    Desk(#[from] huigu_desk::Error),
    /// A notice of the story is not as a notice is to be.
    #[error("a notice of the sample is not {0}")]
    Notice(Wants),
    /// A file of the story has faults: the plan asks for books it cannot write.
    #[error("{0} faults in a file of the sample")]
    Faults(usize),
}

impl From<IngestError> for SampleError {
    fn from(error: IngestError) -> Self {
        Self::Desk(error.into())
    }
}

impl From<Wants> for SampleError {
    fn from(wants: Wants) -> Self {
        Self::Notice(wants)
    }
}

/// Microseconds from one look at the clock to the next.
pub(crate) const A_LOOK: i64 = 2_000_000;
const MINUTE: i64 = 60 * 1_000_000;

/// A working day's minute, counted from nine in the morning in Shanghai.
pub(crate) fn moment(day: Day, minute: i64) -> i64 {
    (i64::from(day.0) * 24 * 60 + 60 + minute) * MINUTE
}

/// The day, or the Monday after it.
pub(crate) fn workday(day: Day) -> Day {
    // 1970-01-01 was a Thursday.
    let weekday = (day.0 + 3).rem_euclid(7);
    if weekday > 4 { Day(day.0 + 7 - weekday) } else { day }
}

/// The story while it is told.
pub(crate) struct Story<'r> {
    pub(crate) register: Register<'r>,
    pub(crate) desk: Desk,
    pub(crate) who: &'r str,
    pub(crate) now: &'r AtomicI64,
    pub(crate) sample: &'r Sample,
    pub(crate) products: Vec<String>,
    pub(crate) sends: &'r dyn Fn(&str),
}

impl<'r> Story<'r> {
    /// Whoever sits there does something.
    pub(crate) fn does<O: ListedOperation>(&self, input: O) -> Result<O::Output, SampleError> {
        Ok(self.desk.run(&Caller::operator(self.who), input)?)
    }

    /// A day begins, and somebody sits down.
    pub(crate) fn begins(&mut self, who: &'r str, day: Day) {
        self.now.fetch_max(moment(day, 0), Ordering::SeqCst);
        self.register.set_actor(who);
        self.who = who;
    }

    /// Takes files in, all of which are good.
    pub(crate) fn send(&mut self, files: &[FileSent]) -> Result<ImportOutcome, SampleError> {
        let handed: Vec<File> = files.iter().map(handed).collect();
        let products: Vec<&str> = self.products.iter().map(String::as_str).collect();
        let open = |place: usize| Ok(files[place].bytes.clone());
        let progress = |stage: Stage<'_>| {
            if let Stage::Keeping(file, _) = stage {
                (self.sends)(file);
            }
        };
        let reading =
            Reading { files: &handed, open: &open, products: &products, good_rows: false, progress: &progress };
        let kept = self.register.import(&reading)?;
        let faults = kept.import.faults().count();
        if faults > 0 {
            return Err(SampleError::Faults(faults));
        }
        Ok(kept)
    }

    /// Takes one file in; its batch, if it brings anything.
    pub(crate) fn send_one(&mut self, file: &FileSent) -> Result<Option<BatchNumber>, SampleError> {
        let kept = self.send(std::slice::from_ref(file))?;
        Ok(kept.files.iter().flatten().find_map(|imported| imported.batch))
    }
}

pub(crate) fn handed(file: &FileSent) -> File {
    File { name: file.name.clone(), kind: file.kind, size: file.bytes.len() as u64 }
}
