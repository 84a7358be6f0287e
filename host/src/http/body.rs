//! Reading a request's body within its limits.

use super::problem::Refusal;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use std::error::Error;
use std::time::Duration;
use tokio::time::timeout;
use tower_http::timeout::TimeoutError;

/// The whole body, where it comes within this time.
pub(super) async fn read(request: Request, within: Duration) -> Result<Bytes, Refusal> {
    let Ok(read) = timeout(within, Bytes::from_request(request, &())).await else {
        return Err(Refusal::ReadTimeout);
    };
    read.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::BodyTooLarge,
        _ => unreadable(&rejection),
    })
}

/// Why a body could not be read to its end.
pub(super) fn unreadable(error: &(dyn Error + 'static)) -> Refusal {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<TimeoutError>() {
            return Refusal::ReadTimeout;
        }
        cause = error.source();
    }
    Refusal::BodyUnreadable
}

/// Whether the body is of this media type, whatever its parameters.
pub(super) fn is_media_type(headers: &HeaderMap, wanted: &str) -> bool {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(wanted)
}
