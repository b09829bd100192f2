//! Sessions, by the hash of what the browser holds.

use super::attempt;
use super::change::{Outcome, next};
use super::user::{self, User, take_recovery_code, take_step};
use crate::chain::Hash;
use crate::column::{Column, Held};
use crate::db::{Lock, Record, Value};
use crate::schema::{Part, TableDef};
use crate::settlement::clean;
use crate::{Clock, Error, Instant, Opening, Store, audit};

/// Sessions by the hash of what the browser holds. `stage` 1: the password was
/// right and the second factor is awaited; 2: signed in.
pub(crate) static TABLE: TableDef = TableDef::new(
    "sessions",
    &["number"],
    &[
        Column::int("number"),
        Column::bytes("hash"),
        Column::int("account").references("users", "number", Held::Database),
        Column::small("stage"),
        Column::big("created"),
        Column::big("used"),
        Column::big("ended").or_null(),
        Column::text("agent"),
        Column::text("address"),
    ],
)
.rules(&["CHECK (number > 0)", "UNIQUE (hash)", "CHECK (stage IN (1, 2))"])
.indexes(&[("sessions_of_account", "account")])
.part(Part::Ephemeral);

/// How far somebody has come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is awaited.
    Password,
    /// Signed in.
    Whole,
}

impl Stage {
    fn number(self) -> i64 {
        match self {
            Self::Password => 1,
            Self::Whole => 2,
        }
    }
}

/// A session as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub number: u32,
    /// The user's number.
    pub account: u32,
    /// How far it has come.
    pub stage: Stage,
    /// When it began.
    pub created: Instant,
    /// When it was last used, to the minute or so.
    pub used: Instant,
    /// What the browser says it is.
    pub agent: String,
    /// From where it began.
    pub address: String,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Neither address nor browser: they tell of a person.
        write!(f, "Session({})", self.number)
    }
}

/// A session to begin.
#[derive(Clone, Copy)]
pub struct NewSession<'a> {
    /// The user's number.
    pub account: u32,
    /// How far it has come.
    pub stage: Stage,
    /// Hash of what the browser holds.
    pub hash: Hash,
    /// What the browser says it is.
    pub agent: &'a str,
    /// From where.
    pub address: &'a str,
}

/// What proves the second factor.
#[derive(Debug, Clone, Copy)]
pub enum Proof {
    /// A code of a time step.
    Step(i64),
    /// A recovery code, by its hash.
    Recovery(Hash),
}

const SELECT: &str = "SELECT s.number, s.account, s.stage, s.created, s.used, s.agent, s.address FROM sessions s";

fn session(row: &Record) -> Option<Session> {
    Some(Session {
        number: u32::try_from(row.int(0)?).ok()?,
        account: u32::try_from(row.int(1)?).ok()?,
        stage: if row.int(2)? == 1 { Stage::Password } else { Stage::Whole },
        created: Instant(row.int(3)?),
        used: Instant(row.int(4)?),
        agent: row.text(5)?.to_owned(),
        address: row.text(6)?.to_owned(),
    })
}

fn insert(db: &mut crate::db::Db, new: &NewSession<'_>, now: Instant) -> Result<u32, Error> {
    let number = next(db, "sessions")?;
    let (agent, address) = (clean(new.agent), clean(new.address));
    let values = [
        Value::Int(number),
        Value::Bytes(&new.hash.0),
        Value::Int(i64::from(new.account)),
        Value::Int(new.stage.number()),
        Value::Int(now.0),
        Value::Int(now.0),
        Value::Null,
        Value::Text(&agent),
        Value::Text(&address),
    ];
    TABLE.append(db, &values)?;
    Ok(number as u32)
}

impl Store {
    /// Begins a session, and forgets the failures of its subjects and all
    /// sessions that began before a time.
    ///
    /// # Errors
    /// Whatever the database answers; then none was begun.
    pub fn begin_session(
        &mut self,
        outcome: Outcome<'_>,
        new: &NewSession<'_>,
        (forgive, older): (&[Hash], Instant),
        clock: Clock<'_>,
    ) -> Result<u32, Error> {
        self.account(outcome, clock, |db| {
            db.execute("DELETE FROM sessions WHERE created < $1", &[Value::Int(older.0)])?;
            forgive.iter().try_for_each(|subject| attempt::forget(db, *subject))?;
            insert(db, new, clock())
        })
    }

    /// Ends a session that awaits its second factor and begins the whole one,
    /// if the proof was not used before; gives its number if the proof was good.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was changed.
    pub fn complete_session(
        &mut self,
        opening: &Opening,
        ticket: u32,
        proof: Proof,
        new: &NewSession<'_>,
        (forgive, failed): (&[Hash], &[Hash]),
        clock: Clock<'_>,
    ) -> Result<Option<u32>, Error> {
        self.db.write(Lock::Audit, |db| {
            let now = clock();
            let taken = match proof {
                Proof::Step(step) => take_step(db, new.account, step)?,
                Proof::Recovery(code) => take_recovery_code(db, new.account, code, now)?,
            };
            if !taken {
                failed.iter().try_for_each(|subject| attempt::fail(db, *subject, now))?;
                audit::close(db, opening, "refused", "code not good", clock)?;
                return Ok(None);
            }
            let values = [Value::Int(now.0), Value::Int(i64::from(ticket))];
            db.execute("UPDATE sessions SET ended = $1 WHERE number = $2 AND ended IS NULL", &values)?;
            forgive.iter().try_for_each(|subject| attempt::forget(db, *subject))?;
            let number = insert(db, new, now)?;
            audit::close(db, opening, "done", "", clock)?;
            Ok(Some(number))
        })
    }

    /// A session that has not been ended, with its user.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn session(&mut self, hash: Hash) -> Result<Option<(Session, User)>, Error> {
        let sql = format!("{SELECT} WHERE s.hash = $1 AND s.ended IS NULL");
        let found = self.db.query(&sql, &[Value::Bytes(&hash.0)])?;
        let Some(row) = found.first() else { return Ok(None) };
        let session = session(row).ok_or_else(|| self.db.damaged("sessions"))?;
        let user = user::one(&mut self.db, "u.number = $1", Value::Int(i64::from(session.account)))?;
        Ok(user.map(|user| (session, user)))
    }

    /// The sessions of a user that have not been ended, by number.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn sessions(&mut self, account: u32) -> Result<Vec<Session>, Error> {
        let sql = format!("{SELECT} WHERE s.account = $1 AND s.stage = 2 AND s.ended IS NULL ORDER BY s.number");
        let found = self.db.query(&sql, &[Value::Int(i64::from(account))])?;
        found.iter().map(|row| session(row).ok_or_else(|| self.db.damaged("sessions"))).collect()
    }

    /// Notes that a session was used. It is no act, and not worth waiting
    /// for: where somebody else is writing it is left.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn touch_session(&mut self, number: u32, now: Instant) -> Result<(), Error> {
        let values = [Value::Int(now.0), Value::Int(i64::from(number))];
        let sql = "UPDATE sessions SET used = $1 WHERE number = $2 AND used < $1";
        let touched = self.db.without_waiting(|db| db.execute(sql, &values));
        match touched {
            Err(Error::Locked { .. }) => Ok(()),
            done => done.map(drop),
        }
    }

    /// Ends a session of a user; tells whether there was one.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was changed.
    pub fn end_session(
        &mut self,
        outcome: Outcome<'_>,
        account: u32,
        number: u32,
        clock: Clock<'_>,
    ) -> Result<bool, Error> {
        self.account_if(outcome, clock, |db| {
            let values = [Value::Int(clock().0), Value::Int(i64::from(number)), Value::Int(i64::from(account))];
            let sql = "UPDATE sessions SET ended = $1 WHERE number = $2 AND account = $3 AND ended IS NULL";
            Ok(db.execute(sql, &values)? == 1)
        })
    }

    /// How often a subject failed, and when last; 0 where it has not for a day.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn failures(&mut self, subject: Hash, now: Instant) -> Result<(u32, Instant), Error> {
        attempt::failures(&mut self.db, subject, now)
    }

    /// Notes that subjects failed, with the outcome of the act.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was noted.
    pub fn fail(&mut self, opening: &Opening, detail: &str, subjects: &[Hash], clock: Clock<'_>) -> Result<(), Error> {
        self.db.write(Lock::Audit, |db| {
            let now = clock();
            attempt::tidy(db, now)?;
            subjects.iter().try_for_each(|subject| attempt::fail(db, *subject, now))?;
            audit::close(db, opening, "refused", detail, clock)
        })
    }

    /// Notes that subjects failed, inside an act that tells its outcome itself.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn note_failure(&mut self, subjects: &[Hash], now: Instant) -> Result<(), Error> {
        self.db.write(Lock::Audit, |db| subjects.iter().try_for_each(|subject| attempt::fail(db, *subject, now)))
    }
}
