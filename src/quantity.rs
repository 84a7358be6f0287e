//! Single values outside a request, for forms and tables: read by the very readers of requests and printed as answers print
//! them, so that a face need not know how a capacity, a price or a currency is written.

use alloc::string::String;

use crate::answer::Answer;
use crate::entry::read;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::money::Currency;
use crate::wire::read::Read;

/// What kind of value a text is to be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Bytes as an integer, or a string with a unit: `{"bytes", "text"}`.
    Capacity,
    /// A decimal string of 0 or more: `{"amount"}`.
    Price,
    /// An ISO 4217 code: `{"currency", "minorUnits"}`, the digits after the point of its amounts.
    Currency,
}

#[derive(serde::Serialize)]
struct ReadCapacity {
    /// As a string, because it may be beyond 2^53.
    bytes: String,
    text: Capacity,
}

#[derive(serde::Serialize)]
struct ReadPrice {
    amount: String,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct ReadCurrency {
    currency: Currency,
    minor_units: u32,
}

impl Quantity {
    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "capacity" => Some(Self::Capacity),
            "price" => Some(Self::Price),
            "currency" => Some(Self::Currency),
            _ => None,
        }
    }

    /// The value that the JSON text is, or its issues, those that a request with the value in a field would have; their
    /// pointers are empty.
    ///
    /// ```
    /// use channel_policy::Quantity;
    ///
    /// assert_eq!(Quantity::Capacity.read(br#""47.5 TB""#).text, r#"{"bytes":"47500000000000","text":"47500 GB"}"#);
    /// assert!(Quantity::Capacity.read(br#""47,5 TB""#).text.contains("the decimal sign is a point"));
    /// assert_eq!(Quantity::Currency.read(br#""JPY""#).text, r#"{"currency":"JPY","minorUnits":0}"#);
    /// ```
    #[must_use]
    pub fn read(self, json: &[u8]) -> Answer {
        match self {
            Self::Capacity => given(json, |text: Capacity| ReadCapacity { bytes: format!("{}", text.bytes()), text }),
            Self::Price => given(json, |price: Price| ReadPrice { amount: format!("{}", price.0) }),
            Self::Currency => given(json, |currency: Currency| ReadCurrency { currency, minor_units: currency.digits() }),
        }
    }
}

fn given<T: Read, V: serde::Serialize>(json: &[u8], view: fn(T) -> V) -> Answer {
    read(json).map_or_else(Answer::issues, |value| Answer::given(&view(value)))
}
