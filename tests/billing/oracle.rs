//! A second rating, deliberately naive: every day by itself, every figure a fraction without limit, every rule as its
//! sentence says. Gives the rounded amounts of all lines and the total, in minor units.

use num_bigint::BigInt;
use num_traits::{One, Zero};

use super::naive::{Q, lines, q, round, thousandths};
use super::scenario::{Account, List, Minimum, Model, Scenario};

/// What an account has on each day: bytes, allocation, and whether there was a figure by then; none outside its life.
fn days(account: &Account, count: u64) -> Vec<Option<(u64, u64, bool)>> {
    let first = account.rows.iter().flatten().next().map_or(account.allocated, |row| row.1);
    let mut last = (0, first, false);
    (0..count)
        .map(|day| {
            if let Some((bytes, allocated)) = account.rows[usize::try_from(day).expect("small")] {
                last = (bytes, allocated, true);
            }
            (account.created <= day && day < account.deleted).then_some(last)
        })
        .collect()
}

/// A group's day: pay-per-use bytes, whether there were any such accounts; reserved bytes, allocated, whether.
#[derive(Clone, Default)]
pub struct Day {
    used: u64,
    active: bool,
    reserved: u64,
    allocated: u64,
    /// Allocated, where there is a figure of the use.
    known: u64,
    has_reserved: bool,
}

fn groups(scenario: &Scenario, by_customer: bool) -> Vec<Vec<Day>> {
    let keys: Vec<u64> = if by_customer { vec![0, 1] } else { (0..scenario.accounts.len() as u64).collect() };
    keys.into_iter()
        .map(|key| {
            let mut sum = vec![Day::default(); usize::try_from(scenario.days).expect("small")];
            for (index, account) in scenario.accounts.iter().enumerate() {
                if key != (if by_customer { account.customer } else { index as u64 }) {
                    continue;
                }
                for (day, figure) in sum.iter_mut().zip(days(account, scenario.days)) {
                    match figure {
                        Some((bytes, 0, _)) => (day.used, day.active) = (day.used + bytes, true),
                        Some((bytes, allocated, known)) => {
                            (day.reserved, day.allocated, day.has_reserved) = (day.reserved + bytes, day.allocated + allocated, true);
                            day.known += if known { allocated } else { 0 };
                        }
                        None => {}
                    }
                }
            }
            sum
        })
        .collect()
}

/// The bytes that days `first..end` bring to the month's quantity.
fn quantity((averaging, floor): (&str, u64), days: &[Day], first: u64, end: u64) -> Q {
    let count = q(days.len() as u64);
    let part: Q = days.iter().take(end as usize).skip(first as usize).map(|day| q(day.used)).sum();
    let share = q(end - first) / &count;
    match averaging {
        "calendarMean" | "dailyPeakMean" => part / count,
        "activeDaysMean" => part / q(days.iter().filter(|day| day.active).count() as u64),
        "dailyFloor" => {
            let floored = |day: &Day| if day.active { q(day.used.max(floor)) } else { Q::zero() };
            days.iter().take(end as usize).skip(first as usize).map(floored).sum::<Q>() / count
        }
        "p95" => {
            // The least figure that at least 95 of 100 days do not exceed.
            let reaches = |figure: u64| days.iter().filter(|day| day.used <= figure).count() * 100 >= days.len() * 95;
            q(days.iter().map(|day| day.used).filter(|used| reaches(*used)).min().expect("days")) * share
        }
        "peak" => q(days.iter().map(|day| day.used).max().expect("days")) * share,
        "lastDay" => q(days.last().expect("days").used) * share,
        other => panic!("{other}"),
    }
}

fn billable(scenario: &Scenario, list: &List, bytes: &Q) -> Q {
    let stepped = if scenario.rules.step == 0 { bytes.clone() } else { (bytes / q(scenario.rules.step)).ceil() * q(scenario.rules.step) };
    (stepped - q(list.free)).max(Q::zero())
}

fn floor(minimum: &Minimum, free: u64, priced: &Q, days: &[Day]) -> Q {
    let zero = days.iter().all(|day| day.used == 0);
    let active = q(days.iter().filter(|day| day.active).count() as u64);
    if minimum.by_day {
        let counts = |day: &&Day| day.active && (day.used > 0 || minimum.at_zero);
        let least: Q = days.iter().filter(counts).map(|day| q(minimum.quantity.max(day.used.saturating_sub(free)))).sum();
        return (least / q(days.len() as u64)).max(priced.clone());
    }
    if zero && !minimum.at_zero {
        return Q::zero();
    }
    if minimum.prorate { q(minimum.quantity) * active / q(days.len() as u64) } else { q(minimum.quantity) }
}

/// Lines as they are made.
pub struct Bill<'s> {
    scenario: &'s Scenario,
    pub amounts: Vec<i128>,
    pub exact: Vec<Q>,
    subtotals: Vec<Q>,
}

impl Bill<'_> {
    fn push(&mut self, exact: Q, section: Option<usize>) {
        let rounded = round(&exact, self.scenario.currency.1, self.scenario.rules.rounding);
        self.put(exact, rounded, section);
    }
    fn put(&mut self, exact: Q, rounded: i128, section: Option<usize>) {
        if let Some(section) = section {
            self.subtotals[section] += &exact;
        }
        self.amounts.push(rounded);
        self.exact.push(exact);
    }
    pub fn total(&self) -> i128 {
        self.amounts.iter().sum()
    }
    fn round(&self, exact: &Q) -> i128 {
        round(exact, self.scenario.currency.1, self.scenario.rules.rounding)
    }

    fn usage(&mut self, days: &[Day]) {
        let scenario = self.scenario;
        let made = self.amounts.len();
        let (mut reached, mut priced, mut at_zero) = (Q::zero(), Q::zero(), false);
        for (index, (list, first, end)) in sections(scenario).into_iter().enumerate() {
            let before = billable(scenario, list, &reached);
            reached += quantity((scenario.rules.averaging, scenario.rules.daily_floor), days, first, end);
            priced = billable(scenario, list, &reached);
            for line in lines(&list.usage, (&before, &priced), at_zero || !before.is_zero(), &(q(end - first) / q(scenario.days))) {
                self.push(line, Some(index));
            }
            at_zero |= matches!(list.usage.model, Model::Tiers { at_zero: true, .. } | Model::Percentage { at_zero: true, .. });
        }
        let last = scenario.lists.last().expect("a list");
        let Some(minimum) = &last.minimum else { return };
        let floor = floor(minimum, last.free, &priced, days);
        if priced >= floor {
            return;
        }
        let missing: Q = lines(&last.usage, (&priced, &floor), at_zero || !priced.is_zero(), &Q::zero()).into_iter().sum();
        let exact: Q = self.exact[made..].iter().sum::<Q>() + &missing;
        let rounded = self.round(&exact) - self.amounts[made..].iter().sum::<i128>();
        if missing < Q::zero() || rounded < 0 || (missing.is_zero() && rounded == 0) {
            return;
        }
        self.put(missing, rounded, Some(scenario.lists.len() - 1));
    }

    /// A part of the month of a reserved amount.
    fn reserved(&mut self, bytes: u64, from: &Q, to: &Q, sign: i64) {
        let scenario = self.scenario;
        for (index, (list, first, end)) in sections(scenario).into_iter().enumerate() {
            let (start, end) = (position(scenario, first, false), position(scenario, end, false));
            let part = end.min(to.clone()) - start.max(from.clone());
            if bytes == 0 || part <= Q::zero() {
                continue;
            }
            let mut charges = lines(&list.reserved, (&Q::zero(), &q(bytes)), false, &Q::one());
            if sign < 0 && matches!(list.reserved.model, Model::Percentage { .. }) {
                charges = vec![charges.into_iter().sum()];
            }
            for line in charges {
                self.push(line * &part * Q::from_integer(BigInt::from(sign)), Some(index));
            }
        }
    }

    /// Each stretch of days that have the same allocation is a line.
    fn allocated(&mut self, days: &[Day]) {
        let mut first = 0;
        for day in 1..=days.len() {
            if day == days.len() || days[day].allocated != days[first].allocated {
                let bound = |day: usize| position(self.scenario, day as u64, false);
                let (from, to) = (bound(first), bound(day));
                self.reserved(days[first].allocated, &from, &to, 1);
                first = day;
            }
        }
    }

    fn excess(&mut self, days: &[Day]) {
        let scenario = self.scenario;
        if !days.iter().any(|day| day.has_reserved) {
            return;
        }
        let covered = |(index, day): (usize, &Day)| {
            let index = index as u64;
            let Some(contract) = scenario.contract.as_ref().filter(|_| scenario.rules.excess_by_contract) else { return q(day.known) };
            let now = contract.change.filter(|(at, _)| *at <= index).map_or(contract.reserved, |(_, bytes)| bytes);
            if contract.from <= index && index < contract.to { q(now) } else { Q::zero() }
        };
        let above = |(index, day): (usize, &Day)| q(day.reserved) - covered((index, day));
        let sum: Q = if scenario.rules.excess_by_day {
            days.iter().enumerate().map(|day| above(day).max(Q::zero())).sum()
        } else {
            days.iter().enumerate().map(above).sum::<Q>().max(Q::zero())
        };
        if sum.is_zero() {
            return;
        }
        let gigabytes = sum / q(scenario.days) / q(1_000_000_000);
        let listed = scenario.lists.last().expect("a list").cents;
        let cents = scenario.contract.as_ref().map_or(listed, |contract| contract.cents);
        self.push(gigabytes * thousandths(cents) / q(100), Some(scenario.lists.len() - 1));
    }

    /// What left the storage above what is free of it.
    fn egress(&mut self) {
        let scenario = self.scenario;
        let Some(contract) = scenario.contract.as_ref().filter(|contract| contract.egress_cents > 0) else { return };
        let days = groups(scenario, true);
        let stored = days.iter().flatten().map(|day| q(day.used) + q(day.reserved)).sum::<Q>() / q(scenario.days);
        let left: Q = scenario.extras.egress.iter().map(|bytes| q(*bytes)).sum();
        let above = left - stored * q(scenario.extras.free_egress) / q(100);
        if above > Q::zero() {
            self.push(above / q(1_000_000_000) * thousandths(contract.egress_cents) / q(100), Some(scenario.lists.len() - 1));
        }
    }

    /// What was paid in advance, of at most what pay-per-use and all lines came to; then the fees of what is overdue.
    fn extras(&mut self, used: i128) {
        let extras = &self.scenario.extras;
        let taken = extras.prepaid.map_or(0, i128::from).min(used).min(self.total()).max(0);
        if taken > 0 {
            let minor = Q::from_integer(BigInt::from(10).pow(self.scenario.currency.1));
            self.put(-Q::from_integer(BigInt::from(taken)) / minor, -taken, None);
        }
        for (amount, day) in &extras.overdue {
            // The bill is of the day after December 31st.
            if extras.late_fee > 0 && 32 > day + extras.grace_days {
                self.push(thousandths(*amount) * thousandths(extras.late_fee) / q(100), None);
            }
        }
    }

    fn adjust(&mut self, used: i128) {
        let scenario = self.scenario;
        for (index, (list, first, end)) in sections(scenario).into_iter().enumerate() {
            let mut subtotal = self.subtotals[index].clone();
            for (discount, percent, value) in &list.adjustments {
                let amount = if *percent {
                    &subtotal * thousandths(*value) / q(100)
                } else {
                    thousandths(*value) * q(end - first) / q(scenario.days)
                };
                let change = if *discount { -(amount.min(subtotal.clone().max(Q::zero()))) } else { amount };
                subtotal += &change;
                self.push(change, None);
            }
        }
        let last = scenario.lists.last().expect("a list");
        for (bound, most) in [(last.maximum_charge, true), (last.minimum_charge, false)] {
            let Some(bound) = bound.map(thousandths) else { continue };
            let exact: Q = self.exact.iter().sum();
            let rounded = self.round(&bound) - self.total();
            if (most && rounded < 0) || (!most && rounded > 0) {
                self.put(bound - exact, rounded, None);
            }
        }
        self.extras(used);
        if scenario.rules.round_total {
            let exact: Q = self.exact.iter().sum();
            let rounded = self.round(&exact) - self.total();
            if rounded != 0 {
                self.put(Q::zero(), rounded, None);
            }
        }
    }
}

fn sections(scenario: &Scenario) -> Vec<(&List, u64, u64)> {
    let bounds = if scenario.lists.len() > 1 { vec![0, scenario.split, scenario.days] } else { vec![0, scenario.days] };
    scenario.lists.iter().zip(bounds.windows(2)).map(|(list, pair)| (list, pair[0], pair[1])).collect()
}

fn position(scenario: &Scenario, day: u64, end: bool) -> Q {
    let elapsed = day + u64::from(end && scenario.rules.end_inclusive);
    if elapsed >= scenario.days {
        return Q::one();
    }
    let whole = if scenario.rules.thirty { 30 } else { scenario.days };
    q(elapsed.min(whole)) / q(whole)
}

/// The bill of a scenario.
pub fn bill(scenario: &Scenario) -> Bill<'_> {
    let mut bill = Bill { scenario, amounts: Vec::new(), exact: Vec::new(), subtotals: vec![Q::zero(); scenario.lists.len()] };
    for days in groups(scenario, scenario.scope == "customer") {
        if days.iter().any(|day| day.active) {
            bill.usage(&days);
        }
    }
    let used = bill.total();
    if let Some(contract) = &scenario.contract {
        let prorated = scenario.rules.prorate_reserved;
        let start = if prorated { position(scenario, contract.from, false) } else { Q::zero() };
        let end = if prorated { position(scenario, contract.to, true) } else { Q::one() };
        bill.reserved(contract.reserved, &start, &end, 1);
        if let Some((day, bytes)) = contract.change {
            bill.reserved(contract.reserved, &position(scenario, day, true), &end, -1);
            bill.reserved(bytes, &position(scenario, day, false), &end, 1);
        }
        let mut all = groups(scenario, true);
        if scenario.rules.excess_by_contract {
            let mut sum = vec![Day::default(); usize::try_from(scenario.days).expect("small")];
            for days in all.drain(..) {
                for (total, day) in sum.iter_mut().zip(days) {
                    total.reserved += day.reserved;
                    total.has_reserved |= day.has_reserved;
                }
            }
            all.push(sum);
        }
        all.iter().for_each(|days| bill.excess(days));
    }
    if scenario.by_allocation {
        for days in groups(scenario, true) {
            bill.allocated(&days);
            bill.excess(&days);
        }
    }
    bill.egress();
    bill.adjust(used);
    bill
}
