//! The module with the policies compiled inside: a snapshot of an instance that has loaded them, compiled as a module.
//!
//! An image has an engine of its own, so that its pool fits its memory, and so that all of it goes when the last
//! request to it has ended.

use crate::engine::{self, Pool};
use crate::error::{LoadError, SandboxError};
use crate::instance::{Blueprint, Instance};
use crate::limits::{Allowance, Limits};
use crate::sandbox::Sandbox;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use wasmtime::Module;
use wasmtime_wizer::Wizer;

/// Most memory of a place that is kept for the next instance; putting more right costs more than page faults do.
const MOST_RESIDENT_BYTES: usize = 1 << 20;

/// How much more memory than at its start an instance may have to be kept: what it frees it never gives back.
const KEPT_GROWTH_BYTES: usize = 1 << 20;

/// Instances with the policies inside: fresh ones, and those that are kept.
pub(crate) struct Image {
    blueprint: Blueprint,
    memory_bytes: usize,
    limits: Limits,
    kept: Mutex<Vec<Instance>>,
}

impl Image {
    /// The image of `loaded`, which is an instance of `sandbox`.
    pub(crate) fn of(sandbox: &Sandbox, mut loaded: Instance) -> Result<Self, LoadError> {
        let limits = sandbox.limits();
        let memory_bytes = loaded.memory_bytes();
        let module = snapshot(sandbox.module(), &mut loaded).map_err(|error| LoadError::Image(error.into()))?;
        drop(loaded);
        let pool = Pool { instances: limits.concurrency, keep_resident_bytes: memory_bytes.min(MOST_RESIDENT_BYTES) };
        let compile = || {
            let engine = engine::start(limits, pool)?;
            Blueprint::of(&engine, &Module::from_binary(&engine, &module)?)
        };
        let blueprint = compile().map_err(|error| LoadError::Image(error.into()))?;
        Ok(Self { blueprint, memory_bytes, limits, kept: Mutex::default() })
    }

    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    /// An instance that has seen no request.
    pub(crate) fn fresh(&self, allowance: Allowance) -> Result<Instance, SandboxError> {
        self.blueprint.start(self.limits.memory_bytes, allowance)
    }

    /// An instance that was kept, or else a fresh one.
    pub(crate) fn take(&self, allowance: Allowance) -> Result<Instance, SandboxError> {
        let kept = self.kept().pop();
        let Some(mut instance) = kept else {
            return self.fresh(allowance);
        };
        instance.renew(allowance)?;
        Ok(instance)
    }

    /// Keeps an instance that has answered, unless it has grown or met its memory's end.
    pub(crate) fn keep(&self, instance: Instance) {
        let limit = self.memory_bytes.saturating_add(KEPT_GROWTH_BYTES);
        if instance.memory_bytes() <= limit && !instance.reached_cap() {
            self.kept().push(instance);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Instance>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `module` with the memory and globals that `instance` has now.
fn snapshot(module: &[u8], instance: &mut Instance) -> wasmtime::Result<Vec<u8>> {
    let wizer = Wizer::new();
    let (context, _) = wizer.instrument(module)?;
    match pin!(wizer.snapshot(&context, instance)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(image) => image,
        Poll::Pending => Err(wasmtime::Error::msg("an instance in memory is never waited for")),
    }
}
