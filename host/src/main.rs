//! `channel-policy`: decisions from the command line and over HTTP.

mod command;

use std::env;
use std::process::ExitCode;

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
