//! Rows gathered by bill and storage account, kept as the JSON text that the operation `invoice` is asked with. What a
//! value means and whether it may be is the module's judgement; here stands what makes rows one account.

use super::By;
use std::collections::BTreeMap;

/// A column of the usage file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    CustomerId,
    ClientId,
    Date,
    Usage,
    AllocatedCapacity,
    PartnerId,
    Name,
    CreatedOn,
    DeletedOn,
}

impl Column {
    pub(super) const ALL: [Self; 9] = [
        Self::CustomerId,
        Self::ClientId,
        Self::Date,
        Self::Usage,
        Self::AllocatedCapacity,
        Self::PartnerId,
        Self::Name,
        Self::CreatedOn,
        Self::DeletedOn,
    ];
    /// What an account says once, in each of its rows the same.
    const OF_ACCOUNT: [Self; 5] = [Self::CustomerId, Self::PartnerId, Self::Name, Self::CreatedOn, Self::DeletedOn];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::CustomerId => "customer_id",
            Self::ClientId => "client_id",
            Self::Date => "date",
            Self::Usage => "usage",
            Self::AllocatedCapacity => "allocated_capacity",
            Self::PartnerId => "partner_id",
            Self::Name => "name",
            Self::CreatedOn => "created_on",
            Self::DeletedOn => "deleted_on",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// Whether each row has it.
    pub(super) fn is_needed(self, by: By) -> bool {
        match self {
            Self::CustomerId | Self::ClientId | Self::Date | Self::Usage | Self::AllocatedCapacity => true,
            Self::PartnerId => by == By::Partner,
            Self::Name | Self::CreatedOn | Self::DeletedOn => false,
        }
    }

    /// Whether a number without a unit is one of bytes.
    pub(super) fn is_capacity(self) -> bool {
        matches!(self, Self::Usage | Self::AllocatedCapacity)
    }
}

/// A row's values as JSON text, by column; none where there is no value.
#[derive(Default)]
pub(super) struct Cells([Option<String>; 9]);

impl Cells {
    pub(super) fn set(&mut self, column: Column, json: String) -> bool {
        self.0[column as usize].replace(json).is_none()
    }

    fn get(&self, column: Column) -> Option<&str> {
        self.0[column as usize].as_deref()
    }

    fn take(&mut self, column: Column) -> String {
        self.0[column as usize].take().unwrap_or_default()
    }
}

/// Why a row is none, and in which column.
pub(super) type Refused = (Option<Column>, String);

/// A storage account's rows.
struct Account {
    cells: Cells,
    client_id: String,
    /// The rows as JSON objects with commas between them, and where each stands in the file.
    rows: String,
    places: Vec<usize>,
    allocated: String,
    /// The first row with allocated capacity.
    reserved: Option<usize>,
}

/// A bill to be made.
pub(super) struct Billed {
    pub(super) id: String,
    accounts: Vec<Account>,
}

/// All rows.
pub(super) struct Usage {
    pub(super) by: By,
    /// In the order in which they come.
    pub(super) billed: Vec<Billed>,
    bills: BTreeMap<String, usize>,
    accounts: BTreeMap<String, (usize, usize)>,
}

impl Usage {
    pub(super) fn new(by: By) -> Self {
        Self { by, billed: Vec::new(), bills: BTreeMap::new(), accounts: BTreeMap::new() }
    }

    /// Adds the row that stands at `place`; its faults where it is none.
    pub(super) fn add(&mut self, place: usize, mut cells: Cells) -> Vec<Refused> {
        let missing = Column::ALL.into_iter().filter(|column| column.is_needed(self.by) && cells.get(*column).is_none());
        let mut faults: Vec<Refused> = missing.map(|column| (None, format!("`{}` is missing", column.name()))).collect();
        let key = match self.by {
            By::Customer => Column::CustomerId,
            By::Partner => Column::PartnerId,
        };
        let mut id = |column: Column| match cells.get(column).map(serde_json::from_str::<String>) {
            Some(Ok(id)) if !id.is_empty() => id,
            Some(_) => {
                faults.push((Some(column), format!("`{}` is not a text", column.name())));
                String::new()
            }
            None => String::new(),
        };
        let (bill, client) = (id(key), id(Column::ClientId));
        if !faults.is_empty() {
            return faults;
        }
        let (bill, account) = *self.accounts.entry(client).or_insert_with_key(|client| {
            let next = self.billed.len();
            let index = *self.bills.entry(bill.clone()).or_insert(next);
            if index == next {
                self.billed.push(Billed { id: bill, accounts: Vec::new() });
            }
            let accounts = &mut self.billed[index].accounts;
            let own = Cells(std::array::from_fn(|column| cells.0[column].clone()));
            let client_id = serde_json::Value::from(client.as_str()).to_string();
            accounts.push(Account {
                cells: own,
                client_id,
                rows: String::new(),
                places: Vec::new(),
                allocated: String::new(),
                reserved: None,
            });
            (index, accounts.len() - 1)
        });
        self.billed[bill].accounts[account].add(place, &mut cells)
    }
}

impl Account {
    fn add(&mut self, place: usize, cells: &mut Cells) -> Vec<Refused> {
        let differs = |column: &Column| self.cells.get(*column) != cells.get(*column);
        let faults: Vec<Refused> = Column::OF_ACCOUNT
            .into_iter()
            .filter(differs)
            .map(|column| (Some(column), format!("`{}` is not what an earlier row of the same `client_id` says", column.name())))
            .collect();
        if faults.is_empty() {
            let separator = if self.places.is_empty() { "" } else { "," };
            self.allocated = cells.take(Column::AllocatedCapacity);
            if self.reserved.is_none() && self.allocated.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
                self.reserved = Some(place);
            }
            let (date, usage, allocated) = (cells.take(Column::Date), cells.take(Column::Usage), &self.allocated);
            self.rows.push_str(&format!("{separator}{{\"date\":{date},\"usage\":{usage},\"allocated_capacity\":{allocated}}}"));
            self.places.push(place);
        }
        faults
    }

    fn request(&self) -> String {
        let mut members = String::new();
        for (column, name) in [
            (Column::CustomerId, "customerId"),
            (Column::PartnerId, "partnerId"),
            (Column::CreatedOn, "createdOn"),
            (Column::DeletedOn, "deletedOn"),
        ] {
            if let Some(value) = self.cells.get(column) {
                members.push_str(&format!("\"{name}\":{value},"));
            }
        }
        let (client_id, allocated, rows) = (&self.client_id, &self.allocated, &self.rows);
        let name = self.cells.get(Column::Name).unwrap_or(client_id);
        format!(
            "{{{members}\"usage\":{{\"name\":{name},\"client_id\":{client_id},\"allocated_capacity\":{allocated},\"daily_usage\":[{rows}]}}}}"
        )
    }
}

impl Billed {
    /// The request of the operation `invoice`.
    pub(super) fn request(&self, terms: &str) -> String {
        let accounts: Vec<String> = self.accounts.iter().map(Account::request).collect();
        format!("{{{terms},\"accounts\":[{}]}}", accounts.join(","))
    }

    /// The partners that its accounts belong to, as far as rows say it.
    pub(super) fn partners(&self) -> impl Iterator<Item = String> {
        let stated = self.accounts.iter().filter_map(|account| account.cells.get(Column::PartnerId));
        stated.filter_map(|json| serde_json::from_str(json).ok())
    }

    /// The row and column that a pointer into the request means; none where it means none.
    pub(super) fn place(&self, pointer: &str) -> Option<(usize, Option<Column>)> {
        let mut steps = pointer.split('/').skip(1);
        let first = steps.next()?;
        if first == "contract" {
            // Allocated capacity is what asks for a contract.
            let reserved = self.accounts.iter().find_map(|account| account.reserved);
            let row = reserved.or_else(|| self.accounts.first()?.places.first().copied())?;
            return Some((row, Some(Column::AllocatedCapacity)));
        }
        if first != "accounts" {
            return None;
        }
        let Some(account) = steps.next().and_then(|index| self.accounts.get(index.parse::<usize>().ok()?)) else {
            return Some((*self.accounts.first()?.places.first()?, None));
        };
        let steps: Vec<&str> = steps.collect();
        let (row, name) = match steps.as_slice() {
            ["usage", "daily_usage", row, name, ..] => (row.parse().ok()?, *name),
            ["usage", "allocated_capacity"] => (account.places.len().checked_sub(1)?, "allocated_capacity"),
            ["usage", name, ..] => (0, *name),
            ["customerId", ..] => (0, "customer_id"),
            ["partnerId", ..] => (0, "partner_id"),
            ["createdOn", ..] => (0, "created_on"),
            ["deletedOn", ..] => (0, "deleted_on"),
            _ => (0, ""),
        };
        Some((*account.places.get(row)?, Column::from_name(name)))
    }
}
