//! Currencies with their minor units. Source: ISO 4217, list one (active codes).

use alloc::format;
use alloc::string::String;
use core::fmt;

use super::decimal::Decimal;
use super::ratio::{Ratio, scaled};
use crate::issue::{IssueCode, shorten};
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

const NO_MINOR_UNITS: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const TWO_MINOR_UNITS: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD \
CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG \
HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV \
MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN \
SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG";
const THREE_MINOR_UNITS: &str = "BHD IQD JOD KWD LYD OMR TND";
const FOUR_MINOR_UNITS: &str = "CLF UYW";

/// An ISO 4217 currency with 0, 2, 3 or 4 minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Currency {
    code: &'static str,
    digits: u32,
}

/// The code among `codes`, each of three letters with a space behind. By position: every bill looks its currency up.
fn listed(codes: &'static str, code: &str) -> Option<&'static str> {
    let at = codes.as_bytes().chunks(4).position(|known| known.get(..3) == Some(code.as_bytes()))?.saturating_mul(4);
    codes.get(at..at.saturating_add(3))
}

impl Currency {
    pub(crate) fn find(code: &str) -> Option<Self> {
        [(NO_MINOR_UNITS, 0), (TWO_MINOR_UNITS, 2), (THREE_MINOR_UNITS, 3), (FOUR_MINOR_UNITS, 4)]
            .into_iter()
            .find_map(|(codes, digits)| listed(codes, code).map(|code| Self { code, digits }))
    }

    /// Digits after the point of an amount.
    pub(crate) const fn digits(self) -> u32 {
        self.digits
    }

    /// The ISO 4217 code.
    pub(crate) const fn code(self) -> &'static str {
        self.code
    }

    /// An amount of minor units as a decimal string with exactly the currency's digits.
    pub(crate) fn amount(self, minor_units: i128) -> String {
        scaled(minor_units, self.digits)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code)
    }
}

impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

/// An amount of either sign, for corrections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount(pub(crate) Ratio);

impl Read for Amount {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let Some(text) = reader.text(node, "a decimal string") else { return Self(Ratio::ZERO) };
        Self(Decimal::parse(text).map_or_else(
            |_| {
                let message = format!("`{}` is not a decimal", shorten(text));
                reader.issue(IssueCode::InputDecimalFormat, message, Some("digits with at most one point, for example -7.99".into()));
                Ratio::ZERO
            },
            Decimal::ratio,
        ))
    }
}

impl Read for Currency {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let blank = Self { code: "", digits: 0 };
        let Some(text) = reader.text(node, "a currency code") else { return blank };
        Self::find(text).unwrap_or_else(|| {
            let message = format!("`{}` is not an active ISO 4217 currency", shorten(text));
            reader.issue(IssueCode::InputCurrency, message, Some("for example EUR".into()));
            blank
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Amount {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Amount".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$", "maxLength": 26 })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Currency {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Currency".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Z]{3}$", "description": "An active ISO 4217 code, for example EUR." })
    }
}

#[cfg(test)]
mod tests {
    use super::Currency;

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        let print = |code, minor| Currency::find(code).map(|currency| currency.amount(minor));
        assert_eq!(print("EUR", 5).as_deref(), Some("0.05"));
        assert_eq!(print("JPY", 799).as_deref(), Some("799"));
        assert_eq!(print("BHD", -1).as_deref(), Some("-0.001"));
        assert_eq!(print("CLF", 12_345).as_deref(), Some("1.2345"));
        assert_eq!(print("eur", 1), None);
        assert_eq!(print("EUR USD", 1), None);
    }
}
