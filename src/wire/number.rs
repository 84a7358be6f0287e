//! Numbers by their value: a JSON number as the integer that it is, however it was written, without floats.

/// Integers beyond this are not exact in every JSON implementation (RFC 7493, section 2.2).
pub(super) const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// Most digits that such an integer has.
const LONGEST: usize = 16;

/// The integer within ±(2^53 − 1) that a number of JSON's grammar is; none of another number, however close it is to one.
pub(super) fn integer(text: &str) -> Option<i64> {
    // Most numbers are a few digits and nothing else.
    if text.len() < LONGEST && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.bytes().fold(0, |value: i64, digit| value.wrapping_mul(10).wrapping_add(i64::from(digit & 15))));
    }
    let (is_negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let kept = if fraction.is_empty() { whole.trim_end_matches('0') } else { whole };
    // Without zeros at their end the digits are an integer only where the point stands behind all of them.
    let moved = i64::try_from(whole.len().saturating_sub(kept.len())).ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let mut value: i64 = 0;
    let mut significant: usize = 0;
    for digit in kept.bytes().chain(fraction.bytes()).map(|byte| i64::from(byte & 15)).skip_while(|digit| *digit == 0) {
        significant = significant.saturating_add(1);
        value = value.saturating_mul(10).saturating_add(digit);
    }
    if significant == 0 {
        return Some(0);
    }
    let zeros = usize::try_from(scale(exponent).saturating_add(moved)).ok()?;
    if significant.saturating_add(zeros) > LONGEST {
        return None;
    }
    let value = value.checked_mul(10_i64.checked_pow(u32::try_from(zeros).ok()?)?).filter(|value| *value <= MAX_INTEGER)?;
    Some(if is_negative { value.saturating_neg() } else { value })
}

/// An exponent; one that no length of text makes up for is as large as can be.
fn scale(exponent: &str) -> i64 {
    let (is_down, digits) = exponent.strip_prefix('-').map_or((false, exponent), |rest| (true, rest));
    let scale =
        digits.bytes().filter(u8::is_ascii_digit).fold(0_i64, |scale, byte| scale.saturating_mul(10).saturating_add(i64::from(byte & 15)));
    if is_down { scale.saturating_neg() } else { scale }
}
