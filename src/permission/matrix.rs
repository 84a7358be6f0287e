//! The role table of a document as people read it: one row per resource type and action, one cell per role.

use alloc::string::String;
use alloc::vec::Vec;

use super::condition::compile::{CHILD, DESCENDANT, ELSEWHERE, OWN, OWNER};
use super::table::{ALLOW, CompiledPermission, DENY, Privilege};

/// A cell of a [`MatrixRow`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(crate) enum MatrixCell {
    /// The role may.
    Allow,
    /// The role may not.
    Deny,
    /// No rule speaks of it, which denies, too.
    Unset,
    /// A condition decides.
    Conditional,
}

/// What users of a type of account reach.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct MatrixReach<'p> {
    /// The type of account.
    account_type: &'p str,
    /// The scopes reached: `self`, `own`, `children`, `descendants`, `any`.
    scopes: Vec<&'static str>,
}

/// An action of a resource type.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct MatrixRow<'p> {
    /// The resource type.
    resource_type: &'p str,
    /// The action.
    action: &'p str,
    /// One cell per role.
    cells: Vec<MatrixCell>,
    /// The rules and privileges that speak of it.
    rules: Vec<&'p str>,
    /// Who reaches it, whatever the role.
    reach: Vec<MatrixReach<'p>>,
}

/// Every row of a document.
pub(crate) fn rows(policy: &CompiledPermission) -> Vec<MatrixRow<'_>> {
    let mut rows = Vec::with_capacity(policy.width);
    for resource in &policy.resource_types {
        for (position, action) in resource.actions.iter().enumerate() {
            let cell = resource.first.saturating_add(position);
            let rules = policy.rules.iter().filter(|rule| rule.cells.contains(&cell)).map(|rule| rule.id.as_str());
            let privileges = policy.grants(cell).iter().filter_map(|grant| policy.privileges.get(grant.privilege));
            let reach = policy.hierarchy.types.iter().enumerate().map(|(kind, account)| (account.id.as_str(), policy.scope(kind, cell)));
            rows.push(MatrixRow {
                resource_type: &resource.id,
                action,
                cells: (0..policy.roles.len()).map(|role| policy.matrix_cell(role, cell)).collect(),
                rules: rules.chain(privileges.map(|privilege| privilege.id.as_str())).collect(),
                reach: reach
                    .filter(|(_, scopes)| *scopes != 0)
                    .map(|(account_type, scopes)| MatrixReach { account_type, scopes: words(scopes) })
                    .collect(),
            });
        }
    }
    rows
}

fn words(scopes: u8) -> Vec<&'static str> {
    if scopes & ELSEWHERE != 0 {
        return alloc::vec!["any"];
    }
    let all = [(OWN, "self"), (OWNER, "own"), (DESCENDANT, "descendants"), (CHILD, "children")];
    let implied = |bit: u8| bit == CHILD && scopes & DESCENDANT != 0;
    all.into_iter().filter(|(bit, _)| scopes & bit != 0 && !implied(*bit)).map(|(_, word)| word).collect()
}

impl CompiledPermission {
    fn matrix_cell(&self, role: usize, cell: usize) -> MatrixCell {
        let bits = self.cell(role, cell);
        let (opened, perhaps) = self.opened(role, cell);
        if bits & DENY != 0 {
            MatrixCell::Deny
        } else if bits & !ALLOW != 0 || (perhaps && !opened && bits == 0) {
            MatrixCell::Conditional
        } else if bits == ALLOW || opened {
            MatrixCell::Allow
        } else {
            MatrixCell::Unset
        }
    }

    /// Whether a privilege of the role opens the cell, and whether one does where a condition lets it.
    fn opened(&self, role: usize, cell: usize) -> (bool, bool) {
        let held = |privilege: usize| self.mode(role, privilege) > 0;
        let (mut always, mut perhaps) = (false, false);
        for grant in self.grants(cell) {
            let mode = 1_u32.checked_shl(u32::from(self.mode(role, grant.privilege))).unwrap_or(0);
            if mode > 1 && mode & grant.modes != 0 {
                let requires = self.privileges.get(grant.privilege).map_or(&[][..], |privilege: &Privilege| &privilege.requires);
                let lacking = |conditional: bool| {
                    let of = requires.iter().filter(move |requirement| requirement.when.is_some() == conditional);
                    of.flat_map(|requirement| &requirement.privileges).any(|privilege| !held(*privilege))
                };
                perhaps |= !lacking(false);
                always |= !lacking(false) && !lacking(true);
            }
        }
        (always, perhaps)
    }
}

/// A version of a permission document.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct MatrixVersion<'p> {
    /// The document's name.
    pub(crate) name: &'p str,
    /// The version.
    pub(crate) version: &'p str,
    /// First day in force.
    pub(crate) effective_from: String,
    /// First day no longer in force; absent: open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) effective_to: Option<String>,
    /// The roles, in the order of the cells.
    pub(crate) roles: Vec<&'p str>,
    /// Every resource type and action.
    pub(crate) rows: Vec<MatrixRow<'p>>,
}
