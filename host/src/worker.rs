//! Answers requests with one verified bundle.
//!
//! With [`Isolation::Request`] no state survives a request and none crosses to another: the instance, its memory and
//! whatever a request did to them are gone when the answer is out. With [`Isolation::Worker`] that holds for every
//! request that went wrong.

use crate::abi::{Answer, Operation, Request};
use crate::bundle::Trust;
use crate::error::{LoadError, SandboxError};
use crate::image::Image;
use crate::information::Information;
use crate::limits::{Allowance, Isolation};
use crate::sandbox::Sandbox;
use crate::session::Session;
use serde::Deserialize;

/// A bundle of policies, compiled into the module and ready to answer, from many threads at once. To reload is to make
/// another worker from a clone of the sandbox: what the old one has begun it ends, and then its memory goes with it.
pub struct Worker {
    sandbox: Sandbox,
    image: Image,
    information: Information,
    trust: Trust,
}

impl Worker {
    /// Loads `bundle` (the text that [`read_bundle`](crate::read_bundle) answers) and compiles the module again with
    /// the policies inside.
    ///
    /// # Errors
    /// Where the documents have issues, or the sandbox failed.
    pub fn load(sandbox: Sandbox, bundle: String) -> Result<Self, LoadError> {
        let (loaded, information) = sandbox.load(&bundle)?;
        let image = Image::of(&sandbox, loaded)?;
        Ok(Self { trust: trust(&bundle), sandbox, image, information })
    }

    /// Answers one request.
    ///
    /// # Errors
    /// Where the module was stopped or broke; what a request can cause ends with the request.
    pub fn evaluate(&self, request: Request<'_>) -> Result<Answer, SandboxError> {
        if request.operation == Operation::Check {
            return self.sandbox.check(request.body);
        }
        self.ask(request, self.image.limits().request())
    }

    /// Answers one request if that takes no more than a moment; else there is no answer, and [`Worker::evaluate`] is to be asked.
    /// An evaluation changes nothing, so that one that was stopped can begin anew.
    ///
    /// # Errors
    /// As [`Worker::evaluate`].
    pub(crate) fn evaluate_in_a_moment(&self, request: Request<'_>) -> Result<Option<Answer>, SandboxError> {
        let Some(allowance) = self.image.limits().moment() else { return Ok(None) };
        match self.ask(request, allowance) {
            Err(SandboxError::Deadline) => Ok(None),
            answer => answer.map(Some),
        }
    }

    fn ask(&self, request: Request<'_>, allowance: Allowance) -> Result<Answer, SandboxError> {
        match self.image.limits().isolation {
            Isolation::Request => self.image.fresh(allowance)?.evaluate_once(request),
            Isolation::Worker => {
                let mut instance = self.image.take(allowance)?;
                // An instance that failed is dropped here, and never asked again.
                let answer = instance.evaluate(request)?;
                self.image.keep(instance);
                Ok(answer)
            }
        }
    }

    /// An instance that answers one question after the other, for work of the host's own: what comes from others is
    /// answered by [`Worker::evaluate`]. It occupies one of the places for evaluations.
    ///
    /// # Errors
    /// Where the module was stopped or broke, or no place is free.
    pub fn session(&self) -> Result<Session, SandboxError> {
        let limits = self.image.limits();
        Ok(Session::new(self.image.take(limits.request())?, limits, self.information.clone()))
    }

    /// The loaded documents as the module names them: `{"policies": [{kind, name, version, digest}]}`.
    pub fn information(&self) -> &str {
        self.information.text()
    }

    /// `sha256:` and a digest over kind, name, version and digest of each document: the same for the same policies, however
    /// their files are named, laid out and ordered.
    pub fn revision(&self) -> String {
        self.information.revision()
    }

    /// What requests may say about themselves.
    pub fn trust(&self) -> Trust {
        self.trust
    }

    /// Whether a document of this kind is loaded.
    pub fn has(&self, kind: &str) -> bool {
        self.information.has(kind)
    }

    /// How many requests may be evaluated at once.
    pub fn concurrency(&self) -> u32 {
        self.image.limits().concurrency
    }
}

/// What a bundle lets requests say about themselves: nothing, where it does not say so.
fn trust(bundle: &str) -> Trust {
    let read = serde_json::from_str(bundle);
    let Trusting { request_time, pinning, request_facts } = read.map(|frame: Frame| frame.trust).unwrap_or_default();
    Trust { request_time, pinning, request_facts }
}

/// The bundle's frame; its documents are not read.
#[derive(Deserialize)]
struct Frame {
    #[serde(default)]
    trust: Trusting,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Trusting {
    request_time: bool,
    pinning: bool,
    request_facts: bool,
}
