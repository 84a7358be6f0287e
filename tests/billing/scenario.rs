//! Scenarios: a month of random accounts, prices and rules, as plain figures.

/// SplitMix64: a seed gives the same scenarios everywhere.
pub struct Dice(pub u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).expect("small")]
    }
    /// Often a round figure, so that bounds and ties are met; now and then nothing.
    pub fn bytes(&mut self) -> u64 {
        match self.below(8) {
            0 => 0,
            1..=3 => self.below(40) * 250_000_000_000,
            4 => self.below(12) * (1 << 40),
            _ => self.below(12_000_000_000_000),
        }
    }
    /// Thousandths.
    pub fn price(&mut self) -> u64 {
        match self.below(6) {
            0 => 0,
            1 => 7990,
            2 => self.below(20) * 500,
            _ => self.below(20_000),
        }
    }
}

pub const UNITS: [(&str, u64); 4] = [("TB", 1_000_000_000_000), ("TiB", 1 << 40), ("GB", 1_000_000_000), ("GiB", 1 << 30)];

/// An upper bound in bytes, unit price and flat fee in thousandths.
#[derive(Clone, Debug)]
pub struct Tier {
    pub up_to: Option<u64>,
    pub unit_price: u64,
    pub flat_fee: u64,
}

#[derive(Clone, Debug)]
pub enum Model {
    PerUnit { price: u64 },
    Tiers { name: &'static str, tiers: Vec<Tier>, at_zero: bool },
    Flat { amount: u64 },
    Package { price: u64, size: u64, rounding: &'static str },
    Percentage { percent: u64, price: u64, fixed: u64, minimum: Option<u64>, maximum: Option<u64>, at_zero: bool },
}

#[derive(Clone, Debug)]
pub struct Price {
    pub model: Model,
    pub unit: (&'static str, u64),
}

#[derive(Clone, Debug)]
pub struct Minimum {
    pub quantity: u64,
    pub at_zero: bool,
    pub by_day: bool,
    pub prorate: bool,
}

#[derive(Clone, Debug)]
pub struct List {
    pub usage: Price,
    pub minimum: Option<Minimum>,
    pub free: u64,
    pub reserved: Price,
    /// Excess price where there is no contract, in thousandths of a cent.
    pub cents: u64,
    /// Discount or margin, by percentage or amount, in thousandths.
    pub adjustments: Vec<(bool, bool, u64)>,
    pub maximum_charge: Option<u64>,
    pub minimum_charge: Option<u64>,
}

#[derive(Clone, Debug)]
pub struct Account {
    pub customer: u64,
    pub created: u64,
    pub deleted: u64,
    /// Use and allocation of each day, where there is a row.
    pub rows: Vec<Option<(u64, u64)>>,
    pub allocated: u64,
}

#[derive(Clone, Debug)]
pub struct Contract {
    pub reserved: u64,
    pub from: u64,
    pub to: u64,
    pub cents: u64,
    /// From which day on there is another amount.
    pub change: Option<(u64, u64)>,
    /// Price of egress, in thousandths of a cent per GB.
    pub egress_cents: u64,
}

/// What is not read off meters or price lists.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// What was paid in advance, in minor units.
    pub prepaid: Option<u64>,
    /// Amounts in thousandths, each with the day of December 2026 on which it was due; the bill is of January 1st.
    pub overdue: Vec<(u64, u64)>,
    pub grace_days: u64,
    /// In thousandths of a percent; of 0 there is no such rule.
    pub late_fee: u64,
    pub free_egress: u64,
    /// What left each account.
    pub egress: Vec<u64>,
}

#[derive(Clone, Debug)]
pub struct Rules {
    pub averaging: &'static str,
    pub daily_floor: u64,
    pub rounding: &'static str,
    pub round_total: bool,
    pub step: u64,
    pub excess_by_contract: bool,
    pub excess_by_day: bool,
    pub prorate_reserved: bool,
    pub end_inclusive: bool,
    pub thirty: bool,
}

#[derive(Clone, Debug)]
pub struct Scenario {
    pub year: u64,
    pub month: u64,
    pub days: u64,
    pub currency: (&'static str, u32),
    pub rules: Rules,
    pub lists: Vec<List>,
    /// The day on which the second list takes over.
    pub split: u64,
    pub scope: &'static str,
    pub accounts: Vec<Account>,
    pub contract: Option<Contract>,
    /// Whether allocations are billed where there is no contract.
    pub by_allocation: bool,
    pub extras: Extras,
}

fn extras(dice: &mut Dice, accounts: usize) -> Extras {
    let overdue = (0..dice.below(3)).map(|_| (dice.price() * 3, 15 + dice.below(17))).collect();
    Extras {
        prepaid: dice.one_in(3).then(|| dice.below(6_000)),
        overdue,
        grace_days: dice.below(4) * 3,
        late_fee: if dice.one_in(2) { dice.below(20_000) } else { 0 },
        free_egress: dice.pick(&[0, 50, 100]),
        egress: (0..accounts).map(|_| dice.bytes()).collect(),
    }
}

fn tiers(dice: &mut Dice, stairs: bool) -> Vec<Tier> {
    let count = 1 + dice.below(4);
    let mut bound = 0;
    (1..=count)
        .map(|tier| {
            bound += 1 + if dice.one_in(2) { (1 + dice.below(6)) * 500_000_000_000 - 1 } else { dice.below(4_000_000_000_000) };
            let unit_price = if stairs { 0 } else { dice.price() };
            let flat_fee = if stairs || dice.one_in(3) { dice.price() } else { 0 };
            Tier { up_to: (tier < count).then_some(bound), unit_price, flat_fee }
        })
        .collect()
}

pub fn price(dice: &mut Dice) -> Price {
    let model = match dice.below(8) {
        0 | 1 => Model::PerUnit { price: dice.price() },
        2 | 3 => Model::Tiers { name: "graduated", tiers: tiers(dice, false), at_zero: dice.one_in(2) },
        4 => Model::Tiers { name: "volume", tiers: tiers(dice, false), at_zero: dice.one_in(2) },
        5 => Model::Tiers { name: "stairstep", tiers: tiers(dice, true), at_zero: dice.one_in(2) },
        6 if dice.one_in(3) => Model::Flat { amount: dice.price() },
        6 => {
            Model::Package { price: dice.price(), size: 1 + dice.below(8) * 250_000_000_000, rounding: dice.pick(&["up", "down", "exact"]) }
        }
        _ => {
            let minimum = dice.one_in(2).then(|| dice.price());
            let maximum = dice.one_in(2).then(|| minimum.unwrap_or(0) + dice.price());
            Model::Percentage {
                percent: dice.below(150_000),
                price: dice.price(),
                fixed: dice.price(),
                minimum,
                maximum,
                at_zero: dice.one_in(2),
            }
        }
    };
    // A package of one byte makes figures that no fraction of 128 bits holds.
    let model = match model {
        Model::Package { price, size, rounding } => Model::Package { price, size: size.max(1_000_000), rounding },
        model => model,
    };
    Price { model, unit: dice.pick(&UNITS) }
}

fn list(dice: &mut Dice) -> List {
    let minimum = dice.one_in(2).then(|| Minimum {
        quantity: dice.bytes(),
        at_zero: dice.one_in(2),
        by_day: dice.one_in(3),
        prorate: dice.one_in(3),
    });
    let adjustments = (0..dice.below(3)).map(|_| (dice.one_in(2), dice.one_in(2), dice.below(100_000))).collect();
    let bound = |dice: &mut Dice| dice.one_in(4).then(|| dice.price() * 3);
    List {
        usage: price(dice),
        minimum,
        free: if dice.one_in(3) { dice.bytes() } else { 0 },
        reserved: price(dice),
        cents: dice.below(3_000),
        adjustments,
        maximum_charge: bound(dice),
        minimum_charge: bound(dice),
    }
}

fn account(dice: &mut Dice, days: u64, reservable: bool) -> Account {
    let created = if dice.one_in(4) { dice.below(days) } else { 0 };
    let deleted = if dice.one_in(4) { created + dice.below(days - created + 1) } else { days };
    let mut allocated = if reservable && dice.one_in(2) { dice.bytes() } else { 0 };
    let steady = dice.one_in(3).then(|| dice.bytes());
    let rows = (0..days).map(|day| {
        if reservable && dice.one_in(12) {
            allocated = dice.bytes();
        }
        let row = (steady.unwrap_or_else(|| dice.bytes()), allocated);
        (created <= day && day < deleted && !dice.one_in(10)).then_some(row)
    });
    Account { customer: 0, created, deleted, rows: rows.collect(), allocated: 0 }
}

impl Scenario {
    pub fn roll(dice: &mut Dice) -> Self {
        let (year, month, days) = dice.pick(&[(2026, 2, 28), (2024, 2, 29), (2026, 4, 30), (2026, 7, 31)]);
        let split = if dice.one_in(3) { 1 + dice.below(days - 1) } else { days };
        let lists = (0..if split < days { 2 } else { 1 }).map(|_| list(dice)).collect();
        let contract = dice.one_in(2).then(|| {
            let (from, to) = (if dice.one_in(4) { dice.below(days) } else { 0 }, days);
            let change = (from + 2 < to && dice.one_in(3)).then(|| (from + 1 + dice.below(to - from - 1), dice.bytes()));
            Contract { reserved: dice.bytes(), from, to, cents: dice.below(3_000), change, egress_cents: dice.pick(&[0, 500, 2_345]) }
        });
        // Capacity is allocated only where a contract is in force throughout.
        let by_allocation = contract.is_none() && dice.one_in(2);
        let reservable = by_allocation || contract.as_ref().is_some_and(|contract| contract.from == 0);
        let mut accounts: Vec<Account> = (0..dice.below(4)).map(|_| account(dice, days, reservable)).collect();
        accounts.iter_mut().for_each(|account| account.customer = dice.below(2));
        let number = accounts.len();
        Self {
            year,
            month,
            days,
            currency: if contract.is_some() || by_allocation {
                ("EUR", 2)
            } else {
                dice.pick(&[("EUR", 2), ("JPY", 0), ("BHD", 3), ("CLF", 4)])
            },
            rules: Rules {
                averaging: dice.pick(&[
                    "calendarMean",
                    "calendarMean",
                    "activeDaysMean",
                    "peak",
                    "lastDay",
                    "dailyPeakMean",
                    "dailyFloor",
                    "p95",
                ]),
                daily_floor: dice.bytes(),
                rounding: dice.pick(&["halfUp", "halfEven", "halfDown", "up", "down", "ceiling", "floor"]),
                round_total: dice.one_in(4),
                step: if dice.one_in(5) { 1_000_000_000 } else { 0 },
                excess_by_contract: dice.one_in(2),
                excess_by_day: dice.one_in(2),
                prorate_reserved: dice.one_in(2),
                end_inclusive: dice.one_in(3),
                thirty: dice.one_in(3),
            },
            lists,
            split,
            scope: dice.pick(&["customer", "storageAccount"]),
            accounts,
            contract,
            by_allocation,
            extras: extras(dice, number),
        }
    }
}
