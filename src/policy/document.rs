//! The wire shape of a policy document: the header that every kind has, and one section named like the kind.

use alloc::string::String;
use alloc::vec::Vec;

use crate::allocation::document::AllocationDocument;
use crate::billing::document::BillingDocument;
use crate::billing::price_list::PriceListDocument;
use crate::credential::document::CredentialDocument;
use crate::deal::document::DealDocument;
use crate::directory::facts::DirectoryDocument;
use crate::permission::document::PermissionDocument;
use crate::storefront::document::StorefrontDocument;
use crate::values::id::Id;
use crate::values::time::Date;
use crate::wire::read::Word;
use crate::wire::shape::shape;

shape! {
    /// What a document is about; it holds the section of the same name.
    pub(crate) words Kind {
        /// Roles and reach.
        "permission" Permission,
        /// Capacity allocations.
        "allocation" Allocation,
        /// Deal registration.
        "deal" Deal,
        /// Metering, excess and rounding.
        "billing" Billing,
        /// Prices.
        "priceList" PriceList,
        /// Ordering and subscriptions.
        "storefront" Storefront,
        /// Accounts known to the host.
        "directory" Directory,
        /// Passwords, logins, sessions, keys and forms.
        "credential" Credential,
    }
}

shape! {
    /// A policy document.
    pub(crate) struct Document {
        /// The schema, for editors; not part of the digest.
        "$schema" schema: Option<String>,
        /// What the document is about.
        "kind" kind: Kind,
        /// Its name, the same over all its versions.
        "name" name: Id,
        /// Its version.
        "version" version: Id,
        /// First day in force, UTC.
        "effectiveFrom" effective_from: Date,
        /// First day no longer in force; absent: open.
        "effectiveTo" effective_to: Option<Date>,
        /// What it is, for people.
        "description" description: String,
        /// Public pages or contract clauses that it follows.
        "sources" sources: Vec<String>,
        /// Section of kind `permission`.
        "permission" permission: Option<PermissionDocument>,
        /// Section of kind `allocation`.
        "allocation" allocation: Option<AllocationDocument>,
        /// Section of kind `deal`.
        "deal" deal: Option<DealDocument>,
        /// Section of kind `billing`.
        "billing" billing: Option<BillingDocument>,
        /// Section of kind `priceList`.
        "priceList" price_list: Option<PriceListDocument>,
        /// Section of kind `storefront`.
        "storefront" storefront: Option<StorefrontDocument>,
        /// Section of kind `directory`.
        "directory" directory: Option<DirectoryDocument>,
        /// Section of kind `credential`.
        "credential" credential: Option<CredentialDocument>,
    }
}

impl Document {
    /// The sections present, by name.
    pub(crate) fn sections(&self) -> Vec<&'static str> {
        let present = [
            (Kind::Permission, self.permission.is_some()),
            (Kind::Allocation, self.allocation.is_some()),
            (Kind::Deal, self.deal.is_some()),
            (Kind::Billing, self.billing.is_some()),
            (Kind::PriceList, self.price_list.is_some()),
            (Kind::Storefront, self.storefront.is_some()),
            (Kind::Directory, self.directory.is_some()),
            (Kind::Credential, self.credential.is_some()),
        ];
        present.into_iter().filter(|(_, there)| *there).map(|(kind, _)| kind.as_str()).collect()
    }
}
