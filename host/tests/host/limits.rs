//! `docs/limits.md` says what happens: each row's code, status and invitation to retry are provoked, each default and
//! flag looked up.

use crate::client::{Reply, post};
use crate::hostile::{self, limits};
use crate::support::workspace;
use assert_cmd::Command;
use axum::Router;
use channel_policy_host::Limits;
use channel_policy_host::http::{Settings, app};
use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

#[derive(Debug)]
struct Row {
    flag: String,
    default: String,
    status: u16,
    retry_helps: bool,
}

/// The first table of the page, by code.
fn rows() -> BTreeMap<String, Row> {
    let page = fs::read_to_string(workspace().join("docs/limits.md")).expect("the page is readable");
    let table = page.lines().skip_while(|line| !line.starts_with("|---")).skip(1).take_while(|line| line.starts_with('|'));
    table
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
            let [_, flag, default, code, status, retry] = cells.as_slice() else { panic!("six columns: {line}") };
            let retry_helps = match *retry {
                "yes" => true,
                "no" => false,
                other => panic!("`{other}` is neither yes nor no"),
            };
            let (flag, default) = ((*flag).to_owned(), (*default).to_owned());
            ((*code).to_owned(), Row { flag, default, status: status.parse().expect("a status"), retry_helps })
        })
        .collect()
}

fn hostile_app(limits: Limits) -> Router {
    app(hostile::worker(limits), &Settings { max_body_bytes: 100, ..Settings::default() })
}

/// One reply for each limit and fault that there is.
async fn provoked() -> Vec<Reply> {
    let short = Limits { deadline: Some(Duration::from_millis(50)), concurrency: 1, ..limits() };
    let without_clock = Limits { deadline: None, fuel: Some(100_000), concurrency: 1, ..limits() };
    let slow = hostile_app(Limits { deadline: Some(Duration::from_secs(2)), ..short });
    let looping = tokio::spawn({
        let slow = slow.clone();
        async move { post(&slow, "/v1/subscription", "{}").await }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let busy = post(&slow, "/v1/invoice", "{}").await;
    looping.await.expect("no panic");
    let app = hostile_app(short);
    vec![
        post(&app, "/v1/invoice", "x".repeat(101)).await,
        post(&app, "/v1/subscription", "{}").await,
        post(&hostile_app(without_clock), "/v1/subscription", "{}").await,
        post(&app, "/v1/allocation", "{}").await,
        busy,
        post(&app, "/v1/deal", "{}").await,
        post(&app, "/v1/quote", "{}").await,
    ]
}

#[tokio::test]
async fn every_limit_has_the_code_the_status_and_the_invitation_that_the_page_says() {
    let rows = rows();
    let mut met = Vec::new();
    for reply in provoked().await {
        let code = reply.json()["code"].as_str().expect("a code").to_owned();
        let row = rows.get(&code).unwrap_or_else(|| panic!("{code} is not on the page"));
        assert_eq!(reply.problem(row.status), code);
        assert_eq!(reply.headers.contains_key("retry-after"), row.retry_helps, "{code}");
        met.push(code);
    }
    met.sort();
    assert_eq!(met, rows.keys().cloned().collect::<Vec<_>>());
}

#[test]
fn the_defaults_are_those_of_the_page() {
    let (rows, limits, settings) = (rows(), Limits::default(), Settings::default());
    let default = |code: &str| rows[code].default.clone();
    assert_eq!(default("http.body_too_large"), format!("{} bytes", settings.max_body_bytes));
    assert_eq!(default("host.deadline"), format!("{} ms", limits.deadline.expect("a deadline").as_millis()));
    assert_eq!(default("host.memory"), format!("{} bytes", limits.memory_bytes));
    assert_eq!((default("host.fuel").as_str(), limits.fuel), ("none", None));
    assert_eq!(default("host.busy"), "the number of processors");
    assert_eq!(Some(limits.concurrency as usize), std::thread::available_parallelism().ok().map(usize::from));
}

#[test]
fn serve_knows_every_flag_of_the_page() {
    let output = Command::cargo_bin("channel-policy").expect("the command").args(["serve", "--help"]).output().expect("it runs");
    let help = String::from_utf8(output.stdout).expect("text");
    let rows = rows();
    let flags: Vec<&str> = rows.values().map(|row| row.flag.as_str()).filter(|flag| !flag.is_empty()).collect();
    assert_eq!(flags.len(), 5);
    for flag in flags.into_iter().chain(["--isolation"]) {
        assert!(help.contains(flag), "`{flag}` is not in the help");
    }
}

#[test]
fn serve_refuses_limits_that_are_none() {
    for (flag, value) in [("--fuel", "0"), ("--fuel", "-1"), ("--fuel", "much"), ("--isolation", "none"), ("--isolation", "Request")] {
        let mut command = Command::cargo_bin("channel-policy").expect("the command");
        command.timeout(Duration::from_secs(60)).args(["serve", "--policies", "nowhere", &format!("{flag}={value}")]);
        let output = command.output().expect("it runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(flag), "{flag}={value}");
    }
}
