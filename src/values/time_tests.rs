//! Dates and instants against an independent library.

extern crate std;

use super::{Date, Instant, parse_date, parse_instant};
use alloc::format;
use alloc::string::ToString;

#[test]
fn every_day_of_the_range_prints_as_jiff_prints_it() {
    let mut oracle = jiff::civil::date(9998, 12, 31);
    let mut date = Date::new(9998, 12, 31);
    while oracle.year() >= 1 {
        let printed = date.map(|date| date.to_string());
        assert_eq!(printed.as_deref(), Some(oracle.to_string().as_str()));
        assert_eq!(printed.as_deref().and_then(parse_date).map(|(read, _)| read), date);
        let Ok(previous) = oracle.yesterday() else { break };
        oracle = previous;
        date = date.map(|date| date.plus_days(-1));
    }
}

proptest::proptest! {
    #[test]
    fn instants_read_and_print_as_jiff_does(seconds in -62_135_596_800_i64..=253_370_764_799, nanoseconds in 0..1_000_000_000_i32) {
        let oracle = jiff::Timestamp::new(seconds, if seconds < 0 { 0 } else { nanoseconds }).map(|instant| instant.to_string());
        let Ok(text) = oracle else { return Ok(()) };
        let printed = parse_instant(&text).map(|instant| instant.to_string());
        proptest::prop_assert_eq!(printed, Some(text));
    }

    #[test]
    fn offsets_shift_to_utc(hours in 0..=23_i64, minutes in 0..=59_i64, negative: bool) {
        let sign = if negative { '-' } else { '+' };
        let text = format!("2026-03-01T00:30:00{sign}{hours:02}:{minutes:02}");
        let oracle = text.parse::<jiff::Timestamp>().map(|instant| instant.to_string()).ok();
        proptest::prop_assert_eq!(parse_instant(&text).map(|instant| instant.to_string()), oracle);
    }
}

#[test]
fn refuses_what_is_no_date_or_instant() {
    for text in ["2026-02-29", "9999-01-01", "2026-13-01", "0000-01-01", "2026-3-01", "26-03-01", "2026-03-00", "２026-03-01"] {
        assert_eq!(parse_date(text), None, "{text}");
    }
    for text in [
        "2026-03-20",
        "2026-03-20T24:00:00Z",
        "2026-03-20T08:60:00Z",
        "2026-03-20T08:30:60Z",
        "2026-03-20T08:30:00",
        "2026-03-20T08:30:00.Z",
        "2026-03-20T08:30:00.1234567890Z",
        "2026-03-20T08:30:00+24:00",
        "0001-01-01T00:00:00+01:00",
    ] {
        assert_eq!(parse_instant(text), None, "{text}");
    }
}

#[test]
fn months_end_where_they_end() {
    let month = |text: &str| parse_date(text).map(|(date, _)| (date.first_of_month().to_string(), date.first_of_next_month().to_string()));
    assert_eq!(month("2024-02-29"), Some(("2024-02-01".into(), "2024-03-01".into())));
    assert_eq!(month("2026-12-31"), Some(("2026-12-01".into(), "2027-01-01".into())));
    assert_eq!(Instant::from_milliseconds(-1).map(|instant| instant.to_string()).as_deref(), Some("1969-12-31T23:59:59.999Z"));
}
