//! Serves the files of the web apps.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName,
    HeaderValue, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use mijn_brug_sync::api::Code;

use crate::problem::Problem;
use crate::site::{self, File, Site};

/// Answers with a file, with the page of an app for an address inside it, or with a problem.
pub async fn answer(State(site): State<Arc<Site>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        let allow = [(ALLOW, HeaderValue::from_static("GET, HEAD"))];
        return (allow, Problem::from(Code::MethodNotAllowed)).into_response();
    }
    match find(&site, uri.path(), &headers) {
        // For HEAD, hyper leaves the body out and keeps its length.
        Some(file) => send(file, &headers),
        None => Problem::from(Code::NotFound).into_response(),
    }
}

fn find<'site>(site: &'site Site, path: &str, headers: &HeaderMap) -> Option<&'site File> {
    match path {
        "/" => return site.get("/index.html"),
        "/begeleider" | "/begeleider/" => return site.get("/begeleider/index.html"),
        _ => {}
    }
    if let Some(file) = site.get(path) {
        return Some(file);
    }
    // The app itself reads addresses of its screens, so they get its page. A path that ends like a file is a missing file; other paths
    // may hold a dot too, such as the id of a domain.
    if site::is_file_name(path) || path.starts_with("/v1/") || !values(headers, &ACCEPT).any(is_html) {
        return None;
    }
    if path.starts_with("/begeleider/") {
        site.get("/begeleider/index.html")
    } else {
        site.get("/index.html")
    }
}

fn is_html(accepted: &str) -> bool {
    accepted
        .split(';')
        .next()
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/html"))
}

fn send(file: &File, headers: &HeaderMap) -> Response {
    let brotli = file.brotli.as_ref().filter(|_| takes_brotli(headers));
    let variant = brotli.unwrap_or(&file.plain);
    let known =
        values(headers, &IF_NONE_MATCH).any(|tag| tag == "*" || tag.trim_start_matches("W/") == variant.etag);

    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(variant.bytes.clone()))
    };
    let answer = response.headers_mut();
    let caching = if file.immutable {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    answer.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(etag) = HeaderValue::from_str(&variant.etag) {
        answer.insert(ETAG, etag);
    }
    if file.brotli.is_some() {
        answer.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if !known {
        answer.insert(CONTENT_TYPE, HeaderValue::from_static(file.media_type));
        if brotli.is_some() {
            answer.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
    }
    response
}

/// Whether the client accepts Brotli (RFC 9110, section 12.5.3): `br`, or else `*`, with a weight above zero.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let weight = |coding: &str| {
        values(headers, &ACCEPT_ENCODING).find_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
            let weight = parts.find_map(|part| part.strip_prefix("q=")).unwrap_or("1");
            named.then(|| weight.parse::<f32>().unwrap_or(0.0))
        })
    };
    weight("br")
        .or_else(|| weight("*"))
        .is_some_and(|weight| weight > 0.0)
}

/// The items of a list header, over all its lines.
fn values<'headers>(headers: &'headers HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'headers str> {
    let lines = headers
        .get_all(name)
        .into_iter()
        .filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(accept_encoding: &'static str, expected: bool) {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(accept_encoding));
        assert_eq!(takes_brotli(&headers), expected, "{accept_encoding}");
    }

    #[test]
    fn a_browser_takes_brotli() {
        check("gzip, deflate, br, zstd", true);
    }

    #[test]
    fn a_weight_of_zero_is_a_refusal() {
        check("br;q=0, gzip", false);
        check("*, br; q=0.0", false);
    }

    #[test]
    fn a_small_weight_is_accepted() {
        check("gzip;q=1, br;q=0.1", true);
    }

    #[test]
    fn a_star_includes_brotli() {
        check("*", true);
        check("*;q=0", false);
    }

    #[test]
    fn other_codings_are_not_brotli() {
        check("", false);
        check("gzip, brr", false);
    }
}
