//! Numbers by their value: a decimal in scientific notation as the integer that it is as a 64-bit float, without floats.

/// Integers beyond this are not exact in every JSON implementation (RFC 7493, section 2.2).
pub(super) const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// A number beyond 64-bit floats.
#[derive(Debug)]
pub(super) struct TooLarge;

/// The integer within ±(2^53 − 1) that `significand` × 10^`exponent` is as a 64-bit float, rounded to the nearest as every
/// face sees it; none of another number.
pub(super) fn integer(significand: u64, exponent: i32) -> Result<Option<i64>, TooLarge> {
    /// Beyond floats, as the first 19 digits of a number of 309 digits.
    const BEYOND: u64 = 1_797_693_134_862_315_808;
    let Some(digits) = significand.checked_ilog10().and_then(|digits| i32::try_from(digits).ok()) else { return Ok(Some(0)) };
    let magnitude = exponent.saturating_add(digits);
    let head = match u32::try_from(18_i32.saturating_sub(digits)) {
        Ok(missing) => significand.saturating_mul(10_u64.saturating_pow(missing)),
        Err(_) => significand.div_euclid(10),
    };
    if magnitude > 308 || (magnitude == 308 && head >= BEYOND) {
        return Err(TooLarge);
    }
    if magnitude < -324 {
        return Ok(Some(0));
    }
    let Some(power) = 10_u64.checked_pow(exponent.unsigned_abs()) else { return Ok(None) };
    let value = if exponent < 0 { nearest(significand, power) } else { significand.checked_mul(power) };
    Ok(value.and_then(|value| i64::try_from(value).ok()).filter(|value| *value <= MAX_INTEGER))
}

/// The integer that `dividend / divisor` is as a 64-bit float: where it is no farther away than half a step of floats there.
fn nearest(dividend: u64, divisor: u64) -> Option<u64> {
    let (whole, rest) = (dividend.checked_div(divisor)?, dividend.checked_rem(divisor)?);
    // Floats of the size of `whole` have steps of 2^(1 − shift); between 1/2 and 1 it is 2^−53.
    let shift = whole.checked_ilog2().map_or(54, |bits| 53_u32.saturating_sub(bits));
    let (down, up) = (u128::from(rest) << shift, u128::from(divisor.saturating_sub(rest)) << shift);
    let divisor = u128::from(divisor);
    // A tie goes to the even neighbour: to the integer, unless the next float is an integer, too.
    if whole > 0 && (down < divisor || (down == divisor && (shift > 1 || whole & 1 == 0))) {
        return Some(whole);
    }
    (up <= divisor).then(|| whole.saturating_add(1))
}
