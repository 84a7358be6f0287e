//! May this user do this to that account's object? Reads `permission` documents: role tables and reach. Knows no role,
//! resource type or action by name. Never looks at capacity, prices or deals.

pub(crate) mod ability;
pub(crate) mod compile;
pub(crate) mod document;
pub(crate) mod evaluate;
pub(crate) mod request;
