//! The whole portal over the sample's register, asked as a browser asks.

mod codes;
mod exports;
mod forged;
mod ground;
mod hostile;
mod notices;
mod official;
mod pages;
mod roles;
mod second_factor;
mod sending;
mod snapshots;
mod work;
