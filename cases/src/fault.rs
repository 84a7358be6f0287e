//! What is wrong with a case file, and where in it.

use std::fmt;

/// A position in a file as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// Characters, from 1.
    pub column: usize,
}

impl Place {
    pub(crate) const START: Self = Self { line: 1, column: 1 };

    /// Where `part`, a part of `text`, begins in it.
    pub(crate) fn of(text: &str, part: &str) -> Self {
        let offset = part.as_ptr().addr().saturating_sub(text.as_ptr().addr()).min(text.len());
        let before = text.get(..offset).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line: 1 + before.matches('\n').count(), column: 1 + before[line_start..].chars().count() }
    }

    /// The place that is at `other` in a text that begins here.
    fn and(self, other: Self) -> Self {
        let column = if other.line == 1 { self.column + other.column - 1 } else { other.column };
        Self { line: self.line + other.line - 1, column }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.line, self.column)
    }
}

/// One thing that is wrong with a case file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFault {
    /// Where it is, or where the case begins that it is in.
    pub place: Place,
    /// What is wrong; it begins with the case's name where there is one.
    pub message: String,
}

impl CaseFault {
    /// A fault found while `text` was read, which begins at `start` of its file.
    pub(crate) fn of_json(error: &serde_json::Error, text: &str, start: Place) -> Self {
        let line = error.line().max(1);
        // The reader counts bytes.
        let read: String = text.lines().nth(line - 1).unwrap_or_default().bytes().take(error.column()).map(char::from).collect();
        let characters = read.chars().filter(|byte| !matches!(byte, '\u{80}'..='\u{bf}')).count();
        let place = start.and(Place { line, column: characters.max(1) });
        let text = error.to_string();
        // The place is given apart.
        let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message).to_owned();
        Self { place, message }
    }

    pub(crate) fn after_case(self, name: &str) -> Self {
        Self { message: format!("after case `{name}`: {}", self.message), ..self }
    }

    pub(crate) fn in_case(self, name: &str) -> Self {
        Self { message: format!("case `{name}`: {}", self.message), ..self }
    }
}

impl fmt::Display for CaseFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.message)
    }
}
