//! Compiles the module once and hands out fresh instances of it under limits.
//!
//! The engine, its epoch deadlines and the ticker that makes them expire are created in one function: a deadline
//! without a ticker would never fire.

use crate::abi::{Answer, Operation, Request};
use crate::error::{ModuleError, SandboxError};
use crate::instance::{EXPORTS, Instance, MemoryCap};
use std::thread;
use std::time::Duration;
use wasmtime::{Config, Engine, InstanceAllocationStrategy, InstancePre, Linker, Module, PoolingAllocationConfig};

/// How often deadlines are looked at: a late stop costs at most this much, a tick costs next to nothing.
const TICK: Duration = Duration::from_millis(10);

/// Memory of a slot that is wiped in place instead of being given back to the system, which would cost page faults:
/// an instance with the shipped pack loaded has 384 KiB.
const KEEP_RESIDENT_BYTES: usize = 1 << 20;

/// What one evaluation may use, and how many may run at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Wall-clock time for an instance from its start to its answer. Default one second: an invoice request of 1 MB
    /// (400 accounts) takes 30 ms. None: nothing stops an evaluation, and all of them are a little faster; for work of
    /// the host's own.
    pub deadline: Option<Duration>,
    /// Linear memory of an instance. Default 64 MiB: what it reads of a request has several times the text's size.
    pub memory_bytes: usize,
    /// Instances alive at the same time. Default the number of processors, because evaluations never wait.
    pub concurrency: u32,
}

impl Default for Limits {
    fn default() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self { deadline: Some(Duration::from_secs(1)), memory_bytes: 64 << 20, concurrency: u32::try_from(processors).unwrap_or(1) }
    }
}

/// A compiled module without imports, ready to be instantiated; a copy shares the compiled module and the limits.
#[derive(Clone)]
pub struct Sandbox {
    instances: InstancePre<MemoryCap>,
    limits: Limits,
}

impl Sandbox {
    /// Compiles `module` (WebAssembly, binary).
    ///
    /// # Errors
    /// Where it does not compile, imports anything, lacks an export of the interface, or does not fit the limits.
    pub fn new(module: &[u8], limits: Limits) -> Result<Self, ModuleError> {
        let engine = start_engine(limits).map_err(|error| ModuleError::Engine(error.into()))?;
        let module = Module::from_binary(&engine, module).map_err(|error| ModuleError::Compile(error.into()))?;
        let imports: Vec<String> = module.imports().map(|import| format!("`{}.{}`", import.module(), import.name())).collect();
        if !imports.is_empty() {
            return Err(ModuleError::Imports(imports));
        }
        if let Some(missing) = EXPORTS.iter().find(|name| module.get_export(name).is_none()) {
            return Err(ModuleError::MissingExport(missing));
        }
        let instances = Linker::new(&engine).instantiate_pre(&module).map_err(|error| ModuleError::Compile(error.into()))?;
        Ok(Self { instances, limits })
    }

    /// The limits of every evaluation.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The issues of a bundle, or the documents that it loads.
    ///
    /// # Errors
    /// Where the module was stopped or broke.
    pub fn check(&self, bundle: &[u8]) -> Result<Answer, SandboxError> {
        self.start()?.evaluate(Request { operation: Operation::Check, now_ms: None, body: bundle })
    }

    pub(crate) fn start(&self) -> Result<Instance, SandboxError> {
        Instance::start(&self.instances, self.limits.memory_bytes, self.deadline_ticks())
    }

    /// One tick more than the deadline: the next one may fall at once.
    pub(crate) fn deadline_ticks(&self) -> Option<u64> {
        let ticks = self.limits.deadline?.as_nanos().div_ceil(TICK.as_nanos());
        Some(u64::try_from(ticks).unwrap_or(u64::MAX >> 1).saturating_add(1))
    }
}

fn start_engine(limits: Limits) -> wasmtime::Result<Engine> {
    let mut pool = PoolingAllocationConfig::new();
    pool.total_core_instances(limits.concurrency)
        .total_memories(limits.concurrency)
        .total_tables(limits.concurrency)
        .max_memory_size(limits.memory_bytes)
        .linear_memory_keep_resident(KEEP_RESIDENT_BYTES)
        .table_keep_resident(1 << 16);
    let mut config = Config::new();
    config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool)).epoch_interruption(limits.deadline.is_some());
    let engine = Engine::new(&config)?;
    if limits.deadline.is_none() {
        return Ok(engine);
    }
    let ticking = engine.weak();
    // The thread ends with the engine. A machine that stalled gets one tick on waking, not a burst of missed ones.
    thread::Builder::new().name("deadlines".to_owned()).spawn(move || {
        while let Some(engine) = ticking.upgrade() {
            engine.increment_epoch();
            drop(engine);
            thread::sleep(TICK);
        }
    })?;
    Ok(engine)
}
