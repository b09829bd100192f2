//! Ending one of one's own sessions.

use huigu_quantity::Phrase;

use super::super::own;
use super::ListSessions;
use crate::{Desk, Error, Number, Operation, OperationKind, Rights, Run};

input! {
    /// End one of one's own sessions.
    #[derive(Copy)]
    pub struct EndSession {
        session: Number = "会话的编号", "Number of the session";
    }
}

impl Operation for EndSession {
    const RIGHTS: Rights = ListSessions::RIGHTS;
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("结束自己的一个会话", "End one of one's own sessions");
    type Output = ();

    fn run(self, run: &mut Run<'_, ()>) -> Result<(), Error> {
        let (account, number) = (own::number(run)?, self.session.get());
        let what = format!("session {number}");
        run.act(&what, "", |run, opening| {
            let clock = run.clock();
            run.commit(opening, |store| match store.end_session((opening, ""), account, number, clock)? {
                true => Ok(()),
                false => Err(Error::NotThere { what: what.clone() }),
            })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        use huigu_store::{Error, Store};
        let numbers = |store: &mut Store, account: u32| -> Result<Vec<u32>, Error> {
            Ok(store.sessions(account)?.iter().map(|session| session.number).collect())
        };
        let (Some(account), crate::Whose::Own) = (at.caller.account(), at.whose) else {
            return Self { session: own::of_another(at, numbers) };
        };
        let who = crate::SignIn { login: at.caller.login(), password: at.password, address: "", agent: "" };
        drop(at.desk.sign_in(&who));
        let found = at.desk.store(|store| Ok(numbers(store, account)?)).unwrap_or_default();
        let other = found.into_iter().rfind(|number| at.caller.session() != Some(*number));
        Self { session: other.and_then(Number::new).unwrap_or(Number::LAST) }
    }
}

impl Desk {
    /// Ends the session that asks.
    ///
    /// # Errors
    /// Whatever the register answers.
    pub fn sign_out(&self, held: &str) -> Result<(), Error> {
        match self.session(held)? {
            Some(opened) => match Number::new(opened.number) {
                Some(session) => self.run(&opened.caller, EndSession { session }),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }
}
