//! The module, compiled once and sealed off, before any policy is in it.

use crate::abi::{Answer, Operation, Outcome, Request};
use crate::engine::{self, Pool};
use crate::error::{LoadError, ModuleError, SandboxError};
use crate::information::Information;
use crate::instance::{Blueprint, EXPORTS, Instance};
use crate::limits::Limits;
use std::sync::Arc;
use wasmtime::{Engine, Module};
use wasmtime_wizer::Wizer;

/// A compiled module without imports, ready for policies to be loaded into. A clone is the same module, so that every
/// reload uses what was compiled once.
#[derive(Clone)]
pub struct Sandbox {
    base: Arc<Base>,
}

struct Base {
    module: Vec<u8>,
    blueprint: Blueprint,
    limits: Limits,
}

impl Sandbox {
    /// Compiles `module` (WebAssembly, binary).
    ///
    /// # Errors
    /// Where it does not compile, imports anything, lacks an export of the interface, changes its tables, or does not fit
    /// the limits.
    pub fn new(module: &[u8], limits: Limits) -> Result<Self, ModuleError> {
        // One place more than evaluations at once: policies are loaded while bundles are checked.
        let pool = Pool { instances: limits.concurrency.saturating_add(1), keep_resident_bytes: 0 };
        let engine = engine::start(limits, pool).map_err(|error| ModuleError::Engine(error.into()))?;
        let compiled = match Wizer::new().instrument(module) {
            Ok((_, instrumented)) => compile(&engine, &instrumented)?,
            // What is wrong with it comes first; a sound module can only have state outside its memory and globals.
            Err(error) => {
                compile(&engine, module)?;
                return Err(ModuleError::State(error.into()));
            }
        };
        let blueprint = Blueprint::of(&engine, &compiled).map_err(|error| ModuleError::Compile(error.into()))?;
        Ok(Self { base: Arc::new(Base { module: module.to_vec(), blueprint, limits }) })
    }

    /// The limits of every evaluation.
    pub fn limits(&self) -> Limits {
        self.base.limits
    }

    /// The issues of a bundle, or the documents that it loads; in a fresh instance, with the limits of a request.
    ///
    /// # Errors
    /// Where the module was stopped or broke.
    pub fn check(&self, bundle: &[u8]) -> Result<Answer, SandboxError> {
        let limits = self.limits();
        let instance = self.base.blueprint.start(limits.memory_bytes, limits.request())?;
        instance.evaluate_once(Request { operation: Operation::Check, now_ms: None, body: bundle })
    }

    /// The module's text, which `Wizer` reads again for every snapshot.
    pub(crate) fn module(&self) -> &[u8] {
        &self.base.module
    }

    /// A fresh instance with `bundle` loaded.
    pub(crate) fn load(&self, bundle: &str) -> Result<(Instance, Information), LoadError> {
        let limits = self.limits();
        let mut instance = self.base.blueprint.start(limits.memory_bytes, limits.loading())?;
        let answer = instance.load(bundle.as_bytes())?;
        match answer.outcome {
            Outcome::Allow => Ok((instance, Information::new(answer.text))),
            Outcome::Malformed | Outcome::Invalid => Err(LoadError::Policies(answer.text)),
            Outcome::Deny | Outcome::Internal => Err(SandboxError::Interface("`load` answered neither policies nor issues").into()),
        }
    }
}

fn compile(engine: &Engine, module: &[u8]) -> Result<Module, ModuleError> {
    let module = Module::from_binary(engine, module).map_err(|error| ModuleError::Compile(error.into()))?;
    let imports: Vec<String> = module.imports().map(|import| format!("`{}.{}`", import.module(), import.name())).collect();
    if !imports.is_empty() {
        return Err(ModuleError::Imports(imports));
    }
    match EXPORTS.iter().find(|name| module.get_export(name).is_none()) {
        Some(missing) => Err(ModuleError::MissingExport(missing)),
        None => Ok(module),
    }
}
