//! What all commands print with: standard output that may close early, and colours where a terminal shows them.

use super::excerpt::Look;
use console::Term;
use std::io::{self, Write};

/// Narrower text is not legible, wider text is not read.
const WIDTHS: std::ops::RangeInclusive<usize> = 60..=120;

/// Writes to standard output; a reader that has seen enough (`| head`) is no failure.
pub(super) fn print(text: &str) -> io::Result<()> {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Of standard output.
pub(super) fn stdout_look() -> Look {
    look(&Term::stdout(), console::colors_enabled())
}

/// Of standard error.
pub(super) fn stderr_look() -> Look {
    look(&Term::stderr(), console::colors_enabled_stderr())
}

/// Colours are for terminals; `NO_COLOR` and `CLICOLOR_FORCE` have the last word.
fn look(terminal: &Term, has_colours: bool) -> Look {
    let width = terminal.size_checked().map_or(100, |(_, columns)| usize::from(columns));
    Look { has_colours, width: width.clamp(*WIDTHS.start(), *WIDTHS.end()) }
}
