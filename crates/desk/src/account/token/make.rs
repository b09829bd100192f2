//! Making a token.

use huigu_access::{AccountError, Secret};
use std::collections::BTreeSet;

use huigu_store::chain::Hash;
use huigu_store::{Instant, NewToken};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::{DAY, own};
use super::{ListTokens, MARK, MOST_DAYS, TOKEN};
use crate::{Error, Number, Operation, OperationKind, OperationSummary, Rights, Run, TextLine, TokenScope};
use huigu_access::secret::hash_of;

/// Make a token for programs of the caller's institution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeToken {
    /// What it is called.
    #[schemars(title = "Name, such as the system that uses it", extend("x-zh" = "名称，例如所用系统"))]
    pub name: TextLine<60>,
    /// What it opens.
    #[serde(default)]
    #[schemars(title = "It opens", extend("x-zh" = "权限"))]
    pub opens: BTreeSet<TokenScope>,
    /// Days until it ends.
    #[schemars(title = "Days until it ends", extend("x-zh" = "有效天数"))]
    pub days: Number,
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
    const SUMMARY: OperationSummary = OperationSummary { zh: "创建接口令牌", en: "Make a token" };
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
