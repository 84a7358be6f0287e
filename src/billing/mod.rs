//! What does it cost? Usage is metered, rated by a price list, rounded once per line, and every line explained.
//! Reads `billing` settings and `priceList` documents. `quote` and `invoice` are one code path.

pub(crate) mod document;
pub(crate) mod invoice;
pub(crate) mod line;
pub(crate) mod meter;
pub(crate) mod model;
pub(crate) mod price_list;
pub(crate) mod quote;
pub(crate) mod rate;
pub(crate) mod request;
