//! The worker behind HTTP: routes, back-pressure, and the one mapping of failures to statuses.

mod app;
mod authzen;
mod batch;
mod desk;
mod problem;
mod public_url;
mod server;

pub use app::{Settings, app, reloading_app};
pub use public_url::PublicUrl;
pub use server::serve;
