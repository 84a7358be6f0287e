//! Answers requests with one verified bundle, each in an instance of its own.
//!
//! No state survives a request and none crosses to another: the instance, its memory and whatever a request did to
//! them are gone when the answer is out.

use crate::abi::{Answer, Operation, Outcome, Request};
use crate::bundle_file::sha256;
use crate::engine::Sandbox;
use crate::error::{LoadError, SandboxError};
use crate::instance::Instance;
use crate::session::Session;
use serde::Deserialize;

/// A sandbox together with a bundle that has been proven to load.
pub struct Worker {
    sandbox: Sandbox,
    bundle: String,
    information: String,
}

impl Worker {
    /// Loads `bundle` once, in an instance that is then thrown away, to prove that it can be loaded.
    ///
    /// # Errors
    /// Where the documents have issues, or the sandbox failed.
    pub fn load(sandbox: Sandbox, bundle: String) -> Result<Self, LoadError> {
        let answer = sandbox.start()?.load(bundle.as_bytes())?;
        match answer.outcome {
            Outcome::Allow => Ok(Self { sandbox, bundle, information: answer.text }),
            Outcome::Malformed | Outcome::Invalid => Err(LoadError::Policies(answer.text)),
            Outcome::Deny | Outcome::Internal => Err(SandboxError::Interface("`load` answered neither policies nor issues").into()),
        }
    }

    /// Answers one request.
    ///
    /// # Errors
    /// Where the module was stopped or broke; what a request can cause ends with the request.
    pub fn evaluate(&self, request: Request<'_>) -> Result<Answer, SandboxError> {
        if request.operation == Operation::Check {
            return self.sandbox.check(request.body);
        }
        self.loaded()?.evaluate(request)
    }

    /// An instance that answers one question after the other, for work of the host's own: what comes from others is
    /// answered by [`Worker::evaluate`].
    ///
    /// # Errors
    /// Where the module was stopped or broke.
    pub fn session(&self) -> Result<Session<'_>, SandboxError> {
        Ok(Session::new(&self.sandbox, self.loaded()?))
    }

    fn loaded(&self) -> Result<Instance, SandboxError> {
        let mut instance = self.sandbox.start()?;
        match instance.load(self.bundle.as_bytes())?.outcome {
            Outcome::Allow => Ok(instance),
            _ => Err(SandboxError::Interface("a bundle that loaded once does not load again")),
        }
    }

    /// The loaded documents as the module names them: `{"policies": [{kind, name, version, digest}]}`.
    pub fn information(&self) -> &str {
        &self.information
    }

    /// `sha256:` and a digest over kind, name, version and digest of each document: the same for the same policies, however
    /// their files are named, laid out and ordered.
    pub fn revision(&self) -> String {
        sha256(self.information.as_bytes())
    }

    /// Whether a document of this kind is loaded.
    pub fn has(&self, kind: &str) -> bool {
        let read = serde_json::from_str(&self.information);
        read.is_ok_and(|information: Information| information.policies.iter().any(|document| document.kind == kind))
    }

    /// How many requests may be evaluated at once.
    pub fn concurrency(&self) -> u32 {
        self.sandbox.limits().concurrency
    }
}

#[derive(Deserialize)]
struct Information {
    policies: Vec<LoadedDocument>,
}

#[derive(Deserialize)]
struct LoadedDocument {
    kind: String,
}
