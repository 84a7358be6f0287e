//! A bundle file: policy documents in one file with a digest, the same bytes for the same documents.
//!
//! ```json
//! {
//!   "format": "channel-policy-bundle/1",
//!   "digest": "sha256:…",
//!   "documents": [
//!     { "source": "impossible-cloud/deal.json", "text": "{\"kind\":\"deal\", …" }
//!   ]
//! }
//! ```
//!
//! The digest is taken of the RFC 8785 form of the file without its member `digest`. Documents travel as the texts they are,
//! sorted by name, so that positions in them, and whatever is wrong with them, stay what they were.

use crate::bundle::{Document, json_files};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The first member of every bundle file; another number would be another format.
const FORMAT: &str = "channel-policy-bundle/1";
const ANY_FORMAT: &str = "channel-policy-bundle/";
/// A file of this name is a bundle file, whatever is in it.
const ENDING: &str = ".bundle.json";

/// A bundle file as text, and what it says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// The file's text.
    pub text: String,
    /// `sha256:` and the digest in hexadecimal.
    pub digest: String,
}

/// Why a bundle file cannot be used.
pub(crate) struct Damage(pub(crate) String);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: String,
    digest: String,
    documents: Vec<Entry>,
}

/// The members in the order of RFC 8785.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    source: String,
    text: String,
}

impl BundleFile {
    /// Makes the file of `documents`, which are in any order. Their names stay as they are.
    pub fn of(documents: &[Document]) -> Self {
        let mut documents: Vec<Entry> =
            documents.iter().map(|document| Entry { source: document.source.clone(), text: document.text.clone() }).collect();
        documents.sort_by(|one, other| (&one.source, &one.text).cmp(&(&other.source, &other.text)));
        let digest = digest(FORMAT, &documents);
        let written = Written { format: FORMAT.to_owned(), digest: digest.clone(), documents };
        // INVARIANT: strings always have a JSON text.
        let text = serde_json::to_string_pretty(&written).unwrap_or_default() + "\n";
        Self { text, digest }
    }
}

/// Whether a file is meant as a bundle: by its name, or by its first member.
pub(crate) fn is_bundle(path: &Path, text: &str) -> bool {
    let named = path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ENDING));
    let begins = || {
        let rest = text.trim_start().strip_prefix('{')?.trim_start().strip_prefix("\"format\"")?.trim_start();
        rest.strip_prefix(':')?.trim_start().strip_prefix('"')?.strip_prefix(ANY_FORMAT)
    };
    named || begins().is_some()
}

/// The documents of a bundle file's text.
///
/// # Errors
/// What is wrong with it, in one sentence.
pub(crate) fn read(text: &str) -> Result<Vec<Document>, Damage> {
    let written: Written = serde_json::from_str(text).map_err(|error| Damage(format!("this is not a whole bundle file: {error}")))?;
    if written.format != FORMAT {
        return Err(Damage(format!("the bundle's format is `{}`; `{FORMAT}` can be read", written.format)));
    }
    let found = digest(&written.format, &written.documents);
    if found != written.digest {
        return Err(Damage(format!("the bundle is damaged: its content has the digest `{found}`, not `{}`", written.digest)));
    }
    Ok(written.documents.into_iter().map(|entry| Document { source: entry.source, text: entry.text }).collect())
}

/// SHA-256 over `{"documents":[{"source":…,"text":…},…],"format":…}` in its RFC 8785 form: members sorted, no white space, and
/// the escapes that serde_json writes.
fn digest(format: &str, documents: &[Entry]) -> String {
    #[derive(Serialize)]
    struct Content<'d> {
        documents: &'d [Entry],
        format: &'d str,
    }
    // INVARIANT: strings always have a JSON text.
    let content = serde_json::to_vec(&Content { documents, format }).unwrap_or_default();
    sha256(&content)
}

/// `sha256:` and the digest of `bytes` in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let hexadecimal: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hexadecimal}")
}

/// The files below `paths` with the names that they get in a bundle: their own, with as many folders before it as tell two
/// files of one name apart, so that it does not matter where they lie and how their paths are given.
pub fn portable_names(paths: &[PathBuf]) -> BTreeMap<String, String> {
    let mut files: Vec<PathBuf> = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(json_files(path).unwrap_or_default());
        } else {
            files.push(path.clone());
        }
    }
    let steps: Vec<Vec<String>> = files.iter().map(|file| steps(file)).collect();
    let name = |index: usize, depth: usize| {
        let steps = &steps[index];
        steps[steps.len().saturating_sub(depth)..].join("/")
    };
    let named = files.iter().enumerate().map(|(index, file)| {
        let is_taken =
            |depth: &usize| (0..files.len()).any(|other| steps[other] != steps[index] && name(other, *depth) == name(index, *depth));
        let depth = (1..=steps[index].len()).find(|depth| !is_taken(depth)).unwrap_or(1);
        (file.display().to_string(), name(index, depth))
    });
    named.collect()
}

/// The folders on the way to a file, and its own name. A link keeps its own name, and its folder is where it stands.
fn steps(file: &Path) -> Vec<String> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let whole = folder.join(file.file_name().unwrap_or_default());
    let names = whole.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::{BundleFile, Damage, Document, is_bundle, read};
    use std::path::Path;

    fn document(source: &str, text: &str) -> Document {
        Document { source: source.into(), text: text.into() }
    }

    #[test]
    fn the_order_of_documents_does_not_matter() {
        let (one, other) = (document("b/x.json", "{}\n"), document("a/y.json", "\u{1}\"é"));
        let file = BundleFile::of(&[one.clone(), other.clone()]);
        assert_eq!(file, BundleFile::of(&[other.clone(), one.clone()]));
        assert_eq!(read(&file.text).unwrap_or_else(|Damage(message)| panic!("{message}")), [other, one]);
        assert!(file.text.starts_with("{\n  \"format\": \"channel-policy-bundle/1\",\n  \"digest\": \"sha256:"), "{}", file.text);
    }

    #[test]
    fn the_digest_is_that_of_the_canonical_form() {
        // printf '%s' '{"documents":[{"source":"a.json","text":"{}\n"}],"format":"channel-policy-bundle/1"}' | sha256sum
        let file = BundleFile::of(&[document("a.json", "{}\n")]);
        assert_eq!(file.digest, "sha256:0a971506dc73cdf807138a3339c60ad8ec3490d0253ed32d4b30bf163bbb9880");
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let file = BundleFile::of(&[document("a.json", "{\"threshold\": 100}")]);
        let message = |text: &str| read(text).err().map(|Damage(message)| message).unwrap_or_default();
        assert!(message(&file.text.replace("100", "900")).starts_with("the bundle is damaged: its content has the digest `sha256:"));
        assert!(message(&file.text.replace("a.json", "b.json")).starts_with("the bundle is damaged"));
        assert!(message(&file.text[..file.text.len() / 2]).starts_with("this is not a whole bundle file"));
        assert!(message(&file.text.replace("bundle/1", "bundle/2")).starts_with("the bundle's format is `channel-policy-bundle/2`"));
    }

    #[test]
    fn a_bundle_is_known_by_its_name_or_by_its_first_member() {
        assert!(is_bundle(Path::new("x.json"), "\n{ \"format\" : \"channel-policy-bundle/9\""));
        assert!(is_bundle(Path::new("a/policies.bundle.json"), ""));
        assert!(!is_bundle(Path::new("deal.json"), "{\"kind\": \"deal\"}"));
        assert!(!is_bundle(Path::new("deal.json"), "{\"format\": \"other\"}"));
    }
}
