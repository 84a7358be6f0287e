//! A drawn month as policy documents and as a request.

use serde_json::{Value, json};

use super::scenario::{List, Model, Price, Scenario};

impl Scenario {
    fn date(&self, day: u64) -> String {
        if day < self.days {
            format!("{}-{:02}-{:02}", self.year, self.month, day + 1)
        } else {
            format!("{}-{:02}-01", self.year, self.month + 1)
        }
    }

    /// The bundle's documents: rules and lists.
    pub fn documents(&self) -> Vec<Value> {
        let rules = &self.rules;
        let mut billing = json!({
            "averaging": set(json!(rules.averaging)), "gap": set(json!("repeatLast")), "leadingGap": set(json!("zero")),
            "excessBase": set(json!(if rules.excess_by_contract { "contract" } else { "allocation" })),
            "rounding": set(json!(rules.rounding)), "roundTotal": set(json!(rules.round_total)),
            "excessByDay": set(json!(rules.excess_by_day)), "prorateReserved": set(json!(rules.prorate_reserved)),
            "prorationEndInclusive": set(json!(rules.end_inclusive)), "prorationThirtyDays": set(json!(rules.thirty)),
        });
        if self.by_allocation {
            billing["edges"] = json!([{"seller": "s", "buyer": "b", "reservedBase": set(json!("allocation")), "source": "default"}]);
        }
        if rules.averaging == "dailyFloor" {
            billing["dailyFloor"] = set(json!(rules.daily_floor));
        }
        let extras = &self.extras;
        (billing["graceDays"], billing["freeEgressPercent"]) = (set(json!(extras.grace_days)), set(json!(extras.free_egress)));
        if extras.late_fee > 0 {
            billing["lateFeePercent"] = set(json!(thousandths(extras.late_fee)));
        }
        if rules.step > 0 {
            billing["quantityStep"] = set(json!(rules.step));
        }
        let mut documents = vec![document("billing", "b", ("2020-01-01".into(), None), &billing)];
        for (index, list) in self.lists.iter().enumerate() {
            let from = if index == 0 { "2020-01-01".into() } else { self.date(self.split) };
            let to = (index == 0 && self.lists.len() > 1).then(|| self.date(self.split));
            documents.push(document("priceList", &format!("l{index}"), (from, to), &self.list(list)));
        }
        documents
    }

    fn list(&self, list: &List) -> Value {
        let mut usage = json!({"price": list.usage.json(), "source": "default", "scope": set(json!(self.scope))});
        if let Some(minimum) = &list.minimum {
            usage["minimum"] = json!({
                "quantity": set(json!(minimum.quantity)), "scope": set(json!(self.scope)), "atZeroUse": set(json!(minimum.at_zero)),
                "byDay": set(json!(minimum.by_day)), "prorate": set(json!(minimum.prorate)),
            });
        }
        if list.free > 0 {
            usage["free"] = set(json!(list.free));
        }
        let adjustments: Vec<Value> = list
            .adjustments
            .iter()
            .enumerate()
            .map(|(index, (discount, percent, value))| {
                json!({"id": format!("a{index}"), "kind": if *discount { "discount" } else { "margin" },
                (if *percent { "percent" } else { "amount" }): thousandths(*value), "source": "default"})
            })
            .collect();
        let mut body = json!({
            "sample": false, "audience": "public", "currency": self.currency.0, "payPerUse": usage,
            "reserved": {"price": list.reserved.json(), "costStorageGBCents": thousandths(list.cents), "source": "default"}, "adjustments": adjustments,
        });
        for (key, bound) in [("maximumCharge", list.maximum_charge), ("minimumCharge", list.minimum_charge)] {
            if let Some(bound) = bound {
                body[key] = set(json!(thousandths(bound)));
            }
        }
        body
    }

    pub fn request(&self) -> Value {
        let accounts: Vec<Value> = self.accounts.iter().enumerate().map(|(index, account)| {
            let rows: Vec<Value> = account.rows.iter().enumerate().filter_map(|(day, row)| {
                row.map(|(usage, allocated)| json!({"date": self.date(day as u64), "usage": usage, "allocated_capacity": allocated}))
            }).collect();
            let usage = json!({"name": "n", "client_id": format!("s{index}"), "allocated_capacity": account.allocated, "daily_usage": rows});
            json!({"customerId": format!("k{}", account.customer), "monthEgress": self.extras.egress.get(index).copied().unwrap_or(0), "createdOn": self.date(account.created), "deletedOn": self.date(account.deleted), "usage": usage})
        }).collect();
        let mut request = json!({
            "period": {"start": self.date(0), "end": self.date(self.days)}, "accounts": accounts, "currency": self.currency.0,
            "asOf": "2027-01-01T00:00:00Z",
        });
        if let Some(paid) = self.extras.prepaid {
            let digits = usize::try_from(self.currency.1).expect("small");
            let (whole, part) = (paid / 10_u64.pow(self.currency.1), paid % 10_u64.pow(self.currency.1));
            let amount = if digits == 0 { format!("{whole}") } else { format!("{whole}.{part:0digits$}") };
            request["prepaid"] = json!({"of": "advance", "amount": amount});
        }
        let overdue: Vec<Value> = self
            .extras
            .overdue
            .iter()
            .enumerate()
            .map(|(index, (amount, day))| json!({"of": format!("o{index}"), "amount": thousandths(*amount), "dueOn": format!("2026-12-{day:02}")}))
            .collect();
        request["overdue"] = json!(overdue);
        if self.by_allocation {
            request["seller"] = json!({"id": "s", "type": "s"});
            request["buyer"] = json!({"id": "b", "type": "b", "parent": "s"});
        }
        if let Some(contract) = &self.contract {
            let midnight = |day| format!("{}T00:00:00Z", self.date(day));
            request["contract"] = json!({
                "id": "c", "reservedCapacity": contract.reserved, "allocatedCapacity": 0, "costStorageGBCents": thousandths(contract.cents),
                "costEgressGBCents": thousandths(contract.egress_cents),
                "effectiveFrom": midnight(contract.from), "effectiveTo": midnight(contract.to),
            });
            if let Some((day, reserved)) = contract.change {
                request["contractChanges"] = json!([{"at": midnight(day), "reservedCapacity": reserved}]);
            }
        }
        request
    }
}

fn set(value: Value) -> Value {
    json!({"value": value, "source": "default"})
}

pub fn thousandths(value: u64) -> String {
    format!("{}.{:03}", value / 1000, value % 1000)
}

fn document(kind: &str, name: &str, (from, to): (String, Option<String>), body: &Value) -> Value {
    let mut document = json!({
        "kind": kind, "name": name, "version": "1", "effectiveFrom": from, "description": "", "sources": [], kind: body,
    });
    if let Some(to) = to {
        document["effectiveTo"] = json!(to);
    }
    document
}

impl Price {
    fn json(&self) -> Value {
        let unit = self.unit.0;
        match &self.model {
            Model::PerUnit { price } => json!({"model": "perUnit", "unitPrice": thousandths(*price), "unit": unit}),
            Model::Tiers { name, tiers, at_zero } => {
                let tiers: Vec<Value> = tiers
                    .iter()
                    .map(|tier| {
                        let mut value = json!({"flatFee": thousandths(tier.flat_fee)});
                        if *name != "stairstep" {
                            value["unitPrice"] = json!(thousandths(tier.unit_price));
                        }
                        if let Some(bound) = tier.up_to {
                            value["upTo"] = json!(bound);
                        }
                        value
                    })
                    .collect();
                json!({"model": name, "tiers": tiers, "unit": unit, "atZeroUse": set(json!(at_zero))})
            }
            Model::Flat { amount } => json!({"model": "flat", "amount": thousandths(*amount)}),
            Model::Package { price, size, rounding } => {
                json!({"model": "package", "packagePrice": thousandths(*price), "size": size, "rounding": rounding, "unit": unit})
            }
            Model::Percentage { percent, price, fixed, minimum, maximum, at_zero } => {
                let mut value = json!({"model": "percentage", "percent": thousandths(*percent), "unitPrice": thousandths(*price),
                    "unit": unit, "fixed": thousandths(*fixed), "atZeroUse": set(json!(at_zero))});
                for (key, bound) in [("minimum", minimum), ("maximum", maximum)] {
                    if let Some(bound) = bound {
                        value[key] = json!(thousandths(*bound));
                    }
                }
                value
            }
        }
    }
}
