//! Policy folders to one bundle text.

use channel_policy_cases::{CaseError, bundle, read_documents};
use std::path::PathBuf;

pub use channel_policy_cases::Trust;

/// The documents of all `folders` as one bundle. Issues name a document by its path.
///
/// # Errors
/// Where a folder or file cannot be read, or a folder has no document.
pub fn read_bundle(folders: &[PathBuf], trust: Trust) -> Result<String, CaseError> {
    let mut documents = Vec::new();
    for folder in folders {
        for mut document in read_documents(folder)? {
            document.source = folder.join(&document.source).display().to_string();
            documents.push(document);
        }
    }
    Ok(bundle(&documents, trust))
}
