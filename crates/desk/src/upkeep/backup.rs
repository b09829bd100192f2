//! The whole register as one file.

use huigu_quantity::Phrase;
use huigu_store::Backup;

use crate::Role::{Administrator, Operator};
use crate::{Error, Operation, OperationKind, Rights, Roles, Run, TokenAccess};

input! {
    /// Write a backup of the register as it stands between two acts. Of its own
    /// act the backup has only the opening.
    #[derive(Copy)]
    pub struct WriteBackup {}
}

impl Operation for WriteBackup {
    const RIGHTS: Rights =
        Rights { code: "backup", roles: Roles::NOBODY.district(&[Administrator, Operator]), token: TokenAccess::Never };
    const KIND: OperationKind = OperationKind::Act;
    const SUMMARY: Phrase = Phrase::new("备份登记库", "Write a backup");
    const COMMAND: &'static str = "backup";
    type Output = Backup;

    fn run(self, run: &mut Run<'_, Backup>) -> Result<Backup, Error> {
        run.act("", "", |run, opening| {
            let made = run.write_file(|store, file| store.backup(file))?;
            let detail = format!("rows={} last_batch={} sm3={}", made.rows, made.last_batch, made.hash);
            let clock = run.clock();
            run.commit(opening, |store| {
                store.append_outcome(opening, "done", &detail, clock)?;
                Ok(made)
            })
        })
    }
}
