//! Between the network and the pages: listening, headers that guard, counting,
//! and making of a request an [`Ask`](crate::ask::Ask).

pub mod assets;
pub mod dispatch;
pub mod guard;
pub mod language;
pub mod listen;
pub mod metrics;
pub mod owed;
pub mod patience;
pub mod preface;
pub mod spool;
pub mod upload;
pub mod watch;
