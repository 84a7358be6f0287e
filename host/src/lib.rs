//! The sandbox around the policy module: policies in, then questions in and decisions out, inside your program.
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
//!
//! # Words
//!
//! - The *module* is the rules as WebAssembly. It imports nothing; one that does is refused.
//! - A *bundle* is policy documents together with what requests are trusted with, as text.
//! - An *instance* is the module with a memory of its own. It is used by one call at a time.
//! - An *image* is the module with a bundle compiled inside: an instance of it needs no loading.
//! - *Issues* are what is wrong with a document or a request, each with a code and a place.
//!
//! # Types
//!
//! [`Sandbox`] is the compiled module under [`Limits`]; a clone is the same one. [`Worker`] is an image of it, answers
//! [`Request`]s from many threads, and gives each a fresh instance unless [`Isolation`] says otherwise. A [`Session`] is
//! one instance for many questions of the host's own. [`read_bundle`] reads documents, [`read_issues`] issues,
//! [`read_module`] the module's file. [`http::app`] puts a worker behind HTTP.
//!
//! The host never parses a request: bytes go into the sandbox and bytes come out; beside them stands an [`Outcome`].
//! An evaluation that was stopped or broke is a [`SandboxError`] with a closed code and never a decision.

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
