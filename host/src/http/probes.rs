//! What an orchestrator asks: does the process live, is it ready, and with which policies.

use super::desk::json;
use super::problem::{Face, Refusal};
use crate::clock::print_instant;
use crate::policies::Policies;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether requests should come; it ends once, when the process is asked to stop.
#[derive(Debug, Default)]
pub(crate) struct Readiness {
    is_draining: AtomicBool,
}

impl Readiness {
    /// From now on `/readyz` says no.
    pub(crate) fn end(&self) {
        self.is_draining.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_ready(&self) -> bool {
        !self.is_draining.load(Ordering::SeqCst)
    }
}

/// The answer of `/readyz`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Ready<'p> {
    ready: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    version: &'static str,
    revision: &'p str,
    since: String,
    policies: Box<RawValue>,
    reloads: Reloads,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<RefusedReload<'p>>,
}

#[derive(Serialize)]
struct Reloads {
    accepted: u64,
    refused: u64,
}

/// The files hold something that is not in use. Messages stay out: they repeat what stands in documents, and probes need no
/// token.
#[derive(Serialize)]
struct RefusedReload<'p> {
    at: String,
    issues: Vec<RefusedIssue<'p>>,
}

#[derive(Serialize)]
struct RefusedIssue<'p> {
    code: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'p str>,
    pointer: &'p str,
}

/// The module's answer to loading.
#[derive(Deserialize)]
struct Loaded {
    policies: Box<RawValue>,
}

pub(super) fn live() -> Response {
    json(r#"{"live":true}"#.to_owned())
}

pub(super) fn ready(policies: &Arc<Policies>, readiness: &Readiness) -> Response {
    let in_use = policies.in_use();
    let Ok(loaded) = serde_json::from_str::<Loaded>(in_use.worker().information()) else {
        return Refusal::Broken.respond(Face::Problem);
    };
    let (is_ready, refusal) = (readiness.is_ready(), policies.refusal());
    let refused = refusal.as_deref().map(|refusal| RefusedReload {
        at: print_instant(refusal.at_ms),
        issues: refusal
            .issues
            .iter()
            .map(|issue| RefusedIssue { code: &issue.code, document: issue.document.as_deref(), pointer: &issue.pointer })
            .collect(),
    });
    let body = Ready {
        ready: is_ready,
        reason: (!is_ready).then_some("draining"),
        version: env!("CARGO_PKG_VERSION"),
        revision: in_use.revision(),
        since: print_instant(in_use.since_ms()),
        policies: loaded.policies,
        reloads: Reloads { accepted: policies.reloads_accepted(), refused: policies.reloads_refused() },
        refused,
    };
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], axum::Json(body)).into_response()
}
