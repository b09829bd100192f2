//! What a login is compared by.

/// A login as it is kept and compared.
pub(crate) fn login_of(typed: &str) -> String {
    typed.trim().to_lowercase()
}
