//! What operations on one's own account share: who it is, and its proof.

use huigu_access::{AccountError, TypedSecret, password};
use huigu_store::User;

use crate::{Error, Run};
use huigu_access::second_factor::Seal;
use huigu_access::throttle::Subjects;

/// Number of the caller's account.
pub(super) fn number<T>(run: &Run<'_, T>) -> Result<u32, Error> {
    Ok(run.caller().account().ok_or(AccountError::NoSuchUser)?)
}

/// The caller's account as it is kept.
pub(super) fn user<T>(run: &mut Run<'_, T>) -> Result<User, Error> {
    let (account, login) = (number(run)?, run.caller().login());
    let user = run.read(|store| store.user(login))?;
    user.filter(|user| user.number == account).ok_or_else(|| AccountError::NoSuchUser.into())
}

/// Makes sure that it is the owner who asks.
pub(super) fn prove<T>(run: &mut Run<'_, T>, user: &User, present: &TypedSecret) -> Result<(), Error> {
    let (desk, subjects) = (run.desk(), Subjects::of(&user.login, ""));
    desk.hashing.work(AccountError::Busy, || {
        run.register(|register| -> Result<_, Error> {
            subjects.may_try::<Error>(&mut register.store, desk.instant())?;
            if password::holds(present.typed(), &user.password) {
                return Ok(());
            }
            register.store.note_failure(&subjects.0[..1], desk.instant())?;
            Err(AccountError::WrongPassword.into())
        })
    })
}

/// The key of second factors; it is made where there is none yet.
pub(super) fn seal<T>(run: &mut Run<'_, T>) -> Result<Seal, Error> {
    let kept = &run.desk().seal_key;
    let key = match kept.get() {
        Some(key) => *key,
        // Nothing of the act is done yet, whatever became of the key.
        None => run.register(|register| register.key_bytes()).map_err(Error::repeatable)?,
    };
    Ok(Seal::of(kept.get_or_init(|| key))?)
}

/// A number that others than the caller have; nobody's, where they have none.
#[cfg(feature = "samples")]
pub(super) fn of_another(
    at: &crate::Sampling<'_>,
    numbers: impl Fn(&mut huigu_store::Store, u32) -> Result<Vec<u32>, huigu_store::Error>,
) -> crate::Number {
    let found = at.desk.store(|store| {
        let users = store.users()?;
        let others = users.iter().filter(|user| at.caller.account() != Some(user.number));
        let found: Result<Vec<Vec<u32>>, _> = others.map(|user| numbers(store, user.number)).collect();
        Ok(found?.concat())
    });
    let found = found.ok().and_then(|found| crate::Number::new(*found.last()?));
    found.unwrap_or(crate::Number::LAST)
}
