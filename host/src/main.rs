//! `channel-policy`: decisions from the command line and over HTTP.

mod command;

use mimalloc::MiMalloc;
use std::env;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let command = match command::parse(env::args_os().collect()) {
        Ok(command) => command,
        Err(code) => return code,
    };
    match command.run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(command::FAILURE)
        }
    }
}
