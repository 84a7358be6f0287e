//! Who sees which figures of a form, in the whole form and in a field alone.

use crate::support;
use std::sync::LazyLock;

use channel_policy::{CompiledPolicy, Operation};
use serde_json::{Value, json};

static POLICY: LazyLock<CompiledPolicy> = LazyLock::new(|| support::impossible_cloud().1);

fn account(request: &Value) -> Value {
    support::ask(&POLICY, Operation::Account, request)
}

fn reason(answer: &Value, code: &str) -> Option<Value> {
    answer["context"]["reasons"].as_array().into_iter().flatten().find(|reason| reason["code"] == code).cloned()
}

#[test]
fn figures_of_a_contract_are_shown_to_its_holder_alone() {
    let accounts = json!([
        {"id": "d-1", "type": "distributor", "agreements": [{"id": "c-1", "kind": "contract"}]},
        {"id": "p-1", "type": "partner", "parent": "d-1", "agreement": "c-1"},
        {"id": "d-2", "type": "distributor", "agreements": [{"id": "c-2", "kind": "contract"}]}
    ]);
    let shows = |who: &str, holder: Option<&str>, fields: Option<&str>| {
        let (who, acts_for) = who.split_once(" for ").map_or((who, None), |(who, other)| (who, Some(other)));
        let mut contract = json!({"id": "c-1", "reservedCapacity": "100 TB", "allocatedCapacity": "53 TB"});
        if let Some(holder) = holder {
            contract["distributorId"] = json!(holder);
        }
        let mut request = json!({
            "action": "renamePartner", "id": "p-1", "form": {"name": "New", "allocatedCapacity": "60 TB"},
            "subject": {"type": "user", "id": "u-1", "properties": {"role": "admin", "account": who}}, "context": {"accounts": accounts},
            "allocation": {"contract": contract, "allocation": {"id": "p-1", "allocatedCapacity": "5 TB"}},
            "deal": {"customer": {"id": "k-1", "volume": "0 B"}}
        });
        if let Some(other) = acts_for {
            request["context"]["onBehalfOf"] = json!({"type": "account", "id": other});
        }
        if let Some(field) = fields {
            request["fields"] = json!([field]);
        }
        let answer = account(&request);
        let refused = reason(&answer, "allocation.insufficient_contract_capacity").expect("60 TB are more than 100 - (53 - 5)");
        // 100 − (53 − 5) = 52.
        assert_eq!(refused.get("allowed").is_some(), answer.to_string().contains("52 TB"), "{answer}");
        refused.get("allowed").is_some()
    };
    for fields in [None, Some("allocatedCapacity")] {
        for holder in [None, Some("d-1")] {
            assert!(shows("d-1", holder, fields), "{fields:?} {holder:?}");
            for other in ["p-1", "d-2", "d-2 for d-1"] {
                assert!(!shows(other, holder, fields), "{other} {fields:?} {holder:?}");
            }
        }
    }
}

#[test]
fn a_field_alone_asks_for_the_partner_that_covers_it_as_the_whole_form_does() {
    let request = json!({
        "action": "createStorageAccount", "form": {"allocatedCapacity": "40 TB"}, "fields": ["allocatedCapacity"],
        "subject": {"type": "user", "id": "u-1", "properties": {"role": "admin", "account": "p-1"}},
        "context": {"accounts": [{"id": "d-1", "type": "distributor"}, {"id": "p-1", "type": "partner", "parent": "d-1", "agreement": "c-1"}]},
        "allocation": {"contract": {"id": "c-1", "reservedCapacity": "100 TB", "allocatedCapacity": "53 TB"}},
        "deal": {"customer": {"id": "k-1", "volume": "0 B"}}
    });
    let answer = account(&request);
    assert_eq!((&answer[0]["code"], &answer[0]["pointer"]), (&json!("input.missing_field"), &json!("/allocation/partner")), "{answer}");
}
