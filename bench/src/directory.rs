//! Directories of any size, the same at every run: groups of 100 accounts, each a distributor with nine partners that have
//! ten customers each. Every twentieth account has users and resources, so that 100,000 accounts stay one document.

use serde_json::{Value, json};

/// Accounts in a group.
pub const GROUP: usize = 100;
/// Partners of a distributor.
pub const PARTNERS: usize = 9;
/// Customers of a partner.
pub const CUSTOMERS: usize = 10;
/// The users' roles; user `n` of an account has the role `n`.
pub const ROLES: [&str; 3] = ["admin", "staff", "viewer"];

/// What a directory holds beside the accounts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Accounts,
    /// Users of the distributor and of its first partner, and resources at all levels.
    Everything,
}

/// A directory document's text.
#[must_use]
pub fn document(groups: usize, content: Content) -> String {
    let (mut accounts, mut users, mut resources) = (Vec::new(), Vec::new(), Vec::new());
    for group in 0..groups {
        add_accounts(group, &mut accounts);
        if content == Content::Everything {
            add_users(group, &mut users);
            add_resources(group, &mut resources);
        }
    }
    json!({
        "kind": "directory", "name": "bench", "version": "1", "effectiveFrom": "2025-01-01", "description": "made by rule", "sources": [],
        "directory": {"accounts": accounts, "users": users, "resources": resources},
    })
    .to_string()
}

fn add_accounts(group: usize, accounts: &mut Vec<Value>) {
    accounts.push(json!({"id": format!("d{group}"), "type": "distributor"}));
    for partner in 0..PARTNERS {
        accounts.push(json!({"id": format!("p{group}-{partner}"), "type": "partner", "parent": format!("d{group}")}));
        for customer in 0..CUSTOMERS {
            let id = format!("c{group}-{partner}-{customer}");
            accounts.push(json!({"id": id, "type": "customer", "parent": format!("p{group}-{partner}")}));
        }
    }
}

/// Users `u<account>-<role>`, and an API key of the distributor.
fn add_users(group: usize, users: &mut Vec<Value>) {
    for account in [format!("d{group}"), format!("p{group}-0")] {
        for (role, name) in ROLES.iter().enumerate() {
            users.push(json!({"id": format!("u{account}-{role}"), "type": "user", "account": account, "roles": [name]}));
        }
    }
    let (account, creator) = (format!("d{group}"), format!("ud{group}-0"));
    users.push(json!({"id": format!("key{group}"), "type": "apiKey", "account": account, "roles": ["staff"], "creator": creator}));
}

/// A storage account `s<account>` of the first partner and of the first customers of two partners, and a deal of the distributor.
fn add_resources(group: usize, resources: &mut Vec<Value>) {
    let mut add = |id: String, kind: &str, account: String| resources.push(json!({"id": id, "type": kind, "account": account}));
    add(format!("deal{group}"), "deal", format!("d{group}"));
    add(format!("sp{group}-0"), "storageAccount", format!("p{group}-0"));
    for customer in 0..3 {
        for partner in 0..2 {
            let account = format!("c{group}-{partner}-{customer}");
            add(format!("s{account}"), "storageAccount", account);
        }
    }
}
