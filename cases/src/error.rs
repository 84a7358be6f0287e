//! Why a pack or a case file cannot be used.

use crate::fault::CaseFault;
use std::path::{Path, PathBuf};
use std::{error, fmt, io};

/// A pack folder or case file that cannot be used as it is.
#[derive(Debug)]
pub struct CaseError {
    file: PathBuf,
    fault: Fault,
}

#[derive(Debug)]
enum Fault {
    Read(io::Error),
    Content(String),
    Cases(Vec<CaseFault>),
}

impl CaseError {
    pub(crate) fn read(file: &Path, error: io::Error) -> Self {
        Self { file: file.to_path_buf(), fault: Fault::Read(error) }
    }

    pub(crate) fn cases(file: &Path, faults: Vec<CaseFault>) -> Self {
        Self { file: file.to_path_buf(), fault: Fault::Cases(faults) }
    }

    pub(crate) fn content(file: &Path, message: impl Into<String>) -> Self {
        Self { file: file.to_path_buf(), fault: Fault::Content(message.into()) }
    }
}

impl CaseError {
    /// The file or folder that cannot be used.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What is wrong with a case file, each at its place; empty where the file could not be read at all.
    pub fn faults(&self) -> &[CaseFault] {
        match &self.fault {
            Fault::Cases(faults) => faults,
            Fault::Read(_) | Fault::Content(_) => &[],
        }
    }

    /// What is wrong with the file as a whole.
    pub fn message(&self) -> String {
        match &self.fault {
            Fault::Read(error) => format!("cannot be read: {error}"),
            Fault::Content(message) => message.clone(),
            Fault::Cases(_) => "is not a case file".to_owned(),
        }
    }
}

impl fmt::Display for CaseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match &self.fault {
            Fault::Read(_) => write!(formatter, "`{file}` cannot be read"),
            Fault::Content(message) => write!(formatter, "`{file}`: {message}"),
            Fault::Cases(faults) => {
                let lines: Vec<String> = faults.iter().map(|fault| format!("{file}:{fault}")).collect();
                formatter.write_str(&lines.join("\n"))
            }
        }
    }
}

impl error::Error for CaseError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.fault {
            Fault::Read(error) => Some(error),
            Fault::Content(_) | Fault::Cases(_) => None,
        }
    }
}
