//! Starts the WebAssembly engine. Its epoch deadlines and the ticker that makes them expire are created in one
//! function: a deadline without a ticker would never fire.

use crate::limits::{Limits, TICK};
use std::thread;
use wasmtime::{Config, Enabled, Engine, InstanceAllocationStrategy, PoolingAllocationConfig};

/// The instances that an engine has places for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pool {
    pub(crate) instances: u32,
    /// Memory of a place that is put right in place instead of being given back to the system, which costs page faults.
    pub(crate) keep_resident_bytes: usize,
}

/// An engine with these limits. Engines that are to run the same module differ in nothing but the pool.
pub(crate) fn start(limits: Limits, pool: Pool) -> wasmtime::Result<Engine> {
    let mut pooling = PoolingAllocationConfig::new();
    pooling
        .total_core_instances(pool.instances)
        .total_memories(pool.instances)
        .total_tables(pool.instances)
        .max_memory_size(limits.memory_bytes)
        .linear_memory_keep_resident(pool.keep_resident_bytes)
        .table_keep_resident(1 << 16)
        // Where the system can tell (Linux from 6.7), only the pages that were written are put right: half the time.
        .pagemap_scan(Enabled::Auto);
    let mut config = Config::new();
    config
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pooling))
        .epoch_interruption(limits.deadline.is_some())
        .consume_fuel(limits.fuel.is_some());
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
