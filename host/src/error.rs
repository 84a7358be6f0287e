//! Why a module, a bundle or an evaluation failed. Every failure of an evaluation has a closed code.

use std::error::Error;

/// An error of the WebAssembly engine, with its cause chain.
pub(crate) type EngineFault = Box<dyn Error + Send + Sync>;

/// A module that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModuleError {
    /// The module imports something, so it would not be sealed off.
    #[error("the module must not import anything, but imports {}", .0.join(", "))]
    Imports(Vec<String>),
    /// The module lacks an export of the interface.
    #[error("the module does not export `{0}`")]
    MissingExport(&'static str),
    /// The bytes are not a module that the engine takes.
    #[error("the module does not compile")]
    Compile(#[source] EngineFault),
    /// The module has state besides its memory and its numbers, which an image of a loaded policy could not keep.
    #[error("the module changes its tables or other state that cannot be kept")]
    State(#[source] EngineFault),
    /// The engine does not start on this machine with these limits.
    #[error("the WebAssembly engine does not start")]
    Engine(#[source] EngineFault),
}

/// An evaluation that was stopped or broke; there is no answer, and the request is never allowed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SandboxError {
    /// The deadline passed.
    #[error("the evaluation did not end within its deadline")]
    Deadline,
    /// The fuel was used up.
    #[error("the evaluation needed more fuel than it may have")]
    Fuel,
    /// The memory cap was reached.
    #[error("the evaluation needed more memory than it may have")]
    Memory,
    /// The module trapped.
    #[error("the module stopped with a trap")]
    Trap(#[source] EngineFault),
    /// Every instance of the pool is in use.
    #[error("every sandbox is in use")]
    Busy,
    /// The module broke its own interface.
    #[error("the module broke its interface: {0}")]
    Interface(&'static str),
}

impl SandboxError {
    /// The closed code of this failure, for example `host.deadline`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Deadline => "host.deadline",
            Self::Fuel => "host.fuel",
            Self::Memory => "host.memory",
            Self::Trap(_) => "host.trap",
            Self::Busy => "host.busy",
            Self::Interface(_) => "host.interface",
        }
    }

    /// Whether the same request may well succeed a little later: only where it was never begun. Everything else it
    /// would meet again.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy)
    }
}

/// A bundle that could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// The policy documents have issues; the text is the module's list of them.
    #[error("the policy documents have issues")]
    Policies(String),
    /// The module cannot be used.
    #[error(transparent)]
    Module(#[from] ModuleError),
    /// The loaded policies cannot be compiled into the module.
    #[error("the loaded policies cannot be compiled into the module")]
    Image(#[source] EngineFault),
    /// The sandbox failed.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
}
