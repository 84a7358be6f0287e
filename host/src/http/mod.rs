//! The worker behind HTTP: routes, back-pressure, and the one mapping of failures to statuses.

mod app;
mod problem;
mod server;

pub use app::{Settings, app};
pub use server::serve;
