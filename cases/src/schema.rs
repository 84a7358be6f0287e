//! The JSON Schema of case files, for editors.

use crate::case::{FileText, IssueExpectation};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

/// JSON Schema 2020-12 of a case file. It says all that the reader checks, but that names differ.
pub fn schema() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<FileText<'static>>()
}

/// What the answer must be.
#[derive(JsonSchema)]
#[schemars(untagged, deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used: the reader takes the members one by one, to say what is missing")]
pub(crate) enum Expect {
    /// A decision with exactly these reasons.
    Decision {
        /// Whether it is allowed.
        decision: bool,
        /// The codes of all reasons, in the answer's order.
        reasons: Vec<String>,
        /// The codes of all obligations, in the answer's order; not compared where absent.
        obligations: Option<Vec<String>>,
        /// A part of the answer's `context`: objects compare the named members only, lists have the same length.
        context: Option<Value>,
    },
    /// The answer of an operation without reasons of its own: searches, evaluations, tables.
    Answer {
        /// A part of the whole answer: objects compare the named members only, lists have the same length.
        #[schemars(extend("minProperties" = 1))]
        answer: Map<String, Value>,
    },
    /// A request that cannot be judged.
    Issues {
        /// Whether the request is no JSON that is taken, or cannot be judged.
        outcome: IssueOutcome,
        /// All issues, in the answer's order.
        #[schemars(length(min = 1))]
        issues: Vec<IssueExpectation>,
    },
}

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) enum IssueOutcome {
    Malformed,
    Invalid,
}
