//! The three searches over what is known.
//! Source: OpenID Authorization API 1.0, section 8, <https://openid.net/specs/authorization-api-1_0.html>

use alloc::string::String;
use alloc::vec::Vec;

use super::hearing::{Hearing, Named};
use super::prepared::properties;
use crate::answer::Answer;
use crate::issue::Issue;
use crate::order;
use crate::permission::question::{Question, Stated};
use crate::permission::request::{ActionSearchRequest, EntityType, Resource, ResourceSearchRequest, Subject, SubjectSearchRequest};
use crate::permission::search::{ActionName, Entity};
use crate::policy::compiled::CompiledPolicy;
use crate::values::time::Instant;
use crate::version::DocumentReference;
use crate::wire::node::{Node, parse};
use crate::wire::read::Reader;

/// What a search was made with.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct SearchContext<'p> {
    /// The time that the search was made for.
    as_of: Instant,
    /// The documents that decided.
    policies: Vec<&'p DocumentReference>,
}

/// Answer of `searchSubject` and `searchResource`.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct SearchAnswer<'w, 'p> {
    /// Each that an evaluation allows, in the order in which they are known.
    results: Vec<Entity<'w>>,
    /// What the search was made with.
    context: SearchContext<'p>,
}

/// Answer of `searchAction`.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct ActionSearchAnswer<'w, 'p> {
    /// Each action that an evaluation allows, in the document's order.
    results: Vec<ActionName<'w>>,
    /// What the search was made with.
    context: SearchContext<'p>,
}

impl<'p> Hearing<'p> {
    fn search_context(&self) -> SearchContext<'p> {
        let mut policies = self.policies();
        order::sort_by(&mut policies, Ord::cmp);
        SearchContext { as_of: self.as_of, policies }
    }

    /// The question of a subject and resource about an action.
    pub(super) fn question<'q>(&'q self, root: &'q Node<'q>, subject: &'q Named, resource: &'q Named, action: &'q str) -> Question<'q> {
        Question {
            subject: subject.party(properties(root, "subject")),
            resource: resource.party(properties(root, "resource")),
            action,
            action_symbol: self.symbol(action),
            action_properties: properties(root, "action"),
            context: root.member("context"),
            on_behalf_of: self.on_behalf_of.as_ref(),
        }
    }
}

fn subject_of(EntityType { kind }: EntityType) -> Subject {
    Subject { kind, id: String::new(), properties: None }
}

fn resource_of(EntityType { kind }: EntityType) -> Resource {
    Resource { kind, id: String::new(), properties: None }
}

impl CompiledPolicy {
    pub(crate) fn search_subject(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let parsed = parse(request).map_err(|issue| alloc::vec![issue])?;
        let request: SubjectSearchRequest = Reader::whole(&parsed.root, parsed.duplicates)?;
        let (hearing, mut issues) = (self.hear(request.context, now)?, Vec::new());
        let subject = hearing.subject(subject_of(request.subject), None, &mut issues);
        let resource = hearing.resource(request.resource, properties(&parsed.root, "resource"), &mut issues);
        if !issues.is_empty() {
            return Err(issues);
        }
        let nothing = Stated::default();
        let question = hearing.question(&parsed.root, &subject, &resource, &request.action.name);
        let results = hearing.world().subjects(question, &nothing);
        Ok(Answer::given(&SearchAnswer { results, context: hearing.search_context() }))
    }

    pub(crate) fn search_resource(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let parsed = parse(request).map_err(|issue| alloc::vec![issue])?;
        let request: ResourceSearchRequest = Reader::whole(&parsed.root, parsed.duplicates)?;
        let (hearing, mut issues) = (self.hear(request.context, now)?, Vec::new());
        let subject = hearing.subject(request.subject, properties(&parsed.root, "subject"), &mut issues);
        let resource = hearing.resource(resource_of(request.resource), None, &mut issues);
        if !issues.is_empty() {
            return Err(issues);
        }
        let nothing = Stated::default();
        let question = hearing.question(&parsed.root, &subject, &resource, &request.action.name);
        let results = hearing.world().resources(question, &nothing);
        Ok(Answer::given(&SearchAnswer { results, context: hearing.search_context() }))
    }

    pub(crate) fn search_action(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let parsed = parse(request).map_err(|issue| alloc::vec![issue])?;
        let request: ActionSearchRequest = Reader::whole(&parsed.root, parsed.duplicates)?;
        let (hearing, mut issues) = (self.hear(request.context, now)?, Vec::new());
        let subject = hearing.subject(request.subject, properties(&parsed.root, "subject"), &mut issues);
        let resource = hearing.resource(request.resource, properties(&parsed.root, "resource"), &mut issues);
        if !issues.is_empty() {
            return Err(issues);
        }
        let results = hearing.world().actions(hearing.question(&parsed.root, &subject, &resource, ""));
        Ok(Answer::given(&ActionSearchAnswer { results, context: hearing.search_context() }))
    }
}
