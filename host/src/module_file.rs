//! Finds the module's file.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FILE_NAME: &str = "channel_policy_module.wasm";

/// The module's file cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "the policy module `{}` cannot be read; give its path with `--module <FILE>` or `CHANNEL_POLICY_MODULE`, \
     or put `{FILE_NAME}` beside the executable",
    .file.display()
)]
pub struct ModuleFileError {
    file: PathBuf,
    source: io::Error,
}

/// The bytes of `file`, or without one of the module beside the executable.
///
/// # Errors
/// Where the file cannot be read; the message says where a module may lie.
pub fn read_module(file: Option<&Path>) -> Result<Vec<u8>, ModuleFileError> {
    let file = file.map_or_else(beside_executable, Path::to_path_buf);
    fs::read(&file).map_err(|source| ModuleFileError { file, source })
}

fn beside_executable() -> PathBuf {
    env::current_exe().unwrap_or_default().with_file_name(FILE_NAME)
}
