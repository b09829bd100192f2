//! The language of an answer: as the cookie says, else as the browser asks,
//! else Chinese.

use axum::http::{HeaderMap, header};
use cookie::{Cookie, CookieBuilder, SameSite};
use huigu_quantity::Lang;

/// The cookie that keeps the choice.
pub const COOKIE: &str = "lang";

/// The value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let all = lines.flat_map(Cookie::split_parse).filter_map(Result::ok);
    all.filter(|one| one.name() == name).find_map(|one| one.value_raw())
}

/// A cookie of ours: for every path, out of scripts' reach, not sent along
/// from other sites.
pub fn set_cookie<'c>(name: &'c str, value: &'c str) -> CookieBuilder<'c> {
    Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax)
}

/// The language a request is answered in.
pub fn of_request(headers: &HeaderMap) -> Lang {
    if let Some(lang) = cookie(headers, COOKIE).and_then(Lang::named) {
        return lang;
    }
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut preferences: Vec<(u32, Lang)> = asked.split(',').filter_map(preference).collect();
    // The sort is stable: of equal wishes the first stays first.
    preferences.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    preferences.first().map_or(Lang::Zh, |(_, lang)| *lang)
}

/// `en-GB;q=0.8` as thousandths and language.
fn preference(text: &str) -> Option<(u32, Lang)> {
    let (code, weight) = text.trim().split_once(";q=").unwrap_or((text.trim(), "1"));
    let weight = match huigu_quantity::parse_decimal(weight, 3) {
        Some(Ok(value)) => u32::try_from(value).ok().filter(|value| *value > 0)?,
        _ => return None,
    };
    Lang::named(code).map(|lang| (weight, lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(cookie: &'static str, accepts: &'static str) -> Lang {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static(cookie));
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepts));
        of_request(&headers)
    }

    #[test]
    fn the_cookie_goes_before_the_browser() {
        assert_eq!(asked("a=1; lang=en", "zh-CN"), Lang::En);
        assert_eq!(asked("lang=xx", "en-GB,en;q=0.9,zh;q=0.8"), Lang::En);
        assert_eq!(asked("", "fr, zh-CN;q=0.5, en;q=0.3"), Lang::Zh);
        assert_eq!(asked("", "en;q=0, de"), Lang::Zh, "what is refused is not wished");
        assert_eq!(asked("", ""), Lang::Zh);
    }
}
