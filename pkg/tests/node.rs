//! The shell in Node.
#![cfg(target_arch = "wasm32")]

mod shell;
