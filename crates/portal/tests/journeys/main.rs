//! Journeys through the portal in Chromium, as people take them: every page in
//! both languages, wide and narrow, and the ways of work from end to end. It
//! needs Chromium and its driver (Debian: `chromium`, `chromium-driver`).
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it does not expect")]

mod browser;
mod pages;
mod portal;
mod server;
mod work;
