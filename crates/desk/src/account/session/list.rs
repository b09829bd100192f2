//! One's own sessions.

use huigu_access::Unprinted;
use huigu_quantity::Phrase;
use huigu_store::Instant;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::own;
use super::held::runs;
use crate::{Error, Operation, OperationKind, Rights, Roles, Run, TokenAccess};

input! {
    /// See one's own sessions that run.
    #[derive(Copy)]
    pub struct ListSessions {}
}

/// A session in its owner's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Session")]
pub struct SessionView {
    /// Its number.
    pub session: u32,
    /// When it began.
    pub created: Instant,
    /// When it was last used, to the minute or so.
    pub used: Instant,
    /// What the browser says it is.
    pub agent: Unprinted,
    /// From where it began.
    pub address: Unprinted,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

impl Operation for ListSessions {
    const RIGHTS: Rights =
        Rights { code: "sessions", roles: Roles::ACCOUNTS.for_enrolment(), token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("自己正在使用的会话", "One's own sessions");
    type Output = Vec<SessionView>;

    fn run(self, run: &mut Run<'_, Vec<SessionView>>) -> Result<Vec<SessionView>, Error> {
        let (account, this, now) = (own::number(run)?, run.caller().session(), run.clock()());
        let all = run.read(|store| store.sessions(account))?.into_iter().filter(|session| runs(session, now));
        Ok(all
            .map(|session| SessionView {
                session: session.number,
                created: session.created,
                used: session.used,
                agent: Unprinted(session.agent),
                address: Unprinted(session.address),
                is_this: this == Some(session.number),
            })
            .collect())
    }
}
