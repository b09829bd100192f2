//! Operations asked for at the desk, each for its caller.

use std::io::{self, Write};

use huigu_store::Error as StoreError;

use super::{KeyedRun, Run, RunOutcome};
use crate::desk::Desk;
use crate::{Caller, Error, Operation, OperationKind, Reading};

impl Desk {
    /// Runs an operation for a caller.
    ///
    /// # Errors
    /// [`Error::Refused`] where the caller may not; else why it was not done.
    pub fn run<O: Operation>(&self, caller: &Caller, input: O) -> Result<O::Output, Error> {
        self.run_files(caller, input, None)
    }

    /// Runs an operation that files come beside.
    ///
    /// # Errors
    /// As [`Desk::run`].
    pub fn run_files<O: Operation>(
        &self,
        caller: &Caller,
        input: O,
        files: Option<&Reading<'_>>,
    ) -> Result<O::Output, Error> {
        self.without_key(caller, input, (files, &mut io::sink()))
    }

    /// Runs an operation that writes a file.
    ///
    /// # Errors
    /// As [`Desk::run`]; what was written is then of no use.
    pub fn run_into<O: Operation>(&self, caller: &Caller, input: O, file: &mut dyn Write) -> Result<O::Output, Error> {
        self.without_key(caller, input, (None, file))
    }

    fn without_key<O: Operation>(
        &self,
        caller: &Caller,
        input: O,
        files: (Option<&Reading<'_>>, &mut dyn Write),
    ) -> Result<O::Output, Error> {
        match self.run_with(caller, input, files, None)? {
            RunOutcome::Done(output) => Ok(output),
            // Without a key nothing is repeated.
            RunOutcome::Replayed(_) => Err(StoreError::KeyTaken.into()),
        }
    }

    /// Runs an operation under a key of the caller's, if it came with one:
    /// what was answered before is answered again.
    ///
    /// # Errors
    /// As [`Desk::run`]; [`Error::KeyReused`] where the key came with
    /// another request before.
    pub fn run_once<O: Operation>(
        &self,
        caller: &Caller,
        input: O,
        files: Option<&Reading<'_>>,
        once: Option<&KeyedRun<'_, O::Output>>,
    ) -> Result<RunOutcome<O::Output>, Error> {
        self.run_with(caller, input, (files, &mut io::sink()), once)
    }

    fn run_with<O: Operation>(
        &self,
        caller: &Caller,
        input: O,
        (files, written): (Option<&Reading<'_>>, &mut dyn Write),
        once: Option<&KeyedRun<'_, O::Output>>,
    ) -> Result<RunOutcome<O::Output>, Error> {
        let permit = caller.permit(const { &O::RIGHTS })?;
        if let Some(once) = once
            && let Some(kept) = self.kept_answer(once)?
        {
            return Ok(RunOutcome::Replayed(kept));
        }
        let mut run = Run {
            desk: self,
            caller,
            permit: &permit,
            files,
            written,
            once,
            register: None,
            opened: 0,
            kept: false,
            doubt: None,
        };
        let done = if O::KIND == OperationKind::Act { run.on_one_connection(input) } else { input.run(&mut run) };
        debug_assert!(done.is_err() || run.fits(O::KIND), "{}: {} openings", O::RIGHTS.code, run.opened);
        run.finish(done)
    }
}

impl<T> Run<'_, T> {
    fn on_one_connection<O: Operation<Output = T>>(&mut self, input: O) -> Result<T, Error> {
        self.desk.lend(self.permit.who(), |register| {
            self.register = Some(register);
            let done = input.run(self);
            #[expect(clippy::expect_used, reason = "it was put there above, and no operation can reach it")]
            let register = self.register.take().expect("the register of this run");
            (register, done)
        })
    }

    fn fits(&self, kind: OperationKind) -> bool {
        match kind {
            OperationKind::Act => self.opened > 0,
            OperationKind::Look => self.opened == 0,
            OperationKind::LookAtPerson => true,
        }
    }
}
