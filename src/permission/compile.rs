//! From the document to dense tables; every name is resolved, every unresolved one is an issue.

use alloc::string::String;
use alloc::vec::Vec;

use super::condition::compile::{Condition, ConditionCompiler};
use super::condition::document::ConditionDocument;
use super::document::{
    Gate, ObligationRule, PermissionDocument, PrivilegeDocument, ReachRule, ResourceTypeDocument, RoleDocument, RoleRule, Selection,
};
use super::names::Names;
use super::table::{
    ALLOW, ALLOW_IF, Cells, CompiledGate, CompiledObligation, CompiledPermission, DENY, DENY_IF, Grant, Privilege, Reach, Requirement,
    ResourceType, Rule,
};
use crate::directory::hierarchy::Hierarchy;
use crate::issue::{Issue, IssueCode, shorten};
use crate::text::format;
use crate::values::symbol::{Positions, Symbol, Symbols};

/// Every role, in the lists of a rule.
const EVERY: &str = "*";
/// Most cells of a role table.
const MAX_CELLS: usize = 1_000_000;
/// Most modes of a privilege.
const MAX_MODES: usize = 32;

/// Resolves a document's names.
pub(crate) fn compile(document: &PermissionDocument, symbols: &mut Symbols, issues: &mut Vec<Issue>) -> CompiledPermission {
    let names = Names::of(document, issues);
    let mut compiler = Compiler { names, symbols, issues, types: Vec::new(), width: 0 };
    compiler.resource_types(&document.resource_types);
    for (index, kind) in document.account_types.iter().enumerate() {
        let parents = kind.parents.as_deref().unwrap_or_default();
        Names::references(
            parents,
            &compiler.names.account_types,
            (&format!("/permission/accountTypes/{index}"), "parents"),
            compiler.issues,
        );
    }
    if let Some(depth) = &document.max_depth {
        Names::references(&depth.account_types, &compiler.names.account_types, ("/permission/maxDepth", "accountTypes"), compiler.issues);
    }
    let bound = document.creator_bound.as_deref().unwrap_or_default();
    Names::references(bound, &compiler.names.subject_types, ("/permission", "creatorBound"), compiler.issues);
    let creator_bound = compiler.symbols(bound);
    let hierarchy = Hierarchy::new(&document.account_types, document.max_depth.as_ref(), compiler.symbols);
    let (scopes, reach) = compiler.reach(&document.reach);
    let modes = compiler.modes(&document.roles);
    if compiler.width.saturating_mul(compiler.names.roles.len()) > MAX_CELLS {
        let message = format!("roles times actions come to more than {MAX_CELLS} cells");
        compiler.issues.push(Issue::new(IssueCode::PolicySettingRange, "/permission/roles", message));
        compiler.names.roles.clear();
    }
    let (privileges, grants) = compiler.privileges(document.privileges.as_deref().unwrap_or_default());
    let (rules, bits, conditional) = compiler.rules(&document.rules);
    let gates = compiler.gates(document.gates.as_deref().unwrap_or_default());
    let obligations = compiler.obligations(document.obligations.as_deref().unwrap_or_default());
    let Compiler { names, symbols, types, width, .. } = compiler;
    CompiledPermission {
        subject_symbols: names.subject_types.iter().map(|kind| symbols.add(kind)).collect(),
        subject_types: names.subject_types,
        creator_bound,
        hierarchy,
        several_roles: document.several_roles.value,
        role_positions: Positions::of(names.roles.iter().map(|role| symbols.add(role))),
        roles: names.roles,
        type_positions: Positions::of(types.iter().map(|resource| resource.symbol)),
        resource_types: types,
        width,
        bits,
        conditional,
        rules,
        scopes,
        reach,
        rights_depend: privileges
            .iter()
            .flat_map(|privilege| &privilege.requires)
            .any(|requirement| requirement.when.as_ref().is_some_and(Condition::depends_on_resource)),
        privileges,
        modes,
        grants,
        gates,
        obligations,
    }
}

struct Compiler<'c> {
    names: Names,
    symbols: &'c mut Symbols,
    issues: &'c mut Vec<Issue>,
    types: Vec<ResourceType>,
    width: usize,
}

/// The resource types and actions selected; none: all.
type Selected<'d> = (Option<&'d [String]>, Option<&'d [String]>);

/// Rules, the bits of roles × cells, and for each cell its rules with a condition.
type Rules = (Vec<Rule>, Vec<u8>, Vec<Vec<usize>>);

impl Compiler<'_> {
    fn symbols(&mut self, names: &[String]) -> Vec<Symbol> {
        names.iter().map(|name| self.symbols.add(name)).collect()
    }

    fn condition(&mut self, document: &ConditionDocument, pointer: &str) -> Condition {
        ConditionCompiler { names: &self.names, symbols: self.symbols, issues: self.issues }.compile(document, pointer)
    }

    fn when(&mut self, document: Option<&ConditionDocument>, pointer: &str) -> Option<Condition> {
        document.map(|document| self.condition(document, &format!("{pointer}/when")))
    }

    fn resource_types(&mut self, documents: &[ResourceTypeDocument]) {
        for (index, document) in documents.iter().enumerate() {
            let here = format!("/permission/resourceTypes/{index}");
            let (accounts, subjects) = (document.account_types.as_deref(), document.subject_types.as_deref());
            let creates = document.creates.as_deref().unwrap_or_default();
            Names::references(creates, &document.actions, (&here, "creates"), self.issues);
            Names::references(accounts.unwrap_or_default(), &self.names.account_types, (&here, "accountTypes"), self.issues);
            Names::references(subjects.unwrap_or_default(), &self.names.subject_types, (&here, "subjectTypes"), self.issues);
            if accounts.is_some() && subjects.is_some() {
                let message = "a resource type is an account or a user, not both";
                self.issues.push(Issue::new(IssueCode::PolicyConditionOperand, format!("{here}/subjectTypes"), message));
            }
            let compiled = ResourceType {
                symbol: self.symbols.add(&document.id),
                id: document.id.clone(),
                action_symbols: self.symbols(&document.actions),
                creates: document.actions.iter().map(|action| creates.contains(action)).collect(),
                account_types: accounts.map(|kinds| self.symbols(kinds)),
                subject_types: subjects.map(|kinds| self.symbols(kinds)),
                first: self.width,
                actions: document.actions.clone(),
            };
            self.width = self.width.saturating_add(compiled.actions.len());
            self.types.push(compiled);
        }
    }

    /// The cells of the selected types' selected actions. An action must be one of a selected type.
    fn select(&mut self, types: Option<&[String]>, actions: Option<&[String]>, pointer: &str) -> Vec<usize> {
        Names::references(types.unwrap_or_default(), &self.names.resource_types, (pointer, "resourceTypes"), self.issues);
        let is_selected = |resource: &&ResourceType| types.is_none_or(|types| types.contains(&resource.id));
        let of = |resource: &ResourceType| resource.actions.clone();
        let known: Vec<String> = self.types.iter().filter(is_selected).flat_map(of).collect();
        Names::references(actions.unwrap_or_default(), &known, (pointer, "actions"), self.issues);
        let cells = |resource: &ResourceType| {
            let selected = |action: &String| actions.is_none_or(|actions| actions.contains(action));
            let first = resource.first;
            let positions = resource.actions.iter().enumerate().filter(|(_, action)| selected(action));
            positions.map(|(position, _)| first.saturating_add(position)).collect::<Vec<usize>>()
        };
        self.types.iter().filter(is_selected).flat_map(cells).collect()
    }

    fn mask(&mut self, (types, actions): Selected<'_>, except: &[Selection], pointer: &str) -> Cells {
        if types.is_none() && actions.is_none() && except.is_empty() {
            return Cells(None);
        }
        let mut mask = alloc::vec![false; self.width];
        let mut set =
            |cells: Vec<usize>, value| cells.into_iter().for_each(|cell| mask.iter_mut().skip(cell).take(1).for_each(|bit| *bit = value));
        set(self.select(types, actions, pointer), true);
        for (index, except) in except.iter().enumerate() {
            let here = format!("{pointer}/except/{index}");
            set(self.select(except.resource_types.as_deref(), except.actions.as_deref(), &here), false);
        }
        Cells(Some(mask))
    }

    fn reach(&mut self, documents: &[ReachRule]) -> (Vec<u8>, Vec<Reach>) {
        let mut scopes = alloc::vec![0; self.width.saturating_mul(self.names.account_types.len())];
        let mut rules = Vec::with_capacity(documents.len());
        for (index, document) in documents.iter().enumerate() {
            let here = format!("/permission/reach/{index}");
            Names::references(&document.account_types, &self.names.account_types, (&here, "accountTypes"), self.issues);
            let cells = self.select(Some(&document.resource_types), document.actions.as_deref(), &here);
            let account_types = positions(&document.account_types, &self.names.account_types);
            let bits = document.scopes.iter().fold(0, |bits, scope| bits | scope.bits());
            for kind in &account_types {
                for cell in &cells {
                    if let Some(place) = scopes.get_mut(kind.saturating_mul(self.width).saturating_add(*cell)) {
                        *place |= bits;
                    }
                }
            }
            rules.push(Reach { id: document.id.clone(), account_types, cells });
        }
        (scopes, rules)
    }

    fn modes(&mut self, roles: &[RoleDocument]) -> Vec<u8> {
        let width = self.names.privileges.len();
        let mut modes = alloc::vec![0; width.saturating_mul(roles.len())];
        for (role, document) in roles.iter().enumerate() {
            for (index, held) in document.privileges.iter().flatten().enumerate() {
                let here = format!("/permission/roles/{role}/privileges/{index}");
                let found = self.names.privilege(&held.id, held.mode.as_deref(), &here, ("id", "mode"), self.issues);
                let Some((privilege, mode)) = found else { continue };
                if held.mode.is_none() && self.names.modes.get(privilege).is_some_and(|modes| !modes.is_empty()) {
                    let message = format!("the mode of `{}` is not given", shorten(&held.id));
                    self.issues.push(Issue::new(IssueCode::InputMissingField, format!("{here}/mode"), message));
                }
                if let Some(place) = modes.get_mut(role.saturating_mul(width).saturating_add(privilege)) {
                    *place = mode.max(*place);
                }
            }
        }
        modes
    }

    fn privileges(&mut self, documents: &[PrivilegeDocument]) -> (Vec<Privilege>, Vec<Vec<Grant>>) {
        let mut grants: Vec<Vec<Grant>> = alloc::vec![Vec::new(); self.width];
        let mut privileges = Vec::with_capacity(documents.len());
        for (privilege, document) in documents.iter().enumerate() {
            let here = format!("/permission/privileges/{privilege}");
            let modes = document.modes.as_deref().unwrap_or_default();
            if modes.len() > MAX_MODES {
                let message = format!("a privilege has at most {MAX_MODES} modes");
                self.issues.push(Issue::new(IssueCode::PolicySettingRange, format!("{here}/modes"), message));
            }
            for (index, row) in document.operations.iter().enumerate() {
                let here = format!("{here}/operations/{index}");
                let opening = row.modes.as_deref().unwrap_or_default();
                Names::references(opening, modes, (&here, "modes"), self.issues);
                if opening.is_empty() != modes.is_empty() {
                    let message = "an operation names modes where its privilege has modes, and only there";
                    self.issues.push(Issue::new(IssueCode::InputMissingField, format!("{here}/modes"), message));
                }
                if let Some(position) = opening.iter().position(|mode| modes.first() == Some(mode)) {
                    let message = "the first mode of a privilege grants nothing";
                    self.issues.push(Issue::new(IssueCode::PolicyConditionOperand, format!("{here}/modes/{position}"), message));
                }
                let held = |position: usize| u32::try_from(position).ok().and_then(|position| 1_u32.checked_shl(position)).unwrap_or(0);
                let mask = positions(opening, modes).into_iter().fold(0, |mask, position| mask | held(position));
                let mask = if modes.is_empty() { held(1) } else { mask };
                Names::reference(&row.resource_type, &self.names.resource_types, (&here, "resourceType"), self.issues);
                for cell in self.select_one(&row.resource_type, &row.actions, &here) {
                    if let Some(grants) = grants.get_mut(cell) {
                        grants.push(Grant { privilege, modes: mask });
                    }
                }
            }
            let mut requires = Vec::new();
            for (index, requirement) in document.requires.iter().flatten().enumerate() {
                let here = format!("{here}/requires/{index}");
                Names::references(&requirement.privileges, &self.names.privileges, (&here, "privileges"), self.issues);
                let when = self.when(requirement.when.as_ref(), &here);
                if when.as_ref().is_some_and(Condition::asks_rights) {
                    let message = "what is held may not depend on what is held";
                    self.issues.push(Issue::new(IssueCode::PolicyConditionOperand, format!("{here}/when"), message));
                }
                requires.push(Requirement { privileges: positions(&requirement.privileges, &self.names.privileges), when });
            }
            privileges.push(Privilege { id: document.id.clone(), requires });
        }
        (privileges, grants)
    }

    /// The cells of one type's actions.
    fn select_one(&mut self, resource_type: &str, actions: &[String], pointer: &str) -> Vec<usize> {
        let Some(resource) = self.types.iter().find(|resource| resource.id == resource_type) else { return Vec::new() };
        Names::references(actions, &resource.actions, (pointer, "actions"), self.issues);
        positions(actions, &resource.actions).into_iter().map(|action| resource.first.saturating_add(action)).collect()
    }

    fn rules(&mut self, documents: &[RoleRule]) -> Rules {
        let mut bits = alloc::vec![0; self.width.saturating_mul(self.names.roles.len())];
        let mut conditional = alloc::vec![Vec::new(); self.width];
        let mut rules = Vec::with_capacity(documents.len());
        for (index, document) in documents.iter().enumerate() {
            let here = format!("/permission/rules/{index}");
            Names::reference(&document.resource_type, &self.names.resource_types, (&here, "resourceType"), self.issues);
            let cells = self.select_one(&document.resource_type, &document.actions, &here);
            let allow = self.roles(document.allow.as_deref(), (&here, "allow"));
            let deny = self.roles(document.deny.as_deref(), (&here, "deny"));
            for (position, role) in document.deny.iter().flatten().enumerate() {
                if document.allow.iter().flatten().any(|allowed| allowed == role) {
                    let message = format!("`{}` is both allowed and denied by this rule", shorten(role));
                    self.issues.push(Issue::new(IssueCode::InputDuplicateId, format!("{here}/deny/{position}"), message));
                }
            }
            let when = self.when(document.when.as_ref(), &here);
            let (allowed, denied) = if when.is_some() { (ALLOW_IF, DENY_IF) } else { (ALLOW, DENY) };
            for cell in &cells {
                let entries = allow.iter().map(|role| (role, allowed)).chain(deny.iter().map(|role| (role, denied)));
                for (role, bit) in entries {
                    if let Some(place) = bits.get_mut(role.saturating_mul(self.width).saturating_add(*cell)) {
                        *place |= bit;
                    }
                }
                if when.is_some()
                    && let Some(list) = conditional.get_mut(*cell)
                {
                    list.push(index);
                }
            }
            rules.push(Rule { id: document.id.clone(), note: document.note.clone(), cells, allow, deny, when });
        }
        (rules, bits, conditional)
    }

    fn roles(&mut self, roles: Option<&[String]>, place: (&str, &str)) -> Vec<usize> {
        let roles = roles.unwrap_or_default();
        if let [every] = roles
            && every == EVERY
        {
            return (0..self.names.roles.len()).collect();
        }
        Names::references(roles, &self.names.roles, place, self.issues);
        positions(roles, &self.names.roles)
    }

    fn gates(&mut self, documents: &[Gate]) -> Vec<CompiledGate> {
        let mut gates = Vec::with_capacity(documents.len());
        for (index, document) in documents.iter().enumerate() {
            let here = format!("/permission/gates/{index}");
            let types = document.subject_types.as_deref();
            Names::references(types.unwrap_or_default(), &self.names.subject_types, (&here, "subjectTypes"), self.issues);
            let selected = (document.resource_types.as_deref(), document.actions.as_deref());
            let require = self.condition(&document.require, &format!("{here}/require"));
            gates.push(CompiledGate {
                met_without: require.met_without(),
                id: document.id.clone(),
                stage: document.stage,
                subject_types: types.map(|types| self.symbols(types)),
                cells: self.mask(selected, document.except.as_deref().unwrap_or_default(), &here),
                require,
                help: document.help.clone(),
            });
        }
        gates
    }

    fn obligations(&mut self, documents: &[ObligationRule]) -> Vec<CompiledObligation> {
        let mut obligations = Vec::with_capacity(documents.len());
        for (index, document) in documents.iter().enumerate() {
            let here = format!("/permission/obligations/{index}");
            let selected = (document.resource_types.as_deref(), document.actions.as_deref());
            let cells = self.mask(selected, &[], &here);
            obligations.push(CompiledObligation {
                code: document.code,
                on: document.on,
                cells,
                when: self.when(document.when.as_ref(), &here),
            });
        }
        obligations
    }
}

/// The positions of names among those declared; undeclared ones have none.
fn positions(names: &[String], declared: &[String]) -> Vec<usize> {
    names.iter().filter_map(|name| declared.iter().position(|known| known == name)).collect()
}
