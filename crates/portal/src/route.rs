//! A route of the portal: how it is asked, what the caller must be allowed to,
//! and the page that answers; and an item of the navigation.

use huigu_desk::UseCase;
use huigu_quantity::Phrase;
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

/// An item of the navigation.
pub struct NavItem {
    /// Its path.
    pub path: &'static str,
    /// Its name.
    pub name: Phrase,
    /// What the caller must be allowed to.
    pub needs: UseCase,
    /// Not for those who see only what is public.
    pub signed_in: bool,
}

/// An item of the navigation; `signed_in`: not for those who see only what is public.
pub const fn nav_item(path: &'static str, name: Phrase, needs: UseCase, signed_in: bool) -> NavItem {
    NavItem { path, name, needs, signed_in }
}
