//! The usage file: rows in order of their place, as CSV with a header or as JSON objects with the same names. A file is
//! read whole, since a bill may need its first row and its last.

use super::place::{field_offset, place};
use super::usage::{Cells, Column, Usage};
use anyhow::Context;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// Faults that are printed. One more is looked for: each costs a walk through the file.
pub(super) const MAX_FAULTS: usize = 100;

/// What is wrong at a place of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fault {
    line: usize,
    column: usize,
    message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.line, self.column, self.message)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Json,
    NdJson,
}

/// A usage file in memory.
pub(super) struct Source {
    pub(super) path: PathBuf,
    bytes: Vec<u8>,
    format: Format,
}

/// A JSON object's members in their order; a name may come twice.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'t> Deserialize<'t> for Members<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'t> Visitor<'t> for Collect {
            type Value = Members<'t>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(Column::ALL.len());
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

impl Source {
    /// Reads a file; a message where its name does not say what it is.
    pub(super) fn open(path: &Path) -> anyhow::Result<Result<Self, String>> {
        let format = match path.extension().and_then(|ending| ending.to_str()) {
            Some("csv") => Format::Csv,
            Some("json") => Format::Json,
            Some("ndjson") => Format::NdJson,
            _ => return Ok(Err(format!("`{}` is not named .csv, .json or .ndjson", path.display()))),
        };
        let bytes = fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
        Ok(Ok(Self { path: path.to_path_buf(), bytes, format }))
    }

    /// Adds every row to `usage`; what is wrong with them, as far as it is printed.
    pub(super) fn read(&self, usage: &mut Usage) -> Vec<Fault> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => match self.format {
                Format::Csv => read_csv(text, usage),
                Format::Json => read_json(text, usage),
                Format::NdJson => read_lines(text, usage),
            },
            Err(error) => {
                // INVARIANT: what comes before the error is UTF-8.
                let before = std::str::from_utf8(&self.bytes[..error.valid_up_to()]).unwrap_or_default();
                vec![at(before, before.len(), "this is not UTF-8")]
            }
        }
    }

    /// A fault of the row that stands at `row`, in a column where it is one's.
    pub(super) fn fault(&self, row: usize, column: Option<Column>, message: String) -> Fault {
        let text = std::str::from_utf8(&self.bytes).unwrap_or_default();
        let offset = match self.format {
            Format::Csv => csv_offset(text, row, column),
            Format::Json | Format::NdJson => json_offset(text, row, column),
        };
        at(text, offset, message)
    }
}

fn at(text: &str, offset: usize, message: impl Into<String>) -> Fault {
    let (line, column) = place(text, offset);
    Fault { line, column, message: message.into() }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn csv_reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().flexible(true).from_reader(without_mark(text).as_bytes())
}

fn csv_offset(text: &str, row: usize, column: Option<Column>) -> usize {
    let mark = text.len() - without_mark(text).len();
    let header = csv_reader(text).headers().cloned().unwrap_or_default();
    let index = column.and_then(|column| header.iter().position(|name| name == column.name()));
    field_offset(text, row + mark, index.unwrap_or(0))
}

fn read_csv(text: &str, usage: &mut Usage) -> Vec<Fault> {
    let mut reader = csv_reader(text);
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return vec![at(text, 0, format!("the header cannot be read: {error}"))],
    };
    let (columns, mut faults) = read_header(text, &header, usage);
    if !faults.is_empty() {
        return faults;
    }
    let mark = text.len() - without_mark(text).len();
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader.read_record(&mut record);
        let row = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        match more {
            _ if faults.len() > MAX_FAULTS => return faults,
            Ok(false) => return faults,
            Ok(true) if record.len() != columns.len() => {
                let message = format!("the row has {} cells, the header {}", record.len(), columns.len());
                faults.push(at(text, field_offset(text, row + mark, 0), message));
            }
            Ok(true) => {
                let mut cells = Cells::default();
                for (column, cell) in columns.iter().zip(&record).filter(|(_, cell)| !cell.is_empty()) {
                    cells.set(*column, csv_value(*column, cell));
                }
                for (column, message) in usage.add(row, cells) {
                    faults.push(at(text, csv_offset(text, row, column), message));
                }
            }
            Err(error) => {
                faults.push(at(text, field_offset(text, row + mark, 0), error.to_string()));
                return faults;
            }
        }
    }
}

fn read_header(text: &str, header: &csv::StringRecord, usage: &Usage) -> (Vec<Column>, Vec<Fault>) {
    let mut columns: Vec<Column> = Vec::new();
    let mut faults = Vec::new();
    for (index, name) in header.iter().enumerate() {
        let known: Vec<&str> = Column::ALL.map(Column::name).to_vec();
        match Column::from_name(name) {
            Some(column) if columns.contains(&column) => {
                faults.push(at(text, field_offset(text, 0, index), format!("the column `{name}` comes twice")));
            }
            Some(column) => columns.push(column),
            None => {
                let message = format!("`{name}` is no column; columns: {}", known.join(", "));
                faults.push(at(text, field_offset(text, 0, index), message));
            }
        }
    }
    for missing in Column::ALL.into_iter().filter(|column| column.is_needed(usage.by) && !columns.contains(column)) {
        faults.push(at(text, 0, format!("there is no column `{}`", missing.name())));
    }
    (columns, faults)
}

/// Digits alone are bytes; the longest that are an exact JSON number go as one.
fn csv_value(column: Column, cell: &str) -> String {
    const EXACT_DIGITS: usize = 15;
    let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = cell.len() > 1 && cell.starts_with('0');
    match (column.is_capacity() && digits, cell.len() <= EXACT_DIGITS && !leading_zero) {
        (true, true) => cell.to_owned(),
        (true, false) => format!("\"{cell} B\""),
        (false, _) => serde_json::Value::from(cell).to_string(),
    }
}

/// Where a part of `text` begins.
fn offset_in(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn json_offset(text: &str, row: usize, column: Option<Column>) -> usize {
    let mut values = serde_json::Deserializer::from_str(&text[row..]).into_iter::<Members<'_>>();
    let members = values.next().and_then(Result::ok);
    let member = members.as_ref().zip(column).and_then(|(members, column)| members.0.iter().find(|(name, _)| name == column.name()));
    member.map_or(row, |(_, value)| offset_in(text, value.get()))
}

fn read_json(text: &str, usage: &mut Usage) -> Vec<Fault> {
    match serde_json::from_str::<Vec<&RawValue>>(without_mark(text)) {
        Ok(rows) => rows.into_iter().flat_map(|row| read_object(text, row.get(), usage)).take(MAX_FAULTS + 1).collect(),
        Err(error) => vec![json_fault((1, 1), &error)],
    }
}

fn read_lines(text: &str, usage: &mut Usage) -> Vec<Fault> {
    let rows = without_mark(text).split('\n').filter(|line| !line.trim().is_empty());
    rows.flat_map(|row| read_object(text, row.trim_start(), usage)).take(MAX_FAULTS + 1).collect()
}

/// A row; `row` is a part of `text`.
fn read_object(text: &str, row: &str, usage: &mut Usage) -> Vec<Fault> {
    let start = offset_in(text, row);
    let members = match serde_json::from_str::<Members<'_>>(row) {
        Ok(members) => members.0,
        Err(error) => return vec![json_fault(place(text, start), &error)],
    };
    let mut cells = Cells::default();
    let mut faults = Vec::new();
    for (name, value) in members {
        let message = match Column::from_name(&name) {
            Some(_) if value.get() == "null" => format!("`{name}` is null; leave it out where there is none"),
            Some(column) if cells.set(column, value.get().to_owned()) => continue,
            Some(_) => format!("`{name}` comes twice"),
            None => format!("`{name}` is no member of a row; members: {}", Column::ALL.map(Column::name).join(", ")),
        };
        faults.push(at(text, offset_in(text, value.get()), message));
    }
    if faults.is_empty() {
        for (column, message) in usage.add(start, cells) {
            faults.push(at(text, json_offset(text, start, column), message));
        }
    }
    faults
}

/// A fault of the JSON reader, which counts from the place where it began.
fn json_fault((line, column): (usize, usize), error: &serde_json::Error) -> Fault {
    let message = if error.is_data() { "this is not a row, which is an object" } else { "this is not JSON" };
    let shift = if error.line() <= 1 { column - 1 } else { 0 };
    Fault { line: line + error.line().saturating_sub(1), column: (shift + error.column()).max(1), message: message.to_owned() }
}
