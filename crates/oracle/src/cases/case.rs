//! What a case says: its books, what is asked of them, and what is expected.

use std::path::Path;

use huigu_plan::{Mistake, Plan, Setting, shipped};
use huigu_quantity::{Day, Ratio};

use crate::outcome::ClaimedLine;

/// One case file.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Name of its file without the ending.
    pub name: String,
    /// What it shows, in a sentence.
    pub title: String,
    /// The clause of the plan it belongs to.
    pub clause: String,
    /// Why the figures are what they are.
    pub why: String,
    /// Which plan: empty for the shipped one, else the folder of another.
    pub plan: String,
    /// Readings chosen and figures turned otherwise than the plan does, each
    /// `NAME=VALUE` as the command line takes them.
    pub settings: Vec<String>,
    /// Books: kind and CSV text with English headers, each kind once.
    pub books: Vec<(&'static str, String)>,
    /// What is asked of them.
    pub questions: Vec<Question>,
}

/// A question and what it should come to.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// The measures of a year.
    Settle {
        /// The year.
        year: i32,
        /// What is expected, with the number of the line in the file.
        expected: Vec<(usize, Payment)>,
    },
    /// A question that gets no answer, as its day is outside the plan's validity.
    Refused {
        /// The last day of the year, or the target's date.
        day: Day,
    },
    /// What the books' checks say.
    Check {
        /// Codes of faults: all of them; with the number of the line in the file.
        faults: Vec<(usize, String)>,
        /// Codes of findings that are among those listed.
        findings: Vec<(usize, String)>,
    },
    /// The targets at the end of a day.
    Targets {
        /// The day.
        day: Day,
        /// What is expected, with the number of the line in the file.
        expected: Vec<(usize, Figure)>,
    },
}

/// Something expected of a settlement; money in fen.
#[derive(Debug, Clone, PartialEq)]
pub enum Payment {
    /// A beneficiary's figures.
    Beneficiary {
        /// The measure.
        measure: String,
        /// The beneficiary.
        beneficiary: String,
        /// Before floor and caps.
        uncapped: i128,
        /// What is paid.
        amount: i128,
        /// Whether it is listed as incomplete.
        incomplete: bool,
        /// All its adjustments: kind and amount, in order.
        adjustments: Vec<(String, i128)>,
    },
    /// The beneficiary is not listed under the measure.
    NotListed {
        /// The measure.
        measure: String,
        /// The beneficiary; `None`: nobody is.
        beneficiary: Option<String>,
    },
    /// A line.
    Line {
        /// The measure.
        measure: String,
        /// Lender, guarantor or issuer.
        owner: String,
        /// Id within the owner.
        id: String,
        /// What it adds.
        amount: i128,
        /// Its daily average in fen, if the case tells.
        average: Option<Ratio>,
        /// That of the year before.
        before: Option<Ratio>,
    },
    /// Neither a line nor a near miss has this id.
    NoLine {
        /// The measure.
        measure: String,
        /// Lender, guarantor or issuer.
        owner: String,
        /// Id within the owner.
        id: String,
    },
    /// A near miss with exactly these reasons, in any order.
    NearMiss {
        /// The measure.
        measure: String,
        /// Lender, guarantor or issuer.
        owner: String,
        /// Id within the owner.
        id: String,
        /// Codes.
        reasons: Vec<String>,
    },
    /// No near miss has this id.
    NoNearMiss {
        /// The measure.
        measure: String,
        /// Lender, guarantor or issuer.
        owner: String,
        /// Id within the owner.
        id: String,
    },
    /// A beneficiary's claims in all, and what it left unclaimed.
    Claim {
        /// The measure.
        measure: String,
        /// Who claims.
        beneficiary: String,
        /// Claimed in all.
        claimed: i128,
        /// What is due.
        verified: i128,
        /// Owner and id of all lines not claimed, in order.
        unclaimed: Vec<(String, String)>,
    },
    /// A line claimed.
    ClaimLine {
        /// The measure.
        measure: String,
        /// Who claims.
        beneficiary: String,
        /// The line, with what it fails.
        line: ClaimedLine,
    },
    /// A line of a first loan names exactly these lenders, whose books begin later.
    BooksBeginLater {
        /// The measure.
        measure: String,
        /// Lender.
        owner: String,
        /// Loan id.
        id: String,
        /// The lenders, by id; none: every one's books reach back.
        lenders: Vec<String>,
    },
    /// The measure is inactive for want of these figures.
    Inactive {
        /// The measure.
        measure: String,
        /// The figures' names.
        unset: Vec<String>,
    },
}

/// Something expected of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The target.
    pub target: String,
    /// Value with six decimals; `None`: no data.
    pub value: Option<String>,
    /// Whether the goal is met; `None`: not judged.
    pub met: Option<bool>,
}

impl Case {
    /// The plan the case is of, as it sets it; `plans` is where the folders of
    /// other plans than the shipped one are.
    ///
    /// # Errors
    /// What the file system said, or the plan's first mistake.
    pub fn plan_among(&self, plans: &Path) -> Result<Plan, String> {
        let first = |mistakes: Vec<Mistake>| mistakes.first().map(ToString::to_string).unwrap_or_default();
        let of_case = |wrong: String| format!("{}: {wrong}", self.name);
        let plan = if self.plan.is_empty() { Ok(shipped()) } else { plan_in(&plans.join(&self.plan)) };
        let settings = self.settings.iter().map(|text| Setting::parse(text).map_err(first));
        let settings: Vec<Setting> = settings.collect::<Result<_, _>>().map_err(of_case)?;
        plan.map_err(of_case)?.with(&settings).map_err(first).map_err(of_case)
    }
}

fn plan_in(folder: &Path) -> Result<Plan, String> {
    let wrong = |error: &std::io::Error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| wrong(&error))? {
        let path = entry.map_err(|error| wrong(&error))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, std::fs::read_to_string(&path).map_err(|error| wrong(&error))?));
    }
    files.sort();
    Plan::from_files(&files).map_err(|mistakes| mistakes.first().map(ToString::to_string).unwrap_or_default())
}
