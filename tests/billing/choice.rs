//! Which list and which rules count for which days and for whom; and what is refused instead of guessed.

use channel_policy::{CompiledPolicy, Operation, Outcome, RATE_REFUSED, RATE_SAMPLE, RateParty, RateQuery, RateRows, load};
use serde_json::{Value, json};

use super::ask;
use super::packs::{OPEN, april, billed, compile, document, list, per_tb, policy, rules, set, whole_day};

fn month(volume: &str, more: &Value) -> Value {
    let mut request = json!({"period": {"start": "2026-04-01", "end": "2026-05-01"}, "plan": {"kind": "payPerUse", "volume": volume}});
    request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    request
}

fn outcome(policy: &CompiledPolicy, request: &Value) -> String {
    let answer = ask(policy, Operation::Quote, request);
    let issue = answer[0]["code"].as_str().map(Into::into);
    let denied = || answer["context"]["reasons"][0]["code"].as_str().map(Into::into);
    let total = answer["context"]["quote"]["total"].as_str().map(Into::into);
    issue.or(total).or_else(denied).unwrap_or_else(|| answer.to_string())
}

#[test]
fn a_price_that_changes_inside_the_month_splits_the_line() {
    // 1/3 of April at 3 and 2/3 at 6: 3 TB × (1 + 4) = 15.
    let lists = [("2020-01-01", "2026-04-11", "3"), ("2026-04-11", "", "6")];
    let mut documents = vec![document("billing", "b", OPEN, &rules(&json!({})))];
    documents.extend(lists.map(|(from, to, price)| document("priceList", "l", [from, to], &list(&per_tb(price), &json!({})))));
    let policy = compile(&documents);
    let quote = ask(&policy, Operation::Quote, &month("3 TB", &json!({})))["context"].clone();
    assert_eq!(quote["quote"]["total"], "15.00");
    let lines = &quote["quote"]["lines"];
    assert_eq!((&lines[0]["period"], &lines[0]["amount"]), (&json!({"start": "2026-04-01", "end": "2026-04-11"}), &json!("3.00")));
    assert_eq!((&lines[1]["period"], &lines[1]["amount"]), (&json!({"start": "2026-04-11", "end": "2026-05-01"}), &json!("12.00")));
    assert_eq!(quote["policies"].as_array().map(Vec::len), Some(3));
    // A column has one price.
    let query = RateQuery { as_of_ms: 1_776_000_000_000, currency: None, allow_sample: false, ..RateQuery::default() };
    assert_eq!(policy.rate(&query, &[1], &mut [0]).expect_err("two prices")[0].code.as_str(), "billing.version_change");
    // Reserved capacity, and the month before and after.
    let reserved = json!({"period": {"start": "2026-04-01", "end": "2026-05-01"}, "plan": {"kind": "reserved", "reserved": "3 TB"}});
    assert_eq!(outcome(&policy, &reserved), "15.00");
    assert_eq!(outcome(&policy, &month("3 TB", &json!({"period": {"start": "2026-03-01", "end": "2026-04-01"}}))), "9.00");
    // Versions are chosen by the days billed: the question may come years later.
    assert_eq!(outcome(&policy, &month("3 TB", &json!({"asOf": "2029-01-01T00:00:00Z"}))), "15.00");
    // A term over the change: March 9, April 15, May 18.
    let term = json!({"period": {"start": "2026-03-01", "end": "2026-04-01"}, "termMonths": 3});
    assert_eq!(ask(&policy, Operation::Quote, &month("3 TB", &term))["context"]["quote"]["term"]["total"], "42.00");
}

#[test]
fn rules_that_change_inside_the_month_round_their_own_lines() {
    // 0.5 TB × 0.01 = 0.005: up before the 16th, down after it: 0.01 + 0.00.
    let versions = [("2020-01-01", "2026-04-16", "up"), ("2026-04-16", "", "down")];
    let mut documents = vec![document("priceList", "l", OPEN, &list(&per_tb("0.01"), &json!({})))];
    documents.extend(versions.map(|(from, to, rounding)| document("billing", "b", [from, to], &rules(&json!({"rounding": rounding})))));
    let amounts: Vec<Value> = ask(&compile(&documents), Operation::Quote, &month("1 TB", &json!({})))["context"]["quote"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| line["amount"].clone())
        .collect();
    assert_eq!(amounts, ["0.01", "0.00"]);
}

#[test]
fn a_day_without_a_list_and_a_currency_that_nobody_chose_are_issues() {
    let with = |lists: &[(&str, [&str; 2])]| {
        let mut documents = vec![document("billing", "b", OPEN, &rules(&json!({})))];
        documents.extend(lists.iter().map(|(name, dates)| document("priceList", name, *dates, &list(&per_tb("1"), &json!({})))));
        outcome(&compile(&documents), &month("1 TB", &json!({})))
    };
    assert_eq!(with(&[("a", ["2026-04-02", ""])]), "billing.price_list_missing");
    assert_eq!(with(&[("a", ["2020-01-01", "2026-04-30"])]), "billing.price_list_missing");
    assert_eq!(with(&[("a", ["2020-01-01", "2026-04-10"]), ("b", ["2026-04-11", ""])]), "billing.price_list_missing");
    assert_eq!(with(&[("a", ["2020-01-01", "2026-04-11"]), ("b", ["2026-04-11", ""])]), "1.00");
    // Two currencies are told apart by who asks, and here nobody says.
    let currencies = ["EUR", "USD"].map(|code| document("priceList", code, OPEN, &list(&per_tb("1"), &json!({"currency": code}))));
    let [euro, dollar] = currencies;
    let both = compile(&[document("billing", "b", OPEN, &rules(&json!({}))), euro, dollar]);
    assert_eq!(outcome(&both, &month("1 TB", &json!({}))), "billing.price_list_ambiguous");
    assert_eq!(outcome(&both, &month("1 TB", &json!({"currency": "USD"}))), "1.00");
}

#[test]
fn lists_of_two_currencies_are_not_added_up() {
    let lists = [("2020-01-01", "2026-04-11", "EUR"), ("2026-04-11", "", "USD")];
    let mut documents = vec![document("billing", "b", OPEN, &rules(&json!({})))];
    documents.extend(
        lists.map(|(from, to, currency)| document("priceList", "l", [from, to], &list(&per_tb("1"), &json!({"currency": currency})))),
    );
    let policy = compile(&documents);
    assert_eq!(outcome(&policy, &month("1 TB", &json!({}))), "billing.currency_mismatch");
    let term = json!({"period": {"start": "2026-03-01", "end": "2026-04-01"}, "termMonths": 3});
    assert_eq!(outcome(&policy, &month("1 TB", &term)), "billing.currency_mismatch");
    assert_eq!(outcome(&policy, &month("1 TB", &json!({"period": {"start": "2026-03-01", "end": "2026-04-01"}}))), "1.00");
}

fn deals() -> Value {
    json!({"threshold": set(json!("100 TB")), "thresholdInclusive": set(json!(false)), "volumeScope": set(json!("customer")),
        "gateRequires": set(json!("registered")), "gateRequiresSpecialPrice": set(json!("approved")),
        "specialPricing": set(json!("belowOrNotFromList")), "validityDays": set(json!(90)), "withoutDeal": set(json!("deny"))})
}

fn edges() -> Value {
    json!([{"seller": "vendor", "buyer": "distributor", "source": "default"}, {"seller": "distributor", "buyer": "partner", "source": "default"}])
}

fn chain() -> CompiledPolicy {
    let lists = [
        ("all", json!({}), "9"),
        ("d-3", json!({"seller": "d-3"}), "7"),
        ("distributors", json!({"seller": "v", "buyerType": "distributor"}), "5"),
        ("d-1", json!({"seller": "v", "buyer": "d-1", "audience": "seller"}), "4"),
        ("d-1-sells", json!({"seller": "d-1", "buyerType": "partner"}), "6"),
    ];
    let mut documents = vec![document("billing", "b", OPEN, &rules(&json!({"edges": edges()})))];
    documents.extend(lists.map(|(name, who, price)| document("priceList", name, OPEN, &list(&per_tb(price), &who))));
    compile(&documents)
}

#[test]
fn the_list_that_names_the_buyer_most_closely_counts() {
    let policy = chain();
    let party = |id: &str, kind: &str| json!({"id": id, "type": kind});
    let below = |id: &str, kind: &str, parent: &str| json!({"id": id, "type": kind, "parent": parent});
    let at = |seller: Value, buyer: Value, more: Value| {
        let mut request = month("1 TB", &json!({"seller": seller, "buyer": buyer}));
        request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        outcome(&policy, &request)
    };
    assert_eq!(outcome(&policy, &month("1 TB", &json!({}))), "9.00");
    assert_eq!(at(party("v", "vendor"), below("d-2", "distributor", "v"), json!({})), "5.00");
    assert_eq!(at(party("v", "vendor"), below("d-1", "distributor", "v"), json!({})), "4.00");
    assert_eq!(at(party("d-1", "distributor"), below("p", "partner", "d-1"), json!({})), "6.00");
    assert_eq!(at(party("d-2", "distributor"), below("p", "partner", "d-2"), json!({})), "9.00");
    assert_eq!(at(party("d-3", "distributor"), below("p", "partner", "d-3"), json!({})), "7.00");
    assert_eq!(at(party("v", "vendor"), below("p", "partner", "v"), json!({})), "billing.edge_not_allowed");
    // A seller's list is for the seller's eyes; another list is for both.
    let viewer = |id: &str| json!({"viewer": id});
    assert_eq!(at(party("v", "vendor"), below("d-1", "distributor", "v"), viewer("v")), "4.00");
    assert_eq!(at(party("v", "vendor"), below("d-1", "distributor", "v"), viewer("d-1")), "billing.price_not_visible");
    assert_eq!(at(party("v", "vendor"), below("d-2", "distributor", "v"), viewer("d-2")), "5.00");
    assert_eq!(at(party("v", "vendor"), below("d-2", "distributor", "v"), viewer("d-1")), "billing.price_not_visible");
}

#[test]
fn a_column_takes_each_rows_prices_by_position_and_says_what_cannot_be_rated() {
    let sample = list(&per_tb("2"), &json!({"currency": "JPY", "sample": true}));
    let policy = compile(&[
        document("billing", "b", OPEN, &rules(&json!({}))),
        document("priceList", "a", OPEN, &list(&per_tb("1.5"), &json!({}))),
        document("priceList", "b", OPEN, &sample),
    ]);
    let query = |currency: &str| RateQuery {
        as_of_ms: 1_776_000_000_000,
        currency: Some(currency.into()),
        allow_sample: true,
        ..RateQuery::default()
    };
    let tb = 1_000_000_000_000;
    let rows = RateRows { bytes: &[tb, tb, tb, 2 * tb, u64::MAX], days: &[30, 15, 31, 30, 30], price: &[0, 0, 0, 1, 2] };
    let (mut amounts, mut flags) = ([0; 5], [9; 5]);
    policy.rate_rows(&[query("EUR"), query("JPY")], rows, &mut amounts, &mut flags).expect("prices");
    // 12 April 2026: 1.50; half a month 0.75; no 31 days; 2 × 2 yen; no third query.
    assert_eq!(amounts, [150, 75, i64::MIN, 4, i64::MIN]);
    assert_eq!(flags, [0, 0, RATE_REFUSED, RATE_SAMPLE, RATE_REFUSED]);
    let issues = policy.rate_rows(&[query("EUR"), query("???")], rows, &mut amounts, &mut flags).expect_err("no such currency");
    assert_eq!((issues[0].code.as_str(), issues[0].pointer.as_str()), ("input.currency", "/1/currency"));
}

#[test]
fn a_column_is_rated_by_the_list_of_its_edge() {
    let policy = chain();
    let party = |id: &str, kind: &str, parent: &str| {
        Some(RateParty { id: id.into(), kind: kind.into(), parent: (!parent.is_empty()).then(|| parent.into()) })
    };
    let query = |seller, buyer, viewer: Option<&str>| RateQuery {
        as_of_ms: 1_776_000_000_000,
        seller,
        buyer,
        viewer: viewer.map(Into::into),
        ..RateQuery::default()
    };
    let rated = |query: RateQuery| {
        let mut amounts = [0];
        let issue = |issues: Vec<channel_policy::Issue>| format!("{} {}", issues[0].code.as_str(), issues[0].pointer);
        policy.rate(&query, &[1_000_000_000_000], &mut amounts).map(|()| amounts[0]).map_err(issue)
    };
    // 1 TB of whole April by the lists of `chain`.
    let (vendor, d1) = (party("v", "vendor", ""), party("d-1", "distributor", "v"));
    assert_eq!(rated(query(None, None, None)), Ok(900));
    assert_eq!(rated(query(vendor.clone(), party("d-2", "distributor", "v"), None)), Ok(500));
    assert_eq!(rated(query(vendor.clone(), d1.clone(), None)), Ok(400));
    assert_eq!(rated(query(d1.clone(), party("p", "partner", "d-1"), Some("p"))), Ok(600));
    // What a quote denies is an issue of a column.
    let refused = |place: &str| Err(format!("billing.edge_refused {place}"));
    assert_eq!(rated(query(vendor.clone(), party("p", "partner", "v"), None)), refused("/buyer/type"));
    assert_eq!(rated(query(d1.clone(), party("p", "partner", ""), None)), refused("/buyer/id"));
    assert_eq!(rated(query(vendor.clone(), d1, Some("d-1"))), refused("/viewer"));
    assert_eq!(rated(query(vendor, None, None)), Err("input.missing_field /buyer".into()));
    assert_eq!(rated(query(party("", "x", ""), party("p", "partner", ""), None)), Err("input.text_length /seller".into()));
    // The same as text, for the hosts.
    let text = json!([{"asOf": "2026-04-12T00:00:00Z", "seller": {"id": "v", "type": "vendor"},
        "buyer": {"id": "d-2", "type": "distributor", "parent": "v"}}]);
    let rows = RateRows { bytes: &[1_000_000_000_000], days: &[30], price: &[0] };
    let (mut amounts, mut flags) = ([0], [9]);
    let answer = policy.rate_columns(None, text.to_string().as_bytes(), rows, &mut amounts, &mut flags);
    assert_eq!((amounts, flags), ([500], [0]), "{}", answer.text);
}

#[test]
fn a_special_price_is_compared_with_the_list_of_its_own_edge() {
    // Anybody's list says 9 and the partner's 12: 10 is below the list that counts.
    let lists = [("all", json!({}), "9"), ("partners", json!({"buyerType": "partner"}), "12")];
    let mut documents = vec![document("billing", "b", OPEN, &rules(&json!({"edges": edges()}))), document("deal", "d", OPEN, &deals())];
    documents.extend(lists.map(|(name, who, price)| document("priceList", name, OPEN, &list(&per_tb(price), &who))));
    let policy = compile(&documents);
    let at = |price: &str| {
        let special = json!({"plan": "payPerUse", "unitPrice": price, "unit": "TB", "customerId": "k", "otherVolume": "0 B"});
        let parties = json!({"seller": {"id": "d", "type": "distributor"}, "buyer": {"id": "p", "type": "partner", "parent": "d"}, "specialPrice": special});
        outcome(&policy, &month("1 TB", &parties))
    };
    assert_eq!(at("12"), "12.00");
    assert_eq!(at("11.99"), "deal.approval_required");
    assert_eq!(at("10"), "deal.approval_required");
}

#[test]
fn without_rules_no_edge_is_allowed_and_the_own_edge_rule_may_be_lifted() {
    let parties =
        json!({"seller": {"id": "d", "type": "distributor"}, "buyer": {"id": "p", "type": "partner", "parent": "d"}, "viewer": "x"});
    let at = |changes: Value| outcome(&policy(&changes, &list(&per_tb("1"), &json!({}))), &month("1 TB", &parties));
    assert_eq!(at(json!({"ownEdgesOnly": false})), "billing.edge_not_allowed");
    assert_eq!(at(json!({"edges": edges()})), "billing.price_not_visible");
    assert_eq!(at(json!({"edges": edges(), "ownEdgesOnly": false})), "1.00");
}

#[test]
fn loaded_accounts_say_who_stands_above_whom() {
    let accounts = json!({"accounts": [{"id": "d", "type": "distributor"}, {"id": "p", "type": "partner", "parent": "d"}]});
    let policy = compile(&[
        document("billing", "b", OPEN, &rules(&json!({"edges": edges()}))),
        document("priceList", "l", OPEN, &list(&per_tb("1"), &json!({}))),
        document("directory", "a", OPEN, &accounts),
    ]);
    let at = |seller: &str, buyer: Value| {
        let parties = json!({"seller": {"id": seller, "type": "distributor"}, "buyer": buyer});
        outcome(&policy, &month("1 TB", &parties))
    };
    assert_eq!(at("d", json!({"id": "p", "type": "partner"})), "1.00");
    assert_eq!(at("other", json!({"id": "p", "type": "partner"})), "billing.edge_not_allowed");
    assert_eq!(at("d", json!({"id": "p", "type": "customer"})), "directory.fact_conflict");
    assert_eq!(at("d", json!({"id": "p", "type": "partner", "parent": "other"})), "directory.fact_conflict");
    // Of an account that the directory does not know the request says it, or nobody does.
    assert_eq!(at("d", json!({"id": "new", "type": "partner", "parent": "d"})), "1.00");
    assert_eq!(at("d", json!({"id": "new", "type": "partner"})), "billing.edge_not_allowed");
}

#[test]
fn a_sellers_list_is_loaded_where_the_host_says_that_it_stays_there() {
    let text = document("priceList", "l", OPEN, &list(&per_tb("1"), &json!({"audience": "seller"}))).to_string();
    let load = |trust: Value| load(json!({"trust": trust, "documents": [{"source": "l", "text": text}]}).to_string().as_bytes());
    for trust in [json!({}), json!({"sellerLists": false})] {
        let answer = load(trust).expect_err("refused");
        assert_eq!(answer.outcome, Outcome::Invalid);
        assert!(answer.text.contains("billing.seller_list_refused"), "{}", answer.text);
    }
    assert!(load(json!({"sellerLists": true})).is_ok());
}

#[test]
fn an_estimate_projects_the_last_figure_or_stops_today() {
    // 3 TB on the first 10 of 30 days; it is the 11th.
    let request = april((1..=10).map(|day| whole_day(day, "3 TB", "0 B")), &json!({"asOf": "2026-04-11T00:00:00Z", "preview": true}));
    let at = |changes: Value| billed(&policy(&changes, &list(&per_tb("1"), &json!({}))), &request);
    assert_eq!(at(json!({})), "3.00");
    assert_eq!(at(json!({"previewToDate": true})), "1.00");
}

#[test]
fn an_account_in_pending_deletion_is_charged_where_the_rules_say_so() {
    let mut request = april((1..=30).map(|day| whole_day(day, "3 TB", "0 B")), &json!({}));
    request["accounts"][0]["pendingDeletedAt"] = json!("2026-04-21T00:00:00Z");
    let at = |changes: Value| billed(&policy(&changes, &list(&per_tb("1"), &json!({}))), &request);
    assert_eq!(at(json!({})), "3.00");
    assert_eq!(at(json!({"pendingDeletionBilled": false})), "2.00");
}

#[test]
fn an_exabyte_on_every_day_is_exact_and_what_is_beyond_128_bits_is_an_issue() {
    let usage = json!({"price": per_tb("0.000000000001"), "source": "default"});
    let policy = policy(&json!({"rounding": "up"}), &list(&per_tb("1"), &json!({"payPerUse": usage})));
    let request = april((1..=30).map(|day| whole_day(day, if day == 1 { "999999999999999999 B" } else { "1 EB" }, "0 B")), &json!({}));
    let line = ask(&policy, Operation::Invoice, &request)["context"]["invoice"]["lines"][0].clone();
    // (30 × 10^18 − 1) / 30 bytes, in TB: not one byte-day is lost.
    assert_eq!(line["quantity"], "29999999999999999999/30000000000000");
    let huge = json!({"model": "perUnit", "unitPrice": "999999999999.999999999999", "unit": "B"});
    let beyond = super::packs::policy(&json!({}), &list(&huge, &json!({})));
    let answer = ask(&beyond, Operation::Invoice, &request);
    assert_eq!((&answer[0]["code"], &answer[0]["pointer"]), (&json!("billing.amount_overflow"), &json!("/accounts")));
    let quote = json!({"period": request["period"], "items": [{"id": "a", "plan": {"kind": "payPerUse", "volume": "1 B"}}],
        "whatIf": [{"id": "a", "plan": {"kind": "payPerUse", "volume": "999999999999999999999 B"}}]});
    let answer = ask(&beyond, Operation::Quote, &quote);
    assert_eq!((&answer[0]["code"], &answer[0]["pointer"]), (&json!("billing.amount_overflow"), &json!("/whatIf")));
}

#[test]
fn a_row_whose_exact_sum_does_not_fit_is_refused_as_its_bill_is() {
    let tiers = json!([{"upTo": "1000000000001 B", "unitPrice": "0.000004194304"},
        {"upTo": "2000000000002 B", "unitPrice": "0.000244140625"}, {"flatFee": "300000000000000", "unitPrice": "1"}]);
    let policy = policy(&json!({}), &list(&json!({"model": "graduated", "unit": "TB", "tiers": tiers}), &json!({})));
    // 0.000004194304 is 2^22 / 10^12 and 0.000244140625 is 5^12 / 10^12: of odd bytes both make a sum over 10^24, and with
    // the fee one of 3 × 10^38, beyond 127 bits.
    let (below, above) = (1_500_000_000_000, 3_000_000_000_000);
    let plan = |bytes: u64| json!({"plan": {"kind": "payPerUse", "volume": format!("{bytes} B")}});
    assert_eq!(outcome(&policy, &month("0 B", &plan(above))), "billing.amount_overflow");
    assert_eq!(outcome(&policy, &month("0 B", &plan(below))), "0.00");
    let query = RateQuery { as_of_ms: 1_776_211_200_000, ..RateQuery::default() };
    let (mut amounts, mut flags) = ([0; 2], [0; 2]);
    let rows = RateRows { bytes: &[above, below], days: &[u32::MAX; 2], price: &[0; 2] };
    policy.rate_rows(&[query], rows, &mut amounts, &mut flags).expect("prices");
    assert_eq!((amounts[1], flags), (0, [RATE_REFUSED, 0]));
}

#[test]
fn use_that_was_charged_before_counts_toward_tiers() {
    let tiers = json!({"model": "graduated", "unit": "TB", "tiers": [{"upTo": "10 TB", "unitPrice": "8"}, {"unitPrice": "6"}]});
    let policy = policy(&json!({}), &list(&tiers, &json!({})));
    let plan = |volume: &str, before: &str| json!({"plan": {"kind": "payPerUse", "volume": volume, "before": before}});
    // 8 TB are charged; of 4 more, 2 are in the first tier and 2 in the second: 16 + 12.
    assert_eq!(outcome(&policy, &month("0 B", &plan("4 TB", "8 TB"))), "28.00");
    assert_eq!(outcome(&policy, &month("0 B", &plan("4 TB", "10 TB"))), "24.00");
    let volume = json!({"model": "volume", "unit": "TB", "tiers": [{"upTo": "10 TB", "unitPrice": "8"}, {"unitPrice": "6"}]});
    // 12 × 6 = 72, of which 8 × 8 = 64 are charged.
    let policy = super::packs::policy(&json!({}), &list(&volume, &json!({})));
    assert_eq!(outcome(&policy, &month("0 B", &plan("4 TB", "8 TB"))), "8.00");
    // The month's flat amount is charged with the first use.
    let policy = super::packs::policy(&json!({}), &list(&json!({"model": "flat", "amount": "12.50"}), &json!({})));
    assert_eq!(outcome(&policy, &month("0 B", &plan("4 TB", "8 TB"))), "0.00");
}

#[test]
fn a_special_price_replaces_the_lists_and_its_adjustments() {
    let discount =
        json!({"adjustments": [{"id": "t", "kind": "discount", "percent": "10", "source": "default"}], "minimumCharge": set(json!("1"))});
    let policy = compile(&[
        document("billing", "b", OPEN, &rules(&json!({}))),
        document("priceList", "l", OPEN, &list(&per_tb("10"), &discount)),
        document("deal", "d", OPEN, &deals()),
    ]);
    let special = |price: &str| {
        let deal = json!({"id": "x", "customerId": "k", "state": "approved", "volume": "50 TB", "registeredAt": "2026-04-01T00:00:00Z",
            "price": {"unitPrice": "7", "currency": "EUR", "unit": "TB"}});
        let special = json!({"plan": "payPerUse", "unitPrice": price, "unit": "TB", "customerId": "k", "otherVolume": "0 B", "agreedAt": "2026-04-10T00:00:00Z"});
        month("10 TB", &json!({"specialPrice": special, "deals": [deal]}))
    };
    assert_eq!(outcome(&policy, &month("10 TB", &json!({}))), "90.00");
    assert_eq!(outcome(&policy, &special("7")), "70.00");
    assert_eq!(outcome(&policy, &special("6.99")), "deal.approval_required");
}
