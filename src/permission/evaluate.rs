//! Judges one evaluation: reach first, then the role's cell; every reason is given.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::compile::{Cell, CompiledPermission, CompiledResourceType};
use super::request::PermissionRequest;
use crate::decision::{Reason, ReasonCode, Verdict};
use crate::directory::account::{AccountFact, KnownAccounts, Relation};
use crate::issue::{list, shorten};

/// May the subject do this?
pub(crate) fn evaluate(policy: &CompiledPermission, request: &PermissionRequest, accounts: &KnownAccounts<'_>) -> Verdict {
    let mut evaluation = Evaluation { policy, request, accounts, verdict: Verdict::default() };
    evaluation.subject_type();
    let role = evaluation.role();
    if let Some(resource) = evaluation.resource_type() {
        evaluation.reach(resource);
        if let (Some(role), Some(action)) = (role, evaluation.action(resource)) {
            evaluation.cell(resource, role, action);
        }
    }
    evaluation.verdict
}

struct Evaluation<'e> {
    policy: &'e CompiledPermission,
    request: &'e PermissionRequest,
    accounts: &'e KnownAccounts<'e>,
    verdict: Verdict,
}

impl<'e> Evaluation<'e> {
    /// Denies for a word that the policy does not know.
    fn unknown(&mut self, code: ReasonCode, pointer: &str, message: String, known: &[&str]) {
        self.verdict.push(Reason::deny(code, message).at(pointer).help(format!("one of: {}", list(known.iter().copied()))));
    }

    fn subject_type(&mut self) {
        let (policy, kind) = (self.policy, &self.request.subject.kind);
        if !policy.subject_types.contains(kind) {
            let known: Vec<&str> = policy.subject_types.iter().map(String::as_str).collect();
            let message = format!("the policy knows no subject type `{}`", shorten(kind));
            self.unknown(ReasonCode::PermissionUnknownSubjectType, "/subject/type", message, &known);
        }
    }

    fn resource_type(&mut self) -> Option<&'e CompiledResourceType> {
        let (policy, kind) = (self.policy, &self.request.resource.kind);
        let found = policy.resource_type(kind);
        if found.is_none() {
            let known: Vec<&str> = policy.resource_types.iter().map(|resource| resource.id.as_str()).collect();
            let message = format!("the policy knows no resource type `{}`", shorten(kind));
            self.unknown(ReasonCode::PermissionUnknownResourceType, "/resource/type", message, &known);
        }
        found
    }

    fn action(&mut self, resource: &CompiledResourceType) -> Option<usize> {
        let name = &self.request.action.name;
        let found = resource.actions.iter().position(|action| action == name);
        if found.is_none() {
            let known: Vec<&str> = resource.actions.iter().map(String::as_str).collect();
            let message = format!("the policy knows no action `{}` on `{}`", shorten(name), resource.id);
            self.unknown(ReasonCode::PermissionUnknownAction, "/action/name", message, &known);
        }
        found
    }

    fn role(&mut self) -> Option<usize> {
        let policy = self.policy;
        let given = self.request.subject.properties.as_ref().and_then(|properties| properties.role.as_deref());
        let found = given.and_then(|role| policy.role(role));
        if found.is_none() {
            let known: Vec<&str> = policy.roles.iter().map(String::as_str).collect();
            let message = given.map_or_else(
                || String::from("the subject's role is not given"),
                |role| format!("the policy knows no role `{}`", shorten(role)),
            );
            self.unknown(ReasonCode::PermissionRoleUnknown, "/subject/properties/role", message, &known);
        }
        found
    }

    fn account(&mut self, id: Option<&str>, pointer: &str) -> Option<&'e AccountFact> {
        let accounts = self.accounts;
        let found = id.and_then(|id| accounts.find(id));
        if found.is_none() {
            let message =
                id.map_or_else(|| String::from("the account is not given"), |id| format!("the account `{}` is not known", shorten(id)));
            let reason = Reason::deny(ReasonCode::PermissionAccountUnknown, message).at(pointer);
            self.verdict.push(reason.help("send the account's id, and the account in context.accounts with those above it"));
        }
        found
    }

    /// Where the resource stands, seen from `actor`, and the account that tells it. An account that the facts know stands
    /// where they place it, whatever the request says of it; one that they do not know is to stand below the account given.
    fn relation(&mut self, actor: &AccountFact, resource: &CompiledResourceType) -> Option<(Relation, &'e AccountFact)> {
        let (request, accounts) = (self.request, self.accounts);
        let itself = resource.account_types.as_ref().and_then(|types| Some((types, accounts.find(&request.resource.id)?)));
        if let Some((types, account)) = itself {
            if !types.contains(&account.kind) {
                let message = format!("account `{}` is a `{}`, not a `{}`", account.id, account.kind, resource.id);
                let reason = Reason::deny(ReasonCode::PermissionResourceTypeMismatch, message).at("/resource/type");
                self.verdict.push(reason.found(account.kind.as_str()).allowed(types.join(", ")).help("name the resource by its own type"));
            }
            return Some((accounts.relation(&actor.id, &account.id), account));
        }
        let account = self.owner(resource)?;
        let relation = accounts.relation(&actor.id, &account.id);
        Some((if resource.account_types.is_some() { relation.below() } else { relation }, account))
    }

    /// The account that the request says the resource belongs to. An account must be known by its own id, unless the
    /// action is to create it.
    fn owner(&mut self, resource: &CompiledResourceType) -> Option<&'e AccountFact> {
        let request = self.request;
        if resource.account_types.is_some() && !resource.is_created_by(&request.action.name) {
            return self.account(Some(&request.resource.id), "/resource/id");
        }
        let given = request.resource.properties.as_ref().and_then(|properties| properties.account.as_deref());
        self.account(given, "/resource/properties/account")
    }

    fn reach(&mut self, resource: &CompiledResourceType) {
        let (verb, kind) = (&self.request.action.name, &resource.id);
        let given = self.request.subject.properties.as_ref().and_then(|properties| properties.account.as_deref());
        let actor = self.account(given, "/subject/properties/account");
        let Some(actor) = actor else {
            // Looked up all the same, so that both accounts are asked for at once.
            if resource.account_types.is_none() || self.accounts.find(&self.request.resource.id).is_none() {
                self.owner(resource);
            }
            return;
        };
        let Some((relation, target)) = self.relation(actor, resource) else { return };
        let rules: Vec<_> = self.policy.reach_rules(&actor.kind, kind).filter(|rule| rule.covers(verb)).collect();
        if rules.is_empty() {
            let message = format!("users of a `{}` account may not {verb} any `{kind}`", actor.kind);
            let reason = Reason::deny(ReasonCode::PermissionNotForAccountType, message).at("/resource/type");
            self.verdict.push(reason.found(actor.kind.as_str()).help("act as a user of an account of another type"));
        } else if !rules.iter().any(|rule| rule.includes(relation)) {
            let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
            let place = place(relation);
            let message = format!("users of account `{}` may not {verb} `{kind}` of account `{}`, {place}", actor.id, target.id);
            let reason = Reason::deny(ReasonCode::PermissionOutOfReach, message).at("/resource/properties/account");
            self.verdict.push(reason.rule(ids.join(", ")).help("act as a user of that account, or of one that manages it"));
        }
    }

    fn cell(&mut self, resource: &CompiledResourceType, role: usize, action: usize) {
        let policy = self.policy;
        let name = policy.roles.get(role).map_or("", String::as_str);
        let verb = resource.actions.get(action).map_or("", String::as_str);
        let (code, message, rule) = match policy.cell(role, resource, action) {
            Cell::Allow(_) => return,
            Cell::Deny(rule) => {
                (ReasonCode::PermissionRoleDenied, format!("the role `{name}` may not {verb} `{}`", resource.id), Some(rule))
            }
            Cell::Unset => {
                let message = format!("no rule lets the role `{name}` {verb} `{}`", resource.id);
                (ReasonCode::PermissionRoleNotGranted, message, None)
            }
        };
        let may = |(index, _): &(usize, &String)| matches!(policy.cell(*index, resource, action), Cell::Allow(_));
        let roles: Vec<&str> = policy.roles.iter().enumerate().filter(may).map(|(_, role)| role.as_str()).collect();
        let mut reason = Reason::deny(code, message).at("/subject/properties/role").found(name);
        if let Some(rule) = rule {
            reason = reason.rule(policy.rule_id(rule));
        }
        self.verdict.push(if roles.is_empty() {
            reason.help("no role of this policy version has this action")
        } else {
            reason.allowed(roles.join(", ")).help(format!("ask a user with one of the roles: {}", roles.join(", ")))
        });
    }
}

fn place(relation: Relation) -> &'static str {
    match relation {
        Relation::Own => "the own account",
        Relation::Child => "an account directly below",
        Relation::Descendant => "an account further down",
        Relation::Elsewhere => "an account above, beside or in another chain",
    }
}
