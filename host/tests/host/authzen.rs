//! The rules of OpenID AuthZEN 1.0 that are the host's: endpoints, metadata, statuses and the request's id.

use crate::client::{Reply, get, post, send};
use crate::scripted;
use crate::support::{directory_file, pack_folder, sandbox, worker};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use channel_policy_host::http::{Settings, app};
use channel_policy_host::{Trust, Worker, read_bundle};
use serde_json::{Value, json};

const ENDPOINTS: [(&str, &str); 5] = [
    ("/access/v1/evaluation", "permission"),
    ("/access/v1/evaluations", "evaluations"),
    ("/access/v1/search/subject", "searchSubject"),
    ("/access/v1/search/resource", "searchResource"),
    ("/access/v1/search/action", "searchAction"),
];

const METADATA: &str = "/.well-known/authzen-configuration";

fn at(public_url: &str, kinds: &[&str]) -> Router {
    let public_url = public_url.parse().expect("a public URL");
    app(scripted::worker(kinds), &Settings { public_url, ..Settings::default() })
}

fn shipped() -> Router {
    app(worker(Trust::ALL), &Settings::default())
}

async fn post_as(app: &Router, path: &str, content_type: Option<&str>, body: &'static str) -> Reply {
    let mut request = Request::post(path);
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    send(app, request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn every_endpoint_asks_its_operation_and_answers_its_bytes() {
    let app = at("https://pdp.example.com", &["permission"]);
    for (path, operation) in ENDPOINTS.into_iter().chain([("/v1/permissions", "permissions")]) {
        let reply = post(&app, path, "{}").await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(reply.header("content-type"), "application/json");
        assert_eq!(reply.text(), format!(r#"{{"operation":"{operation}"}}"#), "{path}");
    }
    assert_eq!(post(&app, "/v1/ability", "{}").await.problem(404), "http.not_found");
    assert_eq!(post(&app, "/v1/matrix", "{}").await.problem(404), "http.not_found");
}

#[tokio::test]
async fn the_metadata_names_every_endpoint_by_its_absolute_url() {
    let reply = get(&at("https://pdp.example.com", &["permission", "directory"]), METADATA).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("cache-control"), "public, max-age=3600");
    assert_eq!(
        reply.json(),
        json!({
            "policy_decision_point": "https://pdp.example.com",
            "access_evaluation_endpoint": "https://pdp.example.com/access/v1/evaluation",
            "access_evaluations_endpoint": "https://pdp.example.com/access/v1/evaluations",
            "search_subject_endpoint": "https://pdp.example.com/access/v1/search/subject",
            "search_resource_endpoint": "https://pdp.example.com/access/v1/search/resource",
            "search_action_endpoint": "https://pdp.example.com/access/v1/search/action",
        })
    );
}

#[tokio::test]
async fn without_a_directory_the_metadata_names_no_search_and_the_searches_still_answer() {
    let app = at("https://pdp.example.com", &["permission", "deal"]);
    let metadata = get(&app, METADATA).await.json();
    let members: Vec<&String> = metadata.as_object().expect("an object").keys().collect();
    assert_eq!(members, ["access_evaluation_endpoint", "access_evaluations_endpoint", "policy_decision_point"]);
    for (path, _) in ENDPOINTS {
        assert_eq!(post(&app, path, "{}").await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn the_default_public_url_is_the_address_listened_on() {
    let metadata = get(&shipped(), METADATA).await.json();
    assert_eq!(metadata["policy_decision_point"], "http://127.0.0.1:8181");
}

#[tokio::test]
async fn the_metadata_of_a_tenant_lies_between_host_and_path_and_what_it_names_answers() {
    let app = at("https://pdp.example.com/eu/tenant1", &["directory"]);
    let metadata = get(&app, "/.well-known/authzen-configuration/eu/tenant1").await;
    assert_eq!(metadata.header("cache-control"), "public, max-age=3600");
    assert_eq!(metadata.json(), get(&app, METADATA).await.json());
    let metadata = metadata.json();
    assert_eq!(metadata["policy_decision_point"], "https://pdp.example.com/eu/tenant1");
    for (_, url) in metadata.as_object().expect("an object").iter().filter(|(member, _)| member.ends_with("_endpoint")) {
        let path = url.as_str().and_then(|url| url.strip_prefix("https://pdp.example.com")).expect("a URL of the host");
        assert!(path.starts_with("/eu/tenant1/access/v1/"), "{path}");
        let below = post(&app, path, "{}").await;
        assert_eq!(below.status, StatusCode::OK, "{path}");
        let stripped = post(&app, path.strip_prefix("/eu/tenant1").expect("below the tenant"), "{}").await;
        assert_eq!(below.text(), stripped.text());
    }
    assert!(!get(&app, "/eu/tenant1/access/v1/evaluation").await.message(405).is_empty());
    assert!(!post(&app, "/eu/tenant1/access/v1/elsewhere", "{}").await.message(404).is_empty());
    assert_eq!(get(&app, "/.well-known/authzen-configuration/tenant2").await.problem(404), "http.not_found");
    assert_eq!(post(&app, "/eu/tenant1/v1/deal", "{}").await.problem(404), "http.not_found");
}

#[tokio::test]
async fn a_tenant_may_be_named_like_a_route() {
    for path in ["/access", "/access/v1/evaluation", "/v1", "/.well-known", "/livez"] {
        let app = at(&format!("https://pdp.example.com{path}"), &["permission"]);
        assert_eq!(get(&app, &format!("{METADATA}{path}")).await.status, StatusCode::OK, "{path}");
        assert_eq!(post(&app, &format!("{path}/access/v1/evaluations"), "{}").await.text(), r#"{"operation":"evaluations"}"#);
        assert_eq!(post(&app, "/access/v1/evaluation", "{}").await.text(), r#"{"operation":"permission"}"#);
    }
}

#[tokio::test]
async fn what_is_not_the_json_of_a_request_is_400_with_a_message() {
    let app = shipped();
    for (path, _) in ENDPOINTS {
        for body in ["", "{", "[]", "null", "\"a\"", "{}", r#"{"subject":7,"action":[],"resource":"r","evaluations":{}}"#] {
            let message = post_as(&app, path, Some("application/json"), body).await.message(400);
            assert!(message.contains("input."), "{path} {body}: {message}");
        }
    }
}

#[tokio::test]
async fn only_json_is_taken_and_another_content_type_is_400() {
    let app = shipped();
    let scripted = at("https://pdp.example.com", &[]);
    for (path, _) in ENDPOINTS {
        for content_type in [None, Some(""), Some("text/plain"), Some("application/jsonx"), Some("application/x-www-form-urlencoded")] {
            let message = post_as(&app, path, content_type, "{}").await.message(400);
            assert!(message.contains("`application/json`"), "{path} {content_type:?}: {message}");
        }
        for content_type in ["application/json; charset=utf-8", "Application/JSON", "application/json;charset=\"UTF-8\""] {
            assert_eq!(post_as(&scripted, path, Some(content_type), "{}").await.status, StatusCode::OK, "{path} {content_type}");
        }
    }
}

#[tokio::test]
async fn endpoints_take_post_and_the_metadata_takes_get() {
    let app = at("https://pdp.example.com", &[]);
    let ask = async |method: Method, path: &str| {
        let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        send(&app, request.body(Body::from("{}")).expect("a request")).await
    };
    for (path, _) in ENDPOINTS {
        for method in [Method::GET, Method::PUT, Method::PATCH, Method::DELETE] {
            let reply = ask(method, path).await;
            assert!(reply.message(405).ends_with("use POST"), "{path}");
            assert_eq!(reply.header("allow"), "POST", "{path}");
        }
    }
    let reply = ask(Method::POST, METADATA).await;
    assert_eq!(reply.problem(405), "http.method_not_allowed");
    assert!(reply.text().contains("use GET"), "{}", reply.text());
    assert!(reply.header("allow").contains("GET"));
}

#[tokio::test]
async fn a_long_body_is_413_with_a_message() {
    let settings = Settings { max_body_bytes: 16, ..Settings::default() };
    let app = app(scripted::worker(&[]), &settings);
    for (path, _) in ENDPOINTS {
        assert!(!post(&app, path, " ".repeat(17)).await.message(413).is_empty());
        assert_eq!(post(&app, path, "{}              ").await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn the_request_id_comes_back_with_every_status() {
    let app = at("https://pdp.example.com/t", &[]);
    let cases = [
        (Method::POST, "/access/v1/evaluation", "application/json", 200),
        (Method::POST, "/t/access/v1/search/action", "application/json", 200),
        (Method::POST, "/access/v1/evaluations", "text/plain", 400),
        (Method::GET, "/access/v1/evaluations", "application/json", 405),
        (Method::POST, "/access/v1/elsewhere", "application/json", 404),
        (Method::GET, METADATA, "application/json", 200),
    ];
    for (method, path, content_type, status) in cases {
        for id in [None, Some("bfe9eb29-ab87-4ca3-be83-a1d5d8305716"), Some("any \"string\"")] {
            let mut request = Request::builder().method(method.clone()).uri(path).header("content-type", content_type);
            if let Some(id) = id {
                request = request.header("X-Request-ID", id);
            }
            let reply = send(&app, request.body(Body::from("{}")).expect("a request")).await;
            assert_eq!(reply.status.as_u16(), status, "{path}");
            // Without one the sidecar makes one, so that its logs and the caller's can be joined.
            let answered = reply.header("x-request-id");
            assert!(!answered.is_empty(), "{path}");
            assert_eq!(answered, id.unwrap_or(answered), "{path}");
        }
    }
}

/// The shipped pack, with the directory of the tests beside it where wanted.
fn deciding(with_directory: bool) -> Router {
    let directory = directory_file();
    let mut paths = vec![pack_folder()];
    if with_directory {
        paths.push(directory.path().to_path_buf());
    }
    let bundle = read_bundle(&paths, Trust::ALL).expect("readable");
    app(Worker::load(sandbox(), bundle).expect("no issues"), &Settings::default())
}

fn subject() -> Value {
    json!({"type": "user", "id": "u-1"})
}

#[tokio::test]
async fn searches_answer_what_the_directory_knows() {
    let app = deciding(true);
    let (view, partner) = (json!({"name": "view"}), json!({"type": "partner", "id": "p-1"}));
    let ask = async |path: &str, body: Value| {
        let reply = post(&app, path, body.to_string()).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
        reply.json()["results"].clone()
    };
    let found = ask("/access/v1/search/resource", json!({"subject": subject(), "action": view, "resource": {"type": "partner"}})).await;
    assert_eq!(found, json!([{"type": "partner", "id": "p-1"}]));
    let found = ask("/access/v1/search/subject", json!({"subject": {"type": "user"}, "action": view, "resource": partner})).await;
    assert_eq!(found, json!([{"type": "user", "id": "u-1"}]));
    let found = ask("/access/v1/search/action", json!({"subject": subject(), "resource": partner})).await;
    assert!(found.as_array().expect("a list").contains(&view), "{found}");
}

#[tokio::test]
async fn a_search_for_what_nobody_knows_finds_nothing() {
    let view = json!({"name": "view"});
    for (app, id) in [(deciding(false), "u-1"), (deciding(true), "nobody")] {
        let subject = json!({"type": "user", "id": id});
        for (path, body) in [
            (
                "/access/v1/search/subject",
                json!({"subject": {"type": "robot"}, "action": view, "resource": {"type": "partner", "id": "p-1"}}),
            ),
            ("/access/v1/search/subject", json!({"subject": {"type": "user"}, "action": view, "resource": {"type": "moon", "id": "x"}})),
            (
                "/access/v1/search/subject",
                json!({"subject": {"type": "user"}, "action": {"name": "fly"}, "resource": {"type": "partner", "id": "p-1"}}),
            ),
            ("/access/v1/search/resource", json!({"subject": subject, "action": view, "resource": {"type": "partner"}})),
            ("/access/v1/search/resource", json!({"subject": subject, "action": view, "resource": {"type": "moon"}})),
            ("/access/v1/search/action", json!({"subject": subject, "resource": {"type": "partner", "id": "p-1"}})),
            ("/access/v1/search/action", json!({"subject": subject, "resource": {"type": "moon", "id": "x"}})),
        ] {
            let reply = post(&app, path, body.to_string()).await;
            assert_eq!(reply.status, StatusCode::OK, "{path} {body}: {}", reply.text());
            assert_eq!(reply.json()["results"], json!([]), "{path} {body}");
        }
    }
}

#[tokio::test]
async fn a_deny_and_a_bad_item_among_others_are_200() {
    let app = deciding(true);
    let body = json!({
        "subject": subject(),
        "resource": {"type": "partner", "id": "p-1"},
        "evaluations": [{"action": {"name": "view"}}, {"action": {"name": 7}}, {"action": {"name": "fly"}}],
    });
    let reply = post(&app, "/access/v1/evaluations", body.to_string()).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    let evaluations = reply.json()["evaluations"].clone();
    assert_eq!(
        evaluations.as_array().expect("a list").iter().map(|each| each["decision"] == true).collect::<Vec<_>>(),
        [true, false, false]
    );
    assert_eq!(evaluations[1]["context"]["error"]["status"], 400);
    let body = json!({"subject": subject(), "action": {"name": "fly"}, "resource": {"type": "partner", "id": "p-1"}});
    for path in ["/access/v1/evaluation", "/access/v1/evaluations"] {
        let reply = post(&app, path, body.to_string()).await;
        assert_eq!((reply.status, &reply.json()["decision"]), (StatusCode::OK, &Value::Bool(false)), "{path}");
    }
}

#[tokio::test]
async fn the_permissions_of_a_resource_are_a_list_of_actions() {
    let body = json!({"subject": subject(), "resource": {"type": "partner", "id": "p-1"}});
    let reply = post(&deciding(true), "/v1/permissions", body.to_string()).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    assert!(reply.json()["context"]["allowed"].as_array().expect("a list").contains(&json!("view")), "{}", reply.text());
    let reply = post(&deciding(true), "/v1/permissions", "{}").await;
    assert_eq!(reply.problem(422), "http.invalid");
}
