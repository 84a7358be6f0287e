//! The host's clock and instants as text, in milliseconds since 1970.

use jiff::Timestamp;

/// The host's clock.
pub fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

/// An instant as RFC 3339 in UTC, with milliseconds.
pub fn print_instant(ms: i64) -> String {
    Timestamp::from_millisecond(ms).map_or_else(|_| String::new(), |instant| format!("{instant:.3}"))
}

/// An RFC 3339 instant.
///
/// # Errors
/// A message that repeats the text, where it is not an instant.
pub fn parse_instant(text: &str) -> Result<i64, String> {
    text.parse::<Timestamp>()
        .map(Timestamp::as_millisecond)
        .map_err(|_| format!("`{text}` is not an RFC 3339 instant such as `2026-06-01T00:00:00Z`"))
}
