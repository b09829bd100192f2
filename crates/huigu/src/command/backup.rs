//! `huigu backup`: the whole register as one file.

use huigu_answers::figures::grouped;
use huigu_answers::texts::operation;
use huigu_desk::{KEY_FILE, Place, WriteBackup};

use super::audit::tell_head;
use crate::args::OutputTo;
use crate::asked::Asked;
use crate::outcome::{Console, Failure};
use crate::register::place;

/// Writes the backup; the file is complete and on the disk, or not there.
pub fn run(asked: &Asked<'_>, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let output = asked.shared::<OutputTo>()?.output.unwrap_or_default();
    let made = asked.at_desk(console, |at, _| at.run_to_file(WriteBackup {}, &output))?;
    let (rows, batch) = (&grouped(made.rows), &made.last_batch);
    let text = console.lang.say(operation::BackedUp { path: &output.display(), rows, batch });
    console.answer(&format!("{text}\n"))?;
    tell_head(made.head, console)?;
    if let Place::Folder(folder) = place(&asked.shared()?, console)? {
        let key = folder.join(KEY_FILE);
        if key.exists() {
            console.tell(operation::KeyIsApart { path: &key.display() });
        }
    }
    Ok(())
}
