//! Every answer that is not a decision, and what stands in headers.

use serde_json::{Map, Value, json};

use super::routes::Face;

/// Status, name of the component, what it means.
const REFUSALS: [(&str, &str, &str); 10] = [
    (
        "400",
        "BadRequest",
        "The body is not JSON that the module takes, or ended early. On AuthZEN paths also: it cannot be judged, is compressed, or its Content-Type is another than `application/json`.",
    ),
    ("401", "Unauthorized", "No bearer token was sent, or one that is not taken. Only where the sidecar has tokens."),
    ("404", "NotFound", "There is nothing at this path."),
    ("405", "MethodNotAllowed", "The path takes another method: that in `Allow`."),
    ("408", "RequestTimeout", "The body did not come in time; the connection is closed."),
    ("413", "ContentTooLarge", "The body is longer than the limit."),
    ("415", "UnsupportedMediaType", "The Content-Type is another than the path takes, or the body is compressed."),
    ("422", "UnprocessableContent", "The request is JSON, but cannot be judged; `errors` has every issue."),
    ("500", "InternalServerError", "The policy module failed. Nothing is allowed."),
    (
        "503",
        "ServiceUnavailable",
        "With `Retry-After`: too much is in flight. Without: a limit of the evaluation was met, and would be met again. Nothing is allowed.",
    ),
];

/// Statuses of a path that answers questions.
const OF_QUESTIONS: [&str; 8] = ["400", "401", "408", "413", "415", "422", "500", "503"];

/// On AuthZEN paths these are a 400.
const NEVER_AUTHZEN: [&str; 2] = ["415", "422"];

/// References to the refusals of a path that answers questions.
pub(super) fn of_questions(face: Face) -> Map<String, Value> {
    let statuses = OF_QUESTIONS.iter().filter(|status| face == Face::Problem || !NEVER_AUTHZEN.contains(status));
    statuses.map(|status| ((*status).to_owned(), reference(status, face))).collect()
}

/// A reference to the refusal with a status.
pub(super) fn reference(status: &str, face: Face) -> Value {
    let name = REFUSALS.iter().find(|(known, ..)| *known == status).map_or("", |(_, name, _)| name);
    let face = if face == Face::AuthZen { "Message" } else { "" };
    json!({"$ref": format!("#/components/responses/{name}{face}")})
}

/// The refusals as components, in both shapes.
pub(super) fn components() -> Map<String, Value> {
    let mut components = Map::new();
    for (status, name, meaning) in REFUSALS {
        let mut headers = json!({"X-Request-ID": {"$ref": "#/components/headers/RequestId"}});
        if let Some((header, component)) = match status {
            "401" => Some(("WWW-Authenticate", "Challenge")),
            "405" => Some(("Allow", "Allow")),
            "503" => Some(("Retry-After", "RetryAfter")),
            _ => None,
        } {
            headers[header] = json!({"$ref": format!("#/components/headers/{component}")});
        }
        let problem = json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}});
        components.insert(name.to_owned(), json!({"description": meaning, "headers": headers, "content": problem}));
        if !NEVER_AUTHZEN.contains(&status) {
            let message = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}});
            components.insert(format!("{name}Message"), json!({"description": meaning, "headers": headers, "content": message}));
        }
    }
    components
}

/// Headers of answers.
pub(super) fn headers() -> Value {
    json!({
        "RequestId": {"description": "The request's own `X-Request-ID`, or a new one where it has none.", "schema": {"type": "string"}},
        "PolicyRevision": {
            "description": "Which policies answered: a digest over kind, name, version and digest of every loaded document, as in `/readyz`.",
            "schema": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
        },
        "Challenge": {"description": "`Bearer`, and `invalid_token` where one was sent.", "schema": {"type": "string"}},
        "Allow": {"description": "The methods that the path takes.", "schema": {"type": "string"}},
        "RetryAfter": {"description": "Seconds.", "schema": {"type": "integer"}}
    })
}

/// Shapes that are the host's own.
pub(super) fn schemas() -> Value {
    json!({
        "Message": {"description": "What is wrong, in words. Source: AuthZEN Authorization API 1.0.", "type": "string"},
        "Problem": {
            "description": "Why there is no decision. Source: RFC 9457.",
            "type": "object",
            "required": ["type", "title", "status", "detail", "code"],
            "properties": {
                "type": {"type": "string", "const": "about:blank"},
                "title": {"type": "string", "description": "The status in words."},
                "status": {"type": "integer", "description": "The status."},
                "detail": {"type": "string", "description": "What is wrong, in one sentence."},
                "code": {"type": "string", "description": "The closed code, for example `http.invalid` or `host.deadline`."},
                "errors": {"type": "array", "description": "The module's issues, where it had any.", "items": {"$ref": "#/components/schemas/Issue"}}
            }
        },
        "Readiness": {
            "description": "Whether requests should come, and which policies answer them.",
            "type": "object",
            "required": ["ready", "version", "revision", "since", "policies", "reloads"],
            "properties": {
                "ready": {"type": "boolean"},
                "reason": {"type": "string", "enum": ["draining"], "description": "Why it is not ready."},
                "version": {"type": "string", "description": "The sidecar's version."},
                "revision": {"type": "string", "description": "That of the header `Policy-Revision`."},
                "since": {"type": "string", "format": "date-time", "description": "When these policies were loaded."},
                "policies": {"type": "array", "description": "The loaded documents: kind, name, version and digest.", "items": {"type": "object"}},
                "reloads": {
                    "type": "object",
                    "required": ["accepted", "refused"],
                    "properties": {"accepted": {"type": "integer"}, "refused": {"type": "integer"}}
                },
                "refused": {
                    "type": "object",
                    "description": "Only where what the files hold now is not in use.",
                    "required": ["at", "issues"],
                    "properties": {
                        "at": {"type": "string", "format": "date-time"},
                        "issues": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "required": ["code", "pointer"],
                                "properties": {"code": {"type": "string"}, "document": {"type": "string"}, "pointer": {"type": "string"}}
                            }
                        }
                    }
                }
            }
        },
        "AuthZenConfiguration": {
            "description": "AuthZEN metadata; searches are left out where no directory is loaded.",
            "type": "object",
            "required": ["policy_decision_point", "access_evaluation_endpoint"],
            "additionalProperties": {"type": "string", "format": "uri"}
        }
    })
}
