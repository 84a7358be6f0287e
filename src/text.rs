//! Making texts. The library's ways are compiled into every place that uses them; these are compiled once.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

/// The text of `format_args!`.
#[inline(never)]
pub(crate) fn formatted(arguments: fmt::Arguments<'_>) -> String {
    alloc::fmt::format(arguments)
}

/// Like the library's `format!`.
macro_rules! format {
    ($($arguments:tt)*) => { $crate::text::formatted(core::format_args!($($arguments)*)) };
}

pub(crate) use format;

/// How many bytes at the start of a text stand in JSON as they are: up to the first quote, backslash or control character.
#[inline(never)]
pub(crate) fn plain_length(text: &[u8]) -> usize {
    let is_special = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    // Eight bytes at once: their high bits tell whether one of them is below a number, or equal to another (no more: which one it
    // is must be looked for, since a byte borrows from the next).
    let (chunks, _) = text.as_chunks::<8>();
    let below = |word: u64, byte: u8| word.wrapping_sub(u64::from_le_bytes([byte; 8])) & !word;
    let equal = |word: u64, byte: u8| below(word ^ u64::from_le_bytes([byte; 8]), 1);
    let has_special = |chunk: &[u8; 8]| {
        let word = u64::from_le_bytes(*chunk);
        (below(word, b' ') | equal(word, b'"') | equal(word, b'\\')) & u64::from_le_bytes([0x80; 8]) != 0
    };
    let start = chunks.iter().take_while(|chunk| !has_special(chunk)).count().saturating_mul(8);
    let rest = text.get(start..).unwrap_or_default();
    rest.iter().position(is_special).map_or(text.len(), |at| start.saturating_add(at))
}

/// A text of its own.
#[inline(never)]
pub(crate) fn owned(text: Cow<'_, str>) -> String {
    text.into_owned()
}

/// How many characters (Unicode scalar values) a text has. The library's way is made for long texts.
#[inline(never)]
pub(crate) fn length(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0b1100_0000 != 0b1000_0000).count()
}
