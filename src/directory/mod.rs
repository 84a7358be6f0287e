//! Facts: accounts with their place in the chain, and contracts. Comes from `directory` documents and from requests;
//! loaded facts win, and a request that contradicts one is an issue. Decides nothing.

pub(crate) mod account;
pub(crate) mod contract;
