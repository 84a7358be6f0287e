//! Searches over what is known: every candidate is judged like a single question, so that a result is what an evaluation
//! allows.

use alloc::string::String;
use alloc::vec::Vec;

use super::ability::Outlook;
use super::evaluate::Judgement;
use super::question::{NOTHING, Party, Question, World};
use super::scene::Scene;
use crate::directory::facts::ResourceFact;
use crate::directory::known::Known;
use crate::directory::store::User;

/// A subject or resource found.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct Entity<'w> {
    /// Its type.
    #[serde(rename = "type")]
    kind: &'w str,
    /// Its id.
    id: &'w str,
}

/// An action found.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct ActionName<'w> {
    /// Its name.
    name: &'w str,
}

impl Known<'_> {
    /// Every known user, each once: loaded ones first.
    fn users(&self) -> Vec<&User> {
        let is_loaded = |id: &str| self.loaded.is_some_and(|loaded| loaded.users.position(id, "").is_some());
        let mut users: Vec<&User> = self.loaded.map(|loaded| loaded.users.items().iter().collect()).unwrap_or_default();
        users.extend(self.added.users.items().iter().filter(|user| !is_loaded(&user.fact.id)));
        users
    }

    /// Every known resource, each once: loaded ones first.
    fn resources(&self) -> Vec<&ResourceFact> {
        let is_loaded = |fact: &ResourceFact| self.loaded.is_some_and(|loaded| loaded.resources.position(&fact.id, &fact.kind).is_some());
        let mut resources: Vec<&ResourceFact> = self.loaded.map(|loaded| loaded.resources.items().iter().collect()).unwrap_or_default();
        resources.extend(self.added.resources.items().iter().filter(|fact| !is_loaded(fact)));
        resources
    }
}

/// A party with nothing stated of it.
fn candidate<'w>(party: Party<'w>, id: &'w str) -> Party<'w> {
    Party { id, stated: &NOTHING, properties: None, ..party }
}

impl<'w> World<'w> {
    /// The known subjects of the question's subject type to whom it is allowed.
    pub(crate) fn subjects(&self, question: Question<'w>) -> Vec<Entity<'w>> {
        let mut found = Vec::new();
        for user in self.known.users() {
            let subject = candidate(question.subject, &user.fact.id);
            if Judgement::of(*self, Question { subject, ..question }).is_allowed() {
                found.push(Entity { kind: subject.kind, id: subject.id });
            }
        }
        found
    }

    /// The known resources of the question's resource type to which it is allowed.
    pub(crate) fn resources(&self, question: Question<'w>) -> Vec<Entity<'w>> {
        let kind = question.resource.kind;
        let Some(resource_type) = self.policy.resource_type(question.resource.symbol) else { return Vec::new() };
        let known = self.known;
        let ids: Vec<&str> = if resource_type.account_types.is_some() {
            known.accounts().filter_map(|at| known.account(at)).map(|account| &*account.fact.id).collect()
        } else if resource_type.subject_types.is_some() {
            known.users().into_iter().map(|user| &*user.fact.id).collect()
        } else {
            known.resources().into_iter().filter(|fact| *fact.kind == *kind).map(|fact| &*fact.id).collect()
        };
        let mut found = Vec::new();
        for id in ids {
            let resource = candidate(question.resource, id);
            if Judgement::of(*self, Question { resource, ..question }).is_allowed() {
                found.push(Entity { kind, id });
            }
        }
        found
    }

    /// The actions that are allowed on the question's resource; none of a type that the policy does not know.
    pub(crate) fn actions(&self, question: Question<'w>) -> Vec<ActionName<'w>> {
        let Some(resource) = self.policy.resource_type(question.resource.symbol) else { return Vec::new() };
        let asked = |position: usize, name: &'w str| Question {
            action: name,
            action_symbol: resource.action_symbols.get(position).copied(),
            ..question
        };
        let names = resource.actions.iter().map(String::as_str).enumerate();
        let allowed = names.filter(|(position, name)| Judgement::of(*self, asked(*position, name)).is_allowed());
        allowed.map(|(_, name)| ActionName { name }).collect()
    }

    /// The actions that are allowed on some resource of the question's type.
    pub(crate) fn menu(&self, question: Question<'w>) -> Vec<ActionName<'w>> {
        let Some(resource) = self.policy.resource_type(question.resource.symbol) else { return Vec::new() };
        let mut findings = Vec::new();
        let scene = Scene::new(*self, question, &mut findings);
        if !findings.iter().all(|finding| finding.is_about_resource()) {
            return Vec::new();
        }
        let open = |position: usize| {
            scene.scopes(resource.first.saturating_add(position)) != 0 && scene.outlook(resource, position) != Outlook::Denied
        };
        let names = resource.actions.iter().map(String::as_str).enumerate();
        names.filter(|(position, _)| open(*position)).map(|(_, name)| ActionName { name }).collect()
    }
}

impl<'w> ActionName<'w> {
    pub(crate) fn name(&self) -> &'w str {
        self.name
    }
}
