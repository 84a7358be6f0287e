//! An invoice with what it means for deals: `billing` has each customer's volume, `deal` says whether one is to be registered.

use alloc::vec::Vec;

use crate::billing::invoice::MeteredAccounts;
use crate::billing::request::InvoiceRequest;
use crate::deal::document::DealDocument;
use crate::deal::evaluate::after_growth;
use crate::decision::Obligation;

/// An obligation for each customer whose volume needs a deal, in order of id.
pub(crate) fn deals_to_register(settings: &DealDocument, request: &InvoiceRequest, metered: &MeteredAccounts<'_>) -> Vec<Obligation> {
    let volumes = metered.customer_volumes(request);
    volumes.iter().filter_map(|(customer, volume)| after_growth(settings, customer, *volume)).collect()
}
