//! Whether the register is sound.

use huigu_facts::Issue;
use huigu_quantity::Phrase;
use huigu_store::Finding;
use schemars::JsonSchema;
use serde::Serialize;

use crate::audit::READERS;
use crate::{Error, Operation, OperationKind, Rights, Run, TokenAccess};

input! {
    /// Run the integrity checks, and see that the rows together have no fault.
    #[derive(Copy)]
    pub struct CheckRegister {}
}

/// What the checks found: nothing, of a register that is sound.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Checked {
    /// What does not hold.
    pub findings: Vec<Finding>,
    /// Faults of the rows together.
    #[serde(skip)]
    pub faults: Vec<Issue>,
}

impl Operation for CheckRegister {
    const RIGHTS: Rights = Rights { code: "check", roles: READERS, token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Look;
    const SUMMARY: Phrase = Phrase::new("检查登记库", "Run the integrity checks");
    const COMMAND: &'static str = "check";
    type Output = Checked;

    fn run(self, run: &mut Run<'_, Checked>) -> Result<Checked, Error> {
        let products = run.products();
        let (findings, faults) = run.register(|register| register.check(&products))?;
        Ok(Checked { findings, faults })
    }
}
