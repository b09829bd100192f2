//! Notices: published, never changed, and withdrawn by a row that says so.

use huigu_quantity::{Day, closed_list};

use crate::account::next;
use crate::column::{Column, Held};
use crate::db::{Db, Lock, Record, Value};
use crate::schema::{Audit, AuditClaim, TableDef};
use crate::settlement::{clean, kept};
use crate::{Clock, Error, Instant, Opening, Store, audit};

/// Notices. `kind` 1: an announcement; 2: a public notice.
pub(crate) static TABLE: TableDef = TableDef::new(
    "notices",
    &["number"],
    &[
        Column::int("number"),
        Column::small("kind"),
        Column::text("title"),
        Column::text("text"),
        Column::int("until").or_null(),
        Column::int("settlement").or_null().references("settlements", "number", Held::Database),
        Column::text("who"),
        Column::big("instant"),
        Column::big("act").references("audit", "number", Held::Database),
    ],
)
.rules(&["CHECK (number > 0)", "CHECK (kind IN (1, 2))"])
.audit(Audit::Outcome(|store| {
    let said = |one: &Notice| AuditClaim { number: one.number, act: one.act, detail: one.detail() };
    Ok(store.notices()?.iter().map(said).collect())
}));

/// The notices that were withdrawn.
pub(crate) static WITHDRAWN: TableDef = TableDef::new(
    "notices_withdrawn",
    &["notice"],
    &[
        Column::int("notice").references("notices", "number", Held::Database),
        Column::text("reason"),
        Column::text("who"),
        Column::big("instant"),
        Column::big("act").references("audit", "number", Held::Database),
    ],
)
.audit(Audit::Outcome(|store| {
    let said = |one: &Notice| {
        let withdrawn = one.withdrawn.as_ref()?;
        Some(AuditClaim { number: one.number, act: withdrawn.act, detail: withdrawn.detail(one.number) })
    };
    Ok(store.notices()?.iter().filter_map(said).collect())
}));

closed_list! {
    /// What a notice is.
    pub enum NoticeKind {
        /// Tells something.
        Announcement = "announcement", "通知", "Announcement";
        /// Puts something before the public, for a time in which it may object.
        PublicNotice = "public-notice", "公示", "Public notice";
    }
}

impl NoticeKind {
    fn number(self) -> i64 {
        match self {
            Self::Announcement => 1,
            Self::PublicNotice => 2,
        }
    }
}

/// A notice that is to be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewNotice<'a> {
    /// What it is.
    pub kind: NoticeKind,
    /// Its title.
    pub title: &'a str,
    /// Its text, a paragraph a line.
    pub text: &'a str,
    /// The last day of a public notice's period.
    pub until: Option<Day>,
    /// The approved settlement it shows.
    pub settlement: Option<u32>,
}

/// A notice that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Number, from 1.
    pub number: u32,
    /// What it is.
    pub kind: NoticeKind,
    /// Its title.
    pub title: String,
    /// Its text, a paragraph a line.
    pub text: String,
    /// The last day of a public notice's period.
    pub until: Option<Day>,
    /// The approved settlement it shows.
    pub settlement: Option<u32>,
    /// Who published it.
    pub who: String,
    /// When.
    pub instant: Instant,
    /// Number of its act's opening in the audit.
    pub act: u64,
    /// That it was withdrawn.
    pub withdrawn: Option<NoticeWithdrawn>,
}

/// That a notice was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeWithdrawn {
    /// Why.
    pub reason: String,
    /// By whom.
    pub who: String,
    /// When.
    pub instant: Instant,
    /// Number of its act's opening in the audit.
    pub act: u64,
}

impl Notice {
    /// What the outcome of its act says of it, in the audit. `kept_sm3` is the
    /// SM3 of title, text and who, each after its length as 8 bytes.
    pub(crate) fn detail(&self) -> String {
        let mut detail = format!("notice={} kind={}", self.number, self.kind.code());
        if let Some(until) = self.until {
            detail.push_str(&format!(" until={until}"));
        }
        if let Some(settlement) = self.settlement {
            detail.push_str(&format!(" settlement={settlement}"));
        }
        let kept = kept(&[&self.title, &self.text, &self.who]);
        detail.push_str(&format!(" kept_sm3={kept}"));
        detail
    }
}

impl NoticeWithdrawn {
    /// As [`Notice::detail`], of reason and who.
    pub(crate) fn detail(&self, number: u32) -> String {
        format!("notice={number} kept_sm3={}", kept(&[&self.reason, &self.who]))
    }
}

const SELECT: &str = "SELECT n.number, n.kind, n.title, n.text, n.until, n.settlement, n.who, n.instant, n.act, \
                      w.reason, w.who, w.instant, w.act FROM notices n \
                      LEFT JOIN notices_withdrawn w ON w.notice = n.number";

/// A cell that may be empty; `None` if it holds what it cannot.
fn maybe<T>(cell: Option<i64>, read: impl Fn(i64) -> Option<T>) -> Option<Option<T>> {
    cell.map_or(Some(None), |value| read(value).map(Some))
}

fn notice(row: &Record) -> Option<Notice> {
    let text = |at| row.text(at).map(str::to_owned);
    let act = |at| u64::try_from(row.int(at)?).ok();
    let withdrawn = match row.text(9) {
        None => None,
        Some(reason) => {
            let reason = reason.to_owned();
            Some(NoticeWithdrawn { reason, who: text(10)?, instant: Instant(row.int(11)?), act: act(12)? })
        }
    };
    let kind = row.int(1)?;
    Some(Notice {
        number: u32::try_from(row.int(0)?).ok()?,
        kind: NoticeKind::ALL.into_iter().find(|one| one.number() == kind)?,
        title: text(2)?,
        text: text(3)?,
        until: maybe(row.int(4), |day| i32::try_from(day).ok().map(Day))?,
        settlement: maybe(row.int(5), |number| u32::try_from(number).ok())?,
        who: text(6)?,
        instant: Instant(row.int(7)?),
        act: act(8)?,
        withdrawn,
    })
}

fn append(db: &mut Db, one: &Notice) -> Result<(), Error> {
    let values = [
        Value::Int(i64::from(one.number)),
        Value::Int(one.kind.number()),
        Value::Text(&one.title),
        Value::Text(&one.text),
        one.until.map_or(Value::Null, |day| Value::Int(i64::from(day.0))),
        one.settlement.map_or(Value::Null, |number| Value::Int(i64::from(number))),
        Value::Text(&one.who),
        Value::Int(one.instant.0),
        Value::Int(one.act as i64),
    ];
    TABLE.append(db, &values)
}

/// A number as the tables can hold it.
fn held(number: u32) -> Option<Value<'static>> {
    i32::try_from(number).ok().map(|number| Value::Int(i64::from(number)))
}

impl Store {
    /// Publishes a notice, in one transaction with the act's outcome.
    ///
    /// # Errors
    /// [`Error::NoSuchSettlement`], [`Error::NoOpenAct`], or whatever the
    /// database answers; then the register is as before.
    pub fn publish_notice(
        &mut self,
        opening: &Opening,
        new: &NewNotice<'_>,
        who: &str,
        clock: Clock<'_>,
    ) -> Result<Notice, Error> {
        if let Some(settlement) = new.settlement {
            self.approved_one(settlement)?;
        }
        self.db.write(Lock::Audit, |db| {
            let one = Notice {
                number: next(db, "notices")? as u32,
                kind: new.kind,
                title: clean(new.title),
                text: clean(new.text),
                until: new.until,
                settlement: new.settlement,
                who: clean(who),
                instant: clock(),
                act: opening.number(),
                withdrawn: None,
            };
            append(db, &one)?;
            audit::close(db, opening, "done", &one.detail(), clock)?;
            Ok(one)
        })
    }

    /// Withdraws a notice, in one transaction with the act's outcome.
    ///
    /// # Errors
    /// [`Error::NoSuchNotice`], [`Error::NoticeWithdrawn`], or as
    /// [`Store::publish_notice`].
    pub fn withdraw_notice(
        &mut self,
        opening: &Opening,
        number: u32,
        (reason, who): (&str, &str),
        clock: Clock<'_>,
    ) -> Result<(), Error> {
        let held = held(number).ok_or(Error::NoSuchNotice { number })?;
        self.db.write(Lock::Audit, |db| {
            let found = db.query(&format!("{SELECT} WHERE n.number = $1"), &[held])?;
            let found = found.first().ok_or(Error::NoSuchNotice { number })?;
            if found.text(9).is_some() {
                return Err(Error::NoticeWithdrawn { number });
            }
            let (reason, who) = (clean(reason), clean(who));
            let one = NoticeWithdrawn { reason, who, instant: clock(), act: opening.number() };
            let values = [
                held,
                Value::Text(&one.reason),
                Value::Text(&one.who),
                Value::Int(one.instant.0),
                Value::Int(one.act as i64),
            ];
            WITHDRAWN.append(db, &values)?;
            audit::close(db, opening, "done", &one.detail(number), clock)
        })
    }

    /// Every notice, by number, also those withdrawn.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub fn notices(&mut self) -> Result<Vec<Notice>, Error> {
        let found = self.db.query(&format!("{SELECT} ORDER BY n.number"), &[])?;
        found.iter().map(|row| notice(row).ok_or_else(|| self.db.damaged("notices"))).collect()
    }

    /// One notice.
    ///
    /// # Errors
    /// [`Error::NoSuchNotice`], or whatever the database answers.
    pub fn notice(&mut self, number: u32) -> Result<Notice, Error> {
        let held = held(number).ok_or(Error::NoSuchNotice { number })?;
        let found = self.db.query(&format!("{SELECT} WHERE n.number = $1"), &[held])?;
        let row = found.first().ok_or(Error::NoSuchNotice { number })?;
        notice(row).ok_or_else(|| self.db.damaged(format!("notice {number}")))
    }
}
