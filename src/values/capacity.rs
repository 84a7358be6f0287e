//! Capacity in bytes. Read from an integer (bytes) or from `"<decimal> <unit>"`; printed in the largest decimal unit
//! that is exact, which reads back to the same value. 1 TB = 10^12 bytes.
//! Source: <https://docs.impossiblecloud.com/impossible-cloud-help/impossible-cloud-storage-guide/billing/storage-calculation>

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::decimal::{Decimal, DecimalError};
use super::notation::{is_ambiguous, plain, readings, split};
use super::ratio::Ratio;
use crate::issue::{IssueCode, shorten};
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

/// A number of bytes, `0 <= bytes <= 10^21`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Capacity(u128);

const MAX_BYTES: u128 = 1_000_000_000_000_000_000_000;

const DECIMAL_UNITS: [(&str, u128); 7] = [
    ("EB", 1_000_000_000_000_000_000),
    ("PB", 1_000_000_000_000_000),
    ("TB", 1_000_000_000_000),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("kB", 1_000),
    ("B", 1),
];
const BINARY_UNITS: [(&str, u128); 6] =
    [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40), ("PiB", 1 << 50), ("EiB", 1 << 60)];

/// The bytes of one unit.
fn unit_bytes(unit: &str) -> Option<u128> {
    DECIMAL_UNITS.iter().chain(&BINARY_UNITS).find(|(name, _)| *name == unit).map(|(_, bytes)| *bytes)
}

impl Capacity {
    pub(crate) const ZERO: Self = Self(0);
    pub(crate) const BYTE: Self = Self(1);

    pub(crate) const fn bytes(self) -> u128 {
        self.0
    }
    /// The bytes as a fraction. INVARIANT: at most 10^21, which fits.
    pub(crate) fn ratio(self) -> Ratio {
        Ratio::whole(self.0).unwrap_or(Ratio::ZERO)
    }
    pub(crate) const fn is_zero(self) -> bool {
        self.0 == 0
    }
    /// The difference, or zero where `other` is larger.
    pub(crate) const fn minus_or_zero(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
    /// The sum. INVARIANT: two capacities are at most 2·10^21 together, far inside 128 bits.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
    /// So many times this; none above what can be written.
    pub(crate) fn times(self, count: u32) -> Option<Self> {
        self.0.checked_mul(count.into()).map(Self).filter(|product| product.is_on_wire())
    }
    /// Whether it can be read back.
    pub(crate) const fn is_on_wire(self) -> bool {
        self.0 <= MAX_BYTES
    }
    /// How many of `step` cover this; 0 for a step of 0.
    pub(crate) fn units_of(self, step: Self) -> u32 {
        let units = if step.is_zero() { 0 } else { self.0.div_ceil(step.0) };
        u32::try_from(units).unwrap_or(u32::MAX)
    }
    /// `byte_days / days`, rounded up to a whole byte; zero for no days.
    pub(crate) fn average(byte_days: u128, days: u128) -> Self {
        Self(if days == 0 { 0 } else { byte_days.div_ceil(days) })
    }
    /// So many percent of it, rounded down to a whole byte.
    pub(crate) fn percent(self, percent: u32) -> Self {
        Self(self.0.saturating_mul(u128::from(percent)).checked_div(100).unwrap_or(0))
    }
    /// The largest multiple of `step` that is not above; itself for a step of 0.
    pub(crate) fn floor(self, step: Self) -> Self {
        Self(self.0.saturating_sub(self.0.checked_rem(step.0).unwrap_or(0)))
    }
}

impl fmt::Display for Capacity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exact = |(_, bytes): &&(&str, u128)| self.0 != 0 && self.0.checked_rem(*bytes) == Some(0);
        let (unit, bytes) = DECIMAL_UNITS.iter().find(exact).copied().unwrap_or(("B", 1));
        write!(formatter, "{} {unit}", self.0.checked_div(bytes).unwrap_or(0))
    }
}

impl serde::Serialize for Capacity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

const FORMAT_HELP: &str =
    "a decimal, one space and a unit of B, kB, MB, GB, TB, PB, EB, KiB, MiB, GiB, TiB, PiB, EiB: for example `47.5 TB`";

/// Why a text is no capacity: code, message, help, and what would be one.
struct Refusal {
    code: IssueCode,
    message: String,
    help: Option<String>,
    allowed: Option<String>,
}

impl Refusal {
    fn new(code: IssueCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, allowed: None }
    }

    /// The text does not have the form of a capacity, or could be two.
    fn format(text: &str) -> Self {
        let (number, letters) = split(text);
        if let Some([decimal, thousands]) = unit_like(letters).and_then(|unit| readings(number, unit)) {
            let message = format!("`{}` can be read as {decimal} and as {thousands}", shorten(text));
            let help = format!("write `{decimal}` or `{thousands}`; the decimal sign is a point, and thousands are not separated");
            let allowed = format!("{decimal}, {thousands}");
            return Self { code: IssueCode::InputCapacityAmbiguous, message, help: Some(help), allowed: Some(allowed) };
        }
        let allowed = meant(number, letters).filter(|written| written != text && parse(written).is_ok());
        let help = allowed.as_ref().map_or_else(|| hint(text), |written| format!("write `{written}`: {}", hint(text)));
        let message = format!("`{}` is not a capacity", shorten(text));
        Self { code: IssueCode::InputCapacityFormat, message, help: Some(help), allowed }
    }
}

/// The unit of these letters, whatever their case.
fn unit_like(letters: &str) -> Option<&'static str> {
    let all = || DECIMAL_UNITS.iter().chain(&BINARY_UNITS).map(|(name, _)| *name);
    all().find(|unit| *unit == letters).or_else(|| all().find(|unit| unit.eq_ignore_ascii_case(letters)))
}

/// What a text was meant to say, where that can be told. Of its own result it makes the same again.
fn meant(number: &str, letters: &str) -> Option<String> {
    Some(format!("{} {}", plain(number)?, unit_like(letters)?))
}

/// What is wrong with a text that is no capacity, as far as it can be told.
fn hint(text: &str) -> String {
    let (number, unit) = split(text);
    let what = if number.contains([',', '.']) && plain(number).is_some_and(|plain| plain != number) {
        "the decimal sign is a point, and thousands are not separated"
    } else if unit_bytes(unit).is_some() && Decimal::parse(number).is_ok() {
        "put one ordinary space before the unit, and none elsewhere"
    } else if unit.is_empty() {
        "add the unit"
    } else if unit_bytes(unit).is_none() && unit_like(unit).is_some() {
        "units are written B, kB, MB, GB, TB, PB, EB"
    } else {
        return FORMAT_HELP.into();
    };
    format!("{what}; {FORMAT_HELP}")
}

/// Reads `"<decimal> <unit>"`.
fn parse(text: &str) -> Result<Capacity, Refusal> {
    let (number, unit) = text.split_once(' ').ok_or_else(|| Refusal::format(text))?;
    let unit = unit_bytes(unit).ok_or_else(|| Refusal::format(text))?;
    let too_large = || Refusal::new(IssueCode::InputCapacityTooLarge, format!("`{}` is more than 1000 EB", shorten(text)));
    if is_ambiguous(number) {
        return Err(Refusal::format(text));
    }
    let number = match Decimal::parse(number) {
        Ok(number) => number,
        Err(DecimalError::Format) => return Err(Refusal::format(text)),
        Err(DecimalError::TooLong) => {
            return Err(Refusal::new(IssueCode::InputDecimalTooLong, "the number has more than 24 digits or 12 after the point"));
        }
    };
    if number.is_negative() {
        let refusal = Refusal::new(IssueCode::InputCapacityNegative, format!("`{text}` is negative"));
        return Err(Refusal { help: Some("send 0 or more".into()), ..refusal });
    }
    let bytes = Ratio::whole(unit).and_then(|unit| number.ratio().times(unit)).ok_or_else(too_large)?;
    let whole = bytes.round(0, super::ratio::Rounding::Down).and_then(|whole| u128::try_from(whole).ok());
    match whole.filter(|whole| *whole <= MAX_BYTES) {
        None => Err(too_large()),
        Some(whole) if Ratio::whole(whole) == Some(bytes) => Ok(Capacity(whole)),
        Some(_) => Err(Refusal::new(IssueCode::InputCapacityFraction, format!("`{text}` is not a whole number of bytes"))),
    }
}

impl Read for Capacity {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        match node {
            Some(Node::Integer(value)) => u128::try_from(*value).map_or_else(
                |_| {
                    reader.issue(IssueCode::InputCapacityNegative, format!("{value} bytes is negative"), None);
                    Self::ZERO
                },
                Self,
            ),
            Some(Node::Inexact(_)) => {
                let help = Some("send a string with a unit, for example \"47.5 TB\"".into());
                let message = "the number is not a whole number of bytes within ±(2^53 − 1)";
                reader.issue(IssueCode::InputNotAnInteger, message, help);
                Self::ZERO
            }
            other => {
                let Some(text) = reader.text(other, "a capacity (bytes as an integer, or a string with a unit)") else {
                    return Self::ZERO;
                };
                parse(text).unwrap_or_else(|Refusal { code, message, help, allowed }| {
                    reader.issue_allowing(code, message, help, allowed);
                    Self::ZERO
                })
            }
        }
    }
}

/// A unit that a price is per, for example `TB` (10^12 bytes) or `TiB` (2^40 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CapacityUnit {
    pub(crate) name: &'static str,
    pub(crate) bytes: u128,
}

impl CapacityUnit {
    pub(crate) const GB: Self = Self { name: "GB", bytes: 1_000_000_000 };
    pub(crate) const TB: Self = Self { name: "TB", bytes: 1_000_000_000_000 };
}

impl Read for CapacityUnit {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let units: Vec<(&'static str, u128)> = DECIMAL_UNITS.iter().chain(&BINARY_UNITS).copied().collect();
        let names: Vec<&str> = units.iter().map(|(name, _)| *name).collect();
        let found = reader.word(node, &names).and_then(|index| units.get(index));
        found.map_or(Self::GB, |(name, bytes)| Self { name, bytes: *bytes })
    }
}

/// How answers print a capacity; for schemas only.
#[cfg(feature = "schema")]
pub(crate) struct CapacityText;

#[cfg(feature = "schema")]
mod schema {
    use super::{BINARY_UNITS, Capacity, CapacityText, CapacityUnit, DECIMAL_UNITS};
    use alloc::borrow::Cow;
    use alloc::vec::Vec;
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for Capacity {
        fn schema_name() -> Cow<'static, str> {
            "Capacity".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "Bytes as an integer, or a decimal with a unit, for example \"47.5 TB\" (1 TB = 10^12 bytes, 1 TiB = 2^40 bytes).",
                "oneOf": [
                    { "type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991_u64 },
                    { "type": "string", "pattern": "^(?![1-9][0-9]{0,2}\\.[0-9]{2}0 )(0|[1-9][0-9]*)(\\.[0-9]+)? (B|kB|MB|GB|TB|PB|EB|KiB|MiB|GiB|TiB|PiB|EiB)$" }
                ]
            })
        }
    }

    impl JsonSchema for CapacityText {
        fn schema_name() -> Cow<'static, str> {
            "CapacityText".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "type": "string",
                "description": "Bytes in the largest decimal unit that is exact, for example \"47 TB\".",
                "pattern": "^[0-9]+ (B|kB|MB|GB|TB|PB|EB)$"
            })
        }
    }

    impl JsonSchema for CapacityUnit {
        fn schema_name() -> Cow<'static, str> {
            "CapacityUnit".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            let names: Vec<&str> = DECIMAL_UNITS.iter().chain(&BINARY_UNITS).map(|(name, _)| *name).collect();
            json_schema!({ "type": "string", "enum": names })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Capacity, parse};
    use crate::issue::IssueCode;
    use alloc::string::ToString;

    #[test]
    fn reads_both_unit_systems_and_prints_the_largest_exact_decimal_unit() {
        for (text, printed) in [
            ("47 TB", "47 TB"),
            ("47.000000000001 TB", "47000000000001 B"),
            ("0 TB", "0 B"),
            ("1 TiB", "1099511627776 B"),
            ("0.5 kB", "500 B"),
            ("1500 GB", "1500 GB"),
            ("2.345 TB", "2345 GB"),
            ("0.500 TB", "500 GB"),
            ("1000.000 GB", "1 TB"),
            ("1000 EB", "1000 EB"),
        ] {
            assert_eq!(parse(text).map(|capacity| capacity.to_string()).ok().as_deref(), Some(printed), "{text}");
        }
    }

    #[test]
    fn refuses_what_could_be_misread() {
        for (text, code) in [
            ("47", IssueCode::InputCapacityFormat),
            ("47TB", IssueCode::InputCapacityFormat),
            ("47,5 TB", IssueCode::InputCapacityFormat),
            ("1.000,5 GB", IssueCode::InputCapacityFormat),
            ("1e3 GB", IssueCode::InputCapacityFormat),
            ("1 000 GB", IssueCode::InputCapacityFormat),
            ("1.000 GB", IssueCode::InputCapacityAmbiguous),
            ("47.500 TB", IssueCode::InputCapacityAmbiguous),
            ("1,000 GB", IssueCode::InputCapacityAmbiguous),
            ("1.000GB", IssueCode::InputCapacityAmbiguous),
            ("47 tb", IssueCode::InputCapacityFormat),
            ("-1 TB", IssueCode::InputCapacityNegative),
            ("-0 B", IssueCode::InputCapacityNegative),
            ("0.1 B", IssueCode::InputCapacityFraction),
            ("1001 EB", IssueCode::InputCapacityTooLarge),
            ("999999999999999999999999 EB", IssueCode::InputCapacityTooLarge),
        ] {
            assert_eq!(parse(text).map_err(|refusal| refusal.code), Err(code), "{text}");
        }
        assert_eq!(Capacity::ZERO.to_string(), "0 B");
    }

    #[test]
    fn says_how_to_write_it_where_it_can_be_told() {
        for (text, allowed, start) in [
            ("47,5 TB", Some("47.5 TB"), "write `47.5 TB`: the decimal sign is a point"),
            ("1.000,5 GB", Some("1000.5 GB"), "write `1000.5 GB`: the decimal sign is a point"),
            ("1 000 GB", Some("1000 GB"), "write `1000 GB`: a decimal, one space"),
            ("1.000 GB", Some("1 GB, 1000 GB"), "write `1 GB` or `1000 GB`; the decimal sign"),
            ("1,500 tb", Some("1.5 TB, 1500 TB"), "write `1.5 TB` or `1500 TB`; the decimal sign"),
            ("47TB", Some("47 TB"), "write `47 TB`: put one ordinary space"),
            ("47\u{a0}TB", Some("47 TB"), "write `47 TB`: put one ordinary space"),
            (" 47 TB", Some("47 TB"), "write `47 TB`: put one ordinary space"),
            ("47000", None, "add the unit"),
            ("47 tb", Some("47 TB"), "write `47 TB`: units are written"),
            ("47 XB", None, "a decimal, one space"),
            ("1e3 TB", None, "a decimal, one space"),
            ("0,1 B", None, "the decimal sign is a point"),
            ("", None, "add the unit"),
        ] {
            let refusal = parse(text).err();
            assert_eq!(refusal.as_ref().map(|refusal| refusal.allowed.as_deref()), Some(allowed), "{text}");
            let help = refusal.and_then(|refusal| refusal.help).unwrap_or_default();
            assert!(help.starts_with(start), "{text}: {help}");
        }
    }
}
