//! The packs' regression tests as data: reads case files and judges answers against them.
//!
//! A pack is a folder of policy documents (`*.json`) with a folder `cases` beside them. This crate reads both, turns
//! the documents into a bundle text, and compares an answer with what a case expects. It never evaluates anything:
//! the core's tests, the host's tests and `channel-policy test` bring the engine and share the judgement.

mod case;
mod error;
mod fault;
mod judge;
mod pack;
#[cfg(feature = "schema")]
mod schema;

pub use case::{Case, Expectation, IssueExpectation, parse_cases};
pub use error::CaseError;
pub use fault::{CaseFault, Place};
pub use judge::{Difference, judge};
pub use pack::{CaseFile, Document, Pack, Trust, bundle, case_paths, read_case_file};
#[cfg(feature = "schema")]
pub use schema::schema;
