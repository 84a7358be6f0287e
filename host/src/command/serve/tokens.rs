//! Where tokens come from: a file and the environment, never an argument, which every process of the machine can read.

use channel_policy_host::http::Tokens;
use std::path::Path;
use std::{env, fs};

const VARIABLE: &str = "CHANNEL_POLICY_TOKENS";

/// The tokens of both places; a place that is named and holds none is an error, or its mistake would open the door.
pub(super) fn read(file: Option<&Path>) -> Result<Tokens, String> {
    let mut tokens = Tokens::default();
    if let Some(file) = file {
        let named = |error: &dyn std::fmt::Display| format!("the tokens of `{}` cannot be used: {error}", file.display());
        let text = fs::read_to_string(file).map_err(|error| named(&error))?;
        tokens = tokens.and(Tokens::parse(&text).map_err(|error| named(&error))?);
    }
    if let Some(text) = env::var_os(VARIABLE) {
        let named = |error: &dyn std::fmt::Display| format!("the tokens of `{VARIABLE}` cannot be used: {error}");
        let text = text.into_string().map_err(|_| named(&"they are not UTF-8"))?;
        tokens = tokens.and(Tokens::parse(&text.replace(',', "\n")).map_err(|error| named(&error))?);
    }
    Ok(tokens)
}
