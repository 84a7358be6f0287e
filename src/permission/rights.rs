//! What a set of roles may do: cells of the role table, privileges with their prerequisites, ceilings.

use super::condition::compile::Condition;
use super::condition::evaluate::Truth;
use super::finding::Finding;
use super::scene::Scene;
use super::table::{ALLOW, ALLOW_IF, DENY, DENY_IF};
use crate::directory::store::Account;

/// The united rights of roles, by their positions in the document.
#[derive(Clone, Debug)]
pub(crate) struct Rights<'s, 'e, R> {
    pub(crate) scene: &'s Scene<'e>,
    pub(crate) roles: R,
}

impl<'s, 'e> Rights<'s, 'e, ()> {
    /// The subject's own.
    pub(crate) fn of(scene: &'s Scene<'e>) -> Rights<'s, 'e, impl Iterator<Item = usize> + Clone + use<'e>> {
        Rights { scene, roles: scene.role_positions() }
    }
}

impl<'e, R: Iterator<Item = usize> + Clone> Rights<'_, 'e, R> {
    fn bits(&self, cell: usize) -> u8 {
        self.roles.clone().fold(0, |bits, role| bits | self.scene.world.policy.cell(role, cell))
    }

    /// Whether they could do it at all, whatever conditions say.
    pub(crate) fn covers(&self, cell: usize) -> bool {
        let bits = self.bits(cell);
        bits & DENY == 0 && (bits & (ALLOW | ALLOW_IF) != 0 || self.is_opened(cell))
    }

    /// Whether they could do it for some resource.
    pub(crate) fn covers_perhaps(&self, cell: usize) -> bool {
        let policy = self.scene.world.policy;
        let bits = self.bits(cell);
        let open = |privilege: usize| {
            let requirements = policy.privileges.get(privilege).into_iter().flat_map(|privilege| &privilege.requires);
            requirements.filter_map(|requirement| requirement.when.as_ref()).any(Condition::depends_on_resource)
        };
        self.covers(cell)
            || (bits & DENY == 0 && policy.grants(cell).iter().any(|grant| open(grant.privilege) && self.mode(grant.privilege) > 0))
    }

    /// Whether a privilege opens the cell.
    fn is_opened(&self, cell: usize) -> bool {
        self.scene.world.policy.grants(cell).iter().any(|grant| self.holds(grant.privilege, grant.modes))
    }

    /// The highest mode in which they hold a privilege.
    pub(crate) fn mode(&self, privilege: usize) -> u8 {
        self.roles.clone().map(|role| self.scene.world.policy.mode(role, privilege)).max().unwrap_or(0)
    }

    /// Whether they hold a privilege in one of the modes, with all its prerequisites.
    pub(crate) fn holds(&self, privilege: usize, modes: u32) -> bool {
        let mode = 1_u32.checked_shl(u32::from(self.mode(privilege))).unwrap_or(0);
        mode > 1 && mode & modes != 0 && self.lacking(privilege).next().is_none()
    }

    /// The prerequisites of a privilege that are not held.
    pub(crate) fn lacking(&self, privilege: usize) -> impl Iterator<Item = usize> {
        let requirements = self.scene.world.policy.privileges.get(privilege).into_iter().flat_map(|privilege| &privilege.requires);
        let applies = |when: Option<_>| when.is_none_or(|when| self.scene.truth(when) != Truth::Unmet);
        let applying = requirements.filter(move |requirement| applies(requirement.when.as_ref()));
        applying.flat_map(|requirement| requirement.privileges.iter().copied()).filter(|privilege| self.mode(*privilege) == 0)
    }

    /// Judges a cell with its conditions; what denies goes to `deny`.
    pub(crate) fn judge(&self, cell: usize, mut deny: impl FnMut(Finding<'e>)) {
        let policy = self.scene.world.policy;
        let bits = self.bits(cell);
        if bits == ALLOW {
            return;
        }
        if bits & DENY != 0 {
            let denying = policy.rules.iter().enumerate().filter(|(_, rule)| rule.when.is_none() && rule.cells.contains(&cell));
            denying.filter(|(_, rule)| self.any_of(&rule.deny)).for_each(|(index, _)| deny(Finding::RoleDenied(index)));
        }
        let mut denied = bits & DENY != 0;
        let mut allowed = bits & ALLOW != 0 || self.is_opened(cell);
        let mut unmet = None;
        if bits & (DENY_IF | ALLOW_IF) != 0 {
            for index in policy.conditional.get(cell).into_iter().flatten() {
                let Some((rule, when)) = policy.rules.get(*index).and_then(|rule| Some((rule, rule.when.as_ref()?))) else { continue };
                let truth = self.scene.truth(when);
                if self.any_of(&rule.deny) && truth != Truth::Unmet {
                    denied = true;
                    deny(Finding::DeniedIf(*index, truth.missing()));
                } else if self.any_of(&rule.allow) {
                    allowed |= truth == Truth::Met;
                    unmet = unmet.or(Some(Finding::Unmet(*index, truth.missing())));
                }
            }
        }
        if !allowed && !denied {
            deny(unmet.unwrap_or(Finding::NotGranted));
        }
    }

    fn any_of(&self, roles: &[usize]) -> bool {
        self.roles.clone().any(|role| roles.contains(&role))
    }
}

impl<'e> Scene<'e> {
    /// The first account, from the one acted for upward, that was not delegated the right to do this.
    pub(crate) fn uncapped(&self, cell: usize) -> Option<&'e Account> {
        let policy = self.world.policy;
        let beyond = |account: &&Account| {
            let roles = account.ceiling.as_deref().unwrap_or_default().iter().filter_map(|role| policy.role_positions.get(*role));
            !Rights { scene: self, roles }.covers(cell)
        };
        self.acting.and_then(|acting| self.world.known.ceilings(acting).find(beyond))
    }
}
