//! OpenID AuthZEN Authorization API 1.0: its endpoints, and the metadata that names them.

use super::desk::Desk;
use super::gate::Gate;
use super::problem::{Face, Refusal};
use super::public_url::PublicUrl;
use crate::abi::Operation;
use axum::Router;
use axum::http::{HeaderValue, Method, header};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Where the endpoints lie, below the public URL.
const ENDPOINTS_PATH: &str = "/access";

/// Where the metadata lies; the path of the public URL comes after it.
const METADATA_PATH: &str = "/.well-known/authzen-configuration";

const METADATA_CACHING: HeaderValue = HeaderValue::from_static("public, max-age=3600");

struct Endpoint {
    path: &'static str,
    /// Its member in the metadata.
    member: &'static str,
    operation: Operation,
    /// Whether it looks through known subjects, accounts and resources.
    searches: bool,
}

const ENDPOINTS: [Endpoint; 5] = [
    Endpoint { path: "/v1/evaluation", member: "access_evaluation_endpoint", operation: Operation::Permission, searches: false },
    Endpoint { path: "/v1/evaluations", member: "access_evaluations_endpoint", operation: Operation::Evaluations, searches: false },
    Endpoint { path: "/v1/search/subject", member: "search_subject_endpoint", operation: Operation::SearchSubject, searches: true },
    Endpoint { path: "/v1/search/resource", member: "search_resource_endpoint", operation: Operation::SearchResource, searches: true },
    Endpoint { path: "/v1/search/action", member: "search_action_endpoint", operation: Operation::SearchAction, searches: true },
];

/// The endpoints and the metadata, at the root and below the path of `url`: a proxy may strip that path or keep it.
pub(super) fn routes(url: &PublicUrl, gate: &Arc<Gate>, desk: &Arc<Desk>) -> Router {
    let endpoints = |router: Router, base: &str| {
        ENDPOINTS.iter().fold(router, |router, Endpoint { path, operation, .. }| {
            router.route(&format!("{base}{ENDPOINTS_PATH}{path}"), desk.route(gate, *operation, Face::AuthZen))
        })
    };
    bases(url).into_iter().fold(Router::new(), |router, base| {
        endpoints(router, base)
            .route(&format!("{base}{ENDPOINTS_PATH}/{{*unknown}}"), gate.refuse(Face::AuthZen, || Refusal::NotFound))
            .route(&format!("{METADATA_PATH}{base}"), publish(url.clone(), Arc::clone(desk)))
    })
}

/// Method and path of every route.
pub(super) fn list(url: &PublicUrl) -> Vec<(Method, String)> {
    let of_base = |base: &str| {
        let endpoints = ENDPOINTS.iter().map(|endpoint| (Method::POST, format!("{base}{ENDPOINTS_PATH}{}", endpoint.path)));
        endpoints.chain([(Method::GET, format!("{METADATA_PATH}{base}"))]).collect::<Vec<_>>()
    };
    bases(url).into_iter().flat_map(of_base).collect()
}

fn bases(url: &PublicUrl) -> Vec<&str> {
    let mut bases = vec!["", url.path()];
    bases.dedup();
    bases
}

/// Each time as it is now: a reload may bring a directory or take it away.
fn publish(url: PublicUrl, desk: Arc<Desk>) -> MethodRouter {
    get(move || async move {
        let metadata = metadata(&url, desk.has_directory());
        ([(header::CACHE_CONTROL, METADATA_CACHING)], axum::Json(metadata)).into_response()
    })
}

/// What a caller may rely on; searches need somebody to find.
fn metadata(url: &PublicUrl, has_directory: bool) -> Map<String, Value> {
    let endpoints = ENDPOINTS.iter().filter(|endpoint| has_directory || !endpoint.searches);
    let mut members: Map<String, Value> =
        endpoints.map(|endpoint| (endpoint.member.to_owned(), format!("{url}{ENDPOINTS_PATH}{}", endpoint.path).into())).collect();
    members.insert("policy_decision_point".to_owned(), url.as_str().into());
    members
}
