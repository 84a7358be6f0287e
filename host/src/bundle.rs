//! Policy folders and files to one bundle text.

use channel_policy_cases::{CaseError, bundle, read_document, read_documents};
use std::path::PathBuf;

pub use channel_policy_cases::Trust;

/// The documents of all `paths` as one bundle; a path is a folder of documents or one document's file. Issues name a
/// document by its path.
///
/// # Errors
/// Where a folder or file cannot be read, or a folder has no document.
pub fn read_bundle(paths: &[PathBuf], trust: Trust) -> Result<String, CaseError> {
    let mut documents = Vec::new();
    for path in paths {
        if path.is_dir() {
            for mut document in read_documents(path)? {
                document.source = path.join(&document.source).display().to_string();
                documents.push(document);
            }
        } else {
            let mut document = read_document(path)?;
            document.source = path.display().to_string();
            documents.push(document);
        }
    }
    Ok(bundle(&documents, trust))
}
