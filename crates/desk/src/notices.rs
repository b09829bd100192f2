//! Notices: published and withdrawn, and the approved settlement a public
//! notice puts before everybody.

use std::collections::HashMap;

use huigu_engine::Entitlement;
use huigu_facts::{Kind, Row};
use huigu_quantity::{Day, Fen};
use huigu_store::{Keys, NewNotice, Notice, NoticeKind, Settlement};
use serde::Serialize;

use crate::frozen::FrozenSettlement;
use crate::{Error, PartyName, Register, UseCase};

/// Most characters of a title, a text and a reason.
pub const TITLE: usize = 100;
/// Most characters of a text.
pub const TEXT: usize = 6_000;
/// Most characters of a reason.
pub const REASON: usize = 500;

/// Why a notice was not published or withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// The title is empty, too long or has control characters.
    #[error("title")]
    Title,
    /// The text is empty or too long.
    #[error("text")]
    Text,
    /// The reason is empty or too long.
    #[error("reason")]
    Reason,
    /// The period ends before it begins.
    #[error("until before {published}")]
    Until {
        /// The day it would be published.
        published: Day,
    },
    /// An announcement has no period and shows no settlement.
    #[error("not a public notice")]
    NotPublic,
}

impl NoticeError {
    /// In Chinese.
    #[must_use]
    pub fn chinese(self) -> String {
        match self {
            Self::Title => format!("标题应为 1 至 {TITLE} 个字，不换行。"),
            Self::Text => format!("正文应为 1 至 {TEXT} 个字，每段一行。"),
            Self::Reason => format!("请写明撤回原因，1 至 {REASON} 个字。"),
            Self::Until { published } => format!("公示截止日不能早于发布日 {published}。请改填以后的日期。"),
            Self::NotPublic => "通知没有公示期，也不附核定结果。请改为公示，或去掉这两项。".to_owned(),
        }
    }

    /// In English.
    #[must_use]
    pub fn english(self) -> String {
        match self {
            Self::Title => format!("A title has 1 to {TITLE} characters, in one line."),
            Self::Text => format!("A text has 1 to {TEXT} characters, a paragraph a line."),
            Self::Reason => format!("Say why it is withdrawn, in 1 to {REASON} characters."),
            Self::Until { published } => {
                format!("The period cannot end before the day of publication, {published}. Choose a later day.")
            }
            Self::NotPublic => {
                "An announcement has no period and shows no settlement. Make it a public notice, or leave both out."
                    .to_owned()
            }
        }
    }
}

/// What an approved settlement gives under one measure, to whom, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shares {
    /// The measure.
    pub measure: String,
    /// Who gets something: its name as anybody may see it, and how much.
    pub beneficiaries: Vec<Share>,
    /// The sum.
    pub total: Fen,
}

/// What one beneficiary gets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Its name; a person's is masked.
    pub name: String,
    /// How much.
    pub amount: Fen,
}

/// An approved settlement as a public notice shows it: who gets how much under
/// each measure, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Publication {
    /// Number of the settlement.
    pub settlement: u32,
    /// The year.
    pub year: i32,
    /// By measure, in the order of their clauses.
    pub measures: Vec<Shares>,
    /// The sum.
    pub total: Fen,
}

/// A text as its paragraphs, a line each.
fn paragraphs(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(|line| line.replace(|c: char| c.is_control(), " "));
    let lines: Vec<String> = lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn fits(text: &str, most: usize) -> bool {
    !text.is_empty() && text.chars().count() <= most
}

impl Register<'_> {
    /// Publishes a notice.
    ///
    /// # Errors
    /// [`Error::Notice`], [`huigu_store::Error::NoSuchSettlement`], or whatever the register answers.
    pub fn publish_notice(&mut self, new: &NewNotice<'_>) -> Result<Notice, Error> {
        let (title, text) = (new.title.trim(), paragraphs(new.text));
        if !fits(title, TITLE) || title.chars().any(char::is_control) {
            return Err(NoticeError::Title.into());
        }
        if !fits(&text, TEXT) {
            return Err(NoticeError::Text.into());
        }
        if new.kind == NoticeKind::Announcement && (new.until.is_some() || new.settlement.is_some()) {
            return Err(NoticeError::NotPublic.into());
        }
        let published = (self.around.clock)().day();
        if new.until.is_some_and(|until| until < published) {
            return Err(NoticeError::Until { published }.into());
        }
        if let Some(settlement) = new.settlement {
            self.store.approved_one(settlement)?;
        }
        let (title, text) = (self.veiled_to_keep(title)?, self.veiled_to_keep(&text)?);
        let opening = self.open_act(UseCase::PublishNotice, new.kind.code(), "")?;
        let (who, clock) = (self.who()?, self.around.clock);
        let new = NewNotice { title: &title, text: &text, ..*new };
        let done = self.store.publish_notice(&opening, &new, &who, clock);
        Ok(done.inspect_err(|error| self.failed(&opening, error))?)
    }

    /// Withdraws a notice.
    ///
    /// # Errors
    /// [`Error::Notice`], [`huigu_store::Error::NoSuchNotice`],
    /// [`huigu_store::Error::NoticeWithdrawn`], or whatever the register answers.
    pub fn withdraw_notice(&mut self, number: u32, reason: &str) -> Result<(), Error> {
        let reason = paragraphs(reason);
        if !fits(&reason, REASON) {
            return Err(NoticeError::Reason.into());
        }
        if self.store.notice(number)?.withdrawn.is_some() {
            return Err(huigu_store::Error::NoticeWithdrawn { number }.into());
        }
        let reason = self.veiled_to_keep(&reason)?;
        let opening = self.open_act(UseCase::WithdrawNotice, &format!("notice {number}"), "")?;
        let (who, clock) = (self.who()?, self.around.clock);
        let done = self.store.withdraw_notice(&opening, number, (&reason, &who), clock);
        Ok(done.inspect_err(|error| self.failed(&opening, error))?)
    }

    /// Every notice, by number.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn notices(&mut self) -> Result<Vec<Notice>, Error> {
        Ok(self.store.notices()?)
    }

    /// An approved settlement as a public notice shows it, with the names that
    /// were known to it.
    pub(crate) fn publication(&mut self, number: u32) -> Result<Publication, Error> {
        let approved = self.store.approved_one(number)?;
        let mut names = HashMap::new();
        self.store.party_names(Some(approved.batch), |id, kind, name| {
            names.insert(id.to_owned(), PartyName::of(id, kind, name));
        })?;
        self.store.facts_of(&Keys::default(), &[Kind::Organisations], approved.batch, |_, row| {
            if let Row::Organisation(one) = row {
                names.insert(one.org_id.to_owned(), PartyName::Open(one.name.to_owned()));
            }
        })?;
        publication(&approved, &names)
    }
}

/// Who gets how much by a frozen answer.
fn publication(approved: &Settlement, names: &HashMap<String, PartyName>) -> Result<Publication, Error> {
    let mut measures = Vec::new();
    for measure in FrozenSettlement::read(&approved.result)?.measures {
        // Who gets nothing is no public matter.
        let paid = measure.beneficiaries.into_iter().filter(|one| one.amount > Fen::ZERO);
        let share = |one: Entitlement| {
            let name = names.get(&one.id).map(PartyName::shown);
            Share { name: name.unwrap_or(one.id), amount: one.amount }
        };
        let beneficiaries: Vec<Share> = paid.map(share).collect();
        let total = beneficiaries.iter().map(|share| share.amount).sum();
        if !beneficiaries.is_empty() {
            measures.push(Shares { measure: measure.measure, beneficiaries, total });
        }
    }
    let total = measures.iter().map(|shares| shares.total).sum();
    Ok(Publication { settlement: approved.number, year: approved.year, measures, total })
}
