//! What a set of roles may do: cells of the role table, privileges with their prerequisites, ceilings.

use alloc::vec::Vec;

use super::condition::compile::Condition;
use super::condition::evaluate::Truth;
use super::finding::Finding;
use super::scene::Scene;
use super::table::{ALLOW, ALLOW_IF, DENY, DENY_IF, Rule};
use crate::directory::store::Account;
use crate::values::symbol::Symbol;

/// The united rights of roles; roles that the document does not have grant nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rights<'s, 'e> {
    pub(crate) scene: &'s Scene<'e>,
    pub(crate) roles: &'s [Option<Symbol>],
}

impl<'s, 'e> Rights<'s, 'e> {
    /// The subject's own.
    pub(crate) fn of(scene: &'s Scene<'e>) -> Self {
        Self { scene, roles: scene.roles }
    }

    fn positions(&self) -> impl Iterator<Item = usize> + use<'s, 'e> {
        let policy = self.scene.world.policy;
        self.roles.iter().filter_map(|role| policy.role_positions.get(*role))
    }

    fn bits(&self, cell: usize) -> u8 {
        let mut bits = 0;
        for role in self.positions() {
            bits |= self.scene.world.policy.cell(role, cell);
        }
        bits
    }

    /// Whether they could do it at all, whatever conditions say.
    pub(crate) fn covers(&self, cell: usize) -> bool {
        let bits = self.bits(cell);
        bits & DENY == 0 && (bits & (ALLOW | ALLOW_IF) != 0 || self.is_opened(cell))
    }

    /// Whether they could do it for some resource.
    pub(crate) fn covers_perhaps(&self, cell: usize) -> bool {
        let policy = self.scene.world.policy;
        let depends = |privilege: usize| {
            let requires = policy.privileges.get(privilege).map_or(&[][..], |privilege| &privilege.requires);
            requires.iter().any(|requirement| requirement.when.as_ref().is_some_and(Condition::depends_on_resource))
        };
        let perhaps = || policy.grants(cell).iter().any(|grant| self.mode(grant.privilege) > 0 && depends(grant.privilege));
        self.covers(cell) || (self.bits(cell) & DENY == 0 && perhaps())
    }

    /// Whether a privilege opens the cell.
    fn is_opened(&self, cell: usize) -> bool {
        self.scene.world.policy.grants(cell).iter().any(|grant| self.holds(grant.privilege, grant.modes))
    }

    /// The highest mode in which they hold a privilege.
    pub(crate) fn mode(&self, privilege: usize) -> u8 {
        let mut highest = 0;
        for role in self.positions() {
            highest = self.scene.world.policy.mode(role, privilege).max(highest);
        }
        highest
    }

    /// Whether they hold a privilege in one of the modes, with all its prerequisites.
    pub(crate) fn holds(&self, privilege: usize, modes: u32) -> bool {
        let mode = 1_u32.checked_shl(u32::from(self.mode(privilege))).unwrap_or(0);
        mode > 1 && mode & modes != 0 && self.lacking(privilege).is_empty()
    }

    /// The prerequisites of a privilege that are not held.
    pub(crate) fn lacking(&self, privilege: usize) -> Vec<usize> {
        let mut lacking = Vec::new();
        let requires = self.scene.world.policy.privileges.get(privilege).map_or(&[][..], |privilege| &privilege.requires);
        for requirement in requires {
            if requirement.when.as_ref().is_none_or(|when| self.scene.truth(when) != Truth::Unmet) {
                lacking.extend(requirement.privileges.iter().copied().filter(|privilege| self.mode(*privilege) == 0));
            }
        }
        lacking
    }

    /// Judges a cell with its conditions.
    pub(crate) fn judge(&self, cell: usize, findings: &mut Vec<Finding<'e>>) {
        let policy = self.scene.world.policy;
        let bits = self.bits(cell);
        if bits == ALLOW {
            return;
        }
        if bits & DENY != 0 {
            for (index, rule) in policy.rules.iter().enumerate() {
                if rule.when.is_none() && rule.cells.contains(&cell) && self.any_of(&rule.deny) {
                    findings.push(Finding::RoleDenied(index));
                }
            }
        }
        let mut denied = bits & DENY != 0;
        let mut allowed = bits & ALLOW != 0 || self.is_opened(cell);
        let mut unmet = Finding::NotGranted;
        if bits & (DENY_IF | ALLOW_IF) != 0 {
            for index in policy.conditional.get(cell).into_iter().flatten() {
                let Some((rule, when)) = policy.rules.get(*index).and_then(|rule| Some((rule, rule.when.as_ref()?))) else { continue };
                let truth = self.scene.truth(when);
                if self.any_of(&rule.deny) && truth != Truth::Unmet {
                    denied = true;
                    findings.push(Finding::DeniedIf(*index, truth.missing()));
                } else if self.any_of(&rule.allow) {
                    allowed |= truth == Truth::Met;
                    if matches!(unmet, Finding::NotGranted) {
                        unmet = Finding::Unmet(*index, truth.missing());
                    }
                }
            }
        }
        if !allowed && !denied {
            findings.push(unmet);
        }
    }

    /// Whether everything that `given` may do, these may do, too, under no more conditions.
    pub(crate) fn contain(&self, given: &Rights<'_, 'e>) -> bool {
        let policy = self.scene.world.policy;
        let modes = (0..policy.privileges.len()).all(|privilege| given.mode(privilege) <= self.mode(privilege));
        modes && (0..policy.width).all(|cell| !given.covers(cell) || self.contain_cell(given, cell))
    }

    // No condition is judged here: `within` is one, and would be judged for ever.
    fn contain_cell(&self, given: &Rights<'_, 'e>, cell: usize) -> bool {
        let freely = |rights: &Rights<'_, 'e>| rights.bits(cell) & ALLOW != 0 || rights.is_opened(cell);
        let no_more_conditions = |rule: &Rule| {
            let allowed = freely(self) || !given.any_of(&rule.allow) || self.any_of(&rule.allow);
            allowed && (!self.any_of(&rule.deny) || given.any_of(&rule.deny))
        };
        self.covers(cell)
            && (freely(self) || !freely(given))
            && self.scene.world.policy.conditional_rules(cell).all(no_more_conditions)
            && self.scene.capping(&|ceiling| ceiling.covers(cell) && (freely(&ceiling) || !freely(given))).is_none()
    }

    fn any_of(&self, roles: &[usize]) -> bool {
        self.positions().any(|role| roles.contains(&role))
    }
}

impl<'e> Scene<'e> {
    /// The first account, from the one acted for upward, that was not delegated the right to do this.
    pub(crate) fn uncapped(&self, cell: usize) -> Option<&'e Account> {
        self.capping(&|rights| {
            let mut findings = Vec::new();
            rights.judge(cell, &mut findings);
            findings.is_empty()
        })
    }

    /// The first account, from the one acted for upward, whose ceiling is not enough.
    pub(crate) fn capping(&self, is_enough: &dyn Fn(Rights<'_, 'e>) -> bool) -> Option<&'e Account> {
        let beyond = |account: &&Account| {
            let roles = account.ceiling.as_deref().unwrap_or_default();
            !is_enough(Rights { scene: self, roles })
        };
        self.acting.and_then(|acting| self.world.known.ceilings(acting).find(beyond))
    }
}
