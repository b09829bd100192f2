//! `huigu completions`: a completion script from the same definitions.

use crate::args::{Completions, definition};
use crate::outcome::{Console, Failure};

/// Prints the script.
pub fn run(args: &Completions, console: &mut Console<'_, '_>) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut definition(console.lang), "huigu", &mut script);
    console.answer_bytes(&script)
}
