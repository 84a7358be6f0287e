//! Passwords, login lock, sessions and API keys, and what the console's forms demand of their fields. Reads `credential`
//! documents. Never looks at roles, capacity or prices, and never gives a password back.

pub(crate) mod authentication;
pub(crate) mod document;
pub(crate) mod field;
pub(crate) mod password;
pub(crate) mod secret;
