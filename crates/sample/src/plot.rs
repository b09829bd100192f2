//! What happens to the sample register, from the first books to the accounts.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use huigu_desk::{
    ApprovalView, ApproveYear, BatchNumber, Desk, FreeText, Hash, Head, Instant, ListApprovals, Number, Place,
    Settings, What, WithdrawBatch, Year,
};
use huigu_facts::{Kind, Loan, OrganisationKind, Row, Security};
use huigu_ingest::{Context, Register};
use huigu_plan::{Plan, Rules};
use huigu_quantity::{Day, Fen, Period};
use huigu_synth::District;

use crate::accounts::{self, Accounts};
use crate::late::{Found, Wanted};
use crate::parcels::{FileSent, Parcel, Sample};
use crate::shape;
use crate::story::{A_LOOK, APPROVER, CLERK, SampleError, Story, moment, workday};

const NOTE: &str = "经联席会议审议通过";

const LOANS: u64 = 600;
const EVENTS: u64 = 4_000;
const SEED: u64 = 2021;
/// How many years the books cover at least.
const YEARS: i32 = 3;

/// What was made.
pub struct Made {
    /// First and last year of the books.
    pub years: (i32, i32),
    /// How many lenders, and how many guarantors and insurers.
    pub senders: (u64, u64),
    /// How many batches.
    pub batches: u64,
    /// How many rows were taken in as new.
    pub rows: u64,
    /// How many rows corrected others.
    pub corrected: u64,
    /// The batch withdrawn, its file, and the batch that withdrew it.
    pub withdrawn: Option<(BatchNumber, String, BatchNumber)>,
    /// A batch that corrects rows.
    pub correction: Option<BatchNumber>,
    /// What was approved.
    pub approved: ApprovalView,
    /// Its total.
    pub total: Fen,
    /// A correction after the approval, that changes what was approved. `None`
    /// where the plan pays by nothing a lender could mend.
    pub late: Option<Late>,
    /// A measure and a beneficiary with lines.
    pub asked: Option<(String, String)>,
    /// Head of the audit.
    pub head: Head,
    /// A correction not sent yet, that would change what was approved.
    pub next: Option<FileSent>,
    /// A file with faults, not sent yet.
    pub faulty: FileSent,
}

/// A correction that came after the approval.
pub struct Late {
    /// Its batch.
    pub batch: BatchNumber,
    /// Who sent it.
    pub lender: String,
    /// A measure whose amounts it changes.
    pub measure: String,
    /// And whose amount under it.
    pub beneficiary: String,
}

/// Makes the register of a plan in an empty folder, with an account of each role. It need not be on the disk
/// when this ends. `random` gives bytes nobody can guess; `sends` is told each file that is being kept.
///
/// # Errors
/// Whatever the folder or the plan does not allow.
pub fn make(
    folder: &Path,
    (plan, hash): (&Plan, Hash),
    random: fn() -> Option<[u8; 32]>,
    sends: &dyn Fn(&str),
) -> Result<(Made, Accounts), SampleError> {
    let validity = plan.validity();
    let (first, last) = (validity.from.year(), validity.last().year());
    let rules_at = |day: Day| plan.rules_at(day).map_err(|_| SampleError::Rules(day));
    let rules = rules_at(Period::year(first).last())?;
    let mut shape = shape::of_plan(&rules_at(validity.last())?);
    shape.first_year = (first - 1).min(last - YEARS + 1);
    let years = (shape.first_year, last);
    let district = District { loans: LOANS, events: EVENTS, seed: SEED, shape };
    let sample = Sample::new(district, first..=last)?;
    let parcels = sample.parcels()?;
    let now = Arc::new(AtomicI64::new(0));
    let looked_at = Arc::clone(&now);
    let clock = Arc::new(move || Instant(looked_at.fetch_add(A_LOOK, Ordering::SeqCst) + A_LOOK));
    let context = || Context { who: CLERK, clock: &*clock, random: &random, person_key: None };
    let place = Place::Folder(folder.to_owned());
    let mut register = Register::open(&place, plan.id(), true, context())?;
    register.relax_durability()?;
    let products = rules.products.iter().map(|product| product.id.clone()).collect();
    let settings = Settings { clock: Arc::clone(&clock) as _, random: Arc::new(random), person_key: None, demo: true };
    let desk = Desk::open(&place, plan.clone(), hash, settings)?;
    let story = Story { register, desk, who: CLERK, now: &now, sample: &sample, products, sends };
    let made = story.made(&parcels, &rules, years)?;
    let bank = made.late.as_ref().map(|late| late.lender.as_str());
    let at = (Instant(now.load(Ordering::SeqCst)), random);
    let accounts = accounts::add(folder, (plan, hash), &sample, bank, at)?;
    let head = Register::open(&place, plan.id(), false, context()).and_then(|mut register| register.head())?;
    let head = head.unwrap_or(made.head);
    Ok((Made { head, ..made }, accounts))
}

impl<'r> Story<'r> {
    fn made(mut self, parcels: &'r [Parcel], rules: &Rules, years: (i32, i32)) -> Result<Made, SampleError> {
        let first = *self.sample.years.start();
        let (of_first, of_later) = parcels.split_at(parcels.partition_point(|parcel| parcel.year == first));
        let in_year = |month, day| Day::from_ymd(first + 1, month, day).map_or(Day::new_year(first + 1), workday);
        self.books_are_due(first, in_year(1, 4))?;
        self.all(of_first)?;
        let withdrawn = self.wrong_file(of_first, first, in_year(2, 10))?;
        self.begins(CLERK, in_year(2, 16));
        let parties = self.sample.corrected_parties()?;
        let correction = self.send_one(&parties)?;
        self.begins(APPROVER, in_year(3, 18));
        let made = self.does(ApproveYear { year: Year::new(first), note: FreeText::new(NOTE)? })?;
        let (number, answer) = (made.settlement, made.found);
        self.before_the_public(first, number, in_year(3, 19))?;
        let late = self.late(rules, first, in_year(4, 22))?;
        self.all(of_later)?;
        let next = self.changing(rules, first, Wanted::More, late.as_ref().map(|late| late.lender.as_str()))?;
        let approved = self.does(ListApprovals {})?.approvals.into_iter().find(|one| one.settlement == number);
        let head = self.register.head()?;
        let (Some(approved), Some(head)) = (approved, head) else {
            return Err(huigu_desk::Error::from(huigu_desk::StoreError::NoSuchSettlement { number }).into());
        };
        let (mut rows, mut corrected, mut batches) = (0, 0, 0);
        for batch in self.register.batches()? {
            batches += 1;
            if let What::Import { new, corrected: changed, .. } = batch.what {
                rows += new;
                corrected += changed;
            }
        }
        let largest = answer.measures.iter().flat_map(|measure| {
            measure.beneficiaries.iter().map(|one| (one.amount, measure.measure.clone(), one.id.clone()))
        });
        let asked = match &late {
            Some(late) => Some((late.measure.clone(), late.beneficiary.clone())),
            None => largest.max_by_key(|(amount, ..)| *amount).map(|(_, measure, one)| (measure, one)),
        };
        Ok(Made {
            years,
            senders: self.senders(),
            batches,
            rows,
            corrected,
            withdrawn,
            correction,
            approved,
            total: answer.total,
            late,
            asked,
            head,
            next: next.map(|found| found.file),
            faulty: self.faulty()?,
        })
    }

    fn senders(&self) -> (u64, u64) {
        let count = |kinds: &[OrganisationKind]| {
            self.sample.organisations.iter().filter(|(_, kind)| kinds.contains(kind)).count() as u64
        };
        (count(&[OrganisationKind::Bank]), count(&[OrganisationKind::Guarantor, OrganisationKind::Insurer]))
    }

    /// Everybody sends: the centre on the tenth of January, the institutions
    /// on the working days after it, a few a day.
    fn all(&mut self, parcels: &'r [Parcel]) -> Result<(), SampleError> {
        const A_DAY: i64 = 6;
        let (mut year, mut place) = (0, 0);
        for parcel in parcels {
            if parcel.year != year {
                (year, place) = (parcel.year, 0);
            }
            let opening = Day(Day::new_year(year + 1).0 + 9);
            // Whole weeks, so that the order of the days stays that of the parcels.
            let (weeks, days) = (place / A_DAY / 5, place / A_DAY % 5);
            let monday = workday(Day(opening.0 - (opening.0 + 3).rem_euclid(7)));
            let day = Day(monday.0 + i32::try_from(weeks * 7 + days).unwrap_or(0));
            self.now.fetch_max(moment(day, place % A_DAY * 67), Ordering::SeqCst);
            let who = if parcel.sender == self.sample.centre { CLERK } else { parcel.sender.as_str() };
            self.register.set_actor(who);
            self.send(&parcel.files)?;
            place += 1;
        }
        Ok(())
    }

    /// The lender with the longest list sends an export in which every loan is
    /// unsecured, and the centre takes the batch back the day after.
    fn wrong_file(
        &mut self,
        parcels: &'r [Parcel],
        year: i32,
        day: Day,
    ) -> Result<Option<(BatchNumber, String, BatchNumber)>, SampleError> {
        let of_loans =
            |parcel: &&Parcel| parcel.files.iter().find(|file| file.kind == Kind::Loans).map(|f| f.bytes.len());
        let sender = parcels.iter().max_by_key(of_loans).map_or("", |parcel| parcel.sender.as_str());
        let name = format!("{}-{year}-{sender}-2.csv", Kind::Loans);
        let file = self.sample.file((Kind::Loans, name), year, &mut |row| match row {
            Row::Loan(loan) if loan.lender == sender => {
                Some(Row::Loan(Loan { security: Security::Unsecured, collateral: None, ..loan }))
            }
            _ => None,
        });
        let file = file?;
        self.begins(sender, day);
        let Some(batch) = self.send_one(&file)? else { return Ok(None) };
        self.begins(CLERK, workday(day.next()));
        let Some(number) = Number::new(batch.0) else { return Ok(None) };
        let withdrawn = self.does(WithdrawBatch { batch: number })?;
        Ok(Some((batch, file.name, BatchNumber(withdrawn.batch))))
    }

    /// Sends a correction that lowers what was approved, if there is one.
    fn late(&mut self, rules: &Rules, year: i32, day: Day) -> Result<Option<Late>, SampleError> {
        let Some(found) = self.changing(rules, year, Wanted::Less, None)? else { return Ok(None) };
        let sample = self.sample;
        let sender = sample.organisations.iter().find(|(id, _)| *id == found.lender);
        self.begins(sender.map_or(CLERK, |(id, _)| id.as_str()), day);
        let batch = self.send_one(&found.file)?;
        let Found { lender, measure, beneficiary, .. } = found;
        Ok(batch.map(|batch| Late { batch, lender, measure, beneficiary }))
    }

    /// New loans of the last year, each with a cell as it is often written wrongly.
    fn faulty(&self) -> Result<FileSent, SampleError> {
        const SLIPS: [(&str, &str); 4] = [
            ("borrower", "91330211MA00000000"),
            ("rate", "0.0385"),
            ("principal", "500000.005"),
            ("due", "2022-13-01"),
        ];
        // Ids nobody's loans have, so that nothing else is wrong for their sake.
        const IDS: [&str; 4] = ["990000001", "990000002", "990000003", "990000004"];
        let (mut lender, mut rows) = (String::new(), 0);
        let year = *self.sample.years.end();
        let name = format!("{}-{year}-faults.csv", Kind::Loans);
        let file = self.sample.file((Kind::Loans, name), year, &mut |row| {
            let Row::Loan(loan) = row else { return None };
            if lender.is_empty() {
                loan.lender.clone_into(&mut lender);
            }
            let loan_id = IDS.get(rows).filter(|_| loan.lender == lender)?;
            rows += 1;
            Some(Row::Loan(Loan { loan_id, renewal_of: "", ..loan }))
        });
        let mut file = file?;
        let place = |name: &str| Kind::Loans.columns().iter().position(|column| column.name == name);
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        let mut lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        for (line, (column, value)) in lines.iter_mut().skip(1).zip(SLIPS) {
            if let Some(cell) = place(column).and_then(|place| line.get_mut(place)) {
                *cell = value;
            }
        }
        let lines: Vec<String> = lines.into_iter().map(|line| line.join(",") + "\n").collect();
        file.bytes = lines.concat().into_bytes();
        Ok(file)
    }
}
