//! `bundle`: policy documents as one file, the same bytes for the same documents.

use super::issues::Format;
use super::{ISSUES, ModuleArgs, PolicyArgs, open, print, print_json};
use anyhow::Context;
use channel_policy_host::{BundleFile, Document, PolicyFiles, Session, Trust, portable_names};
use clap::Args;
use serde::Serialize;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Put policy documents into one file with a digest, to be deployed as a whole
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Bundle {
    #[command(flatten)]
    policies: PolicyArgs,
    /// The file to write; `-` is standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// How the result and issues are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy bundle --policies policies/impossible-cloud --out policies.bundle.json
  channel-policy bundle --policies policies/impossible-cloud --policies directory.json --out policies.bundle.json
  channel-policy bundle --policies policies/impossible-cloud --out - | sha256sum

Documents with issues are not bundled. The file has no times and no paths: the same documents make the same
bytes. `--policies` of every command takes it, and refuses it where its digest is not that of its content.

Exit codes: 0 written, 2 issues, files that cannot be read, or a place that will not do, 3 the host failed.";

/// With `--format json`.
#[derive(Serialize)]
struct Report<'r> {
    ok: bool,
    file: String,
    documents: usize,
    digest: &'r str,
    revision: &'r str,
}

impl Bundle {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let is_stdout = self.out == Path::new("-");
        if !is_stdout && let Some(message) = self.misplaced() {
            eprintln!("error: {message}");
            return Ok(ExitCode::from(ISSUES));
        }
        let files = PolicyFiles::read(&self.policies.policies);
        let sandbox = self.module.own_sandbox()?;
        let session = match open(&files, Trust::ALL, self.format, |bundle| Session::load(&sandbox, &bundle))? {
            Ok(session) => session,
            Err(code) => return Ok(code),
        };
        let bundle = BundleFile::of(&self.named(files.documents.clone()));
        if is_stdout {
            print(&bundle.text)?;
            return Ok(ExitCode::SUCCESS);
        }
        write(&self.out, &bundle.text).with_context(|| format!("`{}` cannot be written", self.out.display()))?;
        let (file, revision) = (self.out.display().to_string(), session.revision());
        let report = Report { ok: true, file, documents: files.documents.len(), digest: &bundle.digest, revision: &revision };
        match self.format {
            Format::Json => print_json(&report)?,
            Format::Text | Format::Short => print(&format!(
                "{}: {} documents\n  digest   {}\n  revision {}\n",
                report.file, report.documents, report.digest, report.revision
            ))?,
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Why the file may not stand where it was asked for: it would be a policy document itself the next time.
    fn misplaced(&self) -> Option<String> {
        let folder = self.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (folder, file) = (fs::canonicalize(folder).ok(), fs::canonicalize(&self.out).ok());
        let is_input = |path: &PathBuf| {
            let path = fs::canonicalize(path).ok();
            path.is_some() && (path == folder || path == file)
        };
        let out = self.out.display();
        self.policies
            .policies
            .iter()
            .any(is_input)
            .then(|| format!("`{out}` is or would be read as one of the policies; write it elsewhere"))
    }

    /// The documents under names without the paths of this machine.
    fn named(&self, documents: Vec<Document>) -> Vec<Document> {
        let names = portable_names(&self.policies.policies);
        let name = |source: &str| match names.get(source) {
            Some(name) => name.clone(),
            // Out of a bundle, where it has such a name already.
            None => source.split_once('#').map_or(source, |(_, name)| name).to_owned(),
        };
        documents.into_iter().map(|document| Document { source: name(&document.source), text: document.text }).collect()
    }
}

/// Puts the file in its place when it is whole: a sidecar may be watching it.
fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".channel-policy-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut beside = builder.tempfile_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().sync_all()?;
    beside.persist(file)?;
    Ok(())
}
