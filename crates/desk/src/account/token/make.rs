//! Making a token.

use huigu_quantity::Phrase;
use std::collections::BTreeSet;

use huigu_access::{AccountError, DAY, Secret};
use huigu_store::chain::Hash;
use huigu_store::{Instant, NewToken};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::own;
use super::ListTokens;
use super::held::{MARK, MOST_DAYS, TOKEN};
use crate::{Error, Number, Operation, OperationKind, Rights, Run, TextLine, TokenScope};
use huigu_access::secret::hash_of;

input! {
    /// Make a token for programs of the caller's institution.
    pub struct MakeToken {
        name: TextLine<60> = "名称，例如所用系统", "Name, such as the system that uses it";
        #[serde(default)]
        opens: BTreeSet<TokenScope> = "权限", "It opens";
        days: Number = "有效天数", "Days until it ends";
    }
}

/// A token that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TokenMade {
    /// Its number.
    pub token: u32,
    /// The token itself.
    pub secret: Secret,
}

impl Operation for MakeToken {
    const RIGHTS: Rights = ListTokens::RIGHTS;
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("创建接口令牌", "Make a token");
    type Output = TokenMade;

    fn run(self, run: &mut Run<'_, TokenMade>) -> Result<TokenMade, Error> {
        let account = own::number(run)?;
        let days = self.days.get();
        let terms = !self.opens.is_empty() && days <= MOST_DAYS;
        let home = run.caller().home().filter(|_| terms).ok_or(AccountError::TokenTerms { most: MOST_DAYS })?;
        let held = run.desk().random()?;
        let scopes = self.opens.iter().map(|scope| scope.code()).collect::<Vec<_>>().join(",");
        let name = run.pseudonymized(&self.name)?;
        run.act(&format!("make {scopes}"), "", |run, opening| {
            let clock = run.clock();
            let expires = Instant(clock().0.saturating_add(i64::from(days) * DAY));
            let hash = hash_of(TOKEN, &held);
            run.commit(opening, |store| {
                let new = NewToken { account, hash, name: &name, home: home.id(), scopes: &scopes, expires };
                let token = store.add_token((opening, ""), &new, clock)?;
                Ok(TokenMade { token, secret: Secret::new(format!("{MARK}{}", Hash(held))) })
            })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(_: &crate::Sampling<'_>) -> Self {
        let name = TextLine::new("系统").unwrap_or_else(|_| unreachable!("a line"));
        Self { name, opens: BTreeSet::from([TokenScope::Books]), days: Number::new(30).unwrap_or(Number::LAST) }
    }
}
