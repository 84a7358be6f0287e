//! The decision log as it lies on the disk.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// Request id of the questions whose every answer is expected in the log.
pub(crate) const NAME: &str = "good";

/// What the log's files hold together.
pub(crate) struct Log {
    /// Lines that are decisions on questions of that name.
    pub(crate) lines: u64,
    /// Decisions that lines say were dropped.
    pub(crate) dropped: u64,
    /// Lines that are none: the crash may leave one, at the end of what was written then.
    pub(crate) cut: u64,
}

/// A line, as far as it is of interest: what is not, such as a request's numbers, is read past.
#[derive(Deserialize)]
struct Line {
    r#type: Kind,
    #[serde(default)]
    count: u64,
    #[serde(default, rename = "requestId")]
    request_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Decision,
    Dropped,
}

/// Reads the file at `path` and those that were put aside.
pub(crate) fn read(path: &Path) -> anyhow::Result<Log> {
    let (folder, name) = (path.parent().context("a folder")?, path.file_name().context("a name")?.to_string_lossy());
    let mut log = Log { lines: 0, dropped: 0, cut: 0 };
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with(name.as_ref()) {
            continue;
        }
        for line in fs::read(entry.path())?.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            match serde_json::from_slice::<Line>(line) {
                Ok(Line { r#type: Kind::Decision, request_id, .. }) => log.lines += u64::from(request_id.as_deref() == Some(NAME)),
                Ok(Line { r#type: Kind::Dropped, count, .. }) => log.dropped += count,
                Err(_) => log.cut += 1,
            }
        }
    }
    Ok(log)
}
