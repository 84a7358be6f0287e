//! The host's tests as one program, so that wasmtime is linked once.

mod authzen;
mod batch;
mod bill;
mod cli;
mod client;
mod corpus;
mod decision_log;
mod gate;
mod hostile;
mod http;
mod input;
mod isolation;
mod matrix;
mod module;
mod openapi;
mod operate;
mod process;
mod rate;
mod replay;
mod schema;
mod scripted;
mod settings;
mod sidecar;
mod support;
mod telemetry;
