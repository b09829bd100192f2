//! Users and their second factors.

use super::change::{Outcome, next};
use crate::chain::Hash;
use crate::column::{Column, Held};
use crate::db::{Db, Record, Value};
use crate::schema::{Audit, TableDef};
use crate::settlement::clean;
use crate::{Clock, Error, Instant, Store};

/// Users. `home_kind`: 0 none, 1 an organisation, 2 a party. `password` is a
/// PHC string. `given_until`: the password was given out, must be changed, and
/// is good until then. `disabled`: since when; empty: may sign in.
pub(crate) static TABLE: TableDef = TableDef::new(
    "users",
    &["number"],
    &[
        Column::int("number"),
        Column::text("login"),
        Column::text("name"),
        Column::text("role"),
        Column::small("home_kind"),
        Column::text("home"),
        Column::text("password"),
        Column::big("given_until").or_null(),
        Column::big("created"),
        Column::big("disabled").or_null(),
        Column::big("act").references("audit", "number", Held::Database),
    ],
)
.rules(&[
    "CHECK (number > 0)",
    "UNIQUE (login)",
    "CHECK (home_kind IN (0, 1, 2))",
    "CHECK ((home_kind = 0) = (home = ''))",
])
.audit(Audit::Opened("add-user"));

/// A second factor: its secret, and the one offered that no code of came yet,
/// both under a key that is not in the register and empty where there is
/// none; and the last time step whose code was taken.
pub(crate) static SECOND_FACTORS: TableDef = TableDef::new(
    "second_factors",
    &["account"],
    &[
        Column::int("account").references("users", "number", Held::Database),
        Column::bytes("secret"),
        Column::bytes("offered"),
        Column::big("last_step"),
    ],
);

/// Recovery codes by hash, each good once.
pub(crate) static RECOVERY_CODES: TableDef = TableDef::new(
    "recovery_codes",
    &["account", "hash"],
    &[
        Column::int("account").references("users", "number", Held::Database),
        Column::bytes("hash"),
        Column::big("used").or_null(),
    ],
);

/// What an account stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Affiliation {
    /// Nothing in the books.
    Nothing,
    /// An organisation.
    Organisation(String),
    /// A party.
    Party(String),
}

impl Affiliation {
    fn kept(&self) -> (i64, &str) {
        match self {
            Self::Nothing => (0, ""),
            Self::Organisation(id) => (1, id),
            Self::Party(id) => (2, id),
        }
    }

    fn of(kind: i64, id: &str) -> Option<Self> {
        match kind {
            0 => Some(Self::Nothing),
            1 => Some(Self::Organisation(id.to_owned())),
            2 => Some(Self::Party(id.to_owned())),
            _ => None,
        }
    }
}

/// A user as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Its number.
    pub number: u32,
    /// Login.
    pub login: String,
    /// Name shown.
    pub name: String,
    /// Role, by its word.
    pub role: String,
    /// What it stands for.
    pub home: Affiliation,
    /// The password's hash, a PHC string.
    pub password: String,
    /// Until when a password that was given out is good; `None`: it is the user's own.
    pub given_until: Option<Instant>,
    /// When it was added.
    pub created: Instant,
    /// Since when it may not sign in.
    pub disabled: Option<Instant>,
    /// Whether a second factor is enrolled and confirmed.
    pub second_factor: bool,
}

impl std::fmt::Debug for User {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Neither names of persons nor hashes.
        write!(f, "User({})", self.number)
    }
}

/// A user to be added.
#[derive(Clone, Copy)]
pub struct NewUser<'a> {
    /// Login.
    pub login: &'a str,
    /// Name shown.
    pub name: &'a str,
    /// Role, by its word.
    pub role: &'a str,
    /// What it stands for.
    pub home: &'a Affiliation,
    /// The password's hash, a PHC string.
    pub password: &'a str,
    /// Until when the password that is given out is good.
    pub given_until: Option<Instant>,
}

/// A second factor as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The secret, under a key that is not in the register; empty: none yet.
    pub secret: Vec<u8>,
    /// One that was offered and is to be confirmed; likewise.
    pub offered: Vec<u8>,
    /// The last time step whose code was taken.
    pub last_step: i64,
}

const SELECT: &str = "SELECT u.number, u.login, u.name, u.role, u.home_kind, u.home, u.password, u.given_until, \
                      u.created, u.disabled, CASE WHEN LENGTH(f.secret) > 0 THEN 1 ELSE 0 END FROM users u \
                      LEFT JOIN second_factors f ON f.account = u.number";

fn user(row: &Record) -> Option<User> {
    let text = |at| row.text(at).map(str::to_owned);
    Some(User {
        number: u32::try_from(row.int(0)?).ok()?,
        login: text(1)?,
        name: text(2)?,
        role: text(3)?,
        home: Affiliation::of(row.int(4)?, row.text(5)?)?,
        password: text(6)?,
        given_until: row.int(7).map(Instant),
        created: Instant(row.int(8)?),
        disabled: row.int(9).map(Instant),
        second_factor: row.int(10) == Some(1),
    })
}

/// The user a condition chooses.
pub(super) fn one(db: &mut Db, condition: &str, value: Value<'_>) -> Result<Option<User>, Error> {
    let found = db.query(&format!("{SELECT} WHERE {condition}"), &[value])?;
    found.first().map(|row| user(row).ok_or_else(|| db.damaged("users"))).transpose()
}

/// Ends what a user holds that still runs.
fn end_sessions(db: &mut Db, account: u32, but: Option<u32>, now: Instant) -> Result<u64, Error> {
    let sql = "UPDATE sessions SET ended = $1 WHERE account = $2 AND ended IS NULL AND number <> $3";
    let values = [Value::Int(now.0), Value::Int(i64::from(account)), Value::Int(but.map_or(0, i64::from))];
    db.execute(sql, &values)
}

fn set_password(db: &mut Db, account: u32, password: &str, given_until: Option<Instant>) -> Result<(), Error> {
    let until = given_until.map_or(Value::Null, |until| Value::Int(until.0));
    let values = [Value::Text(password), until, Value::Int(i64::from(account))];
    db.execute("UPDATE users SET password = $1, given_until = $2 WHERE number = $3", &values).map(drop)
}

fn drop_second_factor(db: &mut Db, account: u32) -> Result<(), Error> {
    for table in ["recovery_codes", "second_factors"] {
        db.execute(&format!("DELETE FROM {table} WHERE account = $1"), &[Value::Int(i64::from(account))])?;
    }
    Ok(())
}

impl Store {
    /// Every user, by login.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn users(&mut self) -> Result<Vec<User>, Error> {
        let found = self.db.query(&format!("{SELECT} ORDER BY u.login"), &[])?;
        found.iter().map(|row| user(row).ok_or_else(|| self.db.damaged("users"))).collect()
    }

    /// The user of a login.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn user(&mut self, login: &str) -> Result<Option<User>, Error> {
        one(&mut self.db, "u.login = $1", Value::Text(&clean(login)))
    }

    /// Adds a user.
    ///
    /// # Errors
    /// [`Error::LoginTaken`], or whatever the database answers; then nothing was added.
    pub fn add_user(&mut self, outcome: Outcome<'_>, new: &NewUser<'_>, clock: Clock<'_>) -> Result<u32, Error> {
        self.account(outcome, clock, |db| {
            if one(db, "u.login = $1", Value::Text(new.login))?.is_some() {
                return Err(Error::LoginTaken { login: new.login.to_owned() });
            }
            let number = next(db, "users")?;
            let (kind, home) = new.home.kept();
            let (name, home) = (clean(new.name), clean(home));
            let values = [
                Value::Int(number),
                Value::Text(new.login),
                Value::Text(&name),
                Value::Text(new.role),
                Value::Int(kind),
                Value::Text(&home),
                Value::Text(new.password),
                new.given_until.map_or(Value::Null, |until| Value::Int(until.0)),
                Value::Int(clock().0),
                Value::Null,
                Value::Int(outcome.0.number() as i64),
            ];
            TABLE.append(db, &values)?;
            Ok(number as u32)
        })
    }

    /// Keeps a user from signing in and ends its sessions, or lets it in again.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was changed.
    pub fn set_disabled(
        &mut self,
        outcome: Outcome<'_>,
        account: u32,
        disabled: bool,
        clock: Clock<'_>,
    ) -> Result<(), Error> {
        self.account(outcome, clock, |db| {
            let now = clock();
            let since = if disabled { Value::Int(now.0) } else { Value::Null };
            let values = [since, Value::Int(i64::from(account))];
            db.execute("UPDATE users SET disabled = $1 WHERE number = $2", &values)?;
            if disabled {
                end_sessions(db, account, None, now)?;
            }
            Ok(())
        })
    }

    /// Gives a user a password that must be changed, takes its second factor
    /// away, and ends its sessions and tokens.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was changed.
    pub fn reset_user(
        &mut self,
        outcome: Outcome<'_>,
        account: u32,
        password: &str,
        given_until: Instant,
        clock: Clock<'_>,
    ) -> Result<(), Error> {
        self.account(outcome, clock, |db| {
            set_password(db, account, password, Some(given_until))?;
            drop_second_factor(db, account)?;
            let values = [Value::Int(clock().0), Value::Int(i64::from(account))];
            db.execute("UPDATE tokens SET revoked = $1 WHERE account = $2 AND revoked IS NULL", &values)?;
            end_sessions(db, account, None, clock()).map(drop)
        })
    }

    /// Sets the password a user chose and ends its other sessions.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was changed.
    pub fn set_password(
        &mut self,
        outcome: Outcome<'_>,
        account: u32,
        password: &str,
        keep: Option<u32>,
        clock: Clock<'_>,
    ) -> Result<(), Error> {
        self.account(outcome, clock, |db| {
            set_password(db, account, password, None)?;
            end_sessions(db, account, keep, clock()).map(drop)
        })
    }

    /// The second factor of a user, and the one offered to it.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn second_factor(&mut self, account: u32) -> Result<Option<SecondFactor>, Error> {
        let sql = "SELECT secret, offered, last_step FROM second_factors WHERE account = $1";
        let found = self.db.query(sql, &[Value::Int(i64::from(account))])?;
        let read = |row: &Record| {
            let (secret, offered) = (row.bytes(0)?.to_vec(), row.bytes(1)?.to_vec());
            Some(SecondFactor { secret, offered, last_step: row.int(2)? })
        };
        found.first().map(|row| read(row).ok_or_else(|| self.db.damaged("second_factors"))).transpose()
    }

    /// Offers a user a second factor; the one it has stays until the new one
    /// is confirmed.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was changed.
    pub fn offer_second_factor(
        &mut self,
        outcome: Outcome<'_>,
        account: u32,
        secret: &[u8],
        clock: Clock<'_>,
    ) -> Result<(), Error> {
        self.account(outcome, clock, |db| {
            let values = [Value::Int(i64::from(account)), Value::Bytes(&[]), Value::Bytes(secret)];
            let sql = "INSERT INTO second_factors (account, secret, offered, last_step) VALUES ($1, $2, $3, 0) \
                       ON CONFLICT (account) DO UPDATE SET offered = $3";
            db.execute(sql, &values).map(drop)
        })
    }

    /// Puts the second factor that was offered, of these bytes, in force by the
    /// time step of its first code, and keeps the hashes of new recovery
    /// codes; tells whether it was still on offer.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was changed.
    pub fn confirm_second_factor(
        &mut self,
        outcome: Outcome<'_>,
        account: u32,
        (offered, step): (&[u8], i64),
        codes: &[Hash],
        clock: Clock<'_>,
    ) -> Result<bool, Error> {
        self.account_if(outcome, clock, |db| {
            let none: &[u8] = &[];
            let values = [Value::Bytes(none), Value::Int(step), Value::Int(i64::from(account)), Value::Bytes(offered)];
            let sql = "UPDATE second_factors SET secret = offered, offered = $1, last_step = $2 \
                       WHERE account = $3 AND offered = $4";
            if db.execute(sql, &values)? != 1 {
                return Ok(false);
            }
            db.execute("DELETE FROM recovery_codes WHERE account = $1", &[Value::Int(i64::from(account))])?;
            for code in codes {
                RECOVERY_CODES.append(db, &[Value::Int(i64::from(account)), Value::Bytes(&code.0), Value::Null])?;
            }
            Ok(true)
        })
    }

    /// How many recovery codes of a user are left.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn recovery_codes_left(&mut self, account: u32) -> Result<u64, Error> {
        let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM recovery_codes WHERE account = $1 AND used IS NULL";
        Ok(self.db.number(sql, &[Value::Int(i64::from(account))])?.unsigned_abs())
    }
}

/// Takes the code of a time step, if it is later than the last one taken.
pub(super) fn take_step(db: &mut Db, account: u32, step: i64) -> Result<bool, Error> {
    let values = [Value::Int(step), Value::Int(i64::from(account))];
    let sql = "UPDATE second_factors SET last_step = $1 WHERE account = $2 AND LENGTH(secret) > 0 AND last_step < $1";
    Ok(db.execute(sql, &values)? == 1)
}

/// Takes a recovery code, if there is such a one that was not used.
pub(super) fn take_recovery_code(db: &mut Db, account: u32, code: Hash, now: Instant) -> Result<bool, Error> {
    let values = [Value::Int(now.0), Value::Int(i64::from(account)), Value::Bytes(&code.0)];
    let sql = "UPDATE recovery_codes SET used = $1 WHERE account = $2 AND hash = $3 AND used IS NULL";
    Ok(db.execute(sql, &values)? == 1)
}
