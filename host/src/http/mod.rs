//! The worker behind HTTP: routes, back-pressure, and the one mapping of failures to statuses.

mod authzen;
mod batch;
mod body;
mod desk;
mod exchange;
mod gate;
mod pages;
mod probes;
mod problem;
mod public_url;
mod server;
mod service;
mod settings;
mod tokens;

pub use public_url::PublicUrl;
pub use server::{LEAST_HEADER_BYTES, Listeners, ServerSettings, StopSignals, serve};
pub use service::{Service, app};
pub use settings::{MetricsPlace, Settings};
pub use tokens::{Tokens, TokensError};
