//! Exact fractions in 128 bits. Every amount stays one until its line is rounded; what does not fit is reported, never
//! rounded silently. Common factors are cancelled where a fraction is printed or would not fit else, not at every step: on the
//! way from bytes to minor units that is most of the work.

use alloc::format;
use alloc::string::{String, ToString};
use core::cmp::Ordering;

/// A fraction with a positive denominator, not always in lowest terms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.compare(*other).is_eq()
    }
}

impl Eq for Ratio {}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    loop {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(binary_gcd(x, y));
        }
        let Some(rest) = a.checked_rem(b) else { return a };
        (a, b) = (b, rest);
    }
}

/// Stein's algorithm: shifts and differences, where division is slow, and nothing to be predicted but the end. One
/// remainder first, since one number is often much smaller.
const fn binary_gcd(a: u64, b: u64) -> u64 {
    let (mut b, more) = if a < b { (a, b) } else { (b, a) };
    let Some(mut a) = more.checked_rem(b) else { return more };
    if a == 0 {
        return b;
    }
    let shared = (a | b).trailing_zeros();
    a = a.wrapping_shr(a.trailing_zeros());
    loop {
        b = b.wrapping_shr(b.trailing_zeros());
        let (less, more) = if a < b { (a, b) } else { (b, a) };
        (a, b) = (less, more.wrapping_sub(less));
        if b == 0 {
            return a.wrapping_shl(shared);
        }
    }
}

/// The quotient; none on overflow or division by zero. 128-bit division is many times slower than 64-bit.
fn divided(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) if b != -1 => a.checked_div(b).map(i128::from),
        _ => a.checked_div(b),
    }
}

/// The product; none on overflow. Two short factors cannot overflow, and most are.
fn multiplied(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a).wrapping_mul(i128::from(b))),
        _ => a.checked_mul(b),
    }
}

/// `numerator / denominator` as a whole number, rounded by `rounding`; none of nothing. 64 bits have a division of their own.
pub(crate) fn nearest(numerator: u64, denominator: u64, rounding: Rounding) -> Option<u64> {
    let quotient = numerator.checked_div(denominator)?;
    let rest = numerator.wrapping_sub(quotient.wrapping_mul(denominator));
    // What is missing to the next number; compared with it, the rest need not be doubled.
    let missing = denominator.wrapping_sub(rest);
    let away = match rounding {
        Rounding::HalfUp => rest >= missing,
        Rounding::HalfDown => rest > missing,
        Rounding::HalfEven => rest > missing || (rest == missing && quotient & 1 == 1),
        Rounding::Up | Rounding::Ceiling => rest != 0,
        Rounding::Down | Rounding::Floor => false,
    };
    Some(if away { quotient.wrapping_add(1) } else { quotient })
}

impl Ratio {
    pub(crate) const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// `numerator / denominator`; none for a denominator of 0 or beyond 128 bits.
    pub(crate) fn new(numerator: i128, denominator: i128) -> Option<Self> {
        match denominator.cmp(&0) {
            Ordering::Greater => Some(Self { numerator, denominator }),
            Ordering::Less => Some(Self { numerator: numerator.checked_neg()?, denominator: denominator.checked_neg()? }),
            Ordering::Equal => None,
        }
    }

    /// The same value in lowest terms.
    fn reduced(self) -> Self {
        let Self { numerator, denominator } = self;
        let divisor = greatest_common_divisor(numerator.unsigned_abs(), denominator.unsigned_abs());
        let cancelled = |divisor| Some(Self { numerator: divided(numerator, divisor)?, denominator: divided(denominator, divisor)? });
        // INVARIANT: the divisor is that of a positive denominator, so it is neither 0 nor beyond 127 bits.
        i128::try_from(divisor).ok().and_then(cancelled).unwrap_or(self)
    }

    /// The same value without what factors of two both share, where that is cheap and worth it.
    fn lighter(self) -> Self {
        if i64::try_from(self.denominator).is_ok() {
            return self;
        }
        let shift = self.numerator.trailing_zeros().min(self.denominator.trailing_zeros());
        Self { numerator: self.numerator.wrapping_shr(shift), denominator: self.denominator.wrapping_shr(shift) }
    }

    /// A whole number; none beyond 127 bits.
    pub(crate) fn whole(value: u128) -> Option<Self> {
        Some(Self { numerator: i128::try_from(value).ok()?, denominator: 1 })
    }

    pub(crate) fn is_zero(self) -> bool {
        self.numerator == 0
    }

    pub(crate) const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// The larger of both.
    pub(crate) fn or_more(self, least: Self) -> Self {
        if self.compare(least) == Ordering::Less { least } else { self }
    }

    /// The smaller of both.
    pub(crate) fn or_less(self, most: Self) -> Self {
        if self.compare(most) == Ordering::Greater { most } else { self }
    }

    /// The sum; none on overflow. Over the least common denominator, so that sums of many prices and days stay small.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        if self.is_zero() {
            return Some(other);
        }
        if other.is_zero() {
            return Some(self);
        }
        if self.denominator == other.denominator
            && let Some(numerator) = self.numerator.checked_add(other.numerator)
        {
            return Some(Self { numerator, denominator: self.denominator });
        }
        let [own, theirs, denominator] = self.together(other)?;
        Self::new(own.checked_add(theirs)?, denominator)
    }

    /// The numerators of both over their least common denominator, and that; none on overflow.
    pub(crate) fn together(self, other: Self) -> Option<[i128; 3]> {
        let (a, b) = (self.reduced(), other.reduced());
        let shared = greatest_common_divisor(a.denominator.unsigned_abs(), b.denominator.unsigned_abs());
        let shared = i128::try_from(shared).ok()?;
        let (own, theirs) = (divided(a.denominator, shared)?, divided(b.denominator, shared)?);
        Some([multiplied(a.numerator, theirs)?, multiplied(b.numerator, own)?, multiplied(a.denominator, theirs)?])
    }

    /// The same value with the other sign; none on overflow.
    pub(crate) fn negated(self) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_neg()?, denominator: self.denominator })
    }

    /// The difference; none on overflow.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated()?)
    }

    /// The product; none on overflow, which happens only if the result in lowest terms does not fit.
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        let product = |(a, b): (Self, Self)| {
            Some(Self { numerator: multiplied(a.numerator, b.numerator)?, denominator: multiplied(a.denominator, b.denominator)? })
        };
        let crossed = || {
            let (a, b) = (self.reduced(), other.reduced());
            let left = Self { numerator: a.numerator, denominator: b.denominator }.reduced();
            (left, Self { numerator: b.numerator, denominator: a.denominator }.reduced())
        };
        product((self, other)).map(Self::lighter).or_else(|| product(crossed()))
    }

    /// The quotient; none on overflow or division by zero.
    pub(crate) fn over(self, other: Self) -> Option<Self> {
        let reciprocal = match other.numerator.cmp(&0) {
            Ordering::Greater => Self { numerator: other.denominator, denominator: other.numerator },
            Ordering::Less => Self { numerator: other.denominator.checked_neg()?, denominator: other.numerator.checked_neg()? },
            Ordering::Equal => return None,
        };
        self.times(reciprocal)
    }

    /// Compares exactly: crosswise where that fits 128 bits, else whole parts first, then the reciprocals of what is left, as in
    /// Euclid's algorithm, so that nothing can overflow.
    pub(crate) fn compare(self, other: Self) -> Ordering {
        let crosswise = (multiplied(self.numerator, other.denominator), multiplied(other.numerator, self.denominator));
        if let (Some(left), Some(right)) = crosswise {
            return left.cmp(&right);
        }
        let (mut a, mut b) = (self, other);
        let mut reversed = false;
        loop {
            let (whole_a, whole_b) = (a.numerator.div_euclid(a.denominator), b.numerator.div_euclid(b.denominator));
            let (rest_a, rest_b) = (a.numerator.rem_euclid(a.denominator), b.numerator.rem_euclid(b.denominator));
            let order = whole_a.cmp(&whole_b).then_with(|| match (rest_a, rest_b) {
                (0, 0) => Ordering::Equal,
                (0, _) => Ordering::Less,
                (_, 0) => Ordering::Greater,
                _ => Ordering::Equal,
            });
            if order != Ordering::Equal || rest_a == 0 {
                return if reversed { order.reverse() } else { order };
            }
            (a, b) = (Self { numerator: a.denominator, denominator: rest_a }, Self { numerator: b.denominator, denominator: rest_b });
            reversed = !reversed;
        }
    }

    /// Times `10^scale`, rounded to a whole number by `rounding`; none on overflow.
    pub(crate) fn round(self, scale: u32, rounding: Rounding) -> Option<i128> {
        let power = Self { numerator: 10_i128.checked_pow(scale)?, denominator: 1 };
        let scaled = self.times(power)?;
        scaled.nearest(rounding).or_else(|| scaled.reduced().nearest(rounding))
    }

    fn nearest(self, rounding: Rounding) -> Option<i128> {
        if let (Ok(numerator), Ok(denominator)) = (u64::try_from(self.numerator), u64::try_from(self.denominator)) {
            return nearest(numerator, denominator, rounding).map(i128::from);
        }
        let quotient = divided(self.numerator, self.denominator)?;
        let rest = self.numerator.checked_sub(multiplied(quotient, self.denominator)?)?;
        let twice = rest.checked_abs()?.checked_mul(2)?;
        let away = match rounding {
            Rounding::HalfUp => twice >= self.denominator,
            Rounding::HalfDown => twice > self.denominator,
            Rounding::HalfEven => match twice.cmp(&self.denominator) {
                Ordering::Greater => true,
                Ordering::Equal => quotient.checked_rem(2)? != 0,
                Ordering::Less => false,
            },
            Rounding::Up => rest != 0,
            Rounding::Down => false,
            Rounding::Ceiling => rest > 0,
            Rounding::Floor => rest < 0,
        };
        if away { quotient.checked_add(self.numerator.signum()) } else { Some(quotient) }
    }

    /// A decimal where the fraction ends within 30 digits, else `numerator/denominator` in lowest terms.
    pub(crate) fn print(self) -> String {
        let Self { numerator, denominator } = self.reduced();
        let ended = ending(denominator).and_then(|(scale, factor)| Some((multiplied(numerator, factor)?, scale)));
        ended.map_or_else(|| format!("{numerator}/{denominator}"), |(units, scale)| scaled(units, scale))
    }
}

/// The least number of digits with which parts of so many end, and what makes them such digits; none beyond 30 or never.
fn ending(denominator: i128) -> Option<(u32, i128)> {
    let twos = denominator.trailing_zeros();
    let mut rest = denominator.checked_shr(twos)?;
    let mut fives: u32 = 0;
    while rest != 1 {
        let fifth = divided(rest, 5)?;
        if fifth.checked_mul(5) != Some(rest) {
            return None;
        }
        (rest, fives) = (fifth, fives.saturating_add(1));
    }
    let scale = twos.max(fives);
    let power = |base: i128, exponent: u32| base.checked_pow(scale.saturating_sub(exponent));
    if scale > 30 { None } else { Some((scale, power(2, twos)?.checked_mul(power(5, fives)?)?)) }
}

/// Prints `units / 10^scale` with exactly `scale` digits after the point.
pub(crate) fn scaled(units: i128, scale: u32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let magnitude = units.unsigned_abs();
    let digits = u64::try_from(magnitude).map_or_else(|_| magnitude.to_string(), |short| short.to_string());
    let width = usize::try_from(scale).unwrap_or(0);
    if width == 0 {
        return format!("{sign}{digits}");
    }
    let mut text = String::with_capacity(digits.len().max(width).saturating_add(3));
    text.push_str(sign);
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(width));
    text.push_str(if whole.is_empty() { "0" } else { whole });
    text.push('.');
    (fraction.len()..width).for_each(|_| text.push('0'));
    text.push_str(fraction);
    text
}

crate::wire::shape::shape! {
    /// How a line's amount becomes a whole number of minor units.
    pub(crate) words Rounding {
        /// To the nearest; ties away from zero, as invoices commonly do.
        "halfUp" HalfUp,
        /// To the nearest; ties to the even neighbour.
        "halfEven" HalfEven,
        /// Away from zero.
        "up" Up,
        /// Towards zero.
        "down" Down,
        /// To the nearest; ties towards zero.
        "halfDown" HalfDown,
        /// Towards positive infinity.
        "ceiling" Ceiling,
        /// Towards negative infinity.
        "floor" Floor,
    }
}

#[cfg(test)]
mod tests {
    use super::{Ratio, Rounding, greatest_common_divisor};
    use core::cmp::Ordering;

    fn round(numerator: i128, denominator: i128, scale: u32, rounding: Rounding) -> Option<i128> {
        Ratio::new(numerator, denominator)?.round(scale, rounding)
    }

    #[test]
    fn ties_round_by_the_named_mode_on_both_sides_of_zero() {
        // 0.125 and -0.125 at 2 digits: the tie lies between 12 and 13 hundredths.
        for (mode, positive, negative) in [
            (Rounding::HalfUp, 13, -13),
            (Rounding::HalfEven, 12, -12),
            (Rounding::HalfDown, 12, -12),
            (Rounding::Up, 13, -13),
            (Rounding::Down, 12, -12),
            (Rounding::Ceiling, 13, -12),
            (Rounding::Floor, 12, -13),
        ] {
            assert_eq!(round(1, 8, 2, mode), Some(positive), "{mode:?}");
            assert_eq!(round(-1, 8, 2, mode), Some(negative), "{mode:?}");
        }
        // 0.135 is the tie between 13 and 14: the even neighbour is above.
        assert_eq!(round(135, 1000, 2, Rounding::HalfEven), Some(14));
    }

    #[test]
    fn prints_a_decimal_where_it_ends_and_a_fraction_where_it_does_not() {
        let print = |n, d| Ratio::new(n, d).map(Ratio::print);
        assert_eq!(print(3, 8).as_deref(), Some("0.375"));
        assert_eq!(print(-20, 3).as_deref(), Some("-20/3"));
        assert_eq!(print(40, 4).as_deref(), Some("10"));
    }

    proptest::proptest! {
        #[test]
        fn the_greatest_common_divisor_is_euclids(a: u64, b: u64, factor in 1..1_000_000_u64) {
            let (a, b) = (u128::from(a).saturating_mul(u128::from(factor)), u128::from(b).saturating_mul(u128::from(factor)));
            let (mut x, mut y) = (a, b);
            while let Some(rest) = x.checked_rem(y) {
                (x, y) = (y, rest);
            }
            proptest::prop_assert_eq!(greatest_common_divisor(a, b), x);
        }
    }

    #[test]
    fn comparing_never_overflows() {
        let ratio = |n, d| Ratio::new(n, d).unwrap_or(Ratio::ZERO);
        let huge = 10_i128.pow(36);
        assert_eq!(ratio(huge, huge - 1).compare(ratio(huge - 1, huge - 2)), Ordering::Less);
        assert_eq!(ratio(712_345_678, huge).compare(ratio(712_345_678, huge)), Ordering::Equal);
        assert_eq!(ratio(-1, 3).compare(ratio(-1, 2)), Ordering::Greater);
        assert_eq!(ratio(-1, huge).compare(Ratio::ZERO), Ordering::Less);
        assert_eq!(ratio(7, 2).compare(ratio(3, 1)), Ordering::Greater);
    }

    #[test]
    fn overflow_and_division_by_zero_are_none() {
        let huge = Ratio::new(i128::MAX, 1);
        assert_eq!(huge.and_then(|h| h.plus(h)), None);
        assert_eq!(Ratio::new(1, 0), None);
        assert_eq!(Ratio::ZERO.over(Ratio::ZERO), None);
    }
}
