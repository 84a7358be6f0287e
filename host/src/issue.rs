//! The module's issues, read for people. Machines get the module's own bytes.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One thing that is wrong with a request or a policy document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The closed code.
    pub code: String,
    /// RFC 6901 pointer to the place; the empty string is the whole.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// What would put it right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The policy document it is in, where it is in one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

impl fmt::Display for Issue {
    /// `document: pointer: code: message`, without the parts that are absent or empty.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(document) = &self.document {
            write!(formatter, "{document}: ")?;
        }
        if !self.pointer.is_empty() {
            write!(formatter, "{}: ", self.pointer)?;
        }
        write!(formatter, "{}: {}", self.code, self.message)
    }
}

/// Reads the text of an answer that is a list of issues.
///
/// # Errors
/// Where the text is not such a list, which no answer of the module should be.
pub fn read_issues(text: &str) -> Result<Vec<Issue>, serde_json::Error> {
    serde_json::from_str(text)
}
