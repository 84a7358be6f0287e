//! The three searches over what is known.
//! Source: OpenID Authorization API 1.0, section 8, <https://openid.net/specs/authorization-api-1_0.html>

use alloc::vec::Vec;

use super::prepared::{Form, PreparedPermission};
use crate::answer::Answer;
use crate::issue::Issue;
use crate::order;
use crate::permission::search::{ActionName, Entity};
use crate::policy::compiled::CompiledPolicy;
use crate::values::time::Instant;
use crate::version::DocumentReference;

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

impl<'p> PreparedPermission<'p> {
    fn search_context(&self) -> SearchContext<'p> {
        let mut policies = self.hearing.policies();
        order::sort_by(&mut policies, Ord::cmp);
        SearchContext { as_of: self.hearing.as_of, policies }
    }
}

impl CompiledPolicy {
    fn search_entity(&self, request: &[u8], now: Option<Instant>, form: Form) -> Result<Answer, Vec<Issue>> {
        let asked = PreparedPermission::parse(self, request, now, form)?;
        let world = asked.hearing.world();
        let results = match form {
            Form::SearchSubject => world.subjects(asked.question()),
            _ => world.resources(asked.question()),
        };
        Ok(Answer::given(&SearchAnswer { results, context: asked.search_context() }))
    }

    pub(crate) fn search_subject(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        self.search_entity(request, now, Form::SearchSubject)
    }

    pub(crate) fn search_resource(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        self.search_entity(request, now, Form::SearchResource)
    }

    pub(crate) fn search_action(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let asked = PreparedPermission::parse(self, request, now, Form::SearchAction)?;
        let results = asked.hearing.world().actions(asked.question());
        Ok(Answer::given(&ActionSearchAnswer { results, context: asked.search_context() }))
    }
}
