//! Every test, cheapest first: what fails most often fails in the first minutes.

use crate::artifacts::{self, WASM_TARGET};
use crate::generate::{self, Mode};
use crate::shell::{cargo, exists, install_debian, program, step};
use crate::size;

/// Installs what is missing, builds what is tested, and runs everything.
pub(crate) fn run() -> anyhow::Result<()> {
    step("formatting", &mut cargo(&["fmt", "--all", "--check"]))?;
    step("core tests", &mut cargo(&["test", "-p", "channel-policy", "-p", "channel-policy-cases"]))?;
    step("benchmarks compile and count right", &mut cargo(&["test", "-p", "xtask", "-p", "channel-policy-bench"]))?;
    generate::run(Mode::Check)?;
    artifacts::build_module()?;
    artifacts::build_package()?;
    size::report()?;
    npm("facade; the packed tarball: packaging, types, the corpus in Node, threads and edge runtimes", "test:node")?;
    wasm_bindgen_tests("node")?;
    artifacts::build_host()?;
    let mut host = cargo(&["test", "-p", "channel-policy-host"]);
    step("host tests: module, corpus in wasmtime, limits, HTTP, command line", host.env("CHANNEL_POLICY_MODULE", artifacts::module()))?;
    clippy()?;
    licences()?;
    install_chromium()?;
    wasm_bindgen_tests("browser")?;
    npm("corpus in Chromium", "test:chromium")?;
    npm("packed tarball in Vite, webpack, esbuild, web workers and a server-rendered page; memory; README", "test:places")?;
    artifacts::build_playground()?;
    npm("playground in Chromium", "test:playground")?;
    eprintln!("\nall tests passed");
    Ok(())
}

fn clippy() -> anyhow::Result<()> {
    step("clippy, native", &mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    for shell in ["channel-policy-module", "channel-policy-pkg"] {
        step(&format!("clippy, {shell} for wasm"), &mut cargo(&["clippy", "-p", shell, "--target", WASM_TARGET, "--", "-D", "warnings"]))?;
    }
    Ok(())
}

/// Licences and sources of all dependencies, where cargo-deny is installed; compiling it would take longer than all tests.
fn licences() -> anyhow::Result<()> {
    if !exists("cargo-deny") {
        eprintln!("\n== licences: not checked, cargo-deny is not installed (`cargo install cargo-deny --locked`)");
        return Ok(());
    }
    step("licences and sources of dependencies", &mut cargo(&["deny", "--workspace", "check", "bans", "licenses", "sources"]))
}

fn npm(what: &str, script: &str) -> anyhow::Result<()> {
    let mut npm = program("npm", &["run", "--silent", script]);
    npm.env("CHANNEL_POLICY_BIN", artifacts::binary()).env("CHANNEL_POLICY_MODULE", artifacts::module());
    step(what, npm.current_dir(artifacts::package()))
}

/// The shell's own tests, in Node or in Chromium; this program is the runner that cargo calls.
fn wasm_bindgen_tests(place: &str) -> anyhow::Result<()> {
    let runner = format!("{} wasm-test", std::env::current_exe()?.display());
    let mut test = cargo(&["test", "-p", "channel-policy-pkg", "--target", WASM_TARGET, "--lib"]);
    if place == "browser" {
        test.env("WASM_BINDGEN_USE_BROWSER", "1");
    }
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).env("CHROMEDRIVER", "/usr/bin/chromedriver");
    step(&format!("wasm-bindgen shell in {place}"), &mut test)
}

/// Chromium and its driver are Debian's.
fn install_chromium() -> anyhow::Result<()> {
    if exists("chromium") && exists("chromedriver") {
        return Ok(());
    }
    install_debian(&["chromium", "chromium-driver"], "the browser tests need chromium and chromedriver in /usr/bin")
}
