//! Offering a second factor.

use huigu_access::{
    Secret, TypedSecret,
    second_factor::{LENGTH, base32, uri},
};
use huigu_quantity::Phrase;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::own;
use crate::{Error, Operation, OperationKind, Rights, Roles, Run, TokenAccess};

input! {
    /// Begin with a second factor. Who has one already proves itself by the
    /// password; the one in force stays until the new one is confirmed.
    pub struct BeginSecondFactor {
        present: Option<TypedSecret> = "当前密码", "Present password";
    }
}

/// A second factor on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Enrolment {
    /// The secret, to be typed in.
    pub secret: Secret,
    /// The same as programs read it, usually from a picture (`otpauth://`).
    pub uri: Secret,
}

impl Operation for BeginSecondFactor {
    const RIGHTS: Rights =
        Rights { code: "second-factor", roles: Roles::ACCOUNTS.for_enrolment(), token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("开始设置自己的第二因素", "Begin with one's own second factor");
    type Output = Enrolment;

    fn run(self, run: &mut Run<'_, Enrolment>) -> Result<Enrolment, Error> {
        let (user, seal) = (own::user(run)?, own::seal(run)?);
        run.act("offer", "", |run, opening| {
            if user.second_factor {
                own::prove(run, &user, &self.present.unwrap_or_else(|| "".into()))?;
            }
            let random = run.desk().random()?;
            let secret = &random[..LENGTH];
            let sealed = seal.seal(user.number, secret, &run.desk().random()?)?;
            let clock = run.clock();
            run.commit(opening, |store| {
                store.offer_second_factor((opening, ""), user.number, &sealed, clock)?;
                Ok(Enrolment { secret: Secret::new(base32(secret)), uri: Secret::new(uri(&user.login, secret)) })
            })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        Self { present: Some(at.password.into()) }
    }
}
