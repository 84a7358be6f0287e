//! A pack folder on disk: its documents, its bundle text and its case files.

use crate::case::{Case, parse_cases};
use crate::error::CaseError;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// One policy document as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The name under which issues refer to it; the file's name when read from a folder.
    pub source: String,
    /// The document's JSON text as it is in the file.
    pub text: String,
}

/// What a request may say about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trust {
    /// A request may carry `asOf`.
    pub request_time: bool,
    /// A request may pin document versions.
    pub pinning: bool,
    /// A request's facts count beside the loaded ones.
    pub request_facts: bool,
}

impl Trust {
    /// Everything is allowed: for tests, previews and the command line.
    pub const ALL: Self = Self { request_time: true, pinning: true, request_facts: true };
}

/// The cases of one file.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// Where the file is.
    pub path: PathBuf,
    /// Its cases, at least one.
    pub cases: Vec<Case>,
}

/// A pack: a folder of policy documents with a folder `cases` beside them.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The documents, sorted by file name.
    pub documents: Vec<Document>,
    /// The case files, sorted by file name; none where the folder `cases` is absent.
    pub case_files: Vec<CaseFile>,
}

impl Pack {
    /// Reads a pack's folder.
    ///
    /// # Errors
    /// Where a file cannot be read, is not UTF-8, the folder has no document, or a case file is not one.
    pub fn read(folder: &Path) -> Result<Self, CaseError> {
        let case_files = case_paths(folder)?.into_iter().map(read_case_file).collect::<Result<_, CaseError>>()?;
        Ok(Self { documents: read_documents(folder)?, case_files })
    }

    /// The documents as the bundle that cases run against: they may choose their own time and versions.
    pub fn bundle(&self) -> String {
        bundle(&self.documents, Trust::ALL)
    }
}

/// The paths of a pack's case files, sorted by file name; none where its folder `cases` is absent.
///
/// # Errors
/// Where the folder cannot be read.
pub fn case_paths(folder: &Path) -> Result<Vec<PathBuf>, CaseError> {
    let cases = folder.join("cases");
    if cases.is_dir() { json_files(&cases) } else { Ok(Vec::new()) }
}

/// One case file.
///
/// # Errors
/// Where it cannot be read, is not UTF-8, or is not a case file: every fault with its case and its place.
pub fn read_case_file(path: PathBuf) -> Result<CaseFile, CaseError> {
    let cases = parse_cases(&read_text(&path)?).map_err(|faults| CaseError::cases(&path, faults))?;
    Ok(CaseFile { path, cases })
}

/// The documents directly in `folder`, sorted by file name.
fn read_documents(folder: &Path) -> Result<Vec<Document>, CaseError> {
    let documents: Vec<Document> = json_files(folder)?.iter().map(|path| read_document(path)).collect::<Result<_, CaseError>>()?;
    if documents.is_empty() {
        return Err(CaseError::content(folder, "the folder has no policy document (`*.json`); folders below are not read"));
    }
    Ok(documents)
}

fn read_document(file: &Path) -> Result<Document, CaseError> {
    let source = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Document { source, text: read_text(file)? })
}

/// The bundle text that the engine loads. Each document travels as a JSON string, so a broken one cannot break the
/// frame around it.
pub fn bundle(documents: &[Document], trust: Trust) -> String {
    let documents: Vec<_> = documents.iter().map(|document| json!({"source": document.source, "text": document.text})).collect();
    json!({
        "trust": {
            "requestTime": trust.request_time, "pinning": trust.pinning, "requestFacts": trust.request_facts,
            // Files that a host was given stay with it.
            "sellerLists": true,
        },
        "documents": documents,
    })
    .to_string()
}

fn json_files(folder: &Path) -> Result<Vec<PathBuf>, CaseError> {
    let fault = |error| CaseError::read(folder, error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_file() && path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read_text(path: &Path) -> Result<String, CaseError> {
    fs::read_to_string(path).map_err(|error| CaseError::read(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn document(source: &str, text: &str) -> Document {
        Document { source: source.into(), text: text.into() }
    }

    #[test]
    fn a_broken_document_does_not_break_the_bundle() {
        let trust = Trust { request_time: true, pinning: false, request_facts: false };
        let text = bundle(&[document("b.json", "{\"a\": \"\u{0}\n"), document("a.json", "]")], trust);
        let read: Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(read["documents"][0], json!({"source": "b.json", "text": "{\"a\": \"\u{0}\n"}));
        assert_eq!(read["documents"][1]["text"], "]");
        assert_eq!(read["trust"], json!({"requestTime": true, "pinning": false, "requestFacts": false, "sellerLists": true}));
    }

    #[test]
    fn a_folder_that_is_absent_is_an_error_that_names_it() {
        let error = Pack::read(Path::new("no/such/folder")).expect_err("refused");
        assert!(error.to_string().contains("no/such/folder"), "{error}");
    }
}
