//! The commands that a contributor runs. `cargo xtask --help` lists them.

mod artifacts;
mod bench;
mod codes;
mod demo;
mod fields;
mod generate;
mod locals;
mod openapi;
mod operations;
mod shell;
mod size;
mod soak;
mod test;

use std::ffi::OsString;

use clap::{Parser, Subcommand};

/// Build, try, test and measure channel-policy.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything, start the sidecar on 127.0.0.1 and serve the playground.
    Demo {
        /// Port of the sidecar and the playground.
        #[arg(long, default_value_t = 8181)]
        port: u16,
    },
    /// Install what the tests need and run all of them.
    Test {
        /// Draw a million billing cases after them.
        #[arg(long)]
        soak: bool,
    },
    /// Draw many cases against a second implementation and compare every line.
    Soak(soak::Options),
    /// Write the JSON Schemas, TypeScript types and the pages of codes and operations that come from the Rust types.
    Generate {
        /// Change nothing; fail where a committed file differs.
        #[arg(long)]
        check: bool,
    },
    /// Print raw, gzip and brotli sizes of the modules beside their budgets; fail where one is over.
    Size,
    /// Measure decisions and bills, or the sidecar under load, and print them beside their bars; target/bench keeps the result.
    Bench(bench::Options),
    /// Build both wasm modules, the npm package's dist folder and the sidecar.
    Build,
    /// Run wasm-bindgen's test runner; cargo calls this.
    #[command(hide = true, disable_help_flag = true)]
    WasmTest {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Demo { port } => demo::run(port),
        Command::Test { soak } => {
            test::run()?;
            if soak { soak::run(&soak::Options::default()) } else { Ok(()) }
        }
        Command::Soak(options) => soak::run(&options),
        Command::Generate { check } => generate::run(if check { generate::Mode::Check } else { generate::Mode::Write }),
        Command::Size => size::run(),
        Command::Bench(options) => bench::run(options),
        Command::Build => artifacts::everything(),
        Command::WasmTest { arguments } => {
            let program = OsString::from("wasm-bindgen-test-runner");
            wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::iter::once(program).chain(arguments))
        }
    }
}
