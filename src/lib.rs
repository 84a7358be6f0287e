//! Decisions and exact prices for a cloud-storage reseller channel. One pure core: JSON text in, JSON text out, no clock,
//! no files, no network, the same bytes for the same question on every host.
//!
//! ```
//! use channel_policy::{Operation, Outcome, load};
//!
//! let document = r#"{"kind":"deal","name":"deals","version":"1","effectiveFrom":"2024-01-01","description":"example","sources":[],
//!   "deal":{"threshold":{"value":"100 TB","source":"default"},"thresholdInclusive":{"value":false,"source":"default"},
//!   "volumeScope":{"value":"customer","source":"default"},"gateRequires":{"value":"registered","source":"default"},
//!   "gateRequiresSpecialPrice":{"value":"approved","source":"default"},"specialPricing":{"value":"belowList","source":"default"},
//!   "validityDays":{"value":90,"source":"default"},"withoutDeal":{"value":"deny","source":"default"}}}"#;
//! let bundle = format!(r#"{{"documents":[{{"source":"deal.json","text":{}}}]}}"#, serde_json::to_string(document)?);
//! let policy = load(bundle.as_bytes()).map_err(|answer| answer.text)?;
//!
//! let request = br#"{"action":"check","customer":{"id":"c-1","volume":"90 TB"},"sale":{"plan":"reserved","volume":"10 TB"}}"#;
//! let answer = policy.evaluate(Operation::Deal, Some(1_790_000_000_000), request);
//! assert_eq!(answer.outcome, Outcome::Allow); // 100 TB exactly is not above 100 TB
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![no_std]
// Nothing in an answer may depend on a float, a panic, an unchecked cast or an unordered map.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::float_cmp,
    clippy::disallowed_types
)]

extern crate alloc;
#[cfg(test)]
extern crate std;

mod access;
mod allocation;
mod answer;
mod batch;
mod billing;
mod code;
mod columns;
mod compose;
mod credential;
mod deal;
mod decision;
mod directory;
mod entry;
mod issue;
mod machine;
mod order;
mod permission;
mod policy;
#[cfg(feature = "schema")]
mod possible;
mod quantity;
mod redact;
mod storefront;
mod text;
mod values;
mod version;
mod wire;

#[cfg(feature = "schema")]
pub mod schema;

pub use access::PreparedPermission;
pub use answer::{Answer, Outcome};
pub use columns::{RATE_EVERY_DAY, RATE_MINIMUM, RATE_REFUSED, RATE_SAMPLE, RateParty, RateQuery, RateRows};
pub use decision::{Effect, Obligation, ObligationCode, ObligationParams, Reason, ReasonCode};
pub use entry::{Operation, check, load};
pub use issue::{Issue, IssueCode};
pub use policy::compiled::CompiledPolicy;
#[cfg(feature = "schema")]
pub use possible::PossibleCodes;
pub use quantity::Quantity;
pub use version::DocumentReference;
pub use wire::write::to_text;
