//! The settings file of `serve`: its values take the place of the defaults, so that flags and the environment count before
//! them and every value is read by the one parser that its flag has.

use super::{Cli, ISSUES};
use clap::{Arg, Command, CommandFactory, FromArgMatches, error::ErrorKind};
use std::ffi::OsString;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};
use toml::de::{DeTable, DeValue};

const SERVE: &str = "serve";
const CONFIG: &str = "config";

/// The command line with the settings file that it names, or the exit code after what is wrong has been printed.
pub(crate) fn parse(arguments: Vec<OsString>) -> Result<Cli, ExitCode> {
    let mut command = Cli::command();
    if let Some(path) = path(&arguments) {
        let values = read(&path, &command).map_err(|lines| {
            lines.iter().for_each(|line| eprintln!("error: {line}"));
            ExitCode::from(ISSUES)
        })?;
        command = with_defaults(command, values);
    }
    let matches = command.clone().get_matches_from(arguments);
    Cli::from_arg_matches(&matches).map_err(|error| {
        error.format(&mut command).exit();
    })
}

/// The arguments of `serve` that the file may set, by their ids.
pub(super) fn is_setting(arg: &Arg) -> bool {
    arg.get_long().is_some() && ![CONFIG, "help"].contains(&arg.get_id().as_str())
}

/// The name of an argument in the file.
pub(super) fn key(arg: &Arg) -> String {
    arg.get_long().unwrap_or_default().replace('-', "_")
}

/// The file that the arguments or the environment name, whatever else is wrong with them: that is said afterwards.
fn path(arguments: &[OsString]) -> Option<PathBuf> {
    let lenient = Cli::command().ignore_errors(true).mut_subcommand(SERVE, |serve| serve.ignore_errors(true));
    let matches = lenient.try_get_matches_from(arguments).ok()?;
    let named = matches.subcommand_matches(SERVE)?.get_one::<PathBuf>(CONFIG).cloned();
    named.or_else(|| env::var_os("CHANNEL_POLICY_CONFIG").map(PathBuf::from))
}

/// Ids of arguments with their values.
type Values = Vec<(String, Vec<String>)>;

fn with_defaults(command: Command, values: Values) -> Command {
    command.mut_subcommand(SERVE, |serve| {
        values.into_iter().fold(serve, |serve, (id, values)| serve.mut_arg(id, |arg| arg.required(false).default_values(values)))
    })
}

/// Reads the file, or answers a line for everything that is wrong with it.
fn read(path: &Path, command: &Command) -> Result<Values, Vec<String>> {
    let text = fs::read_to_string(path).map_err(|error| vec![format!("`{}` cannot be read: {error}", path.display())])?;
    let place = |span: Range<usize>, message: String| {
        let line = text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1;
        format!("{}:{line}: {message}", path.display())
    };
    let table = DeTable::parse(&text).map_err(|error| vec![place(error.span().unwrap_or_default(), error.message().to_owned())])?;
    let known: Vec<&Arg> =
        command.find_subcommand(SERVE).into_iter().flat_map(Command::get_arguments).filter(|arg| is_setting(arg)).collect();
    let (mut found, mut faults) = (Values::new(), Vec::new());
    for (name, value) in table.get_ref() {
        let line = |message: String| (name.span().start, place(name.span(), message));
        let Some(arg) = known.iter().find(|arg| key(arg) == name.get_ref().as_ref()) else {
            faults.push(line(unknown(name.get_ref(), &known)));
            continue;
        };
        match values(value.get_ref()).and_then(|values| check(arg, &values).map(|()| values)) {
            Ok(values) => found.push((arg.get_id().to_string(), values)),
            Err(message) => faults.push(line(format!("`{}`: {message}", name.get_ref()))),
        }
    }
    faults.sort();
    if faults.is_empty() { Ok(found) } else { Err(faults.into_iter().map(|(_, line)| line).collect()) }
}

fn unknown(name: &str, known: &[&Arg]) -> String {
    let keys = known.iter().map(|arg| key(arg));
    let nearest = keys.map(|key| (distance(name, &key), key)).min().filter(|(distance, _)| *distance <= 1 + name.len() / 4);
    let hint = nearest.map(|(_, key)| format!("; did you mean `{key}`?")).unwrap_or_default();
    format!("there is no setting `{name}`{hint}")
}

/// How many letters must be added, removed or replaced to make one word of the other.
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (above, letter) in left.chars().enumerate() {
        let (mut diagonal, mut before) = (above, above + 1);
        for (cell, other) in row.iter_mut().skip(1).zip(right.chars()) {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = *cell;
            before = replaced.min(before + 1).min(*cell + 1);
            *cell = before;
        }
        if let Some(first) = row.first_mut() {
            *first = above + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// A value as the texts that a flag would have.
fn values(value: &DeValue<'_>) -> Result<Vec<String>, String> {
    match value {
        DeValue::Array(items) => {
            let texts = items.iter().map(|item| text(item.get_ref())).collect::<Option<Vec<_>>>();
            texts.filter(|texts| !texts.is_empty()).ok_or_else(|| "it must be a list of texts or numbers".to_owned())
        }
        value => text(value).map(|text| vec![text]).ok_or_else(|| "it must be a text, a number or `true` or `false`".to_owned()),
    }
}

fn text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Boolean(word) => Some(word.to_string()),
        _ => None,
    }
}

/// What the flag's own parser says of the values.
fn check(arg: &Arg, values: &[String]) -> Result<(), String> {
    let alone = Command::new("settings").no_binary_name(true).disable_help_flag(true).arg(arg.clone().required(false));
    let flags = values.iter().map(|value| format!("--{}={value}", arg.get_long().unwrap_or_default()));
    alone.try_get_matches_from(flags).map(drop).map_err(|error| match error.kind() {
        ErrorKind::ArgumentConflict => "it takes one value".to_owned(),
        _ => error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    })
}
