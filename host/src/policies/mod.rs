//! The policies in use, and how others take their place: read, proven to load, and swapped as a whole, or refused as a whole
//! while the last good ones stay. Who has a worker keeps it: a request ends with the policies that it began with.

mod watch;

use crate::bundle::{PolicyFiles, Trust};
use crate::bundle_file::sha256;
use crate::clock::now_ms;
use crate::error::LoadError;
use crate::issue::{Issue, read_issues};
use crate::worker::Worker;
use arc_swap::{ArcSwap, ArcSwapOption};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

pub use watch::Watch;

/// Where policies come from, and what they must have.
#[derive(Debug, Clone)]
pub struct PolicySource {
    /// Folders of documents, single documents and bundle files.
    pub paths: Vec<PathBuf>,
    /// What requests may state for themselves.
    pub trust: Trust,
    /// Without which nothing is loaded.
    pub required: Vec<Required>,
}

/// A document that must be among the policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Required {
    /// Its kind, for example `directory`.
    pub kind: &'static str,
    /// The option that needs it.
    pub by: &'static str,
}

/// Policies that answer requests.
pub struct InUse {
    worker: Arc<Worker>,
    revision: String,
    digest: String,
    since_ms: i64,
}

impl InUse {
    fn of(worker: Worker, digest: String) -> Self {
        Self { revision: worker.revision(), worker: Arc::new(worker), digest, since_ms: now_ms() }
    }

    /// Answers with these policies.
    pub fn worker(&self) -> &Arc<Worker> {
        &self.worker
    }

    /// Which policies they are: [`Worker::revision`].
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// When they were loaded, in milliseconds since 1970.
    pub fn since_ms(&self) -> i64 {
        self.since_ms
    }
}

/// Why what the files hold now is not in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// When it was refused, in milliseconds since 1970.
    pub at_ms: i64,
    /// At least one; files that cannot be read and failures of the sandbox are among them, with codes `host.…`.
    pub issues: Vec<Issue>,
}

/// What came of looking at the files again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reload {
    /// Other policies are in use now; the text is their revision.
    Accepted(String),
    /// The files hold what is in use.
    Unchanged,
    /// What was in use stays in use.
    Refused(Arc<Refusal>),
}

type Open = Box<dyn Fn(String) -> Result<Worker, LoadError> + Send + Sync>;

/// Holds the policies in use.
pub struct Policies {
    source: PolicySource,
    open: Open,
    in_use: ArcSwap<InUse>,
    refusal: ArcSwapOption<Refusal>,
    accepted: AtomicU64,
    refused: AtomicU64,
    /// One reload at a time.
    turn: Mutex<()>,
}

impl Policies {
    /// Loads what `source` names. `open` makes a worker of a bundle text, now and at every reload.
    ///
    /// # Errors
    /// All issues of files and documents, or the failure of `open`'s sandbox.
    pub fn load(
        source: PolicySource,
        open: impl Fn(String) -> Result<Worker, LoadError> + Send + Sync + 'static,
    ) -> Result<Self, LoadError> {
        let (bundle, digest) = read(&source, PolicyFiles::read(&source.paths))?;
        let in_use = InUse::of(prove(&source, &open, bundle)?, digest);
        Ok(Self::holding(source, Box::new(open), in_use))
    }

    /// Policies that stay what they are: `worker`'s.
    pub fn fixed(worker: Worker) -> Self {
        let source = PolicySource { paths: Vec::new(), trust: Trust::ALL, required: Vec::new() };
        Self::holding(source, Box::new(|_| Err(LoadError::Policies("[]".to_owned()))), InUse::of(worker, String::new()))
    }

    fn holding(source: PolicySource, open: Open, in_use: InUse) -> Self {
        Self {
            source,
            open,
            in_use: ArcSwap::from_pointee(in_use),
            refusal: ArcSwapOption::empty(),
            accepted: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            turn: Mutex::new(()),
        }
    }

    /// The worker that answers now.
    pub fn current(&self) -> Arc<Worker> {
        Arc::clone(&self.in_use.load().worker)
    }

    /// Worker and revision that belong together.
    pub fn in_use(&self) -> Arc<InUse> {
        self.in_use.load_full()
    }

    /// The revision in use.
    pub fn revision(&self) -> String {
        self.in_use.load().revision.clone()
    }

    /// Why what the files hold now is not in use; none where it is.
    pub fn refusal(&self) -> Option<Arc<Refusal>> {
        self.refusal.load_full()
    }

    /// How many reloads brought other policies into use.
    pub fn reloads_accepted(&self) -> u64 {
        self.accepted.load(Ordering::Relaxed)
    }

    /// How many reloads were refused.
    pub fn reloads_refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// Reads the files again, and uses what they hold if it has no issue. Takes as long as loading does: not for a thread
    /// that answers requests.
    pub fn reload(&self) -> Reload {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.take(PolicyFiles::read(&self.source.paths))
    }

    fn take(&self, files: PolicyFiles) -> Reload {
        match self.prove_others(files) {
            Ok(Some(in_use)) => {
                let revision = in_use.revision.clone();
                self.in_use.store(Arc::new(in_use));
                self.refusal.store(None);
                self.accepted.fetch_add(1, Ordering::Relaxed);
                Reload::Accepted(revision)
            }
            Ok(None) => {
                self.refusal.store(None);
                Reload::Unchanged
            }
            Err(error) => {
                let refusal = Arc::new(Refusal { at_ms: now_ms(), issues: issues(error) });
                self.refusal.store(Some(Arc::clone(&refusal)));
                self.refused.fetch_add(1, Ordering::Relaxed);
                Reload::Refused(refusal)
            }
        }
    }

    /// What is to be in use with these files; none where it is already.
    fn prove_others(&self, files: PolicyFiles) -> Result<Option<InUse>, LoadError> {
        let (bundle, digest) = read(&self.source, files)?;
        if self.in_use.load().digest == digest {
            return Ok(None);
        }
        Ok(Some(InUse::of(prove(&self.source, &self.open, bundle)?, digest)))
    }
}

impl From<Worker> for Arc<Policies> {
    fn from(worker: Worker) -> Self {
        Self::new(Policies::fixed(worker))
    }
}

/// The bundle text of `files`, and its digest.
fn read(source: &PolicySource, files: PolicyFiles) -> Result<(String, String), LoadError> {
    if !files.issues.is_empty() {
        return Err(refused(&files.issues));
    }
    let bundle = files.bundle(source.trust);
    let digest = sha256(bundle.as_bytes());
    Ok((bundle, digest))
}

/// A worker with the policies of `bundle`, which has all that is required.
fn prove(source: &PolicySource, open: &dyn Fn(String) -> Result<Worker, LoadError>, bundle: String) -> Result<Worker, LoadError> {
    let worker = open(bundle)?;
    let missing: Vec<Issue> = source.required.iter().filter(|required| !worker.has(required.kind)).map(missing).collect();
    if missing.is_empty() { Ok(worker) } else { Err(refused(&missing)) }
}

fn refused(issues: &[Issue]) -> LoadError {
    // INVARIANT: strings always have a JSON text.
    LoadError::Policies(serde_json::to_string(issues).unwrap_or_default())
}

fn missing(required: &Required) -> Issue {
    let message = format!("`{}` needs a {} document; load one with `--policies`", required.by, required.kind);
    Issue { code: "host.document_missing".to_owned(), pointer: String::new(), message, help: None, document: None }
}

/// A failure to load as the issues that it stands for.
fn issues(error: LoadError) -> Vec<Issue> {
    let failure =
        |code: &str, message: String| vec![Issue { code: code.to_owned(), pointer: String::new(), message, help: None, document: None }];
    match error {
        LoadError::Policies(text) => {
            read_issues(&text).unwrap_or_else(|_| failure("host.interface", "the module's issues cannot be read".to_owned()))
        }
        LoadError::Sandbox(error) => failure(error.code(), error.to_string()),
        LoadError::Module(error) => failure("host.module", error.to_string()),
        LoadError::Image(error) => failure("host.image", error.to_string()),
    }
}
