//! Several evaluations in one request. A bad item fails alone; a bad request fails as a whole.
//! Source: OpenID Authorization API 1.0, section 7, <https://openid.net/specs/authorization-api-1_0.html>

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::prepared::{Form, PreparedPermission};
use crate::answer::{Answer, PermissionContext};
use crate::entry::Time;
use crate::issue::{self, Issue, IssueCode};
use crate::permission::request::{EvaluationsFrame, Semantic};
use crate::policy::compiled::CompiledPolicy;
use crate::text::format;
use crate::values::time::Instant;
use crate::wire::node::{Node, parse};
use crate::wire::read::Reader;

/// Most values that items read of a shared context, all in all: each item reads it anew.
const MAX_SHARED_VALUES: usize = 500_000;

/// Why an item was not judged.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct ItemError {
    /// The status that the item would have had alone.
    status: u16,
    /// One sentence for a person.
    message: String,
}

/// The context of an item that was not judged.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct ItemContext {
    /// Why.
    error: ItemError,
    /// Every issue of the item.
    issues: Vec<Issue>,
}

/// An item's answer.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(crate) enum Item<'p> {
    /// It was judged.
    Judged {
        /// Whether it is allowed.
        decision: bool,
        /// Why.
        context: PermissionContext<'p>,
    },
    /// It was not judged, and so is not allowed.
    Failed {
        /// Always false.
        decision: bool,
        /// Why.
        context: ItemContext,
    },
}

/// Answer of `evaluations`, where there are items; else it is the answer of `permission`.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct EvaluationsAnswer<'p> {
    /// The items' answers, in their order; fewer where the semantic ended the list.
    evaluations: Vec<Item<'p>>,
}

impl CompiledPolicy {
    pub(crate) fn evaluations(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let parsed = parse(request).map_err(|issue| alloc::vec![issue])?;
        let frame: EvaluationsFrame = Reader::whole(&parsed.root, parsed.duplicates)?;
        let items = match parsed.root.member("evaluations") {
            Some(Node::List(items)) if !items.is_empty() => items,
            _ => {
                return PreparedPermission::new(self, parsed.root, Vec::new(), Time::Clock(now), Form::Permission)
                    .map(|prepared| prepared.answer());
            }
        };
        let shared = parsed.root.member("context").map_or(0, Node::count);
        if shared.saturating_mul(items.len()) > MAX_SHARED_VALUES {
            let message =
                format!("{} items share a context of {shared} values; together at most {MAX_SHARED_VALUES} are read", items.len());
            let issue = Issue::new(IssueCode::InputTooLarge, "/evaluations", message);
            return Err(alloc::vec![issue.with_help("send fewer items, or load the facts as a directory")]);
        }
        let semantic = frame.options.and_then(|options| options.semantic).unwrap_or(Semantic::ExecuteAll);
        let mut evaluations = Vec::with_capacity(items.len());
        for item in items {
            let judged = PreparedPermission::new(self, with_defaults(item, &parsed.root), Vec::new(), Time::Clock(now), Form::Permission)
                .map(|prepared| prepared.context());
            let (decision, answer) = match judged {
                Ok((decision, context)) => (decision, Item::Judged { decision, context }),
                Err(issues) => (false, failed(issues)),
            };
            evaluations.push(answer);
            let ends = match semantic {
                Semantic::ExecuteAll => false,
                Semantic::DenyOnFirstDeny => !decision,
                Semantic::PermitOnFirstPermit => decision,
            };
            if ends {
                break;
            }
        }
        Ok(Answer::given(&EvaluationsAnswer { evaluations }))
    }
}

/// The item with each member that it does not have taken from the list's request, whole.
fn with_defaults<'t>(item: &Node<'t>, defaults: &Node<'t>) -> Node<'t> {
    if !matches!(item, Node::Object(_)) {
        return item.clone();
    }
    let member = |key: &'static str| Some((Cow::Borrowed(key), item.member(key).or_else(|| defaults.member(key))?.clone()));
    Node::Object(["subject", "action", "resource", "context"].into_iter().filter_map(member).collect())
}

fn failed<'p>(mut issues: Vec<Issue>) -> Item<'p> {
    issue::sort(&mut issues);
    let mut message = String::from("the evaluation cannot be judged");
    if let Some(first) = issues.first() {
        message.push_str(": ");
        message.push_str(&first.message);
    }
    Item::Failed { decision: false, context: ItemContext { error: ItemError { status: 400, message }, issues } }
}
