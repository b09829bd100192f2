//! Opening a register: made where there is none, refused where it is another's
//! or of another version, brought up to date on request.

use crate::db::Db;
use crate::migrate::{self, Schema};
use crate::{Error, Place, Store};

impl Store {
    /// Opens the register of a plan; makes one if the place is empty.
    ///
    /// # Errors
    /// [`Error::OtherPlan`], [`Error::OlderSchema`] (until [`Store::migrate`]),
    /// [`Error::NewerSchema`], [`Error::NotARegister`], or why the place cannot be opened.
    pub fn open(place: &Place, plan: &str) -> Result<Self, Error> {
        Self::connect(place, plan, true, &Schema::current())
    }

    /// Opens a register that is there.
    ///
    /// # Errors
    /// As [`Store::open`], and [`Error::NoRegister`] when there is none.
    pub fn open_existing(place: &Place, plan: &str) -> Result<Self, Error> {
        Self::connect(place, plan, false, &Schema::current())
    }

    pub(crate) fn connect(place: &Place, plan: &str, make: bool, schema: &Schema) -> Result<Self, Error> {
        let mut db = Db::connect(place, make)?;
        let Some((version, has)) = migrate::state(&mut db)? else {
            if !make {
                return Err(Error::NoRegister { place: place.to_string() });
            }
            schema.create(&mut db, plan)?;
            return Self::connect(place, plan, false, schema);
        };
        schema.fits(place, version)?;
        if has != plan {
            return Err(Error::OtherPlan { place: place.to_string(), has, asked: plan.to_owned() });
        }
        Ok(Self::over(db, has))
    }

    /// Brings the tables of a register up to this program's version; returns
    /// the versions before and after. A backup should have been made.
    ///
    /// # Errors
    /// [`Error::NoRegister`], [`Error::NewerSchema`], or whatever the database
    /// answers; then the register is as before.
    pub fn migrate(place: &Place) -> Result<(i64, i64), Error> {
        Self::migrate_by(place, &Schema::current())
    }

    pub(crate) fn migrate_by(place: &Place, schema: &Schema) -> Result<(i64, i64), Error> {
        let mut db = Db::connect(place, false)?;
        if migrate::state(&mut db)?.is_none() {
            return Err(Error::NoRegister { place: place.to_string() });
        }
        schema.upgrade(&mut db, place)
    }
}
