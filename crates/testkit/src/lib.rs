//! What tests repeat, once: seeded random numbers and, with the feature
//! `databases`, a private PostgreSQL cluster, one suite over both databases, the
//! moments at which crash tests kill, and the registers of every version. Used by tests only.

#[cfg(feature = "databases")]
mod cluster;
#[cfg(feature = "databases")]
pub mod crash;
#[cfg(feature = "databases")]
pub mod left;
mod rng;
#[cfg(feature = "databases")]
pub mod suite;

#[cfg(feature = "databases")]
pub use cluster::Cluster;
pub use rng::Rng;
