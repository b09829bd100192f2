//! `huigu backup`: the whole register as one file.

use huigu_answers::figures::grouped;
use huigu_answers::texts::operation;
use huigu_desk::{KEY_FILE, Place, WriteBackup};

use super::audit::tell_head;
use crate::args::Backup;
use crate::outcome::{Console, Failure};
use crate::register::{AtDesk, at_desk, place};

/// Writes the backup; the file is complete and on the disk, or not there.
pub fn run(args: &Backup, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let run = |at: &AtDesk, _: &mut Console<'_, '_>| at.run_to_file(WriteBackup {}, &args.output);
    let made = at_desk(&args.register, &args.plan, console, run)?;
    let (rows, batch) = (&grouped(made.rows), &made.last_batch);
    let text = console.lang.say(operation::BackedUp { path: &args.output.display(), rows, batch });
    console.answer(&format!("{text}\n"))?;
    tell_head(made.head, console)?;
    if let Place::Folder(folder) = place(&args.register, console)? {
        let key = folder.join(KEY_FILE);
        if key.exists() {
            console.tell(operation::KeyIsApart { path: &key.display() });
        }
    }
    Ok(())
}
