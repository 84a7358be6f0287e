//! Ties and sums: every mode on both sides of zero.

use channel_policy::Operation;
use serde_json::{Value, json};

use super::ask;
use super::packs::{list, per_tb, policy, quote, total};

#[test]
fn every_rounding_mode_decides_ties_on_both_sides_of_zero() {
    // 0.25 TB × 0.10 = 0.025; half of 0.05 off is −0.025.
    for (mode, up, down) in [
        ("halfUp", "0.03", "-0.03"),
        ("halfDown", "0.02", "-0.02"),
        ("halfEven", "0.02", "-0.02"),
        ("up", "0.03", "-0.03"),
        ("down", "0.02", "-0.02"),
        ("ceiling", "0.03", "-0.02"),
        ("floor", "0.02", "-0.03"),
    ] {
        let rounding = json!({"rounding": mode});
        assert_eq!(total(&policy(&rounding, &list(&per_tb("0.10"), &json!({}))), "0.25 TB"), up, "{mode}");
        let half = json!({"adjustments": [{"id": "h", "kind": "discount", "percent": "50", "source": "default"}]});
        let lines = quote(&policy(&rounding, &list(&per_tb("0.10"), &half)), "0.5 TB")["lines"].clone();
        assert_eq!(lines[1]["amount"], down, "{mode}");
    }
}

#[test]
fn the_sum_may_be_rounded_once_and_the_difference_is_a_line() {
    // Three times 0.005: 0.01 each; together 0.015, rounded 0.02, so −0.01.
    let items: Vec<Value> =
        ["a", "b", "c"].iter().map(|id| json!({"id": id, "plan": {"kind": "payPerUse", "volume": "0.005 TB"}})).collect();
    let request = json!({"period": {"start": "2026-02-01", "end": "2026-03-01"}, "items": items});
    let bill = |once: bool| {
        ask(&policy(&json!({"roundTotal": once}), &list(&per_tb("1"), &json!({}))), Operation::Quote, &request)["context"]["quote"].clone()
    };
    assert_eq!(bill(false)["total"], "0.03");
    assert_eq!(bill(true)["total"], "0.02");
    assert_eq!(bill(true)["lines"][3]["kind"], "rounding");
    assert_eq!(bill(true)["lines"][3]["amount"], "-0.01");
}
