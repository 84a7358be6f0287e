//! The module's matrix as tables: one for each document name, its versions side by side, every change found.

use super::machine::Machine;
use serde::Deserialize;

/// What a reader must know before trusting a cell.
pub(super) const NOTE: &str = "A cell is the role's part. For a request, the reach and every gate of the document must be met, too.";

/// Everything that is rendered.
pub(super) struct Report {
    pub(super) tables: Vec<Table>,
    pub(super) machines: Vec<Machine>,
    /// The documents that the matrix was made from.
    pub(super) documents: Vec<DocumentReference>,
}

/// A loaded document.
#[derive(Deserialize)]
pub(super) struct DocumentReference {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) version: String,
    pub(super) digest: String,
}

/// The versions of one permission document.
pub(super) struct Table {
    pub(super) name: String,
    pub(super) versions: Vec<Heading>,
    pub(super) groups: Vec<Group>,
    pub(super) changes: Vec<Change>,
}

/// A version and its roles: a group of columns.
pub(super) struct Heading {
    pub(super) version: String,
    /// When it is in force.
    pub(super) period: String,
    pub(super) roles: Vec<String>,
}

/// The rows of a resource type.
pub(super) struct Group {
    pub(super) resource_type: String,
    pub(super) rows: Vec<Row>,
}

/// An action; one entry for each version.
pub(super) struct Row {
    pub(super) action: String,
    pub(super) entries: Vec<Entry>,
}

/// An action in a version.
pub(super) struct Entry {
    /// One for each role of the version.
    pub(super) marks: Vec<Mark>,
    pub(super) rules: Vec<String>,
    /// How far the accounts of each type reach; empty where the version does not have the action.
    pub(super) reach: Vec<String>,
}

/// A cell of the table.
pub(super) struct Mark {
    pub(super) cell: Cell,
    /// What the version before had, where that was something else.
    pub(super) before: Option<Cell>,
}

/// What a role gets.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Cell {
    Allow,
    Deny,
    Unset,
    Conditional,
    /// The version does not have this role, resource type or action.
    #[serde(skip)]
    Absent,
}

/// What a version changed against the version before it, in the same way for all `actions`.
pub(super) struct Change {
    pub(super) version: String,
    pub(super) resource_type: String,
    pub(super) actions: Vec<String>,
    /// Roles together where they changed in the same way.
    pub(super) cells: Vec<(Vec<String>, Cell, Cell)>,
    pub(super) reach: Option<(String, String)>,
}

impl Cell {
    pub(super) const ALL: [Self; 5] = [Self::Allow, Self::Deny, Self::Conditional, Self::Unset, Self::Absent];

    pub(super) fn sign(self) -> char {
        match self {
            Self::Allow => '✓',
            Self::Deny => '✕',
            Self::Unset => '–',
            Self::Conditional => '◐',
            Self::Absent => '∅',
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Unset => "not set",
            Self::Conditional => "conditional",
            Self::Absent => "not there",
        }
    }

    pub(super) fn meaning(self) -> &'static str {
        match self {
            Self::Allow => "granted by a rule or a privilege",
            Self::Deny => "forbidden by a rule, whatever else allows it",
            Self::Unset => "nothing grants it, so it is denied",
            Self::Conditional => "facts of the request decide",
            Self::Absent => "the version does not know it",
        }
    }
}

#[derive(Deserialize)]
struct Answer {
    context: Context,
}

#[derive(Deserialize)]
struct Context {
    matrix: Vec<Version>,
    machines: Vec<Machine>,
    policies: Vec<DocumentReference>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    name: String,
    version: String,
    effective_from: String,
    effective_to: Option<String>,
    roles: Vec<String>,
    rows: Vec<VersionRow>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VersionRow {
    resource_type: String,
    action: String,
    cells: Vec<Cell>,
    rules: Vec<String>,
    reach: Vec<Reach>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reach {
    account_type: String,
    scopes: Vec<String>,
}

impl Report {
    /// Reads the module's answer, whose versions are sorted by name and time.
    pub(super) fn read(answer: &str) -> serde_json::Result<Self> {
        let context = serde_json::from_str::<Answer>(answer)?.context;
        let tables = context.matrix.chunk_by(|one, other| one.name == other.name).map(Table::of).collect();
        Ok(Self { tables, machines: context.machines, documents: context.policies })
    }

    /// Whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.machines.is_empty()
    }

    pub(super) fn title(&self) -> &'static str {
        if self.tables.is_empty() { "State machines" } else { "Permission matrix" }
    }
}

impl Table {
    fn of(versions: &[Version]) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        for (resource_type, action) in versions.iter().flat_map(|version| &version.rows).map(|row| (&row.resource_type, &row.action)) {
            let place = groups.iter().position(|group| group.resource_type == *resource_type).unwrap_or_else(|| {
                groups.push(Group { resource_type: resource_type.clone(), rows: Vec::new() });
                groups.len() - 1
            });
            if !groups[place].rows.iter().any(|row| row.action == *action) {
                let entries = entries(versions, resource_type, action);
                groups[place].rows.push(Row { action: action.clone(), entries });
            }
        }
        Self {
            name: versions[0].name.clone(),
            versions: versions.iter().map(Version::heading).collect(),
            changes: changes(versions, &groups),
            groups,
        }
    }
}

impl Row {
    /// Whether `other` has the same reach in every version.
    pub(super) fn reaches_like(&self, other: &Self) -> bool {
        self.entries.iter().map(|entry| &entry.reach).eq(other.entries.iter().map(|entry| &entry.reach))
    }
}

impl Version {
    fn heading(&self) -> Heading {
        let period = match &self.effective_to {
            Some(end) => format!("{} until {end}", self.effective_from),
            None => format!("since {}", self.effective_from),
        };
        Heading { version: self.version.clone(), period, roles: self.roles.clone() }
    }

    fn row(&self, resource_type: &str, action: &str) -> Option<&VersionRow> {
        self.rows.iter().find(|row| row.resource_type == resource_type && row.action == action)
    }

    fn cell(&self, resource_type: &str, action: &str, role: &str) -> Cell {
        let column = self.roles.iter().position(|each| each == role);
        let row = self.row(resource_type, action);
        row.zip(column).and_then(|(row, column)| row.cells.get(column).copied()).unwrap_or(Cell::Absent)
    }
}

impl VersionRow {
    fn reach(&self) -> Vec<String> {
        if self.reach.is_empty() {
            return vec!["nobody".to_owned()];
        }
        self.reach.iter().map(|reach| format!("{}: {}", reach.account_type, reach.scopes.join(", "))).collect()
    }
}

fn entries(versions: &[Version], resource_type: &str, action: &str) -> Vec<Entry> {
    let entry = |(index, version): (usize, &Version)| {
        let previous = index.checked_sub(1).map(|index| &versions[index]);
        let marks = version.roles.iter().map(|role| {
            let cell = version.cell(resource_type, action, role);
            let before = previous.map(|previous| previous.cell(resource_type, action, role));
            Mark { cell, before: before.filter(|before| *before != cell) }
        });
        let row = version.row(resource_type, action);
        Entry {
            marks: marks.collect(),
            rules: row.map(|row| row.rules.clone()).unwrap_or_default(),
            reach: row.map(VersionRow::reach).unwrap_or_default(),
        }
    };
    versions.iter().enumerate().map(entry).collect()
}

fn changes(versions: &[Version], groups: &[Group]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for pair in versions.windows(2) {
        for group in groups {
            let first = changes.len();
            for change in group.rows.iter().filter_map(|row| change(&pair[0], &pair[1], &group.resource_type, &row.action)) {
                match changes[first..].iter_mut().find(|each| each.cells == change.cells && each.reach == change.reach) {
                    Some(alike) => alike.actions.extend(change.actions),
                    None => changes.push(change),
                }
            }
        }
    }
    changes
}

fn change(before: &Version, after: &Version, resource_type: &str, action: &str) -> Option<Change> {
    let mut cells: Vec<(Vec<String>, Cell, Cell)> = Vec::new();
    let gone = before.roles.iter().filter(|role| !after.roles.contains(role));
    for role in after.roles.iter().chain(gone) {
        let (old, new) = (before.cell(resource_type, action, role), after.cell(resource_type, action, role));
        if old == new {
            continue;
        }
        match cells.iter_mut().find(|(_, from, to)| (*from, *to) == (old, new)) {
            Some((roles, ..)) => roles.push(role.clone()),
            None => cells.push((vec![role.clone()], old, new)),
        }
    }
    let rows = before.row(resource_type, action).zip(after.row(resource_type, action));
    let reach = rows.map(|(before, after)| (before.reach().join("; "), after.reach().join("; "))).filter(|(before, after)| before != after);
    let changed = !cells.is_empty() || reach.is_some();
    changed.then(|| Change {
        version: after.version.clone(),
        resource_type: resource_type.to_owned(),
        actions: vec![action.to_owned()],
        cells,
        reach,
    })
}
