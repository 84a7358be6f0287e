//! Judges one question: gates, reach, role, ceiling and creator, in one pass over tables. Nothing is put into words here.

use alloc::vec::Vec;

use super::condition::compile::OWNER;
use super::condition::evaluate::Truth;
use super::document::{On, Stage};
use super::finding::Finding;
use super::question::{NOTHING, Party, Question, World};
use super::rights::Rights;
use super::scene::Scene;
use super::table::CompiledGate;
use crate::decision::ObligationCode;
use crate::directory::known::AccountAt;
use crate::directory::store::User;
use crate::values::symbol::Symbol;

/// A judged question: what denies it, and what was found on the way.
#[derive(Debug)]
pub(crate) struct Judgement<'e> {
    pub(crate) scene: Scene<'e>,
    /// Empty where it is allowed.
    pub(crate) findings: Vec<Finding<'e>>,
}

impl<'e> Judgement<'e> {
    /// Judges a question.
    pub(crate) fn of(world: World<'e>, question: Question<'e>) -> Self {
        let mut findings = Vec::new();
        let scene = Scene::new(world, question, &mut findings);
        scene.subject_words(&mut findings);
        scene.resource_words(&mut findings);
        scene.gates(&mut findings);
        scene.reach(&mut findings);
        if let Some(cell) = scene.cell.filter(|_| scene.has_role(scene.roles)) {
            Rights::of(&scene).judge(cell, &mut findings);
            if let Some(account) = scene.uncapped(cell) {
                findings.push(Finding::Ceiling(account));
            }
            scene.creator_may(cell, &mut findings);
        }
        Self { scene, findings }
    }

    pub(crate) fn is_allowed(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether an account to act for was named and the subject may act for it.
    pub(crate) fn acts_on_behalf(&self) -> bool {
        self.scene.question.on_behalf_of.is_some() && self.scene.acting.is_some()
    }

    /// What the caller must do, in the document's order.
    pub(crate) fn obligations(&self) -> Vec<ObligationCode> {
        let allowed = self.is_allowed();
        let mut codes = Vec::new();
        for rule in &self.scene.world.policy.obligations {
            let comes = match rule.on {
                On::Allow => allowed,
                On::Deny => !allowed,
                On::Always => true,
            };
            let met = |when| self.scene.truth(when) == Truth::Met;
            if comes && rule.cells.has(self.scene.cell) && !codes.contains(&rule.code) && rule.when.as_ref().is_none_or(met) {
                codes.push(rule.code);
            }
        }
        codes
    }
}

impl<'e> Scene<'e> {
    fn resource_words(&self, findings: &mut Vec<Finding<'e>>) {
        match self.resource_type {
            None => findings.push(Finding::UnknownResourceType),
            Some(_) if self.cell.is_none() => findings.push(Finding::UnknownAction),
            Some(_) => {}
        }
    }

    /// The words that the question has for the subject.
    pub(crate) fn subject_words(&self, findings: &mut Vec<Finding<'e>>) {
        let policy = self.world.policy;
        let subject = self.question.subject.symbol;
        if !policy.subject_symbols.iter().any(|known| Some(*known) == subject) {
            findings.push(Finding::UnknownSubjectType);
        } else if let Some(user) = self.user.filter(|user| user.kind != subject) {
            findings.push(Finding::SubjectMismatch(&user.fact.kind));
        }
        match self.roles {
            [] => findings.push(Finding::RoleMissing),
            [_] => {}
            _ if policy.several_roles => {}
            _ => findings.push(Finding::SeveralRoles),
        }
        let unknown = |(_, role): &(usize, &Option<Symbol>)| policy.role_positions.get(**role).is_none();
        for (position, _) in self.roles.iter().enumerate().filter(unknown).take(MAX_UNKNOWN_ROLES) {
            findings.push(Finding::RoleUnknown(position));
        }
    }

    fn gates(&self, findings: &mut Vec<Finding<'e>>) {
        self.gates_of(&|_| true, findings);
    }

    /// What the gates of a choice deny.
    pub(crate) fn gates_of(&self, chosen: &dyn Fn(&CompiledGate) -> bool, findings: &mut Vec<Finding<'e>>) {
        let given = self.given();
        for (index, gate) in self.world.policy.gates.iter().enumerate() {
            let rests = gate.met_without.is_some_and(|parts| !parts.meet(given));
            if !rests && chosen(gate) && self.passes_through(gate) {
                match self.truth(&gate.require) {
                    Truth::Met => {}
                    truth => findings.push(Finding::Gate(index, truth.missing())),
                }
            }
        }
    }

    /// Whether the gate concerns the question.
    pub(crate) fn passes_through(&self, gate: &CompiledGate) -> bool {
        let subject = self.question.subject.symbol;
        gate.subject_types.as_ref().is_none_or(|types| types.iter().any(|kind| Some(*kind) == subject)) && gate.cells.has(self.cell)
    }

    fn reach(&self, findings: &mut Vec<Finding<'e>>) {
        let Some(cell) = self.cell.filter(|_| self.acting.is_some()) else { return };
        let scopes = self.scopes(cell);
        if scopes == 0 {
            findings.push(Finding::NotForAccountType);
        } else if let (Some(relation), Some(target)) = (self.relation(), self.target) {
            let owns = || scopes & OWNER != 0 && self.owner().is_some_and(|owner| owner == self.question.subject.id);
            if relation.bit() & scopes == 0 && !owns() {
                findings.push(Finding::OutOfReach(relation, target));
            }
        }
    }

    /// Whoever created the subject must be known and may do it, too; and so on, where the creator was created.
    pub(crate) fn creator_may(&self, cell: usize, findings: &mut Vec<Finding<'e>>) {
        let bound = |kind: Option<Symbol>| kind.is_some_and(|kind| self.world.policy.creator_bound.contains(&kind));
        let (mut id, mut needed) = (self.creator(), bound(self.question.subject.symbol));
        for _ in 0..MAX_CREATORS {
            let Some(creator) = id else {
                if needed {
                    findings.push(Finding::Creator(None));
                }
                return;
            };
            let Some((user, _)) = self.world.known.user(creator).filter(|(user, account)| self.user_may(user, *account, cell)) else {
                break;
            };
            (id, needed) = (user.fact.creator.as_deref(), bound(user.kind));
        }
        findings.push(Finding::Creator(self.creator()));
    }

    /// Whether a user may do it, too, seen with its own roles, account and state.
    fn user_may(&self, user: &'e User, account: Option<AccountAt>, cell: usize) -> bool {
        let mut scene = *self;
        scene.question.subject = Party { kind: &user.fact.kind, symbol: user.kind, id: &user.fact.id, stated: &NOTHING, properties: None };
        (scene.user, scene.roles, scene.account) = (Some(user), &user.roles, account);
        if self.question.on_behalf_of.is_none() {
            scene.acting = account;
        }
        let mut findings = Vec::new();
        scene.gates(&mut findings);
        // The session and the key are those of the one who asks.
        findings.retain(|finding| !matches!(finding, Finding::Gate(index, _) if self.is_of_the_asker(*index)));
        scene.reach(&mut findings);
        Rights::of(&scene).judge(cell, &mut findings);
        account.is_some() && findings.is_empty() && scene.has_role(scene.roles) && scene.uncapped(cell).is_none()
    }

    fn is_of_the_asker(&self, gate: usize) -> bool {
        let gates = &self.world.policy.gates;
        gates.get(gate).is_some_and(|gate| matches!(gate.stage, Stage::Session | Stage::Key))
    }

    fn has_role(&self, roles: &[Option<Symbol>]) -> bool {
        roles.iter().any(|role| self.world.policy.role_positions.get(*role).is_some())
    }
}

/// Longest chain of created creators.
const MAX_CREATORS: usize = 8;
/// Most roles that are each named as unknown; more only repeat the reason.
const MAX_UNKNOWN_ROLES: usize = 20;
