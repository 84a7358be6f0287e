//! The report: changes as they are found, and the totals at the end; as a table, as one JSON document, or as a line of
//! JSON for each change.

use super::change::{Change, Codes};
use super::source::Place;
use super::tally::{Amounts, Sums, Tally};
use channel_policy_host::decision_log::Record;
use clap::ValueEnum;
use rust_decimal::Decimal;
use serde::Serialize;
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};

/// How the report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Table,
    /// One document
    Json,
    /// A line for each change, and one for the totals
    Ndjson,
}

/// A report that is being printed.
pub(super) struct Report {
    format: Format,
    limit: u64,
    printed: u64,
    left_out: u64,
    out: BufWriter<Stdout>,
    /// Whether the reader of standard output has seen enough.
    is_closed: bool,
}

/// A change with the record that it is a change of.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'r> {
    file: String,
    line: u64,
    time: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace_id: Option<&'r str>,
    operation: &'r str,
    #[serde(flatten)]
    change: &'r Change,
    /// What the request as it was judged again lacks.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    redacted: &'r [String],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct End<'t> {
    /// Changes that are not printed.
    left_out: u64,
    totals: &'t Tally,
}

impl Report {
    pub(super) fn new(format: Format, limit: u64) -> Self {
        Self { format, limit, printed: 0, left_out: 0, out: BufWriter::new(io::stdout()), is_closed: false }
    }

    /// Whether a change would still be printed.
    pub(super) fn has_room(&self) -> bool {
        self.printed < self.limit && !self.is_closed
    }

    pub(super) fn add(&mut self, place: Place<'_>, record: &Record, change: &Change) -> io::Result<()> {
        if self.printed == self.limit {
            self.left_out += 1;
            return Ok(());
        }
        self.printed += 1;
        let row = Row {
            file: place.file.display().to_string(),
            line: place.line,
            time: &record.time,
            request_id: record.request_id.as_deref(),
            trace_id: record.trace_id.as_deref(),
            operation: &record.operation,
            change,
            redacted: &record.redacted,
        };
        let text = match self.format {
            Format::Table => table_row(&row),
            Format::Ndjson => format!("{}\n", serde_json::to_string(&row)?),
            Format::Json => {
                let before = if self.printed == 1 { "{\"changes\":[\n" } else { ",\n" };
                format!("{before}{}", serde_json::to_string(&row)?)
            }
        };
        self.print(&text)?;
        // A change is seen when it is found, not when a buffer is full.
        self.flush()
    }

    pub(super) fn end(&mut self, tally: &Tally, compared_with: &str) -> io::Result<()> {
        let end = End { left_out: self.left_out, totals: tally };
        let text = match self.format {
            Format::Table => totals(tally, self.printed, self.left_out, compared_with),
            Format::Ndjson => format!("{}\n", serde_json::to_string(&end)?),
            Format::Json => {
                let before = if self.printed == 0 { "{\"changes\":[" } else { "\n" };
                let end = serde_json::to_string(&end)?;
                format!("{before}],{}\n", end.trim_start_matches('{'))
            }
        };
        self.print(&text)?;
        self.flush()
    }

    fn print(&mut self, text: &str) -> io::Result<()> {
        let written = if self.is_closed { Ok(()) } else { self.out.write_all(text.as_bytes()) };
        self.unless_closed(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = if self.is_closed { Ok(()) } else { self.out.flush() };
        self.unless_closed(flushed)
    }

    /// A reader that has seen enough (`| head`) is no failure; the exit code still says whether anything changes.
    fn unless_closed(&mut self, written: io::Result<()>) -> io::Result<()> {
        self.is_closed |= written.as_ref().is_err_and(|error| error.kind() == ErrorKind::BrokenPipe);
        if self.is_closed { Ok(()) } else { written }
    }
}

fn table_row(row: &Row<'_>) -> String {
    let what = match row.change {
        Change::Flip { item, from, to, codes } => format!("{}{from} → {to}{}", item_words(*item), code_words(codes)),
        Change::Issues { item, from, to, codes } => format!("{}{from} → {to}, issues{}", item_words(*item), code_words(codes)),
        Change::Codes { item, codes } => format!("{}same decision{}", item_words(*item), code_words(codes)),
        Change::Amount { item, name, currency, old, new, difference } => {
            let amount = |amount: &Option<Decimal>| amount.map_or_else(|| "none".to_owned(), |amount| amount.to_string());
            let difference = difference.map(|difference| format!(" ({})", signed(difference))).unwrap_or_default();
            format!("{}{name} {} → {} {currency}{difference}", item_words(*item), amount(old), amount(new))
        }
        Change::Results { item, old, new } => {
            let count = |count: &Option<u64>| count.map_or_else(|| "another table".to_owned(), |count| count.to_string());
            format!("{}results {} → {}", item_words(*item), count(old), count(new))
        }
    };
    let request = row.request_id.unwrap_or("-");
    let redacted = if row.redacted.is_empty() { String::new() } else { format!("  [redacted: {}]", row.redacted.join(", ")) };
    printable(&format!("{}  {:<14} {:<20} {what}{redacted}", row.time, row.operation, request)) + "\n"
}

fn item_words(item: Option<usize>) -> String {
    item.map(|item| format!("item {item}: ")).unwrap_or_default()
}

fn code_words(codes: &Codes) -> String {
    let signed = |sign: char, codes: &[String]| codes.iter().fold(String::new(), |text, code| format!("{text} {sign}{code}"));
    let words = signed('+', &codes.added) + &signed('-', &codes.removed);
    if words.is_empty() { words } else { format!(" {words}") }
}

fn signed(amount: Decimal) -> String {
    if amount.is_sign_negative() { amount.to_string() } else { format!("+{amount}") }
}

/// A log can come from anywhere: nothing in it moves the cursor or colours the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

fn totals(tally: &Tally, printed: u64, left_out: u64, compared_with: &str) -> String {
    let mut text = String::new();
    if left_out > 0 {
        text.push_str(&format!("and {left_out} more changes; `--limit` says how many are printed\n"));
    }
    if printed > 0 {
        text.push('\n');
    }
    text.push_str(&format!(
        "{} records, {} judged again and compared with {compared_with}, {} changed\n",
        tally.records, tally.judged, tally.changed
    ));
    for (why, count) in &tally.reasons {
        text.push_str(&format!("{count} cannot be judged: {}\n", why.words()));
    }
    for (count, what) in [(tally.damaged_lines, "damaged lines were skipped"), (tally.dropped, "records are missing: the log dropped them")]
    {
        if count > 0 {
            text.push_str(&format!("{count} {what}\n"));
        }
    }
    text + &operation_totals(tally) + &amount_totals(&tally.amounts)
}

fn operation_totals(tally: &Tally) -> String {
    let header = ["operation", "judged", "changed", "to deny", "to allow", "issues", "codes", "amounts", "results"].map(str::to_owned);
    let rows = tally.operations.iter().map(|(name, counts)| {
        let numbers =
            [counts.judged, counts.changed, counts.to_deny, counts.to_allow, counts.issues, counts.codes, counts.amounts, counts.results];
        std::iter::once(name.clone()).chain(numbers.map(|number| number.to_string())).collect()
    });
    aligned(std::iter::once(header.to_vec()).chain(rows).collect())
}

fn amount_totals(amounts: &[Amounts]) -> String {
    if amounts.is_empty() {
        return String::new();
    }
    let header = ["amounts", "count", "changed", "old", "new", "difference", "gone", "appeared"].map(str::to_owned);
    let rows = amounts.iter().map(|Amounts { operation, name, currency, sums }| {
        let Sums { count, changed, old, new, difference, gone, gone_total, appeared, appeared_total } = sums;
        let one_sided = |count: &u64, total: &Decimal| if *count == 0 { "0".to_owned() } else { format!("{count} ({total})") };
        let name = if operation == name { name.clone() } else { format!("{operation} {name}") };
        vec![
            format!("{name} {currency}"),
            count.to_string(),
            changed.to_string(),
            old.to_string(),
            new.to_string(),
            signed(*difference),
            one_sided(gone, gone_total),
            one_sided(appeared, appeared_total),
        ]
    });
    aligned(std::iter::once(header.to_vec()).chain(rows).collect())
}

/// Columns of one width: the first to the left, numbers to the right.
fn aligned(rows: Vec<Vec<String>>) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    rows.iter().fold("\n".to_owned(), |text, row| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            let width = *width;
            if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        text + &printable(&cells.collect::<Vec<_>>().join("  ")) + "\n"
    })
}
