//! Sidecars and other servers as processes, and a client that counts.

mod client;
mod process;

pub use client::{Answered, Client};
pub use process::{Server, free_port};
