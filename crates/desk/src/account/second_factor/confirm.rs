//! Putting a second factor in force.

use huigu_access::{AccountError, SECOND, Secret, TypedSecret, second_factor::step_of};
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::own;
use super::BeginSecondFactor;
use crate::{Error, Operation, OperationKind, Rights, Run};
use huigu_access::secret::in_groups;
use huigu_access::throttle::Subjects;

/// How many recovery codes there are, and their letters: two groups of five.
const CODES: usize = 10;
const GROUPS: usize = 2;
const GROUP: usize = 5;

input! {
    /// Put the second factor on offer in force by its first code.
    pub struct ConfirmSecondFactor {
        code: TypedSecret = "身份验证器此刻显示的 6 位口令", "The 6 digits your authenticator shows now";
    }
}

/// Recovery codes, each good once in the place of a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecoveryCodes {
    /// The codes.
    pub codes: Vec<Secret>,
}

impl Operation for ConfirmSecondFactor {
    const RIGHTS: Rights = BeginSecondFactor::RIGHTS;
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase =
        Phrase::new("启用自己的第二因素，给出恢复码", "Put one's own second factor in force; gives recovery codes");
    type Output = RecoveryCodes;

    fn run(self, run: &mut Run<'_, RecoveryCodes>) -> Result<RecoveryCodes, Error> {
        let (user, seal) = (own::user(run)?, own::seal(run)?);
        let subjects = Subjects::of(&user.login, "");
        run.act("confirm", "", |run, opening| {
            let clock = run.clock();
            let (offered, step) = run.register(|register| -> Result<_, Error> {
                let store = &mut register.store;
                subjects.may_try::<Error>(store, clock())?;
                let factor = store.second_factor(user.number)?.ok_or(AccountError::NoOffer)?;
                let secret = seal.open(user.number, &factor.offered).ok_or(AccountError::NoOffer)?;
                let seconds = u64::try_from(clock().0 / SECOND).unwrap_or(0);
                let Some(step) = step_of(&secret, self.code.typed(), seconds) else {
                    store.note_failure(&subjects.0[..1], clock())?;
                    return Err(AccountError::WrongCode.into());
                };
                Ok((factor.offered, step))
            })?;
            let mut codes = Vec::with_capacity(CODES);
            for _ in 0..CODES {
                codes.push(in_groups(&run.desk().random()?, GROUPS, GROUP));
            }
            let hashes: Vec<_> = codes.iter().map(|code| seal.recovery(user.number, code)).collect();
            run.commit(opening, |store| {
                let offered = (offered.as_slice(), step);
                if !store.confirm_second_factor((opening, ""), user.number, offered, &hashes, clock)? {
                    return Err(AccountError::NoOffer.into());
                }
                Ok(RecoveryCodes { codes: codes.into_iter().map(Secret::new).collect() })
            })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let code = || -> Result<String, Error> {
            at.desk.run(at.caller, BeginSecondFactor::sample(at))?;
            let account = at.caller.account().ok_or(AccountError::NoSuchUser)?;
            let factor = at.desk.store(|store| Ok(store.second_factor(account)?))?;
            let secret = factor.and_then(|factor| at.desk.seal().ok()?.open(account, &factor.offered));
            let seconds = u64::try_from(at.desk.instant().0 / SECOND).unwrap_or(0);
            Ok(huigu_access::second_factor::code_at(&secret.unwrap_or_default(), seconds))
        };
        // Who may not begin has no code either.
        Self { code: code().unwrap_or_default().as_str().into() }
    }
}
