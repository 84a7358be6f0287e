//! From the document to a dense role table; every name is resolved, every unresolved one is an issue.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::document::{PermissionDocument, RoleRule, Scope};
use crate::directory::account::Relation;
use crate::issue::{Issue, IssueCode};

/// A cell of the role table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cell {
    /// No rule speaks of it.
    #[default]
    Unset,
    /// Allowed by the rule of this index.
    Allow(usize),
    /// Denied by the rule of this index.
    Deny(usize),
}

#[derive(Debug)]
pub(crate) struct CompiledResourceType {
    pub(crate) id: String,
    pub(crate) actions: Vec<String>,
    pub(crate) account_types: Option<Vec<String>>,
    /// Position of its first action in a role's row of cells.
    offset: usize,
}

#[derive(Debug)]
pub(crate) struct CompiledReach {
    account_types: Vec<String>,
    resource_types: Vec<String>,
    actions: Option<Vec<String>>,
    scopes: Vec<Scope>,
    pub(crate) id: String,
}

/// A permission document with every name resolved.
#[derive(Debug)]
pub(crate) struct CompiledPermission {
    pub(crate) subject_types: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) resource_types: Vec<CompiledResourceType>,
    rule_ids: Vec<String>,
    reach: Vec<CompiledReach>,
    /// Roles × all actions, row by row.
    cells: Vec<Cell>,
    width: usize,
}

impl Scope {
    fn includes(self, relation: Relation) -> bool {
        match self {
            Self::Own => relation == Relation::Own,
            Self::Children => relation == Relation::Child,
            Self::Descendants => matches!(relation, Relation::Child | Relation::Descendant),
        }
    }
}

impl CompiledPermission {
    pub(crate) fn resource_type(&self, id: &str) -> Option<&CompiledResourceType> {
        self.resource_types.iter().find(|resource| resource.id == id)
    }

    pub(crate) fn role(&self, id: &str) -> Option<usize> {
        self.roles.iter().position(|role| role == id)
    }

    /// The cell of a role (by position) for an action (by position) on a resource type.
    pub(crate) fn cell(&self, role: usize, resource: &CompiledResourceType, action: usize) -> Cell {
        let index = role.saturating_mul(self.width).saturating_add(resource.offset).saturating_add(action);
        self.cells.get(index).copied().unwrap_or_default()
    }

    pub(crate) fn rule_id(&self, index: usize) -> &str {
        self.rule_ids.get(index).map_or("", String::as_str)
    }

    /// The reach rules that speak of users of `account_type` and resources of `resource_type`.
    pub(crate) fn reach_rules<'s>(&'s self, account_type: &'s str, resource_type: &'s str) -> impl Iterator<Item = &'s CompiledReach> {
        self.reach.iter().filter(move |rule| {
            rule.account_types.iter().any(|known| known == account_type) && rule.resource_types.iter().any(|known| known == resource_type)
        })
    }
}

impl CompiledReach {
    /// Whether the rule speaks of this action; an action that no resource type declares is judged elsewhere.
    pub(crate) fn covers(&self, action: &str) -> bool {
        self.actions.as_ref().is_none_or(|actions| actions.iter().any(|known| known == action))
    }

    /// Whether the rule reaches resources of accounts that stand so.
    pub(crate) fn includes(&self, relation: Relation) -> bool {
        self.scopes.iter().any(|scope| scope.includes(relation))
    }
}

/// Resolves a document's names.
pub(crate) fn compile(document: PermissionDocument, issues: &mut Vec<Issue>) -> CompiledPermission {
    let mut width: usize = 0;
    let mut resource_types = Vec::with_capacity(document.resource_types.len());
    for (index, resource) in document.resource_types.into_iter().enumerate() {
        duplicates(&resource.actions, &format!("/permission/resourceTypes/{index}/actions"), issues);
        let offset = width;
        width = width.saturating_add(resource.actions.len());
        let (id, actions, account_types) = (resource.id, resource.actions, resource.account_types);
        resource_types.push(CompiledResourceType { id, actions, account_types, offset });
    }
    let ids: Vec<String> = resource_types.iter().map(|resource| resource.id.clone()).collect();
    duplicates(&ids, "/permission/resourceTypes", issues);
    duplicates(&document.roles, "/permission/roles", issues);
    for (index, rule) in document.reach.iter().enumerate() {
        references(&rule.resource_types, &ids, &format!("/permission/reach/{index}/resourceTypes"), issues);
        let reached = resource_types.iter().filter(|resource| rule.resource_types.contains(&resource.id));
        let actions: Vec<String> = reached.flat_map(|resource| resource.actions.iter().cloned()).collect();
        references(rule.actions.as_deref().unwrap_or_default(), &actions, &format!("/permission/reach/{index}/actions"), issues);
    }
    let cells = alloc::vec![Cell::Unset; width.saturating_mul(document.roles.len())];
    let rule_ids: Vec<String> = document.rules.iter().map(|rule| rule.id.clone()).collect();
    duplicates(&rule_ids, "/permission/rules", issues);
    let reach_ids: Vec<String> = document.reach.iter().map(|rule| rule.id.clone()).collect();
    duplicates(&reach_ids, "/permission/reach", issues);
    let reach = document.reach.into_iter().map(|rule| CompiledReach {
        account_types: rule.account_types,
        resource_types: rule.resource_types,
        actions: rule.actions,
        scopes: rule.scopes,
        id: rule.id,
    });
    let mut compiled = CompiledPermission {
        subject_types: document.subject_types,
        roles: document.roles,
        resource_types,
        rule_ids,
        reach: reach.collect(),
        cells,
        width,
    };
    for (index, rule) in document.rules.iter().enumerate() {
        compiled.apply(index, rule, issues);
    }
    compiled
}

impl CompiledPermission {
    /// Enters a rule into the table; a deny stays, whatever comes later.
    fn apply(&mut self, index: usize, rule: &RoleRule, issues: &mut Vec<Issue>) {
        let pointer = format!("/permission/rules/{index}");
        let lists = [("allow", &rule.allow, Cell::Allow(index)), ("deny", &rule.deny, Cell::Deny(index))];
        for (key, roles, _) in &lists {
            references(roles.as_deref().unwrap_or_default(), &self.roles, &format!("{pointer}/{key}"), issues);
        }
        let Some(resource) = self.resource_types.iter().find(|resource| resource.id == rule.resource_type) else {
            let message = format!("the resource type `{}` is not declared", rule.resource_type);
            issues.push(Issue::new(IssueCode::PolicyUnknownReference, format!("{pointer}/resourceType"), message));
            return;
        };
        references(&rule.actions, &resource.actions, &format!("{pointer}/actions"), issues);
        for (_, roles, cell) in lists {
            for role in roles.iter().flatten().filter_map(|role| self.roles.iter().position(|known| known == role)) {
                for action in rule.actions.iter().filter_map(|action| resource.actions.iter().position(|known| known == action)) {
                    let place = role.saturating_mul(self.width).saturating_add(resource.offset).saturating_add(action);
                    if let Some(present) = self.cells.get_mut(place)
                        && !matches!(present, Cell::Deny(_))
                    {
                        *present = cell;
                    }
                }
            }
        }
    }
}

fn duplicates(ids: &[String], pointer: &str, issues: &mut Vec<Issue>) {
    for (index, id) in ids.iter().enumerate() {
        if ids.iter().take(index).any(|earlier| earlier == id) {
            let message = format!("`{id}` is declared twice");
            issues.push(Issue::new(IssueCode::InputDuplicateId, format!("{pointer}/{index}"), message));
        }
    }
}

fn references(names: &[String], declared: &[String], pointer: &str, issues: &mut Vec<Issue>) {
    for (index, name) in names.iter().enumerate() {
        if !declared.contains(name) {
            let message = format!("`{name}` is not declared");
            let issue = Issue::new(IssueCode::PolicyUnknownReference, format!("{pointer}/{index}"), message);
            issues.push(issue.with_help(format!("declared: {}", declared.join(", "))));
        }
    }
}
