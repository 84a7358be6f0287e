//! The compiled permission document: dense tables over positions, so that a cell is looked up and nothing is compared.

use alloc::string::String;
use alloc::vec::Vec;

use super::condition::compile::Condition;
use super::condition::rest::Parts;
use super::document::{On, Stage};
use crate::decision::ObligationCode;
use crate::directory::hierarchy::Hierarchy;
use crate::values::symbol::{Positions, Symbol};

/// A resource type. Its actions have neighbouring cells.
#[derive(Debug)]
pub(crate) struct ResourceType {
    pub(crate) id: String,
    pub(crate) symbol: Symbol,
    pub(crate) actions: Vec<String>,
    pub(crate) action_symbols: Vec<Symbol>,
    /// Types of account that the resource itself is.
    pub(crate) account_types: Option<Vec<Symbol>>,
    /// Types of subject that the resource itself is.
    pub(crate) subject_types: Option<Vec<Symbol>>,
    /// Which of its actions bring such a resource into being.
    pub(crate) creates: Vec<bool>,
    /// Cell of its first action.
    pub(crate) first: usize,
}

impl ResourceType {
    pub(crate) fn is_created_by(&self, cell: usize) -> bool {
        cell.checked_sub(self.first).and_then(|action| self.creates.get(action)).is_some_and(|creates| *creates)
    }
}

/// Rules of the role table speak of a cell with these bits.
pub(crate) const ALLOW: u8 = 1;
pub(crate) const DENY: u8 = 2;
pub(crate) const ALLOW_IF: u8 = 4;
pub(crate) const DENY_IF: u8 = 8;

/// A rule of the role table, for the cells that it speaks of.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) note: Option<String>,
    /// Cells of its actions.
    pub(crate) cells: Vec<usize>,
    /// Positions of the roles.
    pub(crate) allow: Vec<usize>,
    pub(crate) deny: Vec<usize>,
    pub(crate) when: Option<Condition>,
}

/// A rule of reach, for reasons.
#[derive(Debug)]
pub(crate) struct Reach {
    pub(crate) id: String,
    /// Positions of the types of account.
    pub(crate) account_types: Vec<usize>,
    pub(crate) cells: Vec<usize>,
}

/// A privilege that opens a cell in the modes of the mask.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grant {
    pub(crate) privilege: usize,
    pub(crate) modes: u32,
}

#[derive(Debug)]
pub(crate) struct Requirement {
    pub(crate) privileges: Vec<usize>,
    pub(crate) when: Option<Condition>,
}

#[derive(Debug)]
pub(crate) struct Privilege {
    pub(crate) id: String,
    pub(crate) requires: Vec<Requirement>,
}

/// Which questions a gate or an obligation concerns; none: all.
#[derive(Debug, Default)]
pub(crate) struct Cells(pub(crate) Option<Vec<bool>>);

impl Cells {
    /// Whether it concerns a cell. A cell that the document does not have is concerned by what concerns all.
    pub(crate) fn has(&self, cell: Option<usize>) -> bool {
        self.0.as_ref().is_none_or(|cells| cell.and_then(|cell| cells.get(cell)).is_some_and(|concerned| *concerned))
    }
}

#[derive(Debug)]
pub(crate) struct CompiledGate {
    pub(crate) id: String,
    pub(crate) stage: Stage,
    pub(crate) subject_types: Option<Vec<Symbol>>,
    pub(crate) cells: Cells,
    pub(crate) require: Condition,
    /// Where none of these parts is given, the condition is met.
    pub(crate) met_without: Option<Parts>,
    pub(crate) help: Option<String>,
}

#[derive(Debug)]
pub(crate) struct CompiledObligation {
    pub(crate) code: ObligationCode,
    pub(crate) on: On,
    pub(crate) cells: Cells,
    pub(crate) when: Option<Condition>,
}

/// A permission document with every name resolved.
#[derive(Debug)]
pub(crate) struct CompiledPermission {
    pub(crate) subject_types: Vec<String>,
    pub(crate) subject_symbols: Vec<Symbol>,
    /// Subject types that do no more than their creator.
    pub(crate) creator_bound: Vec<Symbol>,
    pub(crate) hierarchy: Hierarchy,
    pub(crate) several_roles: bool,
    pub(crate) roles: Vec<String>,
    pub(crate) role_positions: Positions,
    pub(crate) resource_types: Vec<ResourceType>,
    pub(crate) type_positions: Positions,
    /// How many cells there are: the actions of all resource types.
    pub(crate) width: usize,
    /// Roles × cells, of the bits above.
    pub(crate) bits: Vec<u8>,
    /// For each cell the rules with a condition, in the document's order.
    pub(crate) conditional: Vec<Vec<usize>>,
    pub(crate) rules: Vec<Rule>,
    /// Types of account × cells, of the scopes' bits.
    pub(crate) scopes: Vec<u8>,
    pub(crate) reach: Vec<Reach>,
    pub(crate) privileges: Vec<Privilege>,
    /// Whether what roles hold may depend on the resource, through the condition of a prerequisite.
    pub(crate) rights_depend: bool,
    /// Roles × privileges, of positions of modes.
    pub(crate) modes: Vec<u8>,
    /// For each cell the privileges that open it.
    pub(crate) grants: Vec<Vec<Grant>>,
    pub(crate) gates: Vec<CompiledGate>,
    pub(crate) obligations: Vec<CompiledObligation>,
}

impl CompiledPermission {
    pub(crate) fn resource_type(&self, symbol: Option<Symbol>) -> Option<&ResourceType> {
        self.resource_types.get(self.type_positions.get(symbol)?)
    }

    /// The bits of a cell for a role.
    pub(crate) fn cell(&self, role: usize, cell: usize) -> u8 {
        self.bits.get(role.saturating_mul(self.width).saturating_add(cell)).copied().unwrap_or(0)
    }

    /// The scopes of a cell for users who act for an account of this type.
    pub(crate) fn scope(&self, account_type: usize, cell: usize) -> u8 {
        self.scopes.get(account_type.saturating_mul(self.width).saturating_add(cell)).copied().unwrap_or(0)
    }

    /// The position of the mode in which a role holds a privilege.
    pub(crate) fn mode(&self, role: usize, privilege: usize) -> u8 {
        self.modes.get(role.saturating_mul(self.privileges.len()).saturating_add(privilege)).copied().unwrap_or(0)
    }

    pub(crate) fn grants(&self, cell: usize) -> &[Grant] {
        self.grants.get(cell).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn conditional_rules(&self, cell: usize) -> impl Iterator<Item = &Rule> {
        self.conditional.get(cell).into_iter().flatten().filter_map(|rule| self.rules.get(*rule))
    }
}
