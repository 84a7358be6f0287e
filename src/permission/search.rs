//! Searches over what is known: every candidate is judged like a single question, so that a result is what an evaluation
//! allows.

use alloc::string::String;
use alloc::vec::Vec;

use super::ability::Outlook;
use super::evaluate::Judgement;
use super::question::{Party, Question, Stated, World};
use crate::directory::known::{Directory, Known};

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
    fn directories(&self) -> impl Iterator<Item = &Directory> {
        self.loaded.into_iter().chain(core::iter::once(&self.added))
    }
}

/// Ids of candidates, each once, in the order in which they are known.
fn once<'w>(ids: impl Iterator<Item = &'w str>, loaded: impl Fn(&str) -> bool, count_loaded: usize) -> impl Iterator<Item = &'w str> {
    ids.enumerate().filter(move |(index, id)| *index < count_loaded || !loaded(id)).map(|(_, id)| id)
}

impl<'w> World<'w> {
    /// A party with nothing stated of it.
    fn candidate(&self, kind: &'w str, id: &'w str, nothing: &'w Stated) -> Party<'w> {
        Party { kind, symbol: self.symbols.find(kind), id, stated: nothing, properties: None }
    }

    /// The known subjects of the question's subject type to whom it is allowed.
    pub(crate) fn subjects(&self, question: Question<'w>, nothing: &'w Stated) -> Vec<Entity<'w>> {
        let kind = question.subject.kind;
        let loaded = self.known.loaded;
        let users = self.known.directories().flat_map(|directory| directory.users.items());
        let ids = once(
            users.map(|user| &*user.fact.id),
            move |id| loaded.is_some_and(|loaded| loaded.users.position(id, "").is_some()),
            loaded.map_or(0, |loaded| loaded.users.items().len()),
        );
        let subjects = ids.map(|id| self.candidate(kind, id, nothing));
        let allowed = subjects.filter(|subject| Judgement::of(*self, Question { subject: *subject, ..question }).is_allowed());
        allowed.map(|subject| Entity { kind, id: subject.id }).collect()
    }

    /// The known resources of the question's resource type to which it is allowed.
    pub(crate) fn resources(&self, question: Question<'w>, nothing: &'w Stated) -> Vec<Entity<'w>> {
        let kind = question.resource.kind;
        let Some(resource_type) = self.policy.resource_type(question.resource.symbol) else { return Vec::new() };
        let known = self.known;
        let ids: Vec<&str> = if resource_type.account_types.is_some() {
            known.accounts().filter_map(|at| known.account(at)).map(|account| &*account.fact.id).collect()
        } else if resource_type.subject_types.is_some() {
            let loaded = move |id: &str| known.loaded.is_some_and(|loaded| loaded.users.position(id, "").is_some());
            let users = known.directories().flat_map(|directory| directory.users.items()).map(|user| &*user.fact.id);
            once(users, loaded, known.loaded.map_or(0, |loaded| loaded.users.items().len())).collect()
        } else {
            let of = |directory: Option<&'w Directory>| directory.map(|directory| directory.resources.items()).unwrap_or_default();
            let is_loaded = |id: &str| known.loaded.is_some_and(|loaded| loaded.resources.position(id, kind).is_some());
            let loaded = of(known.loaded).iter();
            let added = of(Some(&known.added)).iter().filter(|resource| !is_loaded(&resource.id));
            loaded.chain(added).filter(|resource| *resource.kind == *kind).map(|resource| &*resource.id).collect()
        };
        let resources = ids.into_iter().map(|id| self.candidate(kind, id, nothing));
        let allowed = resources.filter(|resource| Judgement::of(*self, Question { resource: *resource, ..question }).is_allowed());
        allowed.map(|resource| Entity { kind, id: resource.id }).collect()
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
        let scene = super::scene::Scene::new(*self, question, &mut findings);
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
