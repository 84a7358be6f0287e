//! Policy documents as files, for contenders that read the same ones as the sidecar.

use std::fs;
use std::io;
use std::path::PathBuf;

use channel_policy_cases::Document;

/// Documents, and the `*.json` directly in folders, sorted.
///
/// # Errors
/// Where one cannot be read.
pub fn documents(paths: &[PathBuf]) -> io::Result<Vec<Document>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut found = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
            found.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
            found.sort();
            files.extend(found);
        } else {
            files.push(path.clone());
        }
    }
    files.iter().map(|file| Ok(Document { source: file.display().to_string(), text: fs::read_to_string(file)? })).collect()
}
