//! Every answer that is not a decision: one table from failure to status, code and text.
//!
//! | refusal | status | on `/access/` | code |
//! |---|---|---|---|
//! | request is not JSON that the module takes | 400 | 400 | `http.malformed` |
//! | body ended early | 400 | 400 | `http.body_unreadable` |
//! | no token, or one that is not taken | 401 with `WWW-Authenticate` | 401 | `http.unauthorized` |
//! | unknown route | 404 | 404 | `http.not_found` |
//! | wrong method | 405 with `Allow` | 405 | `http.method_not_allowed` |
//! | body did not come in time | 408 | 408 | `http.read_timeout` |
//! | body over the limit | 413 | 413 | `http.body_too_large` |
//! | Content-Type is not `application/json` | 415 | 400 | `http.unsupported_media_type` |
//! | body is compressed | 415 with `Accept-Encoding` | 400 | `http.content_encoding` |
//! | request cannot be judged | 422 | 400 | `http.invalid` |
//! | module is inconsistent, trapped or broke its interface | 500 | 500 | `host.internal`, `host.trap`, `host.interface` |
//! | deadline, fuel or memory cap reached | 503 | 503 | `host.deadline`, `host.fuel`, `host.memory` |
//! | every sandbox is busy | 503 with `Retry-After` | 503 | `host.busy` |
//! | too many requests in flight | 503 with `Retry-After` | 503 | `http.busy` |
//! | request took too long as a whole | 503 | 503 | `http.request_timeout` |
//!
//! Deadline, fuel and memory carry no `Retry-After`: the same request would meet the same limit again. The body is RFC
//! 9457 `application/problem+json`, whose `errors` are the module's issues as the bytes they are; on the AuthZEN
//! paths it is a JSON string. Sources: RFC 9457; AuthZEN Authorization API 1.0, transport errors.

use super::tokens::Stranger;
use crate::error::SandboxError;
use crate::issue::read_issues;
use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::RawValue;
use std::error::Error;

const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("1");
const CHALLENGE: HeaderValue = HeaderValue::from_static("Bearer realm=\"channel-policy\"");
const INVALID_TOKEN: HeaderValue = HeaderValue::from_static("Bearer realm=\"channel-policy\", error=\"invalid_token\"");
const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Which of the two error shapes a path speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    AuthZen,
    Problem,
}

/// Why a request gets no decision. The first three carry the module's issues.
#[derive(Debug)]
pub(super) enum Refusal {
    Malformed(String),
    Invalid(String),
    Internal(String),
    Unauthorized(Stranger),
    BodyUnreadable,
    BodyTooLarge,
    ReadTimeout,
    ContentEncoding,
    /// The path takes these.
    UnsupportedMediaType(&'static str),
    NotFound,
    /// The path takes this method.
    MethodNotAllowed(&'static str),
    /// No sandbox became free in time.
    Saturated,
    /// Too many requests are in flight.
    Crowded,
    /// The request took too long as a whole.
    RequestTimeout,
    Sandbox(SandboxError),
    /// The evaluation's thread ended without an answer.
    Broken,
}

/// What the log and the metrics are told of a response.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refused {
    pub(super) code: &'static str,
}

#[derive(Serialize)]
struct Problem<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<&'a RawValue>,
}

impl Refusal {
    pub(super) fn respond(self, face: Face) -> Response {
        self.log();
        let status = self.status(face);
        let mut response = match face {
            Face::AuthZen => Json(self.sentence()).into_response(),
            Face::Problem => ([(header::CONTENT_TYPE, PROBLEM_JSON)], Json(self.problem(status))).into_response(),
        };
        *response.status_mut() = status;
        response.extensions_mut().insert(Refused { code: self.code() });
        if let Some((name, value)) = self.header() {
            response.headers_mut().insert(name, value);
        }
        response
    }

    /// What a client can act on.
    fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::Saturated | Self::Crowded | Self::Sandbox(SandboxError::Busy) => Some((header::RETRY_AFTER, RETRY_AFTER_SECONDS)),
            Self::Unauthorized(Stranger::Unnamed) => Some((header::WWW_AUTHENTICATE, CHALLENGE)),
            Self::Unauthorized(Stranger::Unknown) => Some((header::WWW_AUTHENTICATE, INVALID_TOKEN)),
            Self::ContentEncoding => Some((header::ACCEPT_ENCODING, HeaderValue::from_static("identity"))),
            // What is left of the body would be taken for the next request.
            Self::ReadTimeout => Some((header::CONNECTION, HeaderValue::from_static("close"))),
            _ => None,
        }
    }

    fn status(&self, face: Face) -> StatusCode {
        use SandboxError as Sandbox;
        let authzen = face == Face::AuthZen;
        match self {
            Self::Malformed(_) | Self::BodyUnreadable => StatusCode::BAD_REQUEST,
            Self::Invalid(_) | Self::UnsupportedMediaType(_) | Self::ContentEncoding if authzen => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::ReadTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::UnsupportedMediaType(_) | Self::ContentEncoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Saturated | Self::Crowded | Self::RequestTimeout => StatusCode::SERVICE_UNAVAILABLE,
            Self::Sandbox(Sandbox::Deadline | Sandbox::Fuel | Sandbox::Memory | Sandbox::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Sandbox(Sandbox::Trap(_) | Sandbox::Interface(_)) | Self::Internal(_) | Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "http.malformed",
            Self::BodyUnreadable => "http.body_unreadable",
            Self::Invalid(_) => "http.invalid",
            Self::UnsupportedMediaType(_) => "http.unsupported_media_type",
            Self::BodyTooLarge => "http.body_too_large",
            Self::Unauthorized(_) => "http.unauthorized",
            Self::ReadTimeout => "http.read_timeout",
            Self::ContentEncoding => "http.content_encoding",
            Self::Crowded => "http.busy",
            Self::RequestTimeout => "http.request_timeout",
            Self::NotFound => "http.not_found",
            Self::MethodNotAllowed(_) => "http.method_not_allowed",
            Self::Saturated => SandboxError::Busy.code(),
            Self::Sandbox(error) => error.code(),
            Self::Internal(_) | Self::Broken => "host.internal",
        }
    }

    pub(super) fn detail(&self) -> String {
        match self {
            Self::Malformed(_) => "the request is not acceptable JSON".to_owned(),
            Self::BodyUnreadable => "the body ended early".to_owned(),
            Self::Invalid(_) => "the request cannot be judged".to_owned(),
            Self::UnsupportedMediaType(taken) => format!("the Content-Type must be {taken}"),
            Self::BodyTooLarge => "the body is longer than the limit".to_owned(),
            Self::Unauthorized(Stranger::Unnamed) => "send a token as `Authorization: Bearer`".to_owned(),
            Self::Unauthorized(Stranger::Unknown) => "the token is not taken".to_owned(),
            Self::ReadTimeout => "the body did not come in time".to_owned(),
            Self::ContentEncoding => "compressed bodies are not taken; send the body without a Content-Encoding".to_owned(),
            Self::Crowded => "too many requests are in flight".to_owned(),
            Self::RequestTimeout => "the request took too long".to_owned(),
            Self::NotFound => "there is nothing at this path".to_owned(),
            Self::MethodNotAllowed(method) => format!("this path takes another method; use {method}"),
            Self::Saturated => SandboxError::Busy.to_string(),
            Self::Sandbox(error) => error.to_string(),
            Self::Internal(_) | Self::Broken => "the policy module failed".to_owned(),
        }
    }

    fn problem(&self, status: StatusCode) -> Problem<'_> {
        Problem {
            r#type: "about:blank",
            title: status.canonical_reason().unwrap_or_default(),
            status: status.as_u16(),
            detail: self.detail(),
            code: self.code(),
            errors: self.issues().and_then(|text| serde_json::from_str(text).ok()),
        }
    }

    fn issues(&self) -> Option<&str> {
        match self {
            Self::Malformed(issues) | Self::Invalid(issues) | Self::Internal(issues) => Some(issues),
            _ => None,
        }
    }

    /// The refusal as one string: AuthZEN has no shape for issues.
    fn sentence(&self) -> String {
        let issues = self.issues().and_then(|text| read_issues(text).ok());
        let issues: Vec<String> = issues.iter().flatten().map(ToString::to_string).collect();
        if issues.is_empty() { self.detail() } else { format!("{}: {}", self.detail(), issues.join("; ")) }
    }

    /// The operator's line on a fault of the host: the code and the cause, nothing of the request.
    pub(super) fn log(&self) {
        if self.status(Face::Problem) != StatusCode::INTERNAL_SERVER_ERROR {
            return;
        }
        let cause = match self {
            Self::Sandbox(error) => error.source().map(ToString::to_string),
            _ => None,
        };
        let cause = cause.unwrap_or_else(|| self.detail());
        tracing::error!(code = self.code(), cause, "evaluation failed");
    }
}
