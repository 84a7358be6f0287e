//! Other ways to write a capacity: what a text that is none was meant to say, as far as that can be told, and numbers that
//! say two things. Nothing is read this way; it only goes into help.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What stands between thousands, or before decimals.
fn is_separator(character: char) -> bool {
    matches!(character, '.' | ',' | '\'' | '’' | '_') || character.is_whitespace()
}

/// Both readings of one to three digits, a point or comma, and three digits: `1.000` is 1 in English and 1000 in German.
pub(super) fn readings(number: &str, unit: &str) -> Option<[String; 2]> {
    let (whole, rest) = number.split_once(['.', ','])?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=3).contains(&whole.len()) || whole.starts_with('0') || rest.len() != 3 || !digits(whole) || !digits(rest) {
        return None;
    }
    let decimal = format!("{whole}.{rest}");
    Some([format!("{} {unit}", decimal.trim_end_matches('0').trim_end_matches('.')), format!("{whole}{rest} {unit}")])
}

/// Whether three decimals must be taken for thousands: the last is a zero, which a decimal does not need.
pub(super) fn is_ambiguous(number: &str) -> bool {
    number.ends_with('0') && number.contains('.') && readings(number, "").is_some()
}

/// The number and the letters after it, without the spaces around both.
pub(super) fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let number = text.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    (number.trim_end(), text.get(number.len()..).unwrap_or(""))
}

/// The number with a decimal point and nothing between its thousands; none where its groups are no thousands.
pub(super) fn plain(number: &str) -> Option<String> {
    let mut groups: Vec<&str> = number.split(is_separator).collect();
    let last = number.chars().rev().find(|character| is_separator(*character));
    // A sign that comes twice stands between thousands: `1.000.000`.
    let is_decimal = last.is_some_and(|sign| matches!(sign, '.' | ',') && number.matches(sign).count() == 1);
    let fraction = if is_decimal { groups.pop() } else { None };
    let (first, rest) = groups.split_first()?;
    if !rest.is_empty() && (first.len() > 3 || rest.iter().any(|group| group.len() != 3)) {
        return None;
    }
    let whole = groups.concat();
    Some(fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}")))
}

#[cfg(test)]
mod tests {
    use super::{is_ambiguous, plain, readings};

    #[test]
    fn other_notations_are_put_right_where_they_say_one_thing() {
        for (number, written) in [
            ("47,5", "47.5"),
            ("1.000,5", "1000.5"),
            ("1,000.5", "1000.5"),
            ("1.000.000", "1000000"),
            ("1 000", "1000"),
            ("1\u{202f}000,5", "1000.5"),
            ("1'000", "1000"),
        ] {
            assert_eq!(plain(number).as_deref(), Some(written), "{number}");
        }
        for number in ["10 00", "1.00.000", "1,5,5", "1000 000"] {
            assert_eq!(plain(number), None, "{number}");
        }
    }

    #[test]
    fn three_decimals_with_a_zero_at_the_end_could_be_thousands() {
        for number in ["1.000", "999.990", "47.500"] {
            assert!(is_ambiguous(number), "{number}");
        }
        for number in ["0.500", "1000.000", "1.0000", "1.00", "2.345", "1000", "1.0a0"] {
            assert!(!is_ambiguous(number), "{number}");
        }
        assert_eq!(readings("1.500", "TB"), Some(["1.5 TB".into(), "1500 TB".into()]));
        assert_eq!(readings("1,000", "GB"), Some(["1 GB".into(), "1000 GB".into()]));
    }
}
