//! `huigu backup`: the whole register as one file.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use huigu_answers::figures::grouped;
use huigu_answers::texts::{audit, operation};
use huigu_desk::{KEY_FILE, Place};

use crate::args::Backup;
use crate::outcome::{Console, Failure};
use crate::output::whole_file;
use crate::plans;
use crate::register::{self, failure};

/// Writes the backup; the file is complete and on the disk, or not there.
pub fn run(args: &Backup, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let lang = console.lang;
    let plan = plans::load(&args.plan, console)?;
    let made = register::with(&args.register, plan.id(), false, console, |register, _| {
        let mut made = None;
        let written = whole_file(&args.output, lang, |part| {
            let mut out = BufWriter::new(File::create(part)?);
            // A failure of the register leaves no file either; it is told below.
            let done = made.insert(register.backup(&mut out));
            if done.is_err() {
                return Err(io::Error::other("no backup"));
            }
            out.flush()?;
            out.get_ref().sync_all()
        });
        match made {
            Some(Err(error)) => Err(failure(&error, &[], lang)),
            Some(Ok(made)) => written.map(|()| made),
            None => written.and(Err(Failure::Stopped)),
        }
    })?;
    let (rows, batch) = (&grouped(made.rows), &made.last_batch);
    let text = lang.say(operation::BackedUp { path: &args.output.display(), rows, batch });
    console.answer(&format!("{text}\n"))?;
    if let Some(head) = made.head {
        console.answer(&format!("{}\n", lang.say(audit::HeadIs { head: &head })))?;
    }
    let place = register::place(&args.register, console)?;
    let folder = match &place {
        Place::Folder(folder) => folder.join(KEY_FILE),
        Place::Database(_) => return Ok(()),
    };
    if folder.exists() {
        console.tell(operation::KeyIsApart { path: &folder.display() });
    }
    Ok(())
}
