//! Accounts, users and resources as facts: who is above whom, and what belongs to whom. Facts come from loaded directories
//! and from requests; loaded ones win.

pub(crate) mod chain;
pub(crate) mod contract;
pub(crate) mod facts;
pub(crate) mod hierarchy;
pub(crate) mod known;
pub(crate) mod store;
