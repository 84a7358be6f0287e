//! Judges one evaluation: reach first, then the role's cell; every reason is given.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::compile::{Cell, CompiledPermission, CompiledResourceType};
use super::request::PermissionRequest;
use crate::decision::{Reason, ReasonCode, Verdict};
use crate::directory::account::{AccountFact, KnownAccounts, Relation};

/// May the subject do this?
pub(crate) fn evaluate(policy: &CompiledPermission, request: &PermissionRequest, accounts: &KnownAccounts<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    subject_type(policy, request, &mut verdict);
    let resource = resource_type(policy, request, &mut verdict);
    let action = resource.and_then(|resource| action(resource, request, &mut verdict));
    let role = role(policy, request, &mut verdict);
    if let Some(resource) = resource {
        reach(policy, request, resource, accounts, &mut verdict);
        if let (Some(action), Some(role)) = (action, role) {
            cell(policy, resource, (role, action), &mut verdict);
        }
    }
    verdict
}

fn subject_type(policy: &CompiledPermission, request: &PermissionRequest, verdict: &mut Verdict) {
    if !policy.subject_types.contains(&request.subject.kind) {
        let message = format!("the policy knows no subject type `{}`", request.subject.kind);
        let reason = Reason::deny(ReasonCode::PermissionUnknownSubjectType, message).at("/subject/type");
        verdict.push(reason.help(format!("one of: {}", policy.subject_types.join(", "))));
    }
}

fn resource_type<'p>(
    policy: &'p CompiledPermission,
    request: &PermissionRequest,
    verdict: &mut Verdict,
) -> Option<&'p CompiledResourceType> {
    let found = policy.resource_type(&request.resource.kind);
    if found.is_none() {
        let known: Vec<&str> = policy.resource_types.iter().map(|resource| resource.id.as_str()).collect();
        let message = format!("the policy knows no resource type `{}`", request.resource.kind);
        let reason = Reason::deny(ReasonCode::PermissionUnknownResourceType, message).at("/resource/type");
        verdict.push(reason.help(format!("one of: {}", known.join(", "))));
    }
    found
}

fn action(resource: &CompiledResourceType, request: &PermissionRequest, verdict: &mut Verdict) -> Option<usize> {
    let found = resource.actions.iter().position(|action| *action == request.action.name);
    if found.is_none() {
        let message = format!("the policy knows no action `{}` on `{}`", request.action.name, resource.id);
        let reason = Reason::deny(ReasonCode::PermissionUnknownAction, message).at("/action/name");
        verdict.push(reason.help(format!("one of: {}", resource.actions.join(", "))));
    }
    found
}

fn role(policy: &CompiledPermission, request: &PermissionRequest, verdict: &mut Verdict) -> Option<usize> {
    let given = request.subject.properties.as_ref().and_then(|properties| properties.role.as_deref());
    let found = given.and_then(|role| policy.role(role));
    if found.is_none() {
        let message =
            given.map_or_else(|| String::from("the subject's role is not given"), |role| format!("the policy knows no role `{role}`"));
        let reason = Reason::deny(ReasonCode::PermissionRoleUnknown, message).at("/subject/properties/role");
        verdict.push(reason.help(format!("one of: {}", policy.roles.join(", "))));
    }
    found
}

fn known<'a>(id: Option<&str>, pointer: &str, accounts: &'a KnownAccounts<'_>, verdict: &mut Verdict) -> Option<&'a AccountFact> {
    let found = id.and_then(|id| accounts.find(id));
    if found.is_none() {
        let message = id.map_or_else(|| String::from("the account is not given"), |id| format!("the account `{id}` is not known"));
        let reason = Reason::deny(ReasonCode::PermissionAccountUnknown, message).at(pointer);
        verdict.push(reason.help("send the account's id, and the account in context.accounts with those above it"));
    }
    found
}

fn reach(
    policy: &CompiledPermission,
    request: &PermissionRequest,
    resource: &CompiledResourceType,
    accounts: &KnownAccounts<'_>,
    verdict: &mut Verdict,
) {
    let actor = request.subject.properties.as_ref().and_then(|properties| properties.account.as_deref());
    let target = request.resource.properties.as_ref().and_then(|properties| properties.account.as_deref());
    let target = target.or_else(|| resource.is_account.then_some(request.resource.id.as_str()));
    let actor = known(actor, "/subject/properties/account", accounts, verdict);
    let target = known(target, "/resource/properties/account", accounts, verdict);
    let (Some(actor), Some(target)) = (actor, target) else { return };
    let relation = accounts.relation(&actor.id, &target.id);
    let mut rules = policy.reach(&actor.kind, &resource.id).peekable();
    if rules.peek().is_none() {
        let message = format!("users of a `{}` account have nothing to do with `{}`", actor.kind, resource.id);
        verdict.push(Reason::deny(ReasonCode::PermissionNotForAccountType, message).at("/resource/type").found(actor.kind.as_str()));
        return;
    }
    let ids: Vec<&str> = policy.reach(&actor.kind, &resource.id).map(|rule| rule.id.as_str()).collect();
    if !rules.any(|rule| rule.scopes.iter().any(|scope| scope.includes(relation))) {
        let place = match relation {
            Relation::Own => "the own account",
            Relation::Child => "an account directly below",
            Relation::Descendant => "an account further down",
            Relation::Elsewhere => "an account above, beside or in another chain",
        };
        let message = format!("account `{}` does not reach `{}` of account `{}`, {place}", actor.id, resource.id, target.id);
        let reason = Reason::deny(ReasonCode::PermissionOutOfReach, message).at("/resource/properties/account");
        verdict.push(reason.rule(ids.join(", ")).help("act as a user of that account, or of one that manages it"));
    }
}

fn cell(policy: &CompiledPermission, resource: &CompiledResourceType, (role, action): (usize, usize), verdict: &mut Verdict) {
    let name = policy.roles.get(role).map_or("", String::as_str);
    let verb = resource.actions.get(action).map_or("", String::as_str);
    let (code, message, rule) = match policy.cell(role, resource, action) {
        Cell::Allow(_) => return,
        Cell::Deny(rule) => (ReasonCode::PermissionRoleDenied, format!("the role `{name}` may not {verb} `{}`", resource.id), Some(rule)),
        Cell::Unset => {
            let message = format!("no rule lets the role `{name}` {verb} `{}`", resource.id);
            (ReasonCode::PermissionRoleNotGranted, message, None)
        }
    };
    let may = |index: &usize| matches!(policy.cell(*index, resource, action), Cell::Allow(_));
    let roles: Vec<&str> = (0..policy.roles.len()).filter(may).filter_map(|index| policy.roles.get(index)).map(String::as_str).collect();
    let mut reason = Reason::deny(code, message).at("/subject/properties/role").found(name);
    if let Some(rule) = rule {
        reason = reason.rule(policy.rule_id(rule));
    }
    reason = if roles.is_empty() {
        reason.help("no role of this policy version has this action")
    } else {
        reason.allowed(roles.join(", ")).help(format!("ask a user with one of the roles: {}", roles.join(", ")))
    };
    verdict.push(reason);
}
