//! Leave to see a person's whole name.

use huigu_quantity::Phrase;

use super::scope::find;
use crate::Role::{Auditor, Bank, Centre, Enterprise, Finance, Guarantor, Operator, PeoplesBank};
use crate::personal::Unmasking;
use crate::{Error, Operation, OperationKind, Rights, Roles, Run, StoreError, TextLine, TokenAccess};

input! {
    /// See one person's data unmasked, with the reason given for it; both stand in
    /// the audit.
    pub struct UnmaskPerson {
        party: TextLine<200> = "主体编号", "Id of the party", "91330211MA00000075";
        reason: TextLine<200> = "理由", "Reason";
    }
}

impl Operation for UnmaskPerson {
    const RIGHTS: Rights = Rights {
        code: "unmask",
        roles: Roles::NOBODY
            .district(&[Centre, Finance, PeoplesBank, Auditor, Operator])
            .own(&[Bank, Guarantor, Enterprise]),
        token: TokenAccess::Never,
    };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("查看一个人的完整姓名", "See one person's whole name");
    type Output = Unmasking;

    fn run(self, run: &mut Run<'_, Unmasking>) -> Result<Unmasking, Error> {
        let id = run.register(|register| register.pseudonymized(&self.party))?;
        let reason = run.pseudonymized(&self.reason)?;
        let view = run.view(None)?;
        find(&view, &id, run.permit()).ok_or_else(|| Error::NotThere { what: id.clone() })?;
        run.act(&id, &reason, |run, opening| {
            let clock = run.clock();
            run.commit(opening, |store| {
                store.append_outcome(opening, "done", "", clock)?;
                Ok::<_, StoreError>(Unmasking::of(&id)).map_err(Error::from)
            })
        })
    }

    #[cfg(feature = "samples")]
    fn sample(at: &crate::Sampling<'_>) -> Self {
        let reason = TextLine::new("核实").unwrap_or_else(|_| unreachable!("a line"));
        Self { party: at.party(), reason }
    }
}
