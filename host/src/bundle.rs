//! Reads what `--policies` names: folders of documents, single documents and bundle files. The host looks into no document; it
//! tells a bundle file by its first member, verifies it, and passes its documents on as texts.

use crate::bundle_file::{self, Damage};
use crate::issue::Issue;
use channel_policy_cases::bundle;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::{error, fmt};

pub use channel_policy_cases::{Document, Trust};

/// Longest policy file in bytes: well above what the module reads, so that it is the module that says what is too long.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// The documents of some paths, and what kept others from being read.
#[derive(Debug, Clone, Default)]
pub struct PolicyFiles {
    /// The documents; each is named by its path, one of a bundle file by that file's path, `#` and its name there.
    pub documents: Vec<Document>,
    /// Files that could not be read, are not text, or are damaged, and folders without a document.
    pub issues: Vec<Issue>,
}

/// Policy files that cannot be used; the text has one line for each.
#[derive(Debug)]
pub struct PolicyFilesError(pub Vec<Issue>);

impl fmt::Display for PolicyFilesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        formatter.write_str(&lines.join("\n"))
    }
}

impl error::Error for PolicyFilesError {}

impl PolicyFiles {
    /// Reads all `paths`: of a folder the files `*.json` directly in it, sorted by name.
    pub fn read(paths: &[PathBuf]) -> Self {
        let mut files = Self::default();
        for path in paths {
            if path.is_dir() {
                files.add_folder(path);
            } else {
                files.add_file(path);
            }
        }
        files
    }

    /// The bundle text that the module loads.
    pub fn bundle(&self, trust: Trust) -> String {
        bundle(&self.documents, trust)
    }

    /// The text of the document that issues name `source`.
    pub fn text(&self, source: &str) -> Option<&str> {
        self.documents.iter().find(|document| document.source == source).map(|document| document.text.as_str())
    }

    fn add_folder(&mut self, folder: &Path) {
        let paths = match json_files(folder) {
            Ok(paths) => paths,
            Err(error) => return self.refuse(folder, "host.unreadable_file", format!("the folder cannot be read: {error}"), None),
        };
        if paths.is_empty() {
            let help = "name the folder that holds the documents; folders below are not read";
            self.refuse(folder, "host.empty_folder", "the folder has no policy document (`*.json`)".to_owned(), Some(help));
        }
        for path in paths {
            self.add_file(&path);
        }
    }

    fn add_file(&mut self, path: &Path) {
        let text = match read_text(path) {
            Ok(text) => text,
            Err((code, message)) => return self.refuse(path, code, message, None),
        };
        let name = path.display().to_string();
        if !bundle_file::is_bundle(path, &text) {
            return self.documents.push(Document { source: name, text });
        }
        match bundle_file::read(&text) {
            Ok(documents) => self.documents.extend(
                documents.into_iter().map(|document| Document { source: format!("{name}#{}", document.source), text: document.text }),
            ),
            Err(Damage(message)) => {
                let help = "make the file again with `channel-policy bundle`, or fetch it again";
                self.refuse(path, "host.damaged_bundle", message, Some(help));
            }
        }
    }

    fn refuse(&mut self, path: &Path, code: &str, message: String, help: Option<&str>) {
        let document = Some(path.display().to_string());
        self.issues.push(Issue { code: code.to_owned(), pointer: String::new(), message, help: help.map(str::to_owned), document });
    }
}

/// The documents of all `paths` as one bundle text for the module; a path is a folder of documents, one document's file or a
/// bundle file. Issues name a document by its path.
///
/// # Errors
/// Every path that cannot be read, is not UTF-8, is a damaged bundle file, or is a folder without documents.
pub fn read_bundle(paths: &[PathBuf], trust: Trust) -> Result<String, PolicyFilesError> {
    let files = PolicyFiles::read(paths);
    if files.issues.is_empty() { Ok(files.bundle(trust)) } else { Err(PolicyFilesError(files.issues)) }
}

/// The files `*.json` directly in `folder`, sorted; a link counts as what it leads to.
pub(crate) fn json_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") && !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read_text(path: &Path) -> Result<String, (&'static str, String)> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| ("host.unreadable_file", format!("the file cannot be read: {error}")))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(("host.file_too_large", format!("the file is longer than {MAX_FILE_BYTES} bytes")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        let place = crate::place::Position::of(&before, before.len());
        ("input.invalid_utf8", format!("the text is not UTF-8 at line {}, column {}", place.line, place.column))
    })
}
