//! The names that a permission document declares, and the issues of references to others.

use alloc::string::String;
use alloc::vec::Vec;

use super::document::{PermissionDocument, PrivilegeDocument};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, list, shorten};
use crate::order;
use crate::text::format;

/// Where an item of a list of objects has its name.
const ID: &str = "/id";

/// Every declared name, by kind.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) subject_types: Vec<String>,
    pub(crate) account_types: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) resource_types: Vec<String>,
    pub(crate) privileges: Vec<String>,
    /// The modes of each privilege; none of one that is held or not.
    pub(crate) modes: Vec<Vec<String>>,
}

impl Names {
    /// The names of a document; repeated ones are issues.
    pub(crate) fn of(document: &PermissionDocument, issues: &mut Vec<Issue>) -> Self {
        let privileges: &[PrivilegeDocument] = document.privileges.as_deref().unwrap_or_default();
        let names = Self {
            subject_types: document.subject_types.clone(),
            account_types: document.account_types.iter().map(|kind| String::from(&*kind.id)).collect(),
            roles: document.roles.iter().map(|role| role.id.clone()).collect(),
            resource_types: document.resource_types.iter().map(|resource| resource.id.clone()).collect(),
            privileges: privileges.iter().map(|privilege| privilege.id.clone()).collect(),
            modes: privileges.iter().map(|privilege| privilege.modes.clone().unwrap_or_default()).collect(),
        };
        Self::unique(&names.subject_types, "subjectTypes", "", issues);
        Self::unique(&names.account_types, "accountTypes", ID, issues);
        Self::unique(&names.roles, "roles", ID, issues);
        Self::unique(&names.resource_types, "resourceTypes", ID, issues);
        Self::unique(&names.privileges, "privileges", ID, issues);
        for (index, modes) in names.modes.iter().enumerate() {
            Self::unique(modes, &format!("privileges/{index}/modes"), "", issues);
        }
        for (index, resource) in document.resource_types.iter().enumerate() {
            Self::unique(&resource.actions, &format!("resourceTypes/{index}/actions"), "", issues);
        }
        let ids = |ids: Vec<String>, key: &str, issues: &mut Vec<Issue>| Self::unique(&ids, key, ID, issues);
        ids(document.reach.iter().map(|rule| rule.id.clone()).collect(), "reach", issues);
        ids(document.rules.iter().map(|rule| rule.id.clone()).collect(), "rules", issues);
        ids(document.gates.iter().flatten().map(|gate| gate.id.clone()).collect(), "gates", issues);
        ids(document.obligations.iter().flatten().map(|rule| rule.id.clone()).collect(), "obligations", issues);
        names
    }

    /// An issue for each name that stands twice in the list `key` of the section, at `below` of its item.
    fn unique(ids: &[String], key: &str, below: &str, issues: &mut Vec<Issue>) {
        for index in order::repeated(ids.len(), &|a, b| ids.get(a).cmp(&ids.get(b))) {
            let message = format!("`{}` is declared twice", ids.get(index).map(|id| shorten(id)).unwrap_or_default());
            issues.push(Issue::new(IssueCode::InputDuplicateId, format!("/permission/{key}/{index}{below}"), message));
        }
    }

    /// An issue at the member `key` of `pointer` where the name is not declared.
    pub(crate) fn reference(name: &str, declared: &[String], (pointer, key): (&str, &str), issues: &mut Vec<Issue>) {
        if issues.len() < MAX_ISSUES && !declared.iter().any(|known| known == name) {
            let message = format!("`{}` is not declared", shorten(name));
            let issue = Issue::new(IssueCode::PolicyUnknownReference, format!("{pointer}/{key}"), message);
            issues.push(issue.with_help(format!("declared: {}", list(declared.iter().map(String::as_str)))));
        }
    }

    /// An issue for each name of the list at the member `key` of `pointer` that is not declared.
    pub(crate) fn references(names: &[String], declared: &[String], (pointer, key): (&str, &str), issues: &mut Vec<Issue>) {
        for (index, name) in names.iter().enumerate().filter(|(_, name)| !declared.contains(name)) {
            Self::reference(name, declared, (pointer, &format!("{key}/{index}")), issues);
        }
    }

    /// The positions of a privilege and of its mode (0 grants nothing; held without modes: 1), each an issue where unknown.
    pub(crate) fn privilege(
        &self,
        id: &str,
        mode: Option<&str>,
        pointer: &str,
        (id_key, mode_key): (&str, &str),
        issues: &mut Vec<Issue>,
    ) -> Option<(usize, u8)> {
        Self::reference(id, &self.privileges, (pointer, id_key), issues);
        let privilege = self.privileges.iter().position(|known| known == id)?;
        let modes = self.modes.get(privilege).map(Vec::as_slice).unwrap_or_default();
        let Some(mode) = mode else { return Some((privilege, u8::from(modes.is_empty()))) };
        Self::reference(mode, modes, (pointer, mode_key), issues);
        let position = modes.iter().position(|known| known == mode).unwrap_or_default();
        Some((privilege, u8::try_from(position).unwrap_or(u8::MAX)))
    }
}
