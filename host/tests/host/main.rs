//! The host's tests as one program, so that wasmtime is linked once.

mod cli;
mod client;
mod corpus;
mod hostile;
mod http;
mod input;
mod module;
mod support;
