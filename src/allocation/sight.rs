//! How far up the chain the actor may see figures: its own level and what is below, never what is above. Where nothing says
//! who asks, it is taken for the lowest account that could: the partner, or whoever holds the contract.

use super::request::AllocationRequest;

/// The highest level whose figures are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sight {
    /// None: the actor is no account of the request.
    Nothing,
    /// The allocation itself, and what is below it.
    Own,
    /// The partner that it is below.
    Partner,
    /// The contract.
    Contract,
}

impl Sight {
    pub(super) fn of(request: &AllocationRequest) -> Self {
        let partner = request.partner();
        let Some(actor) = request.actor() else {
            return if partner.is_some() { Self::Partner } else { Self::Contract };
        };
        if request.contract().distributor_id.as_ref() == Some(actor) {
            Self::Contract
        } else if partner.is_some_and(|partner| partner.id == *actor) {
            Self::Partner
        } else if request.allocation().is_some_and(|allocation| allocation.id == *actor) {
            Self::Own
        } else {
            Self::Nothing
        }
    }
}
