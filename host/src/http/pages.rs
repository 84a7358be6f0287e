//! The description of the routes, for programs and for people. Both come from the same types as the module, are compiled in,
//! and load nothing from elsewhere.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};

const OPENAPI: &str = include_str!("../../api/openapi.json");
const DOCS: &str = include_str!("../../api/docs.html");

/// The page has its style in itself, and no script.
const CONTENT_SECURITY_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

const CACHING: (HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));

pub(super) fn all() -> [(&'static str, MethodRouter); 2] {
    let json = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let html = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let policy = (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY);
    [
        ("/openapi.json", get(move || async move { ([json, CACHING], OPENAPI).into_response() })),
        ("/docs", get(move || async move { ([html, CACHING, policy], DOCS).into_response() })),
    ]
}
