//! The sandbox around the policy module: WebAssembly in, decisions out.
//!
//! [`Sandbox`] compiles the module once and refuses it when it imports anything. [`Worker`] holds one verified bundle
//! of policy documents and answers each request in a fresh instance under a deadline and a memory cap, so that
//! nothing crosses from one request to the next. [`Policies`] holds the worker in use and replaces it when the policy files
//! change. [`http::app`] puts a worker behind HTTP. The host never parses a
//! request: bytes go into the sandbox and bytes come out; beside them stands an [`Outcome`].
//!
//! ```no_run
//! use channel_policy_host::{Limits, Operation, Request, Sandbox, Trust, Worker, read_bundle};
//!
//! let module = std::fs::read("channel_policy_module.wasm")?;
//! let sandbox = Sandbox::new(&module, Limits::default())?;
//! let bundle = read_bundle(&["policies/impossible-cloud".into()], Trust::ALL)?;
//! let worker = Worker::load(sandbox, bundle)?;
//! let request = Request { operation: Operation::Deal, now_ms: None, body: b"{}" };
//! println!("{}", worker.evaluate(request)?.text);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod abi;
mod bundle;
mod bundle_file;
mod clock;
pub mod decision_log;
mod engine;
mod error;
pub mod http;
mod image;
mod information;
mod instance;
mod issue;
mod limits;
mod line;
mod module_file;
mod place;
mod policies;
mod sandbox;
mod session;
pub mod telemetry;
mod worker;

pub use abi::{Answer, Operation, Outcome, Request};
pub use bundle::{Document, PolicyFiles, PolicyFilesError, Trust, read_bundle};
pub use bundle_file::{BundleFile, portable_names};
pub use clock::{now_ms, parse_instant, print_instant};
pub use error::{LoadError, ModuleError, SandboxError};
pub use issue::{Issue, read_issues};
pub use limits::{Isolation, Limits};
pub use line::refused_line;
pub use module_file::{ModuleFileError, read_module};
pub use place::{Place, Position, Spans};
pub use policies::{InUse, Policies, PolicySource, Refusal, Reload, Required, Watch};
pub use sandbox::Sandbox;
pub use session::{RateRows, Rated, Session};
pub use worker::Worker;
