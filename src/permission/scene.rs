//! Who and what a question is about: the subject with its account and roles, the account acted for, the resource with the
//! account that it belongs to. Known facts come first; stated ones count where the host lets them.

use alloc::string::String;
use alloc::vec::Vec;

use super::finding::{Finding, Who};
use super::question::{Question, World};
use super::request::OnBehalfOf;
use super::table::ResourceType;
use crate::directory::facts::ResourceFact;
use crate::directory::known::{AccountAt, Relation};
use crate::directory::store::User;
use crate::values::symbol::Symbol;

/// A question with everything found that is known of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'e> {
    pub(crate) world: World<'e>,
    pub(crate) question: Question<'e>,
    pub(crate) user: Option<&'e User>,
    /// The subject's roles; none for a word that no document has.
    pub(crate) roles: &'e [Option<Symbol>],
    pub(crate) account: Option<AccountAt>,
    /// The account acted for: the subject's own, or the one on whose behalf it acts.
    pub(crate) acting: Option<AccountAt>,
    pub(crate) resource_type: Option<&'e ResourceType>,
    pub(crate) cell: Option<usize>,
    pub(crate) creating: bool,
    /// The resource, where it is a known user.
    pub(crate) target_user: Option<&'e User>,
    /// The resource, where it is known and neither account nor user.
    pub(crate) target_resource: Option<&'e ResourceFact>,
    /// The account that the resource is, belongs to, or is to stand below.
    pub(crate) target: Option<AccountAt>,
    /// Whether the resource is to stand directly below `target`.
    pub(crate) below_target: bool,
}

impl<'e> Scene<'e> {
    /// Finds what is known; what should be and is not becomes a finding.
    pub(crate) fn new(world: World<'e>, question: Question<'e>, findings: &mut Vec<Finding<'e>>) -> Self {
        let policy = world.policy;
        let (user, account) = world.known.user(question.subject.id).unzip();
        let stated_roles: &[Option<Symbol>] = if world.stated_counts { &question.subject.stated.roles.symbols } else { &[] };
        let resource_type = policy.resource_type(question.resource.symbol);
        let action =
            resource_type.and_then(|resource| resource.action_symbols.iter().position(|known| Some(*known) == question.action_symbol));
        let cell = resource_type.zip(action).map(|(resource, action)| resource.first.saturating_add(action));
        let creating = resource_type.zip(cell).is_some_and(|(resource, cell)| resource.is_created_by(cell));
        let mut scene = Self {
            world,
            question,
            user,
            roles: user.map_or(stated_roles, |user| &user.roles),
            account: None,
            acting: None,
            resource_type,
            cell,
            creating,
            target_user: None,
            target_resource: None,
            target: None,
            below_target: false,
        };
        scene.find_subject(account.flatten(), findings);
        if let Some(resource) = resource_type {
            scene.find_resource(resource, findings);
        }
        scene
    }

    /// The same scene for an action of a type, whatever the resource.
    pub(crate) fn on(&self, resource_type: &'e ResourceType, action: usize) -> Self {
        let mut question = self.question;
        (question.resource.kind, question.resource.symbol) = (&resource_type.id, Some(resource_type.symbol));
        question.action = resource_type.actions.get(action).map_or("", String::as_str);
        question.action_symbol = resource_type.action_symbols.get(action).copied();
        let cell = resource_type.first.saturating_add(action);
        let creating = resource_type.is_created_by(cell);
        Self { question, resource_type: Some(resource_type), cell: Some(cell), creating, ..*self }
    }

    fn find_subject(&mut self, known: Option<AccountAt>, findings: &mut Vec<Finding<'e>>) {
        let question = self.question;
        let stated = question.subject.stated.account.as_deref().filter(|_| self.world.stated_counts);
        self.account = known.or_else(|| self.find_account(stated, Who::Subject, findings));
        self.acting = self.account;
        if let Some(other) = question.on_behalf_of {
            self.acting = self.acted_for(other, findings);
        }
    }

    /// The account acted for: the own one, or one below that of a sales vendor.
    fn acted_for(&self, other: &'e OnBehalfOf, findings: &mut Vec<Finding<'e>>) -> Option<AccountAt> {
        let known = self.world.known;
        let at = self.find_account(Some(&other.id), Who::ActedFor, findings)?;
        let is_vendor = |at: AccountAt| self.world.policy.hierarchy.is_sales_vendor(known.kind(at));
        let may = self.account.is_some_and(|own| match known.relation(own, at) {
            Relation::Own => true,
            Relation::Child | Relation::Descendant => is_vendor(own),
            Relation::Elsewhere => false,
        });
        let typed = known.account(at).is_some_and(|account| *account.fact.kind == *other.kind);
        if !may || !typed {
            findings.push(Finding::NotSalesVendor);
        }
        (may && typed).then_some(at)
    }

    fn find_account(&self, id: Option<&'e str>, who: Who, findings: &mut Vec<Finding<'e>>) -> Option<AccountAt> {
        let found = id.and_then(|id| self.world.known.find(id));
        if found.is_none() {
            findings.push(Finding::AccountUnknown(who, id));
        }
        found
    }

    /// An account that is known stands where the facts place it, whatever the request says of it; one that is to be created
    /// is to stand below the account given.
    fn find_resource(&mut self, resource: &'e ResourceType, findings: &mut Vec<Finding<'e>>) {
        let (known, question) = (self.world.known, self.question);
        let stated = question.resource.stated.account.as_deref().filter(|_| self.resource_counts());
        if let Some(types) = &resource.account_types {
            self.target = known.find(question.resource.id);
            if let Some(at) = self.target {
                self.creating = false;
                let fits = known.kind(at).is_some_and(|kind| types.contains(&kind));
                if let Some(account) = known.account(at).filter(|_| !fits) {
                    findings.push(Finding::TypeMismatch(&account.fact.kind));
                }
            } else if self.creating {
                self.below_target = true;
                self.target = self.find_account(stated, Who::Resource, findings);
                if let Some(at) = self.target.filter(|at| !self.world.policy.hierarchy.may_hold(known.kind(*at), types)) {
                    findings.push(Finding::Misplaced(at));
                }
            } else {
                self.find_account(Some(question.resource.id), Who::ResourceItself, findings);
            }
            return;
        }
        let account = if let Some(types) = &resource.subject_types {
            let (user, account) = known.user(question.resource.id).unzip();
            self.target_user = user;
            if let Some(user) = user.filter(|user| user.kind.is_none_or(|kind| !types.contains(&kind))) {
                findings.push(Finding::TypeMismatch(&user.fact.kind));
            }
            account
        } else {
            let (resource, account) = known.resource(question.resource.kind, question.resource.id).unzip();
            self.target_resource = resource;
            account
        };
        self.creating &= account.is_none();
        self.target = account.flatten().or_else(|| self.find_account(stated, Who::Resource, findings));
    }

    /// Whether what the request states of the resource counts: of one that is to be created nothing else can be known.
    pub(crate) fn resource_counts(&self) -> bool {
        self.world.stated_counts || self.creating
    }

    /// Where the resource stands, seen from the account acted for.
    pub(crate) fn relation(&self) -> Option<Relation> {
        let relation = self.world.known.relation(self.acting?, self.target?);
        Some(if self.below_target { relation.below() } else { relation })
    }

    pub(crate) fn creator(&self) -> Option<&'e str> {
        let stated = self.question.subject.stated.creator.as_deref().filter(|_| self.world.stated_counts);
        self.user.map_or(stated, |user| user.fact.creator.as_deref())
    }

    pub(crate) fn owner(&self) -> Option<&'e str> {
        let stated = self.question.resource.stated.owner.as_deref().filter(|_| self.resource_counts());
        self.target_resource.and_then(|resource| resource.owner.as_deref()).or(stated)
    }

    /// The roles of the resource, where it is a user.
    pub(crate) fn target_roles(&self) -> &'e [Option<Symbol>] {
        let stated: &[Option<Symbol>] = if self.resource_counts() { &self.question.resource.stated.roles.symbols } else { &[] };
        self.target_user.map_or(stated, |user| &user.roles)
    }

    /// The text of the subject's role at a position of its list.
    pub(crate) fn role_text(&self, position: usize) -> &'e str {
        let stated = self.question.subject.stated.roles.texts.get(position).map(String::as_str);
        self.user.map_or(stated, |user| user.fact.roles.get(position).map(|role| &**role)).unwrap_or_default()
    }

    /// The text of the subject's roles.
    pub(crate) fn role_texts(&self) -> Vec<&'e str> {
        (0..self.roles.len()).map(|position| self.role_text(position)).collect()
    }
}
