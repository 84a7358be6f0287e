//! Conditions: closed operators over facts, in place of code.

pub(crate) mod compile;
pub(crate) mod document;
pub(crate) mod evaluate;
pub(crate) mod rest;
