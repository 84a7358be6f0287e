//! May this user do this to that account's object? Reads `permission` documents: role tables, privileges, reach, gates and
//! conditions. Knows no role, resource type or action by name. Never looks at capacity, prices or deals.

pub(crate) mod ability;
pub(crate) mod compile;
pub(crate) mod condition;
pub(crate) mod document;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod finding;
pub(crate) mod matrix;
pub(crate) mod names;
pub(crate) mod question;
pub(crate) mod request;
#[cfg(feature = "schema")]
pub(crate) mod request_schema;
pub(crate) mod rights;
pub(crate) mod scene;
pub(crate) mod search;
pub(crate) mod table;
