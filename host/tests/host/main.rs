//! The host's tests as one program, so that wasmtime is linked once.

mod authzen;
mod batch;
mod bill;
mod cli;
mod client;
mod corpus;
mod decision_log;
mod embedding;
mod eval_batch;
mod help;
mod hostile;
mod http;
mod input;
mod isolation;
mod limits;
mod matrix;
mod module;
mod rate;
mod reload;
mod replay;
mod schema;
mod scripted;
mod sidecar;
mod support;
