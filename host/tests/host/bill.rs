//! `bill` with the real program: its figures are the operation `invoice`'s, and a bad row leaves nothing behind.

use crate::support::{module_path, pack_folder, worker};
use assert_cmd::Command;
use channel_policy_host::{Operation, Request, Trust, parse_instant};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const NOW: &str = "2026-06-03T08:00:00Z";
const HEADER: &str = "customer_id,client_id,date,usage,allocated_capacity";

struct Ended {
    code: i32,
    stderr: String,
    /// What stands in the folder afterwards, beside the usage file.
    files: Vec<String>,
    out: String,
}

struct Trial {
    folder: TempDir,
    usage: PathBuf,
}

impl Trial {
    fn new(name: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let usage = folder.path().join(name);
        fs::write(&usage, text).expect("written");
        Self { folder, usage }
    }

    fn run(&self, out: &str, further: &[&str]) -> Ended {
        let out = self.folder.path().join(out);
        let mut command = Command::cargo_bin("channel-policy").expect("the program is built");
        command.env("CHANNEL_POLICY_MODULE", module_path()).env_remove("CHANNEL_POLICY_POLICIES");
        command.args(["bill", "--period", "2026-05", "--now", NOW, "--policies"]).arg(pack_folder());
        command.arg("--usage").arg(&self.usage).arg("--out").arg(&out).args(further);
        let output = command.output().expect("the program runs");
        let entries = fs::read_dir(self.folder.path()).expect("readable").map(|entry| entry.expect("an entry"));
        let names = entries.filter(|entry| entry.path() != self.usage).map(|entry| entry.file_name().to_string_lossy().into_owned());
        Ended {
            code: output.status.code().expect("an exit code"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8").replace(&format!("{}/", self.folder.path().display()), ""),
            files: names.collect(),
            out: fs::read_to_string(out).unwrap_or_default(),
        }
    }
}

fn ended(name: &str, text: &str) -> Ended {
    Trial::new(name, text).run("out.csv", &["--allow-sample"])
}

/// Rows of May for three customers: two accounts of one, one that ends inside the month, one with nothing.
fn rows() -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for day in 1..=31 {
        let mut row = |customer: &str, client: &str, usage: u64, deleted: &str| {
            rows.push([customer, client, &format!("2026-05-{day:02}"), &usage.to_string(), "0", deleted].map(str::to_owned));
        };
        row("k-1", "000000000001", 700_000_000_000 + day * 1_000_003, "");
        row("k-2", "000000000003", 5_000_000_000_000 + day * 7, "");
        if day != 20 {
            row("k-1", "000000000002", 1_234_567_890_123, "");
        }
        if day < 11 {
            row("k-3", "000000000004", 0, "2026-05-11");
        }
    }
    rows
}

fn as_csv(rows: &[[String; 6]]) -> String {
    let lines: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
    format!("{HEADER},deleted_on\r\n{}\r\n", lines.join("\r\n"))
}

fn as_object([customer, client, date, usage, allocated, deleted]: &[String; 6]) -> Value {
    let number = |text: &str| text.parse::<u64>().expect("digits");
    let mut row = json!({
        "customer_id": customer, "client_id": client, "date": date, "usage": number(usage), "allocated_capacity": number(allocated),
    });
    if !deleted.is_empty() {
        row["deleted_on"] = json!(deleted);
    }
    row
}

/// The invoice of a customer as a person would ask for it.
fn invoice(rows: &[[String; 6]], customer: &str) -> Value {
    let mut accounts: Vec<Value> = Vec::new();
    for row in rows.iter().filter(|row| row[0] == customer) {
        let known = accounts.iter().position(|account| account["usage"]["client_id"] == json!(row[1]));
        let index = known.unwrap_or_else(|| {
            let usage = json!({"name": row[1], "client_id": row[1], "allocated_capacity": 0, "daily_usage": []});
            let mut account = json!({"customerId": customer, "usage": usage});
            if !row[5].is_empty() {
                account["deletedOn"] = json!(row[5]);
            }
            accounts.push(account);
            accounts.len() - 1
        });
        let day = json!({"date": row[2], "usage": row[3].parse::<u64>().expect("digits"), "allocated_capacity": 0});
        accounts[index]["usage"]["daily_usage"].as_array_mut().expect("rows").push(day);
    }
    let request = json!({"allowSample": true, "period": {"start": "2026-05-01", "end": "2026-06-01"}, "accounts": accounts});
    let now_ms = Some(parse_instant(NOW).expect("an instant"));
    let body = request.to_string();
    let answer = worker(Trust::ALL).evaluate(Request { operation: Operation::Invoice, now_ms, body: body.as_bytes() }).expect("an answer");
    serde_json::from_str(&answer.text).expect("JSON")
}

#[test]
fn every_customer_is_billed_what_invoice_says_whatever_the_format() {
    let rows = rows();
    let objects: Vec<Value> = rows.iter().map(as_object).collect();
    let lines: Vec<String> = objects.iter().map(Value::to_string).collect();
    let texts = [("u.csv", as_csv(&rows)), ("u.json", json!(objects).to_string()), ("u.ndjson", lines.join("\n"))];
    let bills = texts.map(|(name, text)| {
        let ended = Trial::new(name, &text).run("out.ndjson", &["--allow-sample"]);
        assert_eq!((ended.code, ended.files), (0, vec!["out.ndjson".to_owned()]), "{name}: {}", ended.stderr);
        assert!(ended.stderr.contains("warning: billing.sample_price: "), "{}", ended.stderr);
        assert!(ended.stderr.contains("(3 of 3 bills)"), "{}", ended.stderr);
        ended.out
    });
    assert_eq!(bills[0], bills[1]);
    assert_eq!(bills[0], bills[2]);
    let bills: Vec<Value> = bills[0].lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(bills.iter().map(|bill| bill["customerId"].as_str().expect("text")).collect::<Vec<_>>(), ["k-1", "k-2", "k-3"]);
    for bill in bills {
        assert_eq!(bill["answer"], invoice(&rows, bill["customerId"].as_str().expect("text")), "{bill}");
    }
}

#[test]
fn a_spreadsheet_has_a_row_for_each_line_with_all_its_figures() {
    let rows = rows();
    let ended = ended("u.csv", &as_csv(&rows));
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let mut reader = csv::Reader::from_reader(ended.out.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let mut written = reader.records().map(|record| record.expect("a record"));
    for customer in ["k-1", "k-2", "k-3"] {
        let answer = invoice(&rows, customer);
        let bill = &answer["context"]["invoice"];
        for line in bill["lines"].as_array().expect("lines") {
            let record = written.next().expect("a row");
            let cell = |name: &str| record.get(header.iter().position(|column| column == name).expect("a column")).expect("a cell");
            assert_eq!(cell("customer_id"), customer);
            for (column, member) in [
                ("line_id", "id"),
                ("kind", "kind"),
                ("model", "model"),
                ("quantity", "quantity"),
                ("unit", "unit"),
                ("unit_price", "unitPrice"),
                ("amount_exact", "amountExact"),
                ("amount", "amount"),
                ("working", "working"),
            ] {
                assert_eq!(line[member], cell(column), "{column}");
            }
            assert_eq!((&bill["total"], &bill["currency"]), (&json!(cell("bill_total")), &json!(cell("currency"))));
            assert_eq!(cell("estimated") == "true", line["estimated"] == true);
        }
    }
    assert!(written.next().is_none());
}

#[test]
fn bad_rows_are_all_reported_and_nothing_is_written() {
    let text = format!(
        "{HEADER}\nk-1,a,2026-05-01,1000,0\nk-1,a,2026-05-01,1000,0\n\"k-1\",a,\"2026-05-32\",1000,0\n\
         k-1,ä,2026-05-04,12 parsecs,0\nk-1,ä,2026-06-01,1000,0\nk-2,b,2026-05-01,-1,0\n"
    );
    let ended = ended("u.csv", &text);
    assert_eq!((ended.code, ended.files.len()), (1, 0), "{}", ended.stderr);
    let places: Vec<&str> = ended.stderr.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places, ["u.csv:4:9", "u.csv:5:18", "u.csv:7:18"], "{}", ended.stderr);
    assert!(ended.stderr.contains("u.csv:5:18: input.capacity"), "{}", ended.stderr);
    // What only shows once the rows can be read.
    let text = format!(
        "{HEADER}\nk-1,a,2026-05-01,1000,0\nk-1,a,2026-05-01,1000,0\nk-1,b,2026-06-01,1000,0\n\
         k-2,c,2026-05-01,1000,0\nk-2,c,2026-05-02,1000,5\nk-2,c,2026-05-03,1000,0\n"
    );
    let ended = self::ended("u.csv", &text);
    assert_eq!((ended.code, ended.files.len()), (1, 0), "{}", ended.stderr);
    for start in ["u.csv:3:7: billing.duplicate_day: ", "u.csv:4:7: billing.day_outside_period: ", "u.csv:6:23: billing.contract_missing: "]
    {
        assert!(ended.stderr.lines().any(|line| line.starts_with(start)), "{start}: {}", ended.stderr);
    }
}

#[test]
fn a_bill_of_bad_rows_alone_ends_soon() {
    let rows: String = (0..60_000).map(|row| format!("k-1,a-{},2026-04-{:02},1000,0\n", row / 30, row % 30 + 1)).collect();
    let ended = ended("u.csv", &format!("{HEADER}\n{rows}"));
    assert_eq!((ended.code, ended.files.len(), ended.stderr.lines().count()), (1, 0, 101));
}

#[test]
fn rows_that_are_none_are_reported_at_their_place() {
    let cases = [
        ("u.csv", format!("{HEADER},surprise\n"), "u.csv:1:53: `surprise` is no column; columns: customer_id, "),
        ("u.csv", "customer_id,client_id,date,usage\n".to_owned(), "u.csv:1:1: there is no column `allocated_capacity`"),
        ("u.csv", format!("{HEADER}\nk,a,2026-05-01,1\n"), "u.csv:2:1: the row has 4 cells, the header 5"),
        ("u.csv", format!("{HEADER}\nk,,2026-05-01,1,0\n"), "u.csv:2:1: `client_id` is missing"),
        ("u.csv", format!("{HEADER}\nk,a,2026-05-01,1,0\nl,a,2026-05-02,1,0\n"), "u.csv:3:1: `customer_id` is not what an earlier row"),
        ("u.json", "[{\"customer_id\": 7}]".to_owned(), "u.json:1:2: `client_id` is missing"),
        ("u.json", "[\n  {\"usage\": 1, \"usage\": 2}]".to_owned(), "u.json:2:25: `usage` comes twice"),
        ("u.json", "[{]".to_owned(), "u.json:1:3: this is not JSON"),
        ("u.ndjson", "\n{\"usage\": null}\n".to_owned(), "u.ndjson:2:11: `usage` is null; leave it out"),
        ("u.ndjson", "[]\n".to_owned(), "u.ndjson:1:"),
    ];
    for (name, text, start) in cases {
        let ended = ended(name, &text);
        assert_eq!((ended.code, ended.files.len()), (1, 0), "{start}: {}", ended.stderr);
        assert!(ended.stderr.lines().any(|line| line.starts_with(start)), "{start}: {}", ended.stderr);
    }
}

#[test]
fn a_file_of_bad_rows_ends_after_a_hundred() {
    let row = "{\"customer_id\":\"k\",\"client_id\":\"\"}\n";
    for (name, text) in [("u.ndjson", row.repeat(300)), ("u.csv", format!("{HEADER}\n{}", "k,,2026-05-01,1,0\n".repeat(300)))] {
        let ended = ended(name, &text);
        assert_eq!((ended.code, ended.files.len(), ended.stderr.lines().count()), (1, 0, 101), "{}", ended.stderr);
        assert!(ended.stderr.ends_with("and more; after so many the file is not read on\n"), "{}", ended.stderr);
    }
}

#[test]
fn an_earlier_file_stays_where_rows_are_bad_and_goes_where_they_are_not() {
    let trial = Trial::new("u.csv", &format!("{HEADER}\nk,a,yesterday,1,0\n"));
    fs::write(trial.folder.path().join("out.csv"), "before").expect("written");
    let ended = trial.run("out.csv", &["--allow-sample"]);
    assert_eq!((ended.code, ended.out.as_str(), ended.files.len()), (1, "before", 1), "{}", ended.stderr);
    fs::write(&trial.usage, format!("{HEADER}\nk,a,2026-05-01,1,0\n")).expect("written");
    let ended = trial.run("out.csv", &["--allow-sample"]);
    assert!(ended.code == 0 && ended.out.starts_with("customer_id,line_id,"), "{}{}", ended.stderr, ended.out);
}

#[test]
fn formulas_are_text_in_the_spreadsheet() {
    let ended = ended("u.csv", &format!("{HEADER}\n=cmd|'/C calc'!A0,a,2026-05-01,1,0\n-7,b,2026-05-01,1,0\n"));
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.out.contains("\r\n'=cmd|'/C calc'!A0,"), "{}", ended.out);
    assert!(ended.out.contains("\r\n-7,"), "{}", ended.out);
}

#[test]
fn options_prices_and_time_have_their_exit_codes() {
    let trial = Trial::new("u.csv", &format!("{HEADER}\nk,a,2026-05-01,1,0\n"));
    for (out, further, code, message) in [
        ("out.csv", &[][..], 2, "error: billing.price_list_missing: "),
        ("out.csv", &["--allow-sample", "--currency", "XXX"], 2, "error: input.currency: "),
        ("out.xlsx", &["--allow-sample"], 2, "out.xlsx` is not named .csv or .ndjson"),
        ("u.csv", &["--allow-sample"], 2, "would take the place of the usage file"),
        ("absent/out.csv", &["--allow-sample"], 3, "no file can be made in `"),
        ("out.csv", &["--allow-sample", "--by", "partner"], 1, "u.csv:1:1: there is no column `partner_id`"),
    ] {
        let ended = trial.run(out, further);
        assert_eq!(ended.code, code, "{further:?}: {}", ended.stderr);
        assert!(ended.stderr.contains(message), "{further:?}: {}", ended.stderr);
        assert_eq!(ended.files.len(), 0);
    }
    let mut command = Command::cargo_bin("channel-policy").expect("the program is built");
    command.env("CHANNEL_POLICY_MODULE", module_path()).args([
        "bill",
        "--period",
        "2026-05",
        "--now",
        "2026-05-20T00:00:00Z",
        "--allow-sample",
    ]);
    command.arg("--policies").arg(pack_folder()).arg("--usage").arg(&trial.usage).arg("--out").arg(trial.folder.path().join("out.csv"));
    let output = command.output().expect("the program runs");
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.starts_with("denied: billing.period_not_ended: "), "{message}");
}

/// 31 TB allocated from the 16th on, 16 of 31 days: 16 TB × 7.99 = 127.84; before that 0 B of pay-per-use, at least 7.99.
#[test]
fn a_seller_bills_what_was_allocated_day_by_day() {
    let rows: Vec<String> = (1..=31)
        .map(|day| format!("k-1,a,2026-05-{day:02},{},{}", if day < 16 { "0" } else { "1 TB" }, if day < 16 { "0" } else { "31 TB" }))
        .collect();
    let trial = Trial::new("u.csv", &format!("{HEADER}\n{}\n", rows.join("\n")));
    let seller = ["--allow-sample", "--seller", "p-1", "--seller-type", "partner"];
    let ended = trial.run("out.ndjson", &seller);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let bill: Value = serde_json::from_str(&ended.out).expect("JSON");
    // 16/31 of the days had 1 TB of use under an allocation; the pay-per-use days had none.
    let amounts: Vec<_> = bill["answer"]["context"]["invoice"]["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| (line["kind"].as_str().expect("a kind"), line["amount"].as_str().expect("an amount")))
        .collect();
    assert_eq!(amounts, [("usage", "0.00"), ("minimum", "7.99"), ("reserved", "127.84")]);
    // Nobody sells, or a type that does not bill customers.
    let without = trial.run("without.csv", &["--allow-sample"]);
    assert!(without.stderr.contains("billing.contract_missing"), "{}", without.stderr);
    let vendor = trial.run("vendor.csv", &["--allow-sample", "--seller", "ic", "--seller-type", "vendor"]);
    assert!(vendor.stderr.contains("billing.contract_missing"), "{}", vendor.stderr);
    let half = trial.run("half.csv", &["--allow-sample", "--seller", "ic"]);
    assert_eq!((half.code, half.stderr.contains("--seller-type")), (2, true), "{}", half.stderr);
}

#[test]
fn a_customer_is_billed_by_the_partner_that_its_rows_name() {
    let trial = Trial::new("u.csv", &format!("partner_id,{HEADER}\np-1,k-1,a,2026-05-01,1,0\n"));
    let by = |seller: &str| trial.run("out.csv", &["--allow-sample", "--seller", seller, "--seller-type", "partner"]);
    assert_eq!(by("p-1").code, 0);
    let other = by("p-2");
    assert_eq!(other.code, 1);
    assert!(other.stderr.contains("billing.edge_not_allowed"), "{}", other.stderr);
    let vendor = trial.run("vendor.csv", &["--allow-sample", "--seller", "ic", "--seller-type", "vendor", "--by", "partner"]);
    assert!(vendor.stderr.contains("`vendor` does not bill `partner`"), "{}", vendor.stderr);
}

#[test]
fn a_partner_has_one_bill_for_all_its_customers() {
    let rows = "p-1,k-1,a,2026-05-01,1,0\np-1,k-2,b,2026-05-01,1,0\np-2,k-3,c,2026-05-01,1,0\n";
    let trial = Trial::new("u.csv", &format!("partner_id,{HEADER}\n{rows}"));
    let ended = trial.run("out.ndjson", &["--allow-sample", "--by", "partner"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let totals: Vec<Value> = ended.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let figures: Vec<_> = totals.iter().map(|bill| (&bill["partnerId"], &bill["answer"]["context"]["invoice"]["total"])).collect();
    // The minimum of 1 TB at 7.99 counts for each customer.
    assert_eq!(figures, [(&json!("p-1"), &json!("15.98")), (&json!("p-2"), &json!("7.99"))]);
}
