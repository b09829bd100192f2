//! Accounts as a whole: sign in, come back, go.
