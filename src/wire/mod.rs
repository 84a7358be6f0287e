//! The wire: text into a tree ([`node`]), the tree into wire types ([`read`], [`shape`]), and the canonical form that
//! digests are taken of ([`canonical`]). Decides nothing about the channel.

pub(crate) mod canonical;
pub(crate) mod node;
pub(crate) mod read;
pub(crate) mod shape;
