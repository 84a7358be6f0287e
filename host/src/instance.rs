//! One instance of the module: memory in and out, and what its failures mean.

use crate::abi::{Answer, Outcome, Request};
use crate::error::SandboxError;
use crate::limits::Allowance;
use wasmtime::{
    Engine, Error, Extern, InstancePre, Linker, Memory, Module, ModuleExport, PoolConcurrencyLimitError, ResourceLimiter, Store, Trap,
    TypedFunc, Val, WasmParams, WasmResults,
};
use wasmtime_wizer::{InstanceState, SnapshotVal, ValType};

/// The interface: what a module must export.
pub(crate) const EXPORTS: [&str; 6] = ["memory", "alloc", "dealloc", "load", "evaluate", "rate"];

const NO_CLOCK: i64 = i64::MIN;
const HEADER_BYTES: usize = 8;
const OUTSIDE: &str = "`alloc` answered an address outside the memory";

/// A part of the module's memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Block {
    address: u32,
    length: u32,
}

/// Refuses growth beyond the cap and remembers it: inside the module running out of memory is a trap like any other.
pub(crate) struct MemoryCap {
    limit_bytes: usize,
    reached: bool,
}

impl ResourceLimiter for MemoryCap {
    fn memory_growing(&mut self, _: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let granted = desired <= self.limit_bytes;
        self.reached |= !granted;
        Ok(granted)
    }

    fn table_growing(&mut self, current: usize, _: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        // A table is created once, from nothing, within the pool's own limit; the interface needs none that grows.
        Ok(current == 0)
    }
}

/// A compiled module, and where in it the exports lie that every request needs: found by name once, not for each instance.
pub(crate) struct Blueprint {
    instances: InstancePre<MemoryCap>,
    memory: ModuleExport,
    alloc: ModuleExport,
    evaluate: ModuleExport,
}

impl Blueprint {
    /// Nothing is linked to the module: it imports nothing, or this fails.
    pub(crate) fn of(engine: &Engine, module: &Module) -> wasmtime::Result<Self> {
        let place = |name| module.get_export_index(name).ok_or_else(|| Error::msg(format!("the module does not export `{name}`")));
        Ok(Self {
            instances: Linker::new(engine).instantiate_pre(module)?,
            memory: place("memory")?,
            alloc: place("alloc")?,
            evaluate: place("evaluate")?,
        })
    }

    /// Starts an instance whose allowance runs from now on.
    pub(crate) fn start(&self, limit_bytes: usize, allowance: Allowance) -> Result<Instance, SandboxError> {
        let cap = MemoryCap { limit_bytes, reached: false };
        let mut store = Store::new(self.instances.module().engine(), cap);
        store.limiter(|cap| cap);
        allow(&mut store, allowance)?;
        let exports = match self.instances.instantiate(&mut store) {
            Ok(exports) => exports,
            Err(error) => return Err(failure(&store, error)),
        };
        let memory = exports.get_module_export(&mut store, &self.memory).and_then(Extern::into_memory);
        Ok(Instance {
            memory: memory.ok_or(SandboxError::Interface("`memory` is not a memory"))?,
            alloc: placed(&mut store, exports, &self.alloc)?,
            evaluate: placed(&mut store, exports, &self.evaluate)?,
            dealloc: None,
            exports,
            store,
        })
    }
}

/// An instance of the module, used by one caller at a time.
pub(crate) struct Instance {
    store: Store<MemoryCap>,
    exports: wasmtime::Instance,
    memory: Memory,
    alloc: TypedFunc<u32, u32>,
    evaluate: TypedFunc<(u32, i64, u32, u32), u32>,
    /// Looked for once something is given back.
    dealloc: Option<TypedFunc<(u32, u32), ()>>,
}

impl Instance {
    pub(crate) fn load(&mut self, bundle: &[u8]) -> Result<Answer, SandboxError> {
        let (address, length) = self.give(bundle)?;
        let load = typed(&mut self.store, self.exports, "load")?;
        let answer = call(&mut self.store, &load, (address, length))?;
        self.take(answer, (address, length))
    }

    pub(crate) fn evaluate(&mut self, request: Request<'_>) -> Result<Answer, SandboxError> {
        let (address, input) = self.ask(request)?;
        self.take(address, input)
    }

    /// The same for an instance that nobody asks again, so that nothing needs to be given back.
    pub(crate) fn evaluate_once(mut self, request: Request<'_>) -> Result<Answer, SandboxError> {
        let (address, _) = self.ask(request)?;
        read_answer(self.memory.data(&self.store), address as usize)
    }

    /// Lets the allowance run anew.
    pub(crate) fn renew(&mut self, allowance: Allowance) -> Result<(), SandboxError> {
        allow(&mut self.store, allowance)
    }

    /// The memory's size now.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.memory.data_size(&self.store)
    }

    /// Whether the module wanted more memory than it may have, even if it got by without.
    pub(crate) fn reached_cap(&self) -> bool {
        self.store.data().reached
    }

    /// Rates the rows at `block`, which is as long as they are; the amounts and flags stand there afterwards.
    pub(crate) fn rate(&mut self, (now_ms, queries): (Option<i64>, &[u8]), block: Block, count: u32) -> Result<Answer, SandboxError> {
        let (address, length) = self.give(queries)?;
        let parameters = (now_ms.unwrap_or(NO_CLOCK), address, length, block.address, count);
        let rate = typed(&mut self.store, self.exports, "rate")?;
        let answer = call(&mut self.store, &rate, parameters)?;
        self.take(answer, (address, length))
    }

    /// A block of the module's memory, to be used as long as the instance lives.
    pub(crate) fn reserve(&mut self, length: u32) -> Result<Block, SandboxError> {
        let address = call(&mut self.store, &self.alloc, length)?;
        if address == 0 { Err(SandboxError::Memory) } else { Ok(Block { address, length }) }
    }

    /// The bytes of a block.
    pub(crate) fn bytes(&mut self, block: Block) -> Result<&mut [u8], SandboxError> {
        let start = block.address as usize;
        let range = start..start.saturating_add(block.length as usize);
        self.memory.data_mut(&mut self.store).get_mut(range).ok_or(SandboxError::Interface(OUTSIDE))
    }

    /// Copies `bytes` into the module's memory.
    fn give(&mut self, bytes: &[u8]) -> Result<(u32, u32), SandboxError> {
        let block = self.reserve(u32::try_from(bytes.len()).map_err(|_| SandboxError::Memory)?)?;
        self.bytes(block)?.copy_from_slice(bytes);
        Ok((block.address, block.length))
    }

    /// The answer's address, and the request's with its length.
    fn ask(&mut self, request: Request<'_>) -> Result<(u32, (u32, u32)), SandboxError> {
        let (address, length) = self.give(request.body)?;
        let now_ms = request.now_ms.unwrap_or(NO_CLOCK);
        let answer = call(&mut self.store, &self.evaluate, (request.operation as u32, now_ms, address, length))?;
        Ok((answer, (address, length)))
    }

    /// Copies the answer out and gives both blocks back.
    fn take(&mut self, address: u32, input: (u32, u32)) -> Result<Answer, SandboxError> {
        let answer = read_answer(self.memory.data(&self.store), address as usize)?;
        // INVARIANT: the text was found in a 32-bit memory after its header, so the sum fits.
        let block_bytes = (HEADER_BYTES + answer.text.len()) as u32;
        let dealloc = match &mut self.dealloc {
            Some(known) => known,
            unknown => unknown.insert(typed(&mut self.store, self.exports, "dealloc")?),
        };
        call(&mut self.store, dealloc, input)?;
        call(&mut self.store, dealloc, (address, block_bytes))?;
        Ok(answer)
    }
}

/// What a snapshot consists of.
impl InstanceState for Instance {
    async fn global_get(&mut self, name: &str, _: ValType) -> SnapshotVal {
        match self.exports.get_global(&mut self.store, name).map(|global| global.get(&mut self.store)) {
            Some(Val::I32(value)) => SnapshotVal::I32(value),
            Some(Val::I64(value)) => SnapshotVal::I64(value),
            Some(Val::F32(bits)) => SnapshotVal::F32(bits),
            Some(Val::F64(bits)) => SnapshotVal::F64(bits),
            Some(Val::V128(value)) => SnapshotVal::V128(value.as_u128()),
            // INVARIANT: the names are those that instrumenting exports, and it refuses mutable references.
            _ => unreachable!("`{name}` is no number"),
        }
    }

    async fn memory_contents(&mut self, name: &str, contents: impl FnOnce(&[u8]) + Send) {
        let memory = self.exports.get_memory(&mut self.store, name).unwrap_or(self.memory);
        contents(memory.data(&self.store));
    }
}

fn call<P: WasmParams, R: WasmResults>(store: &mut Store<MemoryCap>, function: &TypedFunc<P, R>, parameters: P) -> Result<R, SandboxError> {
    function.call(&mut *store, parameters).map_err(|error| failure(store, error))
}

const OTHER_SIGNATURE: SandboxError = SandboxError::Interface("an export has another signature");

fn placed<P: WasmParams, R: WasmResults>(
    store: &mut Store<MemoryCap>,
    exports: wasmtime::Instance,
    place: &ModuleExport,
) -> Result<TypedFunc<P, R>, SandboxError> {
    let function = exports.get_module_export(&mut *store, place).and_then(Extern::into_func);
    function.and_then(|function| function.typed(store).ok()).ok_or(OTHER_SIGNATURE)
}

fn typed<P: WasmParams, R: WasmResults>(
    store: &mut Store<MemoryCap>,
    exports: wasmtime::Instance,
    name: &str,
) -> Result<TypedFunc<P, R>, SandboxError> {
    exports.get_typed_func(store, name).map_err(|_| OTHER_SIGNATURE)
}

fn allow(store: &mut Store<MemoryCap>, allowance: Allowance) -> Result<(), SandboxError> {
    if let Some(ticks) = allowance.ticks {
        store.set_epoch_deadline(ticks);
    }
    // Cannot fail: the engine counts fuel where there is an allowance of it.
    allowance.fuel.map_or(Ok(()), |fuel| store.set_fuel(fuel)).map_err(|error| SandboxError::Trap(error.into()))
}

fn read_answer(memory: &[u8], address: usize) -> Result<Answer, SandboxError> {
    let outside = SandboxError::Interface("the answer lies outside the memory");
    let number = |at: usize| -> Option<u32> {
        let bytes = memory.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    let text = |start: usize, length: usize| memory.get(start..start.checked_add(length)?);
    let (Some(code), Some(length)) = (number(address), number(address.saturating_add(4))) else {
        return Err(outside);
    };
    let text = text(address.saturating_add(HEADER_BYTES), length as usize).ok_or(outside)?;
    let text = std::str::from_utf8(text).map_err(|_| SandboxError::Interface("the answer is not UTF-8"))?;
    let outcome = Outcome::from_code(code).ok_or(SandboxError::Interface("the outcome code is unknown"))?;
    Ok(Answer { outcome, text: text.to_owned() })
}

fn failure(store: &Store<MemoryCap>, error: Error) -> SandboxError {
    if error.is::<PoolConcurrencyLimitError>() {
        SandboxError::Busy
    } else if matches!(error.downcast_ref(), Some(Trap::Interrupt)) {
        SandboxError::Deadline
    } else if matches!(error.downcast_ref(), Some(Trap::OutOfFuel)) {
        SandboxError::Fuel
    } else if store.data().reached {
        SandboxError::Memory
    } else {
        SandboxError::Trap(error.into())
    }
}
