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
