//! `completions`: what a shell needs to complete commands and options.

use super::{Cli, print};
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};
use std::process::ExitCode;

/// Print a script that completes commands and options in a shell
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy completions bash > ~/.local/share/bash-completion/completions/channel-policy
  channel-policy completions zsh > ~/.zfunc/_channel-policy
  channel-policy completions fish > ~/.config/fish/completions/channel-policy.fish

zsh looks in `~/.zfunc` where `fpath+=~/.zfunc` stands before `compinit` in `~/.zshrc`.";

impl Completions {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "channel-policy", &mut script);
        print(&String::from_utf8(script)?)?;
        Ok(ExitCode::SUCCESS)
    }
}
