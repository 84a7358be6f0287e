//! One button of the console: its form's fields, permission, allocation, deal and password, each asked of its own domain in
//! one place. Adds no rule: which field belongs to which question is all that stands here.

mod capacity;
mod permission;
pub(crate) mod request;
#[cfg(feature = "schema")]
mod schema;
pub(crate) mod submission;
