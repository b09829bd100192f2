//! The commands as a person runs them, in process, over a small folder of
//! books: every command, every form, every refusal.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

#[path = "cli/answers.rs"]
mod answers;
#[path = "cli/audited.rs"]
mod audited;
#[path = "cli/books.rs"]
mod books;
#[path = "cli/columns.rs"]
mod columns;
#[path = "cli/datasets.rs"]
mod datasets;
#[path = "cli/demo.rs"]
mod demo;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/notices.rs"]
mod notices;
#[path = "cli/plans.rs"]
mod plans;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/refusals.rs"]
mod refusals;
#[path = "cli/register.rs"]
mod register;
#[path = "cli/second_plan.rs"]
mod second_plan;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/tools.rs"]
mod tools;
#[path = "cli/users.rs"]
mod users;
