//! From the document to a dense role table; every name is resolved, every unresolved one is an issue.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::document::{PermissionDocument, ReachRule, ResourceTypeDocument, RoleRule, Scope};
use crate::directory::account::Relation;
use crate::issue::{Issue, IssueCode, MAX_ISSUES, list, shorten};
use crate::order;

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
    creates: Vec<String>,
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

impl CompiledResourceType {
    /// Whether the action brings a resource of this type into being.
    pub(crate) fn is_created_by(&self, action: &str) -> bool {
        self.creates.iter().any(|known| known == action)
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
    duplicates(&document.subject_types, "/permission/subjectTypes", issues);
    duplicates(&document.account_types, "/permission/accountTypes", issues);
    duplicates(&document.roles, "/permission/roles", issues);
    let (resource_types, width) = resource_types(document.resource_types, &document.account_types, issues);
    let reach = reach(document.reach, &resource_types, &document.account_types, issues);
    let rule_ids: Vec<String> = document.rules.iter().map(|rule| rule.id.clone()).collect();
    duplicates(&rule_ids, "/permission/rules", issues);
    let cells = alloc::vec![Cell::Unset; width.saturating_mul(document.roles.len())];
    let (subject_types, roles) = (document.subject_types, document.roles);
    let mut compiled = CompiledPermission { subject_types, roles, resource_types, rule_ids, reach, cells, width };
    for (index, rule) in document.rules.iter().enumerate() {
        compiled.apply(index, rule, issues);
    }
    compiled
}

/// Resource types with the positions of their actions, and how many actions there are in all.
fn resource_types(
    documents: Vec<ResourceTypeDocument>,
    account_types: &[String],
    issues: &mut Vec<Issue>,
) -> (Vec<CompiledResourceType>, usize) {
    let mut offset: usize = 0;
    let mut compiled = Vec::with_capacity(documents.len());
    for (index, ResourceTypeDocument { id, actions, account_types: own, creates }) in documents.into_iter().enumerate() {
        let here = format!("/permission/resourceTypes/{index}");
        let creates = creates.unwrap_or_default();
        duplicates(&actions, &format!("{here}/actions"), issues);
        references(&creates, &actions, &format!("{here}/creates"), issues);
        references(own.as_deref().unwrap_or_default(), account_types, &format!("{here}/accountTypes"), issues);
        let next = offset.saturating_add(actions.len());
        compiled.push(CompiledResourceType { id, actions, account_types: own, creates, offset });
        offset = next;
    }
    let ids: Vec<String> = compiled.iter().map(|resource| resource.id.clone()).collect();
    duplicates(&ids, "/permission/resourceTypes", issues);
    (compiled, offset)
}

fn reach(
    rules: Vec<ReachRule>,
    resource_types: &[CompiledResourceType],
    account_types: &[String],
    issues: &mut Vec<Issue>,
) -> Vec<CompiledReach> {
    let ids: Vec<String> = rules.iter().map(|rule| rule.id.clone()).collect();
    duplicates(&ids, "/permission/reach", issues);
    let types: Vec<String> = resource_types.iter().map(|resource| resource.id.clone()).collect();
    for (index, rule) in rules.iter().enumerate() {
        let here = format!("/permission/reach/{index}");
        references(&rule.account_types, account_types, &format!("{here}/accountTypes"), issues);
        references(&rule.resource_types, &types, &format!("{here}/resourceTypes"), issues);
        let reached = resource_types.iter().filter(|resource| rule.resource_types.contains(&resource.id));
        let actions: Vec<String> = reached.flat_map(|resource| resource.actions.iter().cloned()).collect();
        references(rule.actions.as_deref().unwrap_or_default(), &actions, &format!("{here}/actions"), issues);
    }
    let compile = |ReachRule { account_types, resource_types, actions, scopes, id, .. }| CompiledReach {
        account_types,
        resource_types,
        actions,
        scopes,
        id,
    };
    rules.into_iter().map(compile).collect()
}

impl CompiledPermission {
    /// Enters a rule into the table; a deny stays, whatever comes later.
    fn apply(&mut self, index: usize, rule: &RoleRule, issues: &mut Vec<Issue>) {
        let pointer = format!("/permission/rules/{index}");
        for (index, role) in rule.deny.iter().flatten().enumerate() {
            if rule.allow.iter().flatten().any(|allowed| allowed == role) {
                let message = format!("`{}` is both allowed and denied by this rule", shorten(role));
                issues.push(Issue::new(IssueCode::InputDuplicateId, format!("{pointer}/deny/{index}"), message));
            }
        }
        let lists = [("allow", &rule.allow, Cell::Allow(index)), ("deny", &rule.deny, Cell::Deny(index))];
        for (key, roles, _) in &lists {
            references(roles.as_deref().unwrap_or_default(), &self.roles, &format!("{pointer}/{key}"), issues);
        }
        let Some(resource) = self.resource_types.iter().find(|resource| resource.id == rule.resource_type) else {
            let message = format!("the resource type `{}` is not declared", shorten(&rule.resource_type));
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
    for index in order::repeated(ids.len(), &|a, b| ids.get(a).cmp(&ids.get(b))) {
        let message = format!("`{}` is declared twice", ids.get(index).map(|id| shorten(id)).unwrap_or_default());
        issues.push(Issue::new(IssueCode::InputDuplicateId, format!("{pointer}/{index}"), message));
    }
}

fn references(names: &[String], declared: &[String], pointer: &str, issues: &mut Vec<Issue>) {
    for (index, name) in names.iter().enumerate() {
        if issues.len() < MAX_ISSUES && !declared.contains(name) {
            let message = format!("`{}` is not declared", shorten(name));
            let issue = Issue::new(IssueCode::PolicyUnknownReference, format!("{pointer}/{index}"), message);
            issues.push(issue.with_help(format!("declared: {}", list(declared.iter().map(String::as_str)))));
        }
    }
}
