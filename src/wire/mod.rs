//! The wire: text into a tree ([`json`], [`number`], [`node`]), the tree into wire types ([`read`], [`shape`]), answers into text
//! ([`write`]), the canonical form that digests are taken of ([`canonical`]), and texts out of a text ([`parts`]). Decides
//! nothing about the channel.

pub(crate) mod canonical;
mod json;
pub(crate) mod node;
mod number;
pub(crate) mod parts;
pub(crate) mod read;
pub(crate) mod shape;
pub(crate) mod write;
