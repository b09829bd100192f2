//! Tokens of programs, by hash.

use super::change::{Outcome, next};
use super::user::{self, User};
use crate::chain::Hash;
use crate::column::{Column, Held};
use crate::db::{Record, Value};
use crate::schema::TableDef;
use crate::settlement::clean;
use crate::{Clock, Error, Instant, Store};

/// Tokens of programs by hash. `home` is what its user stood for when it was
/// made: a user that moves takes no token along.
pub(crate) static TABLE: TableDef = TableDef::new(
    "tokens",
    &["number"],
    &[
        Column::int("number"),
        Column::int("account").references("users", "number", Held::Database),
        Column::bytes("hash"),
        Column::text("name"),
        Column::text("home"),
        Column::text("scopes"),
        Column::big("created"),
        Column::big("expires"),
        Column::big("revoked").or_null(),
    ],
)
.rules(&["CHECK (number > 0)", "UNIQUE (hash)"]);

/// A token as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its number.
    pub number: u32,
    /// The user's number.
    pub account: u32,
    /// What its user calls it.
    pub name: String,
    /// What its user stood for when it was made.
    pub home: String,
    /// What it opens: words with a comma between.
    pub scopes: String,
    /// When it was made.
    pub created: Instant,
    /// When it ends.
    pub expires: Instant,
    /// When it was revoked.
    pub revoked: Option<Instant>,
}

/// A token to be kept.
#[derive(Debug, Clone, Copy)]
pub struct NewToken<'a> {
    /// The user's number.
    pub account: u32,
    /// Its hash.
    pub hash: Hash,
    /// What its user calls it.
    pub name: &'a str,
    /// What its user stands for.
    pub home: &'a str,
    /// What it opens: words with a comma between.
    pub scopes: &'a str,
    /// When it ends.
    pub expires: Instant,
}

const SELECT: &str = "SELECT number, account, name, home, scopes, created, expires, revoked FROM tokens";

fn token(row: &Record) -> Option<Token> {
    let text = |at| row.text(at).map(str::to_owned);
    Some(Token {
        number: u32::try_from(row.int(0)?).ok()?,
        account: u32::try_from(row.int(1)?).ok()?,
        name: text(2)?,
        home: text(3)?,
        scopes: text(4)?,
        created: Instant(row.int(5)?),
        expires: Instant(row.int(6)?),
        revoked: row.int(7).map(Instant),
    })
}

impl Store {
    /// Keeps a new token; gives its number.
    ///
    /// # Errors
    /// Whatever the database answers; then none was kept.
    pub fn add_token(&mut self, outcome: Outcome<'_>, new: &NewToken<'_>, clock: Clock<'_>) -> Result<u32, Error> {
        self.account(outcome, clock, |db| {
            let number = next(db, "tokens")?;
            let (name, home) = (clean(new.name), clean(new.home));
            let values = [
                Value::Int(number),
                Value::Int(i64::from(new.account)),
                Value::Bytes(&new.hash.0),
                Value::Text(&name),
                Value::Text(&home),
                Value::Text(new.scopes),
                Value::Int(clock().0),
                Value::Int(new.expires.0),
                Value::Null,
            ];
            TABLE.append(db, &values)?;
            Ok(number as u32)
        })
    }

    /// The token of a hash with its user, whether it still holds or not.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn token(&mut self, hash: Hash) -> Result<Option<(Token, User)>, Error> {
        let found = self.db.query(&format!("{SELECT} WHERE hash = $1"), &[Value::Bytes(&hash.0)])?;
        let Some(row) = found.first() else { return Ok(None) };
        let token = token(row).ok_or_else(|| self.db.damaged("tokens"))?;
        let user = user::one(&mut self.db, "u.number = $1", Value::Int(i64::from(token.account)))?;
        Ok(user.map(|user| (token, user)))
    }

    /// The tokens of a user, by number.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn tokens(&mut self, account: u32) -> Result<Vec<Token>, Error> {
        let sql = format!("{SELECT} WHERE account = $1 ORDER BY number");
        let found = self.db.query(&sql, &[Value::Int(i64::from(account))])?;
        found.iter().map(|row| token(row).ok_or_else(|| self.db.damaged("tokens"))).collect()
    }

    /// Revokes a token of a user; tells whether there was one.
    ///
    /// # Errors
    /// Whatever the database answers; then nothing was changed.
    pub fn revoke_token(
        &mut self,
        outcome: Outcome<'_>,
        account: u32,
        number: u32,
        clock: Clock<'_>,
    ) -> Result<bool, Error> {
        self.account_if(outcome, clock, |db| {
            let values = [Value::Int(clock().0), Value::Int(i64::from(number)), Value::Int(i64::from(account))];
            let sql = "UPDATE tokens SET revoked = $1 WHERE number = $2 AND account = $3 AND revoked IS NULL";
            Ok(db.execute(sql, &values)? == 1)
        })
    }
}
