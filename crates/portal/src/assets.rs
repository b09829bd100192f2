//! Style sheet, scripts and marks, held in the program. Their paths carry a
//! hash of what they hold, so that browsers may keep them for good.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use huigu_desk::Hash;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Assets;

/// Each file's path, by its name.
static PATHS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let path = |name: &str| {
        let bytes = Assets::get(name)?.data;
        let hash: String = Hash::of(&bytes).to_string().chars().take(12).collect();
        Some((name.to_owned(), format!("/assets/{hash}/{name}")))
    };
    Assets::iter().filter_map(|name| path(&name)).collect()
});

/// The path of a file.
pub fn path(name: &str) -> &'static str {
    PATHS.get(name).map_or("/assets/missing", String::as_str)
}

fn media(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, form)| form) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// The file of a path; anything but the very path of a file is not there.
pub fn file(asked: &str) -> Response {
    let name = asked.rsplit('/').next().unwrap_or_default();
    let Some(found) = Assets::get(name).filter(|_| path(name) == asked) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media(name))),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, found.data.into_owned()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_path_of_a_file_is_there() {
        let path = path("huigu.css");
        assert!(path.starts_with("/assets/") && path.ends_with("/huigu.css"));
        assert_eq!(file(path).status(), StatusCode::OK);
        for other in ["/assets/x/huigu.css", "/assets/../Cargo.toml", "/assets/", "/assets/x/..%2fhuigu.css"] {
            assert_eq!(file(other).status(), StatusCode::NOT_FOUND, "{other}");
        }
    }
}
