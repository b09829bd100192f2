//! Revoking a token.

use huigu_quantity::Phrase;

use super::super::own;
use super::ListTokens;
use crate::{Error, Number, Operation, OperationKind, Rights, Run};

input! {
    /// Revoke one of one's own tokens.
    #[derive(Copy)]
    pub struct RevokeToken {
        token: Number = "令牌的编号", "Number of the token";
    }
}

impl Operation for RevokeToken {
    const RIGHTS: Rights = ListTokens::RIGHTS;
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("吊销自己的一个接口令牌", "Revoke one of one's own tokens");
    type Output = ();

    fn run(self, run: &mut Run<'_, ()>) -> Result<(), Error> {
        let (account, number) = (own::number(run)?, self.token.get());
        run.act(&format!("revoke {number}"), "", |run, opening| {
            let clock = run.clock();
            run.commit(opening, |store| match store.revoke_token((opening, ""), account, number, clock)? {
                true => Ok(()),
                false => Err(Error::NotThere { what: format!("token {number}") }),
            })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let numbers = |store: &mut huigu_store::Store, account: u32| {
            Ok(store.tokens(account)?.iter().map(|token| token.number).collect())
        };
        let made = at.desk.run(at.caller, super::MakeToken::sample(at)).ok();
        let own = made.filter(|_| at.whose == crate::Whose::Own).and_then(|made| Number::new(made.token));
        Self { token: own.unwrap_or_else(|| own::of_another(at, numbers)) }
    }
}
