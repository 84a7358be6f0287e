//! Decimal strings. The grammar is strict (`-`? digits, optionally a point and digits), so that no two systems read a
//! price differently: no exponent, no `+`, no separators, no leading or trailing point, no leading zeros.

use alloc::format;
use alloc::string::String;

use super::ratio::{Ratio, scaled};
use crate::issue::{IssueCode, shorten};
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

/// Most digits of a decimal in all.
const MAX_DIGITS: usize = 24;
/// Most digits after the point.
const MAX_SCALE: usize = 12;

/// An exact decimal: `units / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    units: i128,
    scale: u32,
    /// Written with a minus sign, which `-0` has too.
    signed: bool,
}

/// Why a text is not a decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalError {
    Format,
    TooLong,
}

impl Decimal {
    /// Reads the strict grammar.
    pub(crate) fn parse(text: &str) -> Result<Self, DecimalError> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (digits, None),
        };
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !fraction.is_none_or(all_digits) || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(DecimalError::Format);
        }
        let fraction = fraction.unwrap_or("");
        if whole.len().saturating_add(fraction.len()) > MAX_DIGITS || fraction.len() > MAX_SCALE {
            return Err(DecimalError::TooLong);
        }
        let mut units: i128 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            let digit = i128::from(byte.saturating_sub(b'0'));
            units = units.saturating_mul(10).saturating_add(digit);
        }
        let units = if negative { units.saturating_neg() } else { units };
        Ok(Self { units, scale: u32::try_from(fraction.len()).unwrap_or(0), signed: negative })
    }

    pub(crate) fn is_negative(self) -> bool {
        self.signed
    }

    /// The same value as a fraction.
    pub(crate) fn ratio(self) -> Ratio {
        // INVARIANT: 24 digits and a scale of 12 fit 128 bits, so the fraction always exists.
        Ratio::new(self.units, 10_i128.saturating_pow(self.scale)).unwrap_or(Ratio::ZERO)
    }
}

impl core::fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(&scaled(self.units, self.scale))
    }
}

/// A price or amount of 0 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Price(pub(crate) Decimal);

impl Price {
    /// Reads a price; why a text is none comes as code, message and help.
    fn parse(text: &str) -> Result<Self, (IssueCode, String, Option<String>)> {
        match Decimal::parse(text) {
            Ok(value) if value.is_negative() => Err((IssueCode::InputDecimalNegative, format!("`{text}` is negative"), None)),
            Ok(value) => Ok(Self(value)),
            Err(DecimalError::Format) => {
                let help = "digits with at most one point, for example 7.99; no comma, exponent, sign or separators";
                Err((IssueCode::InputDecimalFormat, format!("`{}` is not a decimal", shorten(text)), Some(help.into())))
            }
            Err(DecimalError::TooLong) => {
                let message = format!("the decimal has more than {MAX_DIGITS} digits or {MAX_SCALE} after the point");
                Err((IssueCode::InputDecimalTooLong, message, None))
            }
        }
    }
}

impl Read for Price {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let blank = Self(Decimal { units: 0, scale: 0, signed: false });
        if let Some(Node::Integer(_) | Node::Inexact(_)) = node {
            let help = Some("write the amount as a string, for example \"7.99\"".into());
            reader.issue(IssueCode::InputWrongType, "money is a decimal string, not a number", help);
            return blank;
        }
        let Some(text) = reader.text(node, "a decimal string") else { return blank };
        Self::parse(text).unwrap_or_else(|(code, message, help)| {
            reader.issue(code, message, help);
            blank
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Price {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Price".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "A decimal of 0 or more, for example \"7.99\": at most 24 digits, 12 of them after the point.",
            "pattern": "^(0|[1-9][0-9]*)(\\.[0-9]+)?$",
            "maxLength": 25
        })
    }
}
