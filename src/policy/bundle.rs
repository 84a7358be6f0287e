//! The bundle: documents as texts, each with the name that the caller knows it by, and what the caller trusts requests with.

use alloc::string::String;
use alloc::vec::Vec;

use crate::wire::read::DocumentText;
use crate::wire::shape::shape;

shape! {
    /// What a request may state for itself; everything is refused where nothing is said.
    #[derive(Copy, Default)]
    pub(crate) struct Trust {
        /// Whether `asOf` may come from the request where a decision opens or closes something: permission with its lists, searches
        /// and tables, allocation, deal, order, subscription, account, password, authentication. What a price is asked for may
        /// always name its day.
        "requestTime" request_time: Option<bool>,
        /// Whether a request may pin document versions in those decisions.
        "pinning" pinning: Option<bool>,
        /// Whether facts of a request count beside the loaded ones.
        "requestFacts" request_facts: Option<bool>,
        /// Whether price lists meant for the seller alone may be loaded: not where others can read what is loaded.
        "sellerLists" seller_lists: Option<bool>,
    }
}

shape! {
    /// One document as text; inside a string it cannot break out of the bundle.
    pub(crate) struct Source {
        /// The name that issues give back, for example a file name.
        "source" source: String,
        /// The document's JSON text.
        "text" text: DocumentText,
    }
}

shape! {
    /// Policy documents that are loaded together.
    pub(crate) struct Bundle {
        /// What requests may state for themselves.
        "trust" trust: Option<Trust>,
        /// The documents, in any order.
        "documents" documents: Vec<Source>,
    }
}
