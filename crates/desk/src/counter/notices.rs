//! Notices, as the counter tells and takes them.

use std::sync::Arc;

use huigu_store::{NewNotice, Notice};

use super::Counter;
use crate::notices::Publication;
use crate::{Caller, Error, Permit, UseCase};

/// A notice as far as the caller may see it: nobody's name to who sees only
/// what is public, and of what was withdrawn the title and the reason.
fn shown(mut notice: Notice, permit: &Permit) -> Notice {
    if permit.scope().is_district() {
        return notice;
    }
    notice.who.clear();
    if let Some(withdrawn) = &mut notice.withdrawn {
        withdrawn.who.clear();
        notice.text.clear();
        notice.settlement = None;
    }
    notice
}

impl Counter {
    /// Notices, the newest first; those withdrawn only to who reaches the
    /// whole district.
    ///
    /// # Errors
    /// [`Error::Refused`], or whatever the register answers.
    pub fn notices(&self, caller: &Caller) -> Result<Vec<Notice>, Error> {
        let permit = caller.permit(UseCase::Notices)?;
        let all = self.pool.with(|store| Ok(store.notices()?))?;
        let open = all.into_iter().rev().filter(|one| one.withdrawn.is_none() || permit.scope().is_district());
        Ok(open.map(|one| shown(one, &permit)).collect())
    }

    /// One notice, also if it was withdrawn, with the approved settlement it
    /// shows.
    ///
    /// # Errors
    /// [`Error::Refused`], [`huigu_store::Error::NoSuchNotice`], or whatever the
    /// register answers.
    pub fn notice(&self, caller: &Caller, number: u32) -> Result<(Notice, Option<Arc<Publication>>), Error> {
        let permit = caller.permit(UseCase::Notices)?;
        let notice = shown(self.pool.with(|store| Ok(store.notice(number)?))?, &permit);
        let publication = notice.settlement.map(|settlement| self.publication(settlement)).transpose()?;
        Ok((notice, publication))
    }

    /// An approved settlement as a notice shows it. It is frozen, and so are
    /// the names known to it: what was read once holds.
    fn publication(&self, settlement: u32) -> Result<Arc<Publication>, Error> {
        self.publications.try_get(&settlement, || self.register("", |register| register.publication(settlement)))
    }

    /// Publishes a notice.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::Notice`], [`huigu_store::Error::NoSuchSettlement`],
    /// or whatever the register answers.
    pub fn publish_notice(&self, caller: &Caller, new: &NewNotice<'_>) -> Result<Notice, Error> {
        let permit = caller.permit(UseCase::PublishNotice)?;
        self.register(permit.who(), |register| register.publish_notice(new))
    }

    /// Withdraws a notice.
    ///
    /// # Errors
    /// [`Error::Refused`], [`Error::Notice`], [`huigu_store::Error::NoSuchNotice`],
    /// [`huigu_store::Error::NoticeWithdrawn`], or whatever the register answers.
    pub fn withdraw_notice(&self, caller: &Caller, number: u32, reason: &str) -> Result<(), Error> {
        let permit = caller.permit(UseCase::WithdrawNotice)?;
        self.register(permit.who(), |register| register.withdraw_notice(number, reason))
    }
}
