//! `bill`: a month of usage rows to bills, one for each customer. The host reads the rows of its own file; every figure is
//! the operation `invoice`'s, and every fault is reported at its place in the file before anything is written.

mod answer;
mod interrupt;
mod output;
mod place;
mod source;
mod usage;

use super::{DENIED, ISSUES, ModuleArgs, PolicyArgs};
use anyhow::Context;
use channel_policy_host::{Limits, Operation, Outcome, Request, Session, Trust, now_ms, parse_instant, read_issues};
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use output::Output;
use serde_json::json;
use source::{Fault, MAX_FAULTS, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use usage::{Billed, Usage};

/// Bill a month of usage: a file of daily rows in, a file of bill lines out
#[derive(Args)]
#[command(after_help = HELP)]
pub(super) struct Bill {
    /// Daily rows: a .csv file with a header, a .json file with one array, or an .ndjson file with a row in each line
    #[arg(long, value_name = "FILE")]
    usage: PathBuf,
    /// The calendar month billed, UTC
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    period: Date,
    /// The file to write, .csv (a row for each line of a bill) or .ndjson (a bill with all its lines in each line)
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// For whom a bill is made
    #[arg(long, value_enum, default_value_t = By::Customer)]
    by: By,
    /// The currency, where several price lists are loaded
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Who bills, so that price lists that name a seller or buyer count
    #[arg(long, value_name = "ID", requires = "seller_type")]
    seller: Option<String>,
    /// The seller's type of account, such as `distributor`
    #[arg(long, value_name = "TYPE", requires = "seller")]
    seller_type: Option<String>,
    /// The buyers' type of account; default `customer`, or `partner` with `--by partner`
    #[arg(long, value_name = "TYPE", requires = "seller")]
    buyer_type: Option<String>,
    /// Let sample price lists count
    #[arg(long)]
    allow_sample: bool,
    /// When it is billed: an RFC 3339 instant; default the machine's clock
    #[arg(long, value_name = "INSTANT", value_parser = parse_instant)]
    now: Option<i64>,
    #[command(flatten)]
    policies: PolicyArgs,
    #[command(flatten)]
    module: ModuleArgs,
}

const HELP: &str = "\
A row is a storage account's day, as the vendor's usage API has it, with whose account it is:
  customer_id         the customer
  client_id           the storage account
  date                the day, YYYY-MM-DD, UTC
  usage               bytes stored: an integer, or a number with a unit such as `1.5 TB`
  allocated_capacity  bytes allocated; 0 is pay-per-use
and, where wanted, the same in each row of an account:
  partner_id          the partner that it belongs to; needed with `--by partner`
  name                its name
  created_on          its first day, where that lies in the month
  deleted_on          the day after its last, where that lies in the month

Examples:
  channel-policy bill --usage may.csv --period 2026-05 --out bills.csv --policies our-pack
  channel-policy bill --usage may.csv --period 2026-05 --out bills.csv --policies our-pack \\
    --seller d-1 --seller-type distributor
  channel-policy bill --usage may.ndjson --period 2026-05 --out bills.ndjson --allow-sample \\
    --policies policies/impossible-cloud

A row that cannot be billed is reported as `file:line:column: message`; then nothing is written. In a .csv file cells
beginning with = + - @ get an apostrophe before them, unless they are numbers.

Exit codes: 0 written, 1 bad rows or denied, 2 issues in the options, prices or policies, 3 the host failed;
130 or 143 interrupted, with nothing left behind.";

/// Whose bill it is.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// One for each customer
    Customer,
    /// One for each partner, with all its customers
    Partner,
}

fn month(text: &str) -> Result<Date, String> {
    let parts = text.split_once('-').filter(|(year, month)| (year.len(), month.len()) == (4, 2));
    parts
        .and_then(|(year, month)| Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok())
        .ok_or_else(|| format!("`{text}` is not a month such as `2026-05`"))
}

impl Bill {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut output = match Output::create(&self.out, &self.usage, self.by) {
            Ok(output) => output,
            Err(output::Refused::Misuse(message)) => return Ok(misuse(&message)),
            Err(output::Refused::Failed(error)) => return Err(error),
        };
        let source = match Source::open(&self.usage)? {
            Ok(source) => source,
            Err(message) => return Ok(misuse(&message)),
        };
        let mut usage = Usage::new(self.by);
        let faults = source.read(&mut usage);
        if !faults.is_empty() {
            return Ok(bad_rows(&source, faults));
        }
        let limits = Limits { deadline: None, concurrency: 1, memory_bytes: 512 << 20, ..Limits::default() };
        let mut session = match self.policies.session(&self.module.sandbox(limits)?, Trust::ALL)? {
            Ok(session) => session,
            Err(code) => return Ok(code),
        };
        let mut run = Run::default();
        let bar = progress(usage.billed.len());
        for billed in &usage.billed {
            self.bill(billed, (&mut session, &source), &mut output, &mut run)?;
            bar.inc(1);
            if run.faults.len() > MAX_FAULTS || !run.refusals.is_empty() {
                break;
            }
        }
        bar.finish_and_clear();
        run.end(&source, output, usage.billed.len())
    }

    fn bill(&self, billed: &Billed, (session, source): (&mut Session, &Source), output: &mut Output, run: &mut Run) -> anyhow::Result<()> {
        let body = billed.request(&format!("{}{}", self.terms(), self.edge(billed)));
        let request = Request { operation: Operation::Invoice, now_ms: Some(self.now.unwrap_or_else(now_ms)), body: body.as_bytes() };
        let answer = session.evaluate(request).map_err(|error| {
            let code = error.code();
            anyhow::Error::from(error).context(code)
        })?;
        match answer.outcome {
            Outcome::Allow => {
                let judged = answer::read(&answer.text)?;
                if self.by == By::Customer && judged.adds_up_by("partner") {
                    run.refusals.insert("the prices add use up by partner: bill with `--by partner`".to_owned());
                }
                for reason in &judged.context.reasons {
                    *run.warnings.entry(format!("{}: {}", reason.code, reason.message)).or_default() += 1;
                }
                if run.is_clean() {
                    output.write(&billed.id, &answer.text, &judged)?;
                }
            }
            Outcome::Deny => {
                let denials = answer::read(&answer.text)?.context.reasons.into_iter().filter(|reason| reason.effect == "deny");
                run.denials.extend(denials.map(|reason| format!("{}: {}", reason.code, reason.message)));
            }
            Outcome::Malformed | Outcome::Invalid => {
                // Each costs a walk through the file, and no more than these are printed.
                let room = (MAX_FAULTS + 1).saturating_sub(run.faults.len());
                for issue in read_issues(&answer.text)?.into_iter().take(room) {
                    let message = format!("{}: {}", issue.code, issue.message);
                    match billed.place(&issue.pointer) {
                        Some((row, column)) => run.faults.push(source.fault(row, column, message)),
                        None => _ = run.refusals.insert(message),
                    }
                }
            }
            Outcome::Internal => anyhow::bail!("{}", answer.text),
        }
        Ok(())
    }

    /// What every request says beside its accounts.
    fn terms(&self) -> String {
        let end = self.period.last_of_month().tomorrow().map_or_else(|_| String::new(), |end| end.to_string());
        let mut terms = format!("\"period\":{{\"start\":\"{}\",\"end\":\"{end}\"}},\"allowSample\":{}", self.period, self.allow_sample);
        if let Some(currency) = &self.currency {
            terms.push_str(&format!(",\"currency\":{}", serde_json::Value::from(currency.as_str())));
        }
        terms
    }

    /// Seller and buyer of a bill; the seller stands directly above the buyer unless a row says that a partner does.
    fn edge(&self, billed: &Billed) -> String {
        let (Some(seller), Some(seller_type)) = (&self.seller, &self.seller_type) else { return String::new() };
        let own_type = match self.by {
            By::Customer => "customer",
            By::Partner => "partner",
        };
        let partner = billed.partners().find(|partner| self.by == By::Customer && partner != seller);
        let party = json!({"id": billed.id, "type": self.buyer_type.as_deref().unwrap_or(own_type),
            "parent": partner.as_deref().unwrap_or(seller)});
        format!(",\"seller\":{},\"buyer\":{party}", json!({"id": seller, "type": seller_type}))
    }
}

/// What there is to report.
#[derive(Default)]
struct Run {
    faults: Vec<Fault>,
    /// What is wrong with more than a row: options, prices, policies.
    refusals: BTreeSet<String>,
    denials: BTreeSet<String>,
    warnings: BTreeMap<String, usize>,
}

impl Run {
    fn is_clean(&self) -> bool {
        self.faults.is_empty() && self.refusals.is_empty() && self.denials.is_empty()
    }

    /// Puts the bills in their place, or says why there are none.
    fn end(self, source: &Source, output: Output, bills: usize) -> anyhow::Result<ExitCode> {
        if !self.faults.is_empty() {
            return Ok(bad_rows(source, self.faults));
        }
        if !self.refusals.is_empty() {
            self.refusals.iter().for_each(|message| eprintln!("error: {message}"));
            return Ok(ExitCode::from(ISSUES));
        }
        if !self.denials.is_empty() {
            self.denials.iter().for_each(|message| eprintln!("denied: {message}"));
            return Ok(ExitCode::from(DENIED));
        }
        for (message, count) in &self.warnings {
            eprintln!("warning: {message} ({count} of {bills} bills)");
        }
        output.finish().context("the bills cannot be written")?;
        Ok(ExitCode::SUCCESS)
    }
}

fn bad_rows(source: &Source, mut faults: Vec<Fault>) -> ExitCode {
    faults.sort();
    faults.dedup();
    for fault in faults.iter().take(MAX_FAULTS) {
        eprintln!("{}:{fault}", source.path.display());
    }
    if faults.len() > MAX_FAULTS {
        eprintln!("and more; after so many the file is not read on");
    }
    ExitCode::from(DENIED)
}

fn misuse(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(ISSUES)
}

/// A bar on a terminal; elsewhere nothing.
fn progress(bills: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(bills as u64);
    match ProgressStyle::with_template("{bar:40} {pos} of {len} bills, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
