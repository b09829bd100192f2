//! One's own tokens.

use huigu_quantity::{Day, Phrase};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::own;
use super::held::scopes;
use crate::{Error, Operation, OperationKind, Rights, Roles, Run, TokenAccess, TokenScope};

input! {
    /// See one's own tokens.
    #[derive(Copy)]
    pub struct ListTokens {}
}

/// A token in its owner's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Token")]
pub struct TokenView {
    /// Its number.
    pub token: u32,
    /// What its owner calls it.
    pub name: String,
    /// What it opens.
    pub opens: Vec<TokenScope>,
    /// The day it was made, in Shanghai.
    pub created: Day,
    /// The day it ends.
    pub expires: Day,
    /// Whether it still holds.
    pub holds: bool,
}

impl Operation for ListTokens {
    const RIGHTS: Rights = Rights { code: "tokens", roles: Roles::ACCOUNTS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("自己的接口令牌", "One's own tokens");
    type Output = Vec<TokenView>;

    fn run(self, run: &mut Run<'_, Vec<TokenView>>) -> Result<Vec<TokenView>, Error> {
        let (account, now) = (own::number(run)?, run.clock()());
        let all = run.read(|store| store.tokens(account))?.into_iter();
        Ok(all
            .map(|token| TokenView {
                token: token.number,
                name: token.name,
                opens: scopes(&token.scopes),
                created: token.created.day(),
                expires: token.expires.day(),
                holds: token.revoked.is_none() && now < token.expires,
            })
            .collect())
    }
}
