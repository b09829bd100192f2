//! The choice of a language: a cookie, and back to where one was.

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cookie::time::Duration;
use huigu_quantity::Lang;

use huigu_web::Pairs;
use huigu_web::language::{COOKIE, set_cookie};

/// A path of our own: never another site's.
pub fn own(path: &str) -> &str {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if plain && path.starts_with('/') && !path.starts_with("//") { path } else { "/" }
}

/// Keeps the choice.
pub async fn choose(request: Request) -> Response {
    let Ok(bytes) = to_bytes(request.into_body(), 8 * 1024).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let form = Pairs::parse(&String::from_utf8_lossy(&bytes));
    let Some(lang) = form.get("language").and_then(Lang::named) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let cookie = set_cookie(COOKIE, lang.code()).max_age(Duration::days(365)).build().to_string();
    let to = own(form.get("to").unwrap_or("/"));
    match (HeaderValue::from_str(to), HeaderValue::from_str(&cookie)) {
        (Ok(to), Ok(cookie)) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, to), (header::SET_COOKIE, cookie)]).into_response()
        }
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_only_to_where_one_was() {
        assert_eq!(own("/plan?date=2022-06-30"), "/plan?date=2022-06-30");
        for other in ["//evil.example/", "https://evil.example/", "/\\evil.example", "/a\r\nb", ""] {
            assert_eq!(own(other), "/", "{other:?}");
        }
    }
}
