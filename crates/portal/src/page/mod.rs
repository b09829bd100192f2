//! The pages, one module a family; every route to them in one table, and which
//! of them stand in the navigation.

use huigu_answers::texts;
use huigu_desk::{ListContacts, Operation, UseCase};

use crate::route::{NavItem, Route, get, nav_item, post, upload};

pub mod audit;
pub mod beneficiary;
pub mod books;
pub mod clause;
pub mod contacts;
pub mod datasets;
pub mod home;
pub mod language;
pub mod me;
pub mod measure;
pub mod measures;
pub mod mine;
pub mod notices;
pub mod official;
pub mod parties;
pub mod plan;
pub mod settlements;
pub mod sign_in;
pub mod simulate;
pub mod target;
pub mod targets;
pub mod trace;
pub mod users;

/// The pages.
pub static ROUTES: &[Route] = &[
    get("/", UseCase::Plan, home::page),
    get("/plan", UseCase::Plan, plan::page),
    get("/plan/text", UseCase::Plan, official::page),
    upload("/plan/text", UseCase::AttachText, official::attach),
    get("/plan/{clause}", UseCase::Plan, clause::page),
    get("/targets", UseCase::Targets, targets::page),
    get("/targets/{id}", UseCase::Targets, target::page),
    get("/measures", UseCase::Settlement, measures::page),
    get("/measures/{id}", UseCase::Settlement, measure::page),
    get("/measures/{id}/{beneficiary}", UseCase::Explain, beneficiary::page),
    get("/trace/{owner}/{item}", UseCase::Trace, trace::page),
    get("/sign-in", UseCase::Plan, sign_in::page),
    post("/sign-in", UseCase::Plan, sign_in::come_in),
    post("/sign-in/code", UseCase::Plan, sign_in::with_code),
    post("/sign-out", UseCase::Plan, sign_in::go_out),
    get("/me", UseCase::Profile, me::page),
    get("/me/password", UseCase::ChangePassword, me::password::page),
    post("/me/password", UseCase::ChangePassword, me::password::change),
    get("/me/second-factor", UseCase::SecondFactor, me::second_factor::page),
    post("/me/second-factor", UseCase::SecondFactor, me::second_factor::offer),
    post("/me/second-factor/confirm", UseCase::SecondFactor, me::second_factor::confirm),
    post("/me/sessions/{number}/end", UseCase::Sessions, me::end_session),
    get("/me/tokens", UseCase::Tokens, me::tokens::page),
    post("/me/tokens", UseCase::Tokens, me::tokens::make),
    post("/me/tokens/{number}/revoke", UseCase::Tokens, me::tokens::revoke),
    get("/me/trail", UseCase::OwnTrail, me::trail),
    get("/audit", UseCase::Audit, audit::page),
    post("/audit/verify", UseCase::VerifyAudit, audit::verify),
    get("/simulate", UseCase::Simulate, simulate::page),
    get("/simulate/part", UseCase::Simulate, simulate::part),
    get("/simulate/compare", UseCase::Scenarios, simulate::compare),
    post("/simulate/keep", UseCase::KeepScenario, simulate::keep),
    post("/simulate/{number}/drop", UseCase::KeepScenario, simulate::drop),
    get("/books", UseCase::Batches, books::page),
    upload("/books", UseCase::SendBooks, books::send),
    get("/books/mended/{key}", UseCase::SendBooks, books::mended),
    get("/books/templates/{kind}", UseCase::Plan, books::template),
    get("/books/{number}", UseCase::Batches, books::batch),
    post("/books/{number}/withdraw", UseCase::Withdraw, books::withdraw),
    get("/settlements", UseCase::Approved, settlements::page),
    post("/settlements", UseCase::Approve, settlements::approve),
    get("/settlements/{number}", UseCase::VerifyApproved, settlements::verify),
    get("/notices", UseCase::Notices, notices::list),
    post("/notices", UseCase::PublishNotice, notices::publish),
    get("/notices/new", UseCase::PublishNotice, notices::write),
    get("/notices/{number}", UseCase::Notices, notices::one),
    post("/notices/{number}/withdraw", UseCase::WithdrawNotice, notices::withdraw),
    get("/contacts", UseCase::Contacts, contacts::page),
    post("/contacts", UseCase::SetContact, contacts::set),
    get("/parties", UseCase::Parties, parties::list),
    get("/parties/{id}", UseCase::Party, parties::page),
    post("/parties/{id}/unmask", UseCase::Unmask, parties::unmask),
    get("/datasets", UseCase::Records, datasets::list),
    get("/datasets/{dataset}", UseCase::Records, datasets::page),
    get("/datasets/{dataset}/{record}", UseCase::Records, datasets::record),
    get("/users", UseCase::Users, users::page),
    post("/users", UseCase::AddUser, users::add),
    post("/users/{login}/disable", UseCase::DisableUser, users::disable),
    post("/users/{login}/enable", UseCase::DisableUser, users::enable),
    post("/users/{login}/reset", UseCase::ResetUser, users::reset),
];

/// The navigation, in its order.
pub static NAVIGATION: &[NavItem] = &[
    nav_item("/", texts::frame::OVERVIEW, UseCase::Plan, false),
    nav_item("/plan", texts::plan::CLAUSES, UseCase::Plan, false),
    nav_item("/targets", texts::targets::TARGETS, UseCase::Targets, false),
    nav_item("/measures", texts::settlement::MEASURES, UseCase::Settlement, false),
    nav_item("/notices", texts::notices::NOTICES, UseCase::Notices, false),
    nav_item("/contacts", ListContacts::SUMMARY, UseCase::Contacts, false),
    nav_item("/settlements", texts::approvals::APPROVALS, UseCase::Approved, true),
    nav_item("/simulate", texts::simulation::SIMULATION, UseCase::Simulate, true),
    nav_item("/books", texts::books::SUBMISSIONS, UseCase::Batches, true),
    nav_item("/parties", texts::parties::PARTIES, UseCase::Parties, true),
    nav_item("/datasets", texts::datasets::DATASETS, UseCase::Records, true),
    nav_item("/audit", texts::audit::AUDIT, UseCase::Audit, true),
    nav_item("/users", texts::users::USERS, UseCase::Users, true),
];
