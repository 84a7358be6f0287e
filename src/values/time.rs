//! Civil dates (proleptic Gregorian, years 0001 to 9998) and RFC 3339 instants, all in UTC. Own code because it is 100
//! lines here and 118 kB of module as a library; the tests hold it against one.

use alloc::format;
use core::fmt::{self, Write};
use core::ops::Range;

use crate::issue::{IssueCode, shorten};
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date(i64);

/// Seconds of a day, UTC, which has no leap seconds here.
pub(crate) const SECONDS_PER_DAY: i64 = 86_400;
const DAYS_PER_ERA: i64 = 146_097;
/// Days from 1970-01-01 to 10000-01-01.
const EPOCH_TO_YEAR_10000: i64 = 2_932_897;
/// The last year that is read. The one after it holds what follows from a date: the end of its month, of a validity.
const LAST_YEAR: i64 = 9998;
/// Days from 0000-03-01 to 1970-01-01.
const EPOCH_SHIFT: i64 = 719_468;

#[expect(clippy::arithmetic_side_effects, reason = "years 0001 to 9998 keep every step far inside 64 bits; divisors are constants")]
impl Date {
    /// The date of a year, month and day; none where there is no such day.
    fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        if !(1..=LAST_YEAR).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        // Years start in March, so that the leap day comes last. Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let shifted = if month <= 2 { year - 1 } else { year };
        let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * DAYS_PER_ERA + day_of_era - EPOCH_SHIFT))
    }

    /// Year, month and day.
    fn parts(self) -> (i64, i64, i64) {
        let shifted = self.0 + EPOCH_SHIFT;
        let (era, day_of_era) = (shifted.div_euclid(DAYS_PER_ERA), shifted.rem_euclid(DAYS_PER_ERA));
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month, day)
    }

    /// Days from `earlier` to this day; negative where this day is the earlier one.
    pub(crate) const fn days_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    /// The day `days` later.
    pub(crate) const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    pub(crate) fn start(self) -> Instant {
        Instant { seconds: self.0 * SECONDS_PER_DAY, nanoseconds: 0 }
    }

    /// The first of this day's month.
    pub(crate) fn first_of_month(self) -> Self {
        let (_, _, day) = self.parts();
        Self(self.0 - day + 1)
    }

    /// The first of the month after this day's.
    pub(crate) fn first_of_next_month(self) -> Self {
        let (year, month, day) = self.parts();
        Self(self.0 - day + 1 + days_in_month(year, month))
    }
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// A point in time with nanoseconds, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant {
    seconds: i64,
    nanoseconds: u32,
}

impl Instant {
    /// The instant of milliseconds since 1970-01-01T00:00:00Z; none outside the years 0001 to 9998.
    pub(crate) fn from_milliseconds(milliseconds: i64) -> Option<Self> {
        let nanoseconds = u32::try_from(milliseconds.rem_euclid(1000)).ok()?.checked_mul(1_000_000)?;
        Self { seconds: milliseconds.div_euclid(1000), nanoseconds }.checked()
    }

    pub(crate) fn date(self) -> Date {
        Date(self.seconds.div_euclid(SECONDS_PER_DAY))
    }

    /// Whether there is no fraction of a second.
    pub(crate) const fn is_whole(self) -> bool {
        self.nanoseconds == 0
    }

    /// One second earlier.
    pub(crate) const fn just_before(self) -> Self {
        Self { seconds: self.seconds.saturating_sub(1), ..self }
    }

    /// Whole seconds from `earlier`, fractions left out; negative where this instant is the earlier one.
    pub(crate) const fn seconds_since(self, earlier: Self) -> i64 {
        self.seconds.saturating_sub(earlier.seconds)
    }

    /// The instant `days` times 86,400 seconds later, at most the end of the year 9999.
    pub(crate) fn plus_days(self, days: u32) -> Self {
        let seconds = i64::from(days).saturating_mul(SECONDS_PER_DAY);
        let limit = Date(EPOCH_TO_YEAR_10000).start().seconds.saturating_sub(1);
        Self { seconds: self.seconds.saturating_add(seconds).min(limit), ..self }
    }

    /// The instant `seconds` later, at most the end of the year 9999.
    pub(crate) fn plus_seconds(self, seconds: u32) -> Self {
        let limit = Date(EPOCH_TO_YEAR_10000).start().seconds.saturating_sub(1);
        Self { seconds: self.seconds.saturating_add(i64::from(seconds)).min(limit), ..self }
    }

    fn checked(self) -> Option<Self> {
        let range = Date::new(1, 1, 1)?.start().seconds..Date::new(LAST_YEAR, 12, 31)?.plus_days(1).start().seconds;
        range.contains(&self.seconds).then_some(self)
    }
}

/// Takes `count` ASCII digits and what follows them.
fn digits(text: &str, count: usize) -> Option<(i64, &str)> {
    let (head, rest) = text.split_at_checked(count)?;
    let value = head.bytes().all(|byte| byte.is_ascii_digit()).then(|| head.parse::<i64>().ok())??;
    Some((value, rest))
}

fn parse_date(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = digits(text, 4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2)?;
    Some((Date::new(year, month, day)?, rest))
}

fn parse_offset(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = if text.starts_with('+') { 1_i64 } else { -1 };
    let (hours, rest) = digits(text.strip_prefix(['+', '-'])?, 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let inside = rest.is_empty() && hours <= 23 && minutes <= 59;
    inside.then(|| sign.saturating_mul(hours.saturating_mul(60).saturating_add(minutes)).saturating_mul(60))
}

/// Reads RFC 3339 `date-time`. A leap second (`:60`) is refused: no billing or access rule of the channel turns on one.
fn parse_instant(text: &str) -> Option<Instant> {
    let (date, rest) = parse_date(text)?;
    let (hour, rest) = digits(rest.strip_prefix(['T', 't', ' '])?, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = digits(rest.strip_prefix(':')?, 2)?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (nanoseconds, rest) = match rest.strip_prefix('.') {
        None => (0, rest),
        Some(fraction) => {
            let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
            let missing = u32::try_from(9_usize.checked_sub(length)?).ok()?;
            let (value, rest) = digits(fraction, length).filter(|_| length > 0)?;
            (u32::try_from(value).ok()?.checked_mul(10_u32.checked_pow(missing)?)?, rest)
        }
    };
    let clock = hour.saturating_mul(3600).saturating_add(minute.saturating_mul(60)).saturating_add(second);
    let seconds = date.start().seconds.checked_add(clock)?.checked_sub(parse_offset(rest)?)?;
    Instant { seconds, nanoseconds }.checked()
}

/// Puts numbers with leading zeros into their places of a pattern of ASCII characters, and writes it.
fn write_pattern(formatter: &mut fmt::Formatter<'_>, pattern: &mut [u8], places: &[(Range<usize>, i64)]) -> fmt::Result {
    for (place, value) in places {
        let mut rest = *value;
        for slot in pattern.get_mut(place.clone()).unwrap_or_default().iter_mut().rev() {
            *slot = b"0123456789".get(usize::try_from(rest.rem_euclid(10)).unwrap_or_default()).copied().unwrap_or_default();
            rest = rest.div_euclid(10);
        }
    }
    formatter.write_str(core::str::from_utf8(pattern).unwrap_or_default())
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write_pattern(formatter, &mut { *b"0000-00-00" }, &[(0..4, year), (5..7, month), (8..10, day)])
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = self.seconds.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (clock.div_euclid(3600), clock.rem_euclid(3600).div_euclid(60), clock.rem_euclid(60));
        fmt::Display::fmt(&self.date(), formatter)?;
        write_pattern(formatter, &mut { *b"T00:00:00" }, &[(1..3, hour), (4..6, minute), (7..9, second)])?;
        if self.nanoseconds != 0 {
            let fraction = format!("{:09}", self.nanoseconds);
            write!(formatter, ".{}", fraction.trim_end_matches('0'))?;
        }
        formatter.write_char('Z')
    }
}

macro_rules! wire_text {
    ($type:ident, $blank:expr, $parse:expr, $code:ident, $what:literal, $example:literal, $format:literal) => {
        impl Read for $type {
            fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
                let Some(text) = reader.text(node, concat!($what, " as a string")) else { return $blank };
                $parse(text).unwrap_or_else(|| {
                    let message = format!(concat!("`{}` is not ", $what), shorten(text));
                    reader.issue(IssueCode::$code, message, Some(concat!("for example ", $example).into()));
                    $blank
                })
            }
        }
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> alloc::borrow::Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": $format, "description": concat!("For example ", $example, ".") })
            }
        }
    };
}

wire_text!(
    Date,
    Date(0),
    |text: &str| parse_date(text).filter(|(_, rest)| rest.is_empty()).map(|(date, _)| date),
    InputDateFormat,
    "a date",
    "2026-03-20",
    "date"
);
wire_text!(
    Instant,
    Date(0).start(),
    |text: &str| parse_instant(text),
    InputInstantFormat,
    "an instant",
    "2026-03-20T08:30:00Z",
    "date-time"
);

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;
