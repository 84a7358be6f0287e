//! Running other programs, each announced with what it is for.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, bail};

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// A program to be run in the workspace's folder.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root());
    command
}

/// Cargo, the one that runs this.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    program(&cargo, arguments)
}

/// Runs a program; prints what it is for, and how long it took.
pub(crate) fn step(what: &str, command: &mut Command) -> anyhow::Result<()> {
    eprintln!("\n== {what}");
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot start {command:?}"))?;
    if !status.success() {
        bail!("{what}: {command:?} ended with {status}");
    }
    eprintln!("   done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// Whether a program can be started.
pub(crate) fn exists(name: &str) -> bool {
    Command::new(name).arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// What a program prints.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {command:?}"))?;
    if !output.status.success() {
        bail!("{command:?} ended with {}", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Installs Debian packages; elsewhere, or without root, the message says who needs what and how to install it.
pub(crate) fn install_debian(packages: &[&str], need: &str) -> anyhow::Result<()> {
    let is_root = output(&mut program("id", &["-u"])).is_ok_and(|id| id.trim() == "0");
    let names = packages.join(" ");
    anyhow::ensure!(is_root && exists("apt-get"), "{need}: as root, `apt-get install {names}`");
    step("look up Debian packages", &mut program("apt-get", &["update", "-qq"]))?;
    let arguments = [&["install", "-y", "-qq", "--no-install-recommends"], packages].concat();
    step(&format!("install {names}"), program("apt-get", &arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}
