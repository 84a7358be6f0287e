//! What is built: the host module, the npm package's `dist/`, the sidecar, the playground's folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use wasm_bindgen_cli_support::Bindgen;

use crate::locals;
use crate::shell::{cargo, exists, output, program, root, step};

pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// What keeps the npm package small: short functions are inlined, those that call others (to allocate, to free) are not, and no
/// loop or load is rewritten for speed at the price of more locals.
const SMALL: &str = "-C llvm-args=--inline-threshold=40 -C llvm-args=--inline-call-penalty=60 -C llvm-args=--disable-lsr \
    -C llvm-args=--enable-pre=false -C llvm-args=--enable-load-pre=false -C llvm-args=--disable-machine-licm";
/// 64 kB of stack keep a fresh instance small; short relocations take a tenth off the module.
const MODULE_FLAGS: &str = "-C link-arg=-zstack-size=65536 -C link-arg=--compress-relocations";

/// The folder that cargo builds into.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The host module, as built.
pub(crate) fn module() -> PathBuf {
    target().join(WASM_TARGET).join("wasm").join("channel_policy_module.wasm")
}

/// The sidecar and command line.
pub(crate) fn binary() -> PathBuf {
    target().join("debug").join(format!("channel-policy{}", std::env::consts::EXE_SUFFIX))
}

/// The npm package's folder.
pub(crate) fn package() -> PathBuf {
    root().join("pkg")
}

/// Adds the wasm target where rustup has not done so for `rust-toolchain.toml`.
pub(crate) fn install_wasm_target() -> anyhow::Result<()> {
    let installed = output(&mut program("rustup", &["target", "list", "--installed"])).unwrap_or_default();
    if installed.lines().any(|line| line == WASM_TARGET) {
        return Ok(());
    }
    step("add the wasm target", &mut program("rustup", &["target", "add", WASM_TARGET]))
}

/// Installs the npm packages of the package's lock file.
pub(crate) fn install_npm_packages() -> anyhow::Result<()> {
    install_npm(&package())
}

/// Installs what `cargo xtask bench` compares operations with; a folder of its own, since nothing else needs it.
pub(crate) fn install_rivals() -> anyhow::Result<()> {
    install_npm(&package().join("bench"))
}

/// Installs the npm packages of a folder's lock file where they are absent or older than it.
fn install_npm(folder: &Path) -> anyhow::Result<()> {
    let modified = |path: &str| fs::metadata(folder.join(path)).and_then(|data| data.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    anyhow::ensure!(exists("npm"), "npm is needed (Node 20 or newer)");
    let mut npm = program("npm", &["ci", "--no-audit", "--no-fund"]);
    let lock = folder.join("package-lock.json");
    let lock = lock.strip_prefix(root()).unwrap_or(&lock);
    step(&format!("install the npm packages of {}", lock.display()), npm.current_dir(folder))
}

/// Builds the host module.
pub(crate) fn build_module() -> anyhow::Result<()> {
    install_wasm_target()?;
    let mut build = cargo(&["build", "-p", "channel-policy-module", "--target", WASM_TARGET, "--profile", "wasm"]);
    step("build the host module (core wasm, no imports)", build.env("RUSTFLAGS", MODULE_FLAGS))
}

/// Builds the npm package's `dist/`: wasm, glue and facade.
pub(crate) fn build_package() -> anyhow::Result<()> {
    install_npm_packages()?;
    build_bound("pkg", SMALL, &package().join("dist"))?;
    let mut npm = program("npm", &["run", "--silent", "build"]);
    step("compile the npm package's facade", npm.current_dir(package()))
}

/// Builds what `cargo xtask bench` compares decisions in Node with; the folder of its wasm and glue.
pub(crate) fn build_floor() -> anyhow::Result<PathBuf> {
    let folder = target().join("bench").join("floor");
    build_bound("floor", "", &folder)?;
    Ok(folder)
}

/// Builds the crate `channel-policy-{name}` for JavaScript: wasm and glue in `folder`.
fn build_bound(name: &str, flags: &str, folder: &Path) -> anyhow::Result<()> {
    install_wasm_target()?;
    let package = format!("channel-policy-{name}");
    let mut build = cargo(&["build", "-p", &package, "--target", WASM_TARGET, "--profile", "wasm-small"]);
    step(&format!("build the wasm of {package}"), build.env("RUSTFLAGS", flags))?;
    let wasm = target().join(WASM_TARGET).join("wasm-small").join(format!("channel_policy_{name}.wasm"));
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).typescript(true).remove_name_section(true).remove_producers_section(true);
    let mut output = bindgen.reset_state_function(true).web(true)?.generate_output().context("wasm-bindgen")?;
    locals::renumber(output.wasm_mut());
    output.emit(folder).context("wasm-bindgen")
}

/// Builds the sidecar, with the module beside it.
pub(crate) fn build_host() -> anyhow::Result<()> {
    build_module()?;
    step("build the sidecar (wasmtime: minutes the first time)", &mut cargo(&["build", "-p", "channel-policy-host"]))?;
    let beside = binary().with_file_name("channel_policy_module.wasm");
    fs::copy(module(), &beside).with_context(|| format!("copying the module to {}", beside.display()))?;
    Ok(())
}

/// Lays out the playground: its page, the package, the chart library, the packs' documents and the examples picked.
pub(crate) fn build_playground() -> anyhow::Result<PathBuf> {
    let folder = target().join("playground");
    let mut layout = program("node", &["scripts/playground.mjs", &folder.to_string_lossy()]);
    step("lay out the playground", layout.current_dir(package()))?;
    Ok(folder)
}

/// Builds all of it.
pub(crate) fn everything() -> anyhow::Result<()> {
    build_package()?;
    build_host()?;
    let folder = build_playground()?;
    eprintln!(
        "\nmodule:     {}\nsidecar:    {}\nnpm:        {}\nplayground: {}",
        module().display(),
        binary().display(),
        package().join("dist").display(),
        folder.display()
    );
    Ok(())
}
