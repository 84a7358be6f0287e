//! The figures that the rules compare, and the smallest and largest amount that they let pass. An amount above 0 must not
//! exceed `limit − others`, where the limit is the partner's allocation for what is below one, else the contract's reserve;
//! only a decrease always fits where the limit was cut below what is allocated of it.

use super::document::{AllocationDocument, BelowUsed, OverAllocated, PlanChange};
use super::fair_use::Unfair;
use super::request::{AllocationAction, AllocationFact, AllocationRequest, Headroom, UsedCapacity};
use super::sight::Sight;
use super::transfer;
use crate::values::capacity::Capacity;
use crate::values::time::Instant;

pub(super) struct Figures {
    /// How far up the actor sees.
    pub(super) sight: Sight,
    /// The level that the allocation comes out of, its capacity, and what of it is allocated to others.
    pub(super) level: Sight,
    pub(super) limit: Capacity,
    pub(super) others: Capacity,
    /// What the allocation has there now: nothing where it is new there.
    pub(super) own: Capacity,
    pub(super) requested: Capacity,
    pub(super) used: Option<UsedCapacity>,
    /// Whether more may be stored than allocated, at the allocation's own level.
    pub(super) overdraft_tolerated: bool,
    /// The same at the partner's level; true where it has no allocation that could be overdrawn.
    pub(super) partner_tolerates: bool,
    pub(super) is_update: bool,
    /// What the allocation must keep for what is below it, where that is guarded.
    pub(super) below: Below,
    pub(super) unfair: Unfair,
}

/// What a partner has allocated further.
pub(super) struct Below {
    pub(super) allocated: Option<Capacity>,
    /// There are storage accounts, but what they have is not known.
    pub(super) unknown: bool,
    pub(super) tolerated: bool,
}

impl Figures {
    pub(super) fn read(settings: &AllocationDocument, request: &AllocationRequest, as_of: Instant) -> Self {
        let (allocation, partner) = (request.allocation(), request.partner());
        let may_overdraw = |fact: &AllocationFact| fact.allow_overdraft.unwrap_or(settings.overdraft_default.value);
        let overdraft = allocation.map_or(settings.overdraft_default.value, may_overdraw);
        let warns = |setting: BelowUsed| setting == BelowUsed::Warn;
        let used_below = settings.below_used.value;
        let (limit, total) = match (request.target(), partner) {
            (Some(target), _) => (target.reserved_capacity, target.total()),
            (None, Some(partner)) => (partner.allocated_capacity, partner.below()),
            (None, None) => (request.contract().reserved_capacity.unwrap_or_default(), request.contract().total()),
        };
        let present = allocation.map(|allocation| allocation.allocated_capacity).filter(|_| request.target().is_none());
        let own = present.unwrap_or_default();
        let allocated = allocation.and_then(AllocationFact::below);
        let unknown = allocated.is_none() && allocation.and_then(AllocationFact::accounts).is_some_and(|count| count > 0);
        let sight = Sight::of(request);
        let hidden = request.target().is_some() && !transfer::same_distributor(request);
        Self {
            sight: if hidden { sight.min(Sight::Own) } else { sight },
            level: if partner.is_some() { Sight::Partner } else { Sight::Contract },
            limit,
            others: total.unwrap_or_default().minus_or_zero(own),
            own,
            requested: request.requested(),
            used: allocation.and_then(|allocation| allocation.used),
            overdraft_tolerated: overdraft || warns(used_below),
            partner_tolerates: partner.is_none_or(|partner| partner.allocated_capacity.is_zero() || may_overdraw(partner))
                || warns(used_below),
            is_update: request.action() == AllocationAction::Update,
            below: Below { allocated, unknown, tolerated: overdraft || warns(settings.below_allocated.value) },
            unfair: Unfair::of(settings, request, as_of),
        }
    }

    pub(super) fn is_decrease(&self) -> bool {
        self.requested < self.own
    }

    /// Whether the actor may see the figures of the level that the allocation comes out of.
    pub(super) fn shows_limit(&self) -> bool {
        self.sight >= self.level
    }

    pub(super) fn shows_own(&self) -> bool {
        self.sight >= Sight::Own
    }

    pub(super) fn remainder(&self) -> Capacity {
        self.limit.minus_or_zero(self.others)
    }

    pub(super) fn headroom(&self, allowed: bool) -> Headroom {
        let left = |own| self.limit.minus_or_zero(self.others.plus(own));
        let before = self.shows_limit().then(|| left(self.own));
        Headroom { before, after: before.filter(|_| allowed).map(|_| left(self.requested)) }
    }

    /// The largest amount that is covered.
    pub(super) fn largest(&self, settings: &AllocationDocument) -> Capacity {
        let covered = match settings.over_allocated.value {
            OverAllocated::DecreaseOnly => self.remainder().max(self.own),
            OverAllocated::Fit => self.remainder(),
        };
        covered.floor(settings.granularity.value)
    }

    /// Whether what is stored must stay covered, at the own level or the partner's.
    fn use_is_guarded(&self) -> bool {
        let partner_overdrawn = self.used.is_none_or(|used| used.capacity > self.remainder());
        !self.overdraft_tolerated || (!self.partner_tolerates && partner_overdrawn)
    }

    /// The smallest amount above 0 that every rule lets pass.
    pub(super) fn smallest(&self, settings: &AllocationDocument) -> Option<Capacity> {
        self.smallest_from(settings, Capacity::ZERO)
    }

    /// The same, but not below `bound`.
    pub(super) fn smallest_from(&self, settings: &AllocationDocument, bound: Capacity) -> Option<Capacity> {
        let step = settings.granularity.value;
        if self.is_update && self.own.is_zero() && settings.plan_change.value == PlanChange::Deny {
            return None;
        }
        let stored = match self.used.map(|used| used.capacity) {
            _ if !self.use_is_guarded() || !self.is_update => Capacity::ZERO,
            Some(used) if self.own.is_zero() => used,
            // With the use unknown nothing below the own amount is accepted, and of pay-per-use no amount at all.
            None if self.own.is_zero() => return None,
            used => used.unwrap_or(self.own).min(self.own),
        };
        let below = if self.below.unknown { Some(self.own) } else { self.below.allocated };
        let below = below.filter(|_| !self.below.tolerated).unwrap_or_default().min(self.own);
        let bound = bound.max(stored).max(below).max(self.unfair.least_accepted(self.own));
        let floor = bound.floor(step);
        let smallest = if floor < bound || floor.is_zero() { floor.plus(step) } else { floor };
        // To an actor that does not see the limit, whether it is reached says something about it too.
        (!self.shows_limit() || smallest <= self.largest(settings)).then_some(smallest)
    }
}
