//! What is billed, the same at every run: a million rows, one bill, and an invoice of 20 graduated lines. Programs and
//! processes are compared by checksums before anything is timed.

use std::fmt::Write;

use serde_json::json;

/// Rows of the columns.
pub const ROWS: usize = 1_000_000;
/// Bills or invoices of one pass.
pub const TEXTS: usize = 200;
/// The prices of the columns: June and July.
pub const QUERIES: &str = r#"[{"asOf":"2026-06-15T00:00:00Z","currency":"EUR","allowSample":true},{"asOf":"2026-07-15T00:00:00Z","currency":"EUR","allowSample":true}]"#;

/// The billing rules, the sample list and a graduated one.
#[must_use]
pub fn bundle() -> String {
    let documents = [
        include_str!("../../policies/impossible-cloud/billing.json"),
        include_str!("../../policies/impossible-cloud/price-list.sample.json"),
        include_str!("../graduated.json"),
    ];
    let documents: Vec<_> = documents.iter().enumerate().map(|(index, text)| json!({"source": format!("{index}"), "text": text})).collect();
    json!({"trust": {"requestTime": true}, "documents": documents}).to_string()
}

/// Columns of bytes, days and prices.
pub struct Columns {
    /// Up to 20 TB, one in 16 below the minimum of 1 TB.
    pub bytes: Vec<u64>,
    /// Most months whole.
    pub days: Vec<u32>,
    /// Half June, half July.
    pub price: Vec<u32>,
}

impl Columns {
    /// The rows: a linear congruential generator.
    #[must_use]
    pub fn new() -> Self {
        let mut state: u64 = 1;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        let mut columns = Self { bytes: Vec::new(), days: Vec::new(), price: Vec::new() };
        for row in 0..ROWS {
            let most = if row % 16 == 0 { 1_000_000_000_000 } else { 20_000_000_000_000 };
            columns.bytes.push(next().wrapping_mul(20_011) % most);
            columns.days.push(if next() % 4 == 0 { u32::try_from(next() % 31).unwrap_or(0) } else { u32::MAX });
            columns.price.push(u32::from(next() % 2 == 0));
        }
        columns
    }
}

impl Default for Columns {
    fn default() -> Self {
        Self::new()
    }
}

/// One pay-per-use bill, as `quote` prices it.
#[must_use]
pub fn bill() -> String {
    json!({"asOf": "2026-06-15T00:00:00Z", "currency": "EUR", "allowSample": true, "plan": {"kind": "payPerUse", "volume": "2.5 TB"}})
        .to_string()
}

/// An invoice of five customers, each with a row a day and a line in each of four tiers.
#[must_use]
pub fn invoice() -> String {
    let day = |customer: u64, day: u64| {
        let usage = (60 + 7 * customer) * 1_000_000_000_000 + day * 3_000_000_000;
        json!({"date": format!("2026-06-{day:02}"), "usage": usage, "allocated_capacity": 0})
    };
    let accounts: Vec<_> = (0..5)
        .map(|customer| {
            let (id, name) = (format!("c-{customer}"), format!("account {customer}"));
            let daily: Vec<_> = (1..=30).map(|date| day(customer, date)).collect();
            json!({"customerId": id, "usage": {"name": name, "client_id": format!("{customer:012}"), "allocated_capacity": 0, "daily_usage": daily}})
        })
        .collect();
    json!({"asOf": "2026-07-01T00:00:00Z", "currency": "USD", "period": {"start": "2026-06-01", "end": "2026-07-01"}, "accounts": accounts})
        .to_string()
}

/// A checksum of results (FNV-1a).
#[must_use]
pub fn checksum(bytes: impl IntoIterator<Item = u8>) -> String {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(text, "{sum:016x}");
    text
}

/// The checksum of rated columns.
#[must_use]
pub fn checksum_of(amounts: &[i64], flags: &[u8]) -> String {
    checksum(amounts.iter().flat_map(|amount| amount.to_le_bytes()).chain(flags.iter().copied()))
}
