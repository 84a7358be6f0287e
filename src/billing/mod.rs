//! What does it cost? Usage is metered, rated by a price list, rounded once per line, and every line explained.
//! Reads `billing` settings and `priceList` documents. `quote`, `invoice` and columns are one code path: `rate.rs` has the
//! order of its steps. `curve.rs` keeps what columns would ask it again for each row.

pub(crate) mod accounts;
mod adjust;
pub(crate) mod choice;
pub(crate) mod curve;
pub(crate) mod day;
pub(crate) mod document;
pub(crate) mod edge;
pub(crate) mod egress;
pub(crate) mod invoice;
pub(crate) mod line;
pub(crate) mod meter;
pub(crate) mod model;
pub(crate) mod price_list;
mod proration;
pub(crate) mod quote;
pub(crate) mod rate;
pub(crate) mod request;
mod reserved;
mod sample;
pub(crate) mod usage;
