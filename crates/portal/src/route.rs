//! A route of the portal: how it is asked, what the caller must be allowed to,
//! and the page that answers.

use huigu_desk::UseCase;
use huigu_web::PageError;

use crate::context::RequestContext;
use crate::reply::Outcome;

/// How a page is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RouteMethod {
    /// To look at.
    Get,
    /// To change something.
    Post,
    /// To send files.
    Upload,
}

/// A route.
pub struct Route {
    /// How.
    pub method: RouteMethod,
    /// The path, with places in braces.
    pub path: &'static str,
    /// What the caller must be allowed to.
    pub needs: UseCase,
    /// What answers.
    pub page: fn(&RequestContext<'_>) -> Outcome,
}

/// A page that is looked at.
pub const fn get(path: &'static str, needs: UseCase, page: fn(&RequestContext<'_>) -> Outcome) -> Route {
    Route { method: RouteMethod::Get, path, needs, page }
}

/// A form.
pub const fn post(path: &'static str, needs: UseCase, page: fn(&RequestContext<'_>) -> Outcome) -> Route {
    Route { method: RouteMethod::Post, path, needs, page }
}

/// A form with files.
pub const fn upload(path: &'static str, needs: UseCase, page: fn(&RequestContext<'_>) -> Outcome) -> Route {
    Route { method: RouteMethod::Upload, path, needs, page }
}

/// Where a request belongs that asks for no page.
pub static NOWHERE: Route = get("none", UseCase::Plan, |_| Err(PageError::NoPage));
