//! Sessions: who it is that comes back, and the end of it.

mod end;
mod held;
mod list;

pub use end::EndSession;
pub use held::OpenSession;
pub use list::{ListSessions, SessionView};
