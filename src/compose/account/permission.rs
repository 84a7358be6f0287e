//! Which cells of the role table a button asks: one where something is created or deleted; for a change one for the name, one
//! for the role, one for the password, one for the allocation, as far as they are filled.

use alloc::vec::Vec;

use super::request::{AccountAction, AccountRequest};
use super::submission::{Deed, Submission};
use crate::compose::permission::{Asked, text};
use crate::compose::places::Place;
use crate::credential::document::FormField;
use crate::decision::{Reason, ReasonCode, Verdict};
use crate::issue::list;
use crate::text::format;
use crate::wire::node::Node;

/// What the resource of the question is called in the request; the longer place first.
const MOVES: [Place<'static>; 9] = [
    ("/resource/properties/state", "/allocation/allocation/pendingDeletedAt"),
    ("/resource/properties/role", "/form/role"),
    ("/resource/properties/contract", "/allocation/contract/id"),
    ("/resource/properties/account", "/account"),
    ("/resource/id", "/id"),
    ("/resource/type", "/action"),
    ("/resource", "/action"),
    ("/action/properties/role", "/form/role"),
    ("/action/name", "/action"),
];

/// A user as far as the facts go.
#[derive(Clone, Copy, Default)]
pub(super) struct Person<'p> {
    pub(super) account: Option<&'p str>,
    role: Option<&'p str>,
}

fn word<'n>(node: Option<&'n Node<'_>>) -> Option<&'n str> {
    if let Some(Node::Text(text)) = node { Some(text) } else { None }
}

/// The one role of a list.
fn only<'n>(node: Option<&'n Node<'_>>) -> Option<&'n str> {
    if let Some(Node::List(roles)) = node
        && let [role] = roles.as_slice()
    {
        return word(Some(role));
    }
    None
}

impl<'p> Submission<'p> {
    /// Whether permission takes part: in the whole form, and where the role is among the fields judged.
    pub(super) fn asks_permission(&self) -> bool {
        self.request.fields.is_none() || self.form.has(FormField::Role)
    }

    /// A user by id: loaded facts first, then stated ones.
    fn person(&self, id: &str) -> Person<'p> {
        if let Some(directory) = self.directory
            && let Some(user) = directory.users.find(id, "")
        {
            let role = if let [role] = user.fact.roles.as_slice() { Some(&**role) } else { None };
            return Person { account: Some(&user.fact.account), role };
        }
        let person = |user: &'p Node<'static>| Person { account: word(user.member("account")), role: only(user.member("roles")) };
        self.stated("users", id).map(person).unwrap_or_default()
    }

    /// What the request states of something in a list of its context, where the host lets that count.
    fn stated(&self, list: &str, id: &str) -> Option<&'p Node<'static>> {
        if !self.policy.counts_request_facts() {
            return None;
        }
        let Some(Node::List(facts)) = self.request.context.as_ref()?.node().member(list) else { return None };
        facts.iter().find(|fact| word(fact.member("id")) == Some(id))
    }

    /// The account that a known storage account belongs to.
    fn placed(&self, id: &str) -> Option<&'p str> {
        if let Some(directory) = self.directory
            && let Some(resource) = directory.resources.find(id, "storageAccount")
        {
            return Some(&resource.account);
        }
        let stated = self.stated("resources", id).filter(|resource| word(resource.member("type")) == Some("storageAccount"));
        word(stated?.member("account"))
    }

    /// Whether a contract is known to be an account's own.
    pub(super) fn holds(&self, id: &str, contract: &str) -> bool {
        if let Some(directory) = self.directory
            && let Some(account) = directory.accounts.find(id, "")
        {
            return account.fact.agreements.iter().flatten().any(|own| *own.id == *contract);
        }
        let Some(Node::List(own)) = self.stated("accounts", id).and_then(|account| account.member("agreements")) else { return false };
        own.iter().any(|own| word(own.member("id")) == Some(contract))
    }

    /// The contract of an account above that an account is assigned to.
    pub(super) fn assigned(&self, id: &str) -> Option<&'p str> {
        if let Some(directory) = self.directory
            && let Some(account) = directory.accounts.find(id, "")
        {
            return account.fact.agreement.as_deref();
        }
        word(self.stated("accounts", id)?.member("agreement"))
    }

    /// Who presses the button: of the own account, or for the one acted for.
    pub(super) fn actor(&self) -> Person<'p> {
        let own = self.presser();
        let behalf = self.request.context.as_ref().and_then(|context| context.node().member("onBehalfOf"));
        Person { account: word(behalf.and_then(|account| account.member("id"))).or(own.account), ..own }
    }

    /// Who presses the button, as a user of the own account: for whom one says to act gives no sight of figures.
    pub(super) fn presser(&self) -> Person<'p> {
        let Some(subject) = self.request.subject.as_ref().map(|subject| subject.node()) else { return Person::default() };
        let known = word(subject.member("id")).map(|id| self.person(id)).unwrap_or_default();
        let stated = |key: &str| subject.member("properties").and_then(|properties| properties.member(key));
        Person {
            account: known.account.or_else(|| word(stated("account"))),
            role: known.role.or_else(|| word(stated("role"))).or_else(|| only(stated("roles"))),
        }
    }

    fn subject_id(&self) -> Option<&'p str> {
        word(self.request.subject.as_ref()?.node().member("id"))
    }

    pub(super) fn ask_permission(&mut self) {
        let Some(subject) = self.request.subject.as_ref().filter(|_| self.asks_permission()) else { return };
        let request = self.request;
        let actor = self.actor();
        let (kind, account) = self.resource(actor);
        let role = AccountRequest::filled(self.form.role.as_ref());
        if let Some(role) = role {
            self.know_role(role);
        }
        let facts = request.allocation.as_ref().map(|facts| &facts.0);
        let contract = facts.and_then(|facts| word(facts.member("contract")?.member("id")));
        let pending = facts.and_then(|facts| facts.member("allocation")?.member("pendingDeletedAt")).is_some();
        for verb in self.verbs() {
            let mut properties: Vec<(&'static str, Node<'p>)> = Vec::new();
            let mut brings = Vec::new();
            properties.extend(account.map(|account| ("account", text(account))));
            if verb == "create" {
                let role = role.or(actor.role.filter(|_| request.action == AccountAction::CreateApiKey));
                properties.extend(role.map(|role| ("role", text(role))));
            }
            if matches!(verb, "create" | "allocate") {
                properties.extend(contract.map(|contract| ("contract", text(contract))));
            }
            if kind == "storageAccount" && pending {
                properties.push(("state", text("pendingDeletion")));
            }
            if verb == "updateRole" {
                brings.extend(role.map(|role| ("role", text(role))));
            }
            let resource = (kind, request.id.as_deref().unwrap_or(""), properties);
            self.ask(Asked { subject, context: request.context.as_ref(), action: (verb, brings), resource });
        }
    }

    /// The type of what the button is about, and the account that it belongs to or is to stand below: of what is there and not
    /// said to belong anywhere, the known facts say it.
    pub(super) fn resource(&self, actor: Person<'p>) -> (&'static str, Option<&'p str>) {
        let request = self.request;
        let mut account = request.account.as_deref();
        if request.action.deed() == Deed::Create {
            account = account.or(actor.account);
        }
        let kind = match request.action {
            AccountAction::CreatePartner | AccountAction::RenamePartner | AccountAction::DeletePartner => "partner",
            AccountAction::CreateStorageAccount | AccountAction::RenameStorageAccount | AccountAction::DeleteStorageAccount => {
                account = account.or_else(|| self.placed(request.id.as_deref()?));
                "storageAccount"
            }
            AccountAction::CreateApiKey => "apiKey",
            AccountAction::CreateUser | AccountAction::UpdateUser => {
                let id = request.id.as_deref();
                // Somebody of whom nothing is known may be anybody's; only oneself is surely of the own team.
                account = account.or_else(|| id.and_then(|id| self.person(id).account));
                account = account.or(actor.account.filter(|_| id.is_some() && id == self.subject_id()));
                if account.is_some() && account == actor.account { "teamMember" } else { "partnerUser" }
            }
        };
        (kind, account)
    }

    /// The actions that the button comes to.
    fn verbs(&self) -> Vec<&'static str> {
        let has = |field| self.form.has(field);
        match self.request.action.deed() {
            Deed::Create => alloc::vec!["create"],
            Deed::Delete => alloc::vec!["delete"],
            Deed::Change => {
                let mut verbs = Vec::new();
                verbs.extend(has(FormField::Role).then_some("updateRole"));
                verbs.extend(has(FormField::Password).then_some("updatePassword"));
                verbs.extend((has(FormField::AllocatedCapacity) || has(FormField::AllowOverdraft)).then_some("allocate"));
                if has(FormField::Name) || has(FormField::Email) || verbs.is_empty() {
                    verbs.push("update");
                }
                verbs
            }
        }
    }

    fn ask(&mut self, asked: Asked<'p>) {
        let concerns_role = matches!(asked.action.0, "create" | "updateRole") && self.form.has(FormField::Role);
        let mut found = Verdict::default();
        match self.policy.ask(asked, (self.as_of, self.pins), &MOVES, &mut found) {
            Ok(mut documents) => self.documents.append(&mut documents),
            Err(mut issues) => self.issues.append(&mut issues),
        }
        // What a condition on giving a role says without naming a place is about the role.
        let conditional =
            |reason: &Reason| matches!(reason.code, ReasonCode::PermissionConditionDenied | ReasonCode::PermissionConditionUnmet);
        for reason in found.reasons.iter_mut().filter(|reason| concerns_role && reason.pointer.is_none() && conditional(reason)) {
            reason.pointer = Some(FormField::Role.pointer().into());
        }
        if self.request.fields.is_some() {
            found.reasons.retain(|reason| reason.pointer.as_deref() == Some(FormField::Role.pointer()));
            found.obligations.clear();
        }
        self.verdict.join(found);
    }

    /// Denies a role that the policy in force does not have.
    fn know_role(&mut self, role: &str) {
        let Ok(version) = self.policy.permission.on(self.as_of.date(), self.pins) else { return };
        let roles = &version.body.roles;
        if !roles.iter().any(|known| known == role) {
            let reason = Reason::deny(ReasonCode::AccountRoleUnknown, "the policy knows no such role").at(FormField::Role.pointer());
            let known = list(roles.iter().map(|role| role.as_str()));
            self.verdict.push(reason.help(format!("one of: {known}")).allowed(known));
        }
    }
}
