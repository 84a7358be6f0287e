//! The file of bills: written beside its place, and put there when it is whole. Cells of a spreadsheet that would be
//! formulas are text.

use super::By;
use super::answer::{Invoice, Judged, Line};
use super::interrupt;
use anyhow::Context;
use std::borrow::Cow;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

type File = BufWriter<NamedTempFile>;

enum Format {
    Csv(Box<csv::Writer<File>>),
    NdJson(File),
}

/// A file that is being written.
pub(super) struct Output {
    target: PathBuf,
    by: By,
    format: Format,
}

/// Why there is no such file.
pub(super) enum Refused {
    Misuse(String),
    Failed(anyhow::Error),
}

const COLUMNS: [&str; 22] = [
    "",
    "line_id",
    "kind",
    "scope",
    "party_id",
    "name",
    "period_start",
    "period_end",
    "model",
    "tier",
    "quantity",
    "unit",
    "unit_price",
    "flat_fee",
    "amount_exact",
    "amount",
    "currency",
    "estimated",
    "working",
    "bill_total",
    "warnings",
    "obligations",
];

impl Output {
    pub(super) fn create(target: &Path, usage: &Path, by: By) -> Result<Self, Refused> {
        let ending = target.extension().and_then(|ending| ending.to_str());
        if !matches!(ending, Some("csv" | "ndjson")) {
            return Err(Refused::Misuse(format!("`{}` is not named .csv or .ndjson", target.display())));
        }
        if let (Ok(target), Ok(usage)) = (fs::canonicalize(target), fs::canonicalize(usage))
            && target == usage
        {
            return Err(Refused::Misuse("the bills would take the place of the usage file".to_owned()));
        }
        let file = BufWriter::new(beside(target).map_err(Refused::Failed)?);
        let format = if ending == Some("csv") {
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
            let mut header = COLUMNS;
            header[0] = by.column();
            writer.write_record(header).map_err(|error| Refused::Failed(error.into()))?;
            Format::Csv(Box::new(writer))
        } else {
            Format::NdJson(file)
        };
        Ok(Self { target: target.to_path_buf(), by, format })
    }

    /// Adds a bill: the answer, and what was read of it.
    pub(super) fn write(&mut self, id: &str, answer: &str, judged: &Judged) -> anyhow::Result<()> {
        match &mut self.format {
            Format::Csv(writer) => write_rows(writer, id, judged).map_err(Into::into),
            Format::NdJson(file) => {
                let name = if self.by == By::Customer { "customerId" } else { "partnerId" };
                writeln!(file, "{{\"{name}\":{},\"answer\":{answer}}}", serde_json::Value::from(id)).map_err(Into::into)
            }
        }
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        let file = match self.format {
            Format::Csv(writer) => writer.into_inner().map_err(|error| anyhow::anyhow!("{}", error.error()))?,
            Format::NdJson(file) => file,
        };
        let file = file.into_inner().map_err(|error| error.into_error())?;
        file.as_file().sync_all()?;
        file.persist(&self.target).with_context(|| format!("`{}`", self.target.display()))?;
        Ok(())
    }
}

impl By {
    const fn column(self) -> &'static str {
        match self {
            Self::Customer => "customer_id",
            Self::Partner => "partner_id",
        }
    }
}

/// A file of another name in the target's folder, with the rights that a new file has; it goes where it is not put in place.
fn beside(target: &Path) -> anyhow::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".channel-policy-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder).with_context(|| format!("no file can be made in `{}`", folder.display()))?;
    interrupt::removes(file.path()).context("signals cannot be waited for")?;
    Ok(file)
}

fn write_rows(writer: &mut csv::Writer<File>, id: &str, judged: &Judged) -> csv::Result<()> {
    let Some(invoice) = &judged.context.invoice else { return Ok(()) };
    let warnings: Vec<&str> = judged.context.reasons.iter().map(|reason| reason.code.as_str()).collect();
    let obligations: Vec<&str> = judged.context.obligations.iter().map(|obligation| obligation.code.as_str()).collect();
    let (warnings, obligations) = (warnings.join(" "), obligations.join(" "));
    let after = |cells: Vec<String>| {
        let about = [&invoice.total, &warnings, &obligations].map(String::clone);
        let cells: Vec<String> = cells.into_iter().chain(about).collect();
        cells
    };
    let rows: Vec<Vec<String>> = match invoice.lines.as_slice() {
        [] => vec![nothing(id, invoice)],
        lines => lines.iter().map(|line| cells(id, invoice, line)).collect(),
    };
    for row in rows {
        writer.write_record(after(row).iter().map(|cell| neutral(cell).into_owned()))?;
    }
    Ok(())
}

/// A bill without lines is still a bill.
fn nothing(id: &str, invoice: &Invoice) -> Vec<String> {
    let mut cells = vec![String::new(); COLUMNS.len() - 3];
    for (name, value) in
        [("", id), ("period_start", &invoice.period.start), ("period_end", &invoice.period.end), ("currency", &invoice.currency)]
    {
        if let Some(cell) = COLUMNS.iter().position(|column| *column == name).and_then(|index| cells.get_mut(index)) {
            *cell = value.to_owned();
        }
    }
    cells
}

fn cells(id: &str, invoice: &Invoice, line: &Line) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (scope, party) = line.of.as_ref().map(|party| (party.scope.clone(), party.id.clone())).unwrap_or_default();
    vec![
        id.to_owned(),
        line.id.clone(),
        line.kind.clone(),
        scope,
        party,
        text(&line.name),
        line.period.start.clone(),
        line.period.end.clone(),
        line.model.clone(),
        line.tier.map(|tier| tier.to_string()).unwrap_or_default(),
        line.quantity.clone(),
        line.unit.clone(),
        line.unit_price.clone(),
        text(&line.flat_fee),
        line.amount_exact.clone(),
        line.amount.clone(),
        invoice.currency.clone(),
        if line.estimated == Some(true) { "true".to_owned() } else { String::new() },
        line.working.clone(),
    ]
}

/// A spreadsheet takes a cell that begins like a formula for one; an apostrophe makes it text. Numbers stay numbers.
fn neutral(cell: &str) -> Cow<'_, str> {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    if risky && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn is_number(cell: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = cell.split_once('.').unwrap_or((cell, "0"));
    digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::neutral;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for formula in ["=1+1", "+1", "-1+1", "-20/3", "@SUM(A1)", "\t=1", "\r=1", "-", "-.5", "-1.", "--1"] {
            assert_eq!(neutral(formula), format!("'{formula}"));
        }
        for kept in ["-1", "-19.99", "0", "7.99", "a=b", "2/3", "", "usage:customer:=1"] {
            assert_eq!(neutral(kept), kept);
        }
    }
}
