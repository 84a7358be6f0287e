//! All of a subject's cells at once, for menus whose checks enter the module no more, and the actions of one type.

use alloc::string::String;
use alloc::vec::Vec;

use super::condition::compile::{Condition, ELSEWHERE, OWNER};
use super::condition::evaluate::Truth;
use super::finding::Finding;
use super::rights::Rights;
use super::scene::Scene;
use super::table::ResourceType;
use crate::directory::known::Relation;
use crate::values::symbol::Symbol;

/// One resource type of an [`AbilityTable`]; cells and scopes in the order of the actions.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct AbilityType<'w> {
    /// The resource type.
    id: &'w str,
    /// Its actions.
    actions: Vec<&'w str>,
    /// 0 denied; 1 allowed where the account's relation is in the scopes; 2 depends on more: ask `permission`.
    cells: Vec<u8>,
    /// Relations reached, added up: 1 the account itself, 2 directly below, 4 further down, 8 every other, 16 owned
    /// resources.
    scopes: Vec<u8>,
    /// Types of account that the resource itself is; then the account asked for is the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    account_types: Option<Vec<&'w str>>,
    /// Actions that create: the account asked for is the one to create it in or below.
    #[serde(skip_serializing_if = "Option::is_none")]
    creates: Option<Vec<&'w str>>,
    /// Of a resource that is itself an account: types of account that it may be created below.
    #[serde(skip_serializing_if = "Option::is_none")]
    creates_below: Option<Vec<&'w str>>,
}

/// An account as the acting one sees it.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct AbilityAccount<'w> {
    /// The account's id.
    id: &'w str,
    /// Its type.
    #[serde(rename = "type")]
    kind: &'w str,
    /// 1 the account itself, 2 directly below, 4 further down, 8 any other.
    relation: u8,
}

/// A subject's table.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct AbilityTable<'w> {
    /// Version of the permission document.
    version: &'w str,
    /// Every resource type.
    resource_types: Vec<AbilityType<'w>>,
    /// Every account that a cell may be asked for; all others are denied.
    accounts: Vec<AbilityAccount<'w>>,
}

/// How a cell comes out before a resource is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outlook {
    Denied,
    Allowed,
    /// A condition, a gate or an owner decides.
    Open,
}

impl<'e> Scene<'e> {
    /// How an action of a type comes out for the subject, reach aside.
    pub(crate) fn outlook(&self, resource_type: &'e ResourceType, action: usize) -> Outlook {
        let scene = self.on(resource_type, action);
        let (policy, cell) = (self.world.policy, resource_type.first.saturating_add(action));
        let mut findings = Vec::new();
        scene.subject_words(&mut findings);
        let (own, guarding): (Vec<_>, Vec<_>) =
            policy.gates.iter().filter(|gate| scene.passes_through(gate)).partition(|gate| !scene.is_open(&gate.require));
        let closed = own.iter().any(|gate| scene.truth(&gate.require) != Truth::Met);
        let rights = Rights::of(&scene);
        let capped = || scene.capping(&|rights| rights.covers_perhaps(cell)).is_some();
        if !findings.is_empty() || closed || !rights.covers_perhaps(cell) || capped() {
            return Outlook::Denied;
        }
        let requirements =
            policy.grants(cell).iter().filter_map(|grant| policy.privileges.get(grant.privilege)).flat_map(|privilege| &privilege.requires);
        let mut conditions = policy.conditional_rules(cell).filter_map(|rule| rule.when.as_ref());
        let open = !guarding.is_empty()
            || conditions.any(|when| scene.is_open(when))
            || requirements.filter_map(|requirement| requirement.when.as_ref()).any(|when| scene.is_open(when));
        if open {
            return Outlook::Open;
        }
        rights.judge(cell, &mut findings);
        scene.creator_may(cell, &mut findings);
        if !findings.is_empty() || scene.uncapped(cell).is_some() {
            return Outlook::Denied;
        }
        // A creator of another account may stand elsewhere, seen from the resource.
        let elsewhere = scene
            .creator()
            .and_then(|id| self.world.known.user(id))
            .is_some_and(|(creator, account)| account != scene.acting || creator.fact.creator.is_some());
        if elsewhere { Outlook::Open } else { Outlook::Allowed }
    }

    /// Whether the condition may come out otherwise for another resource of the same type.
    fn is_open(&self, condition: &Condition) -> bool {
        condition.depends_on_resource() || (self.world.policy.rights_depend && condition.asks_rights())
    }

    /// The scopes in which the account acted for reaches a cell.
    pub(crate) fn scopes(&self, cell: usize) -> u8 {
        let kind = self.acting.and_then(|at| self.world.known.kind(at));
        self.world.policy.hierarchy.position(kind).map_or(0, |kind| self.world.policy.scope(kind, cell))
    }

    /// What denies every cell.
    pub(crate) fn closed(&self, findings: &mut Vec<Finding<'e>>) {
        self.subject_words(findings);
        self.gates_of(&|gate| gate.cells.0.is_none() && !self.is_open(&gate.require), findings);
    }

    /// The subject's whole table; without accounts where nothing is open to it.
    pub(crate) fn ability(&self, version: &'e str, is_open: bool) -> AbilityTable<'e> {
        let resource_types: Vec<AbilityType<'e>> =
            self.world.policy.resource_types.iter().map(|resource| self.ability_type(resource)).collect();
        let everywhere = resource_types.iter().flat_map(|resource| &resource.scopes).any(|scopes| scopes & ELSEWHERE != 0);
        let mut accounts = Vec::new();
        if let Some(acting) = self.acting.filter(|_| is_open) {
            let known = self.world.known;
            for at in known.accounts() {
                let relation = known.relation(acting, at);
                if let Some(account) = known.account(at).filter(|_| everywhere || relation != Relation::Elsewhere) {
                    accounts.push(AbilityAccount { id: &account.fact.id, kind: &account.fact.kind, relation: relation.bit() });
                }
            }
        }
        AbilityTable { version, resource_types, accounts }
    }

    fn ability_type(&self, resource: &'e ResourceType) -> AbilityType<'e> {
        let texts = |symbols: &Vec<Symbol>| symbols.iter().map(|kind| self.world.symbols.text(*kind)).collect();
        let mut table = AbilityType {
            id: &resource.id,
            actions: resource.actions.iter().map(String::as_str).collect(),
            cells: Vec::with_capacity(resource.actions.len()),
            scopes: Vec::with_capacity(resource.actions.len()),
            account_types: resource.account_types.as_ref().map(texts),
            creates: None,
            creates_below: resource.account_types.as_ref().map(|types| self.world.policy.hierarchy.holders(types)),
        };
        for (action, name) in resource.actions.iter().enumerate() {
            let cell = resource.first.saturating_add(action);
            let (scopes, creates) = (self.scopes(cell), resource.is_created_by(cell));
            // Where stated facts do not count, a resource that is no account must be known: its account says nothing.
            let must_be_known = !self.world.stated_counts && resource.account_types.is_none() && !creates;
            table.cells.push(match self.outlook(resource, action) {
                _ if scopes == 0 => 0,
                Outlook::Denied => 0,
                Outlook::Allowed if scopes & OWNER == 0 && !must_be_known => 1,
                Outlook::Allowed | Outlook::Open => 2,
            });
            table.scopes.push(scopes);
            if creates {
                table.creates.get_or_insert_default().push(name);
            }
        }
        table
    }
}
