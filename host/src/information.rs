//! Which documents are loaded, as the module names them.

use crate::bundle_file::sha256;
use serde::Deserialize;

/// The module's answer to `load`: `{"policies": [{kind, name, version, digest}]}`.
#[derive(Debug, Clone)]
pub(crate) struct Information {
    text: String,
}

impl Information {
    pub(crate) fn new(text: String) -> Self {
        Self { text }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn revision(&self) -> String {
        sha256(self.text.as_bytes())
    }

    pub(crate) fn has(&self, kind: &str) -> bool {
        serde_json::from_str(&self.text).is_ok_and(|loaded: Loaded| loaded.policies.iter().any(|document| document.kind == kind))
    }
}

#[derive(Deserialize)]
struct Loaded {
    policies: Vec<LoadedDocument>,
}

#[derive(Deserialize)]
struct LoadedDocument {
    kind: String,
}
