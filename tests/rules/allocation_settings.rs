//! Each setting of the allocation document decides what it says: the shipped document with one value changed, and a question
//! that comes out otherwise.

use crate::support;
use crate::support::allocation::{SHIPPED, SOURCE, TB, ask, chain, change, update, verdict, with};
use channel_policy::load;
use serde_json::{Value, json};

#[test]
fn fair_use_follows_its_settings() {
    let decreases = json!([
        change("2026-06-01T00:00:00Z", 3 * TB, 2 * TB),
        change("2026-06-02T00:00:00Z", 2 * TB, TB),
        change("2026-06-03T00:00:00Z", 11 * TB, 10 * TB)
    ]);
    let fourth = |changes: &[(&str, Value)]| ask(&with(changes), &update(10 * TB, &json!({"changes": decreases}), 9 * TB));
    assert_eq!(verdict(&fourth(&[])), "true frequent_decreases");
    assert_eq!(fourth(&[])["context"]["obligations"], json!([{"code": "review"}]));
    let denied = fourth(&[("/allocation/fairUse/action/value", json!("deny"))]);
    assert_eq!(verdict(&denied), "false frequent_decreases");
    assert_eq!(denied["context"]["obligations"], json!([]));
    assert_eq!(denied["context"]["accepted"], json!({"smallest": "10 TB", "largest": "60 TB"}));
    assert_eq!(verdict(&fourth(&[("/allocation/fairUse", Value::Null)])), "true");
    assert_eq!(verdict(&fourth(&[("/allocation/fairUse/decreases/value", json!(4))])), "true");
    assert_eq!(verdict(&fourth(&[("/allocation/fairUse/windowDays/value", json!(18))])), "true");

    let first = |changes: &[(&str, Value)], history: Value| verdict(&ask(&with(changes), &update(10 * TB, &history, 4 * TB)));
    let none = || json!({"changes": []});
    assert_eq!(first(&[], none()), "true");
    assert_eq!(first(&[("/allocation/fairUse/decreases/value", json!(0))], none()), "true frequent_decreases");
    assert_eq!(first(&[("/allocation/fairUse/decreases/value", json!(0))], json!({})), "true history_unknown frequent_decreases");
    let grown = || json!({"changes": [change("2026-06-20T10:00:00Z", TB, 10 * TB)]});
    assert_eq!(first(&[], grown()), "true large_decrease");
    assert_eq!(first(&[("/allocation/fairUse/percent/value", json!(60))], grown()), "true");
    assert_eq!(first(&[("/allocation/fairUse/hoursAfterIncrease/value", json!(2))], grown()), "true");
    assert_eq!(first(&[("/allocation/fairUse/hoursAfterIncrease/value", json!(3))], grown()), "true large_decrease");
    assert_eq!(first(&[("/allocation/fairUse/action/value", json!("deny"))], grown()), "false large_decrease");

    let apply = ("/allocation/fairUse/withoutHistory/value", json!("apply"));
    assert_eq!(first(std::slice::from_ref(&apply), none()), "true");
    assert_eq!(first(std::slice::from_ref(&apply), json!({})), "true history_unknown");
    let deny = ("/allocation/fairUse/action/value", json!("deny"));
    assert_eq!(first(&[apply, deny.clone()], json!({})), "false history_unknown");
    assert_eq!(first(&[], json!({})), "true history_unknown");
    assert_eq!(first(&[deny], json!({})), "true history_unknown");
    assert_eq!(first(&[("/allocation/fairUse/withoutHistory/value", json!("pass"))], json!({})), "true");
    for (word, obligations) in [("warn", json!([])), ("apply", json!([{"code": "review"}]))] {
        let policy = with(&[("/allocation/fairUse/withoutHistory/value", json!(word))]);
        assert_eq!(ask(&policy, &update(10 * TB, &json!({}), 4 * TB))["context"]["obligations"], obligations, "{word}");
    }

    let egress = json!({"changes": [], "monthEgress": 11 * TB, "monthAverageStored": 10 * TB});
    let leaves = |changes: &[(&str, Value)]| verdict(&ask(&with(changes), &update(10 * TB, &egress, 11 * TB)));
    assert_eq!(leaves(&[]), "true excessive_egress");
    assert_eq!(leaves(&[("/allocation/fairUse/action/value", json!("deny"))]), "true excessive_egress");
    assert_eq!(leaves(&[("/allocation/fairUse/egressRatioPercent/value", json!(110))]), "true");
    assert_eq!(leaves(&[("/allocation/fairUse/egressRatioPercent/value", json!(109))]), "true excessive_egress");
    assert_eq!(leaves(&[("/allocation/fairUse/egressRatioPercent", Value::Null)]), "true");
}

#[test]
fn partners_follow_their_settings() {
    let below = json!({"allocatedBelow": 9 * TB, "changes": []});
    let shrink = |changes: &[(&str, Value)]| verdict(&ask(&with(changes), &update(10 * TB, &below, 8 * TB)));
    assert_eq!(shrink(&[]), "false below_allocated_capacity");
    assert_eq!(shrink(&[("/allocation/belowAllocated/value", json!("warn"))]), "true below_allocated_capacity");
    assert_eq!(shrink(&[("/allocation/overdraftDefault/value", json!(true))]), "true below_allocated_capacity");

    // The partner was cut to 10 TB, and others have 12 TB of it: nothing but 0 fits.
    let extra = json!({"/requestedCapacity": 2 * TB, "/allocation/changes": [], "/allocation/used": {"capacity": TB, "measuredAt": "2026-06-20T11:30:00Z"}});
    let cut = chain("update", [10 * TB, 12 * TB, 3 * TB], &extra);
    assert_eq!(verdict(&ask(&SHIPPED, &cut)), "true");
    assert_eq!(verdict(&ask(&with(&[("/allocation/overAllocated/value", json!("fit"))]), &cut)), "false insufficient_partner_capacity");
}

#[test]
fn deletion_staleness_and_mixing_follow_their_settings() {
    let contract = json!({"id": "c", "reservedCapacity": "9 TB", "allocatedCapacity": "5 TB", "payPerUseCount": 1});
    let delete =
        json!({"action": "delete", "contract": contract, "allocation": {"id": "s", "allocatedCapacity": "1 TB", "accountCount": 0}});
    let week = with(&[("/allocation/pendingDeletionDays/value", json!(7))]);
    assert_eq!(ask(&week, &delete)["context"]["dueAt"], "2026-06-27T12:00:00Z");

    let shrink = update(10 * TB, &json!({"changes": []}), 9 * TB);
    assert_eq!(verdict(&ask(&with(&[("/allocation/staleAfterMinutes/value", json!(30))]), &shrink)), "true");
    assert_eq!(verdict(&ask(&with(&[("/allocation/staleAfterMinutes/value", json!(29))]), &shrink)), "true stale_measurement");

    let create = json!({"action": "create", "contract": contract, "requestedCapacity": "1 TB"});
    assert_eq!(verdict(&ask(&SHIPPED, &create)), "true mixed_plans");
    assert_eq!(verdict(&ask(&with(&[("/allocation/warnOnMixedPlans/value", json!(false))]), &create)), "true");
}

#[test]
fn settings_outside_their_range_are_issues() {
    let (pack, _) = support::impossible_cloud();
    let text = &pack.documents.iter().find(|document| document.source == SOURCE).expect("the document").text;
    let mut document: Value = serde_json::from_str(text).expect("JSON");
    document["allocation"]["granularity"]["value"] = json!(0);
    document["allocation"]["fairUse"]["percent"]["value"] = json!(101);
    let bundle = json!({"documents": [{"source": SOURCE, "text": document.to_string()}]}).to_string();
    let issues: Value = serde_json::from_str(&load(bundle.as_bytes()).expect_err("issues").text).expect("JSON");
    let pointers: Vec<&Value> = issues.as_array().expect("issues").iter().map(|issue| &issue["pointer"]).collect();
    assert_eq!(pointers, ["/allocation/fairUse/percent/value", "/allocation/granularity/value"]);
}
