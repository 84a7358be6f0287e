//! The whole role table of one role and type of account, for menus that are drawn without a call per entry.

use alloc::string::String;
use alloc::vec::Vec;

use super::compile::{Cell, CompiledPermission};
use crate::directory::account::Relation;

/// Whose table is wanted.
#[derive(Clone, Debug)]
pub struct AbilityQuery {
    /// A role of the permission document.
    pub role: String,
    /// Type of the user's account.
    pub account_type: String,
    /// Milliseconds since 1970-01-01T00:00:00Z; picks the version where none is named.
    pub as_of_ms: i64,
    /// The version wanted, whatever the date.
    pub version: Option<String>,
}

/// One resource type of an [`AbilityTable`].
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct AbilityResource {
    /// The resource type.
    pub id: String,
    /// Its actions, in the order of the cells.
    pub actions: Vec<String>,
}

/// A role's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbilityTable {
    /// The version that the table is of.
    pub version: String,
    /// Resource types with their actions.
    pub resource_types: Vec<AbilityResource>,
    /// One cell per action, resource type after resource type: 0 unset, 1 allow, 2 deny.
    pub cells: Vec<u8>,
    /// For each cell the accounts reached, whatever the role: 1 the own, 2 directly below, 4 further down, added up.
    pub reach: Vec<u8>,
}

/// The table of a role (by position) for users of `account_type`.
pub(crate) fn table(policy: &CompiledPermission, version: &str, role: usize, account_type: &str) -> AbilityTable {
    let mut table = AbilityTable { version: version.into(), resource_types: Vec::new(), cells: Vec::new(), reach: Vec::new() };
    for resource in &policy.resource_types {
        for (index, action) in resource.actions.iter().enumerate() {
            table.cells.push(match policy.cell(role, resource, index) {
                Cell::Unset => 0,
                Cell::Allow(_) => 1,
                Cell::Deny(_) => 2,
            });
            let reached =
                |relation| policy.reach_rules(account_type, &resource.id).any(|rule| rule.covers(action) && rule.includes(relation));
            let bit = |relation, bit: u8| if reached(relation) { bit } else { 0 };
            table.reach.push(bit(Relation::Own, 1) | bit(Relation::Child, 2) | bit(Relation::Descendant, 4));
        }
        table.resource_types.push(AbilityResource { id: resource.id.clone(), actions: resource.actions.clone() });
    }
    table
}
