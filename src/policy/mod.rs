//! Policy documents: reading a bundle, checking every document, and the compiled policy that decisions are made with.

pub(crate) mod bundle;
pub(crate) mod compiled;
pub(crate) mod document;
