//! What every question on permission begins with: its time, the version in force, and the facts that count.

use alloc::string::String;
use alloc::vec::Vec;

use crate::directory::known::{Directory, FactLists, Known, check_properties};
use crate::directory::store::User;
use crate::entry::{Gate, Stated as StatedTime, Time};
use crate::issue::{Issue, IssueCode, shorten};
use crate::permission::question::{Party, Stated, World};
use crate::permission::request::{Entity, EvaluationContext, OnBehalfOf};
use crate::permission::table::CompiledPermission;
use crate::policy::compiled::CompiledPolicy;
use crate::text::format;
use crate::values::id::Id;
use crate::values::symbol::Symbol;
use crate::values::time::Instant;
use crate::version::{DocumentReference, Version};
use crate::wire::node::Node;

/// The documents in force and what is known.
#[derive(Debug)]
pub(super) struct Hearing<'p> {
    policy: &'p CompiledPolicy,
    pub(super) version: &'p Version<CompiledPermission>,
    directory: Option<&'p Version<Directory>>,
    known: Known<'p>,
    pub(super) as_of: Instant,
    pub(super) on_behalf_of: Option<OnBehalfOf>,
}

/// A subject or resource with its words resolved.
#[derive(Debug, Default)]
pub(super) struct Named {
    kind: String,
    symbol: Option<Symbol>,
    id: String,
    pub(super) stated: Stated,
}

impl Named {
    pub(super) fn party<'q>(&'q self, properties: Option<&'q Node<'q>>) -> Party<'q> {
        Party { kind: &self.kind, symbol: self.symbol, id: &self.id, stated: &self.stated, properties }
    }
}

impl CompiledPolicy {
    /// Chooses the documents and joins the facts.
    pub(super) fn hear(&self, context: Option<EvaluationContext>, time: Time<'_>) -> Result<Hearing<'_>, Vec<Issue>> {
        let context = context.unwrap_or_default();
        let (as_of, pins) = match time {
            Time::Settled(as_of, pins) => (as_of, pins),
            Time::Clock(now) => {
                let pins = context.pin.as_deref().unwrap_or_default();
                (self.moment(&StatedTime { as_of: context.as_of, pins, within: "/context", gate: Gate::Access }, now)?, pins)
            }
        };
        let version = self.permission.on(as_of.date(), pins)?;
        let directory = self.directory_in_force(as_of.date(), pins)?;
        if !self.counts_request_facts() {
            let lists =
                [("accounts", context.accounts.is_some()), ("users", context.users.is_some()), ("resources", context.resources.is_some())];
            let refused = |(list, given): (&str, bool)| {
                let message = "this service counts only facts that it has loaded";
                let issue = Issue::new(IssueCode::DirectoryFactsRefused, format!("/context/{list}"), message);
                given.then(|| issue.with_help("leave the list out; a sidecar counts it without --refuse-request-facts"))
            };
            let issues: Vec<Issue> = lists.into_iter().filter_map(refused).collect();
            if !issues.is_empty() {
                return Err(issues);
            }
        }
        let (accounts, users, resources) = (context.accounts, context.users, context.resources);
        let lists = FactLists {
            accounts: accounts.unwrap_or_default(),
            users: users.unwrap_or_default(),
            resources: resources.unwrap_or_default(),
        };
        let known = Known::join(directory.map(|directory| &directory.body), lists, &version.body.hierarchy, &self.symbols)?;
        Ok(Hearing { policy: self, version, directory, known, as_of, on_behalf_of: context.on_behalf_of })
    }

    pub(crate) fn counts_request_facts(&self) -> bool {
        self.trust.request_facts.unwrap_or(false)
    }
}

impl<'p> Hearing<'p> {
    pub(super) fn world(&self) -> World<'_> {
        World {
            policy: &self.version.body,
            symbols: &self.policy.symbols,
            known: &self.known,
            as_of: self.as_of,
            stated_counts: self.policy.counts_request_facts(),
        }
    }

    /// The documents that decide.
    pub(super) fn policies(&self) -> Vec<&'p DocumentReference> {
        let mut policies = alloc::vec![&self.version.reference];
        policies.extend(self.directory.map(|directory| &directory.reference));
        policies
    }

    pub(super) fn symbol(&self, word: &str) -> Option<Symbol> {
        self.policy.symbols.find(word)
    }

    fn named(&self, entity: Entity) -> Named {
        let stated = Stated::of(entity.properties, &self.policy.symbols);
        Named { symbol: self.symbol(&entity.kind), kind: entity.kind, id: entity.id.unwrap_or_default(), stated }
    }

    /// The subject; where the request contradicts what is known of it, issues.
    pub(super) fn subject(&self, subject: Entity, properties: Option<&Node<'_>>, issues: &mut Vec<Issue>) -> Named {
        let named = self.named(subject);
        if let Some((user, _)) = self.known.user(&named.id) {
            check_user(user, &named.stated, properties, "/subject/properties", issues);
        }
        named
    }

    /// The resource; where the request contradicts what is known of it, issues.
    pub(super) fn resource(&self, resource: Entity, properties: Option<&Node<'_>>, issues: &mut Vec<Issue>) -> Named {
        let named = self.named(resource);
        let here = "/resource/properties";
        let kind = self.version.body.resource_type(named.symbol);
        if kind.is_some_and(|kind| kind.account_types.is_some()) {
            let account = self.known.find(&named.id).and_then(|at| self.known.account(at));
            check_properties(properties, account.and_then(|account| account.fact.properties.as_ref()), here, issues);
        } else if kind.is_some_and(|kind| kind.subject_types.is_some()) {
            if let Some((user, _)) = self.known.user(&named.id) {
                check_user(user, &named.stated, properties, here, issues);
            }
        } else if let Some((known, _)) = self.known.resource(&named.kind, &named.id) {
            contradiction(here, "account", named.stated.account.as_deref(), Some(&known.account), issues);
            contradiction(here, "owner", named.stated.owner.as_deref(), known.owner.as_ref(), issues);
            check_properties(properties, known.properties.as_ref(), here, issues);
        }
        named
    }
}

/// Issues where a user is stated otherwise than known.
fn check_user(known: &User, stated: &Stated, properties: Option<&Node<'_>>, within: &str, issues: &mut Vec<Issue>) {
    contradiction(within, "account", stated.account.as_deref(), Some(&known.fact.account), issues);
    contradiction(within, "creator", stated.creator.as_deref(), known.fact.creator.as_ref(), issues);
    roles(within, stated, &known.fact.roles, issues);
    check_properties(properties, known.fact.properties.as_ref(), within, issues);
}

fn conflict(within: &str, key: &str, known: &str, issues: &mut Vec<Issue>) {
    let message = format!("`{key}` is known to be `{}`", shorten(known));
    let issue = Issue::new(IssueCode::DirectoryFactConflict, format!("{within}/{key}"), message);
    issues.push(issue.with_help("leave out what the directory knows"));
}

/// An issue where a stated fact is known otherwise.
fn contradiction(within: &str, key: &str, stated: Option<&str>, known: Option<&Id>, issues: &mut Vec<Issue>) {
    if stated.is_some() && stated != known.map(|known| &**known) {
        conflict(within, key, known.map_or("absent", |known| known), issues);
    }
}

/// An issue where stated roles are others than the known ones.
fn roles(within: &str, stated: &Stated, known: &[Id], issues: &mut Vec<Issue>) {
    let texts = &stated.roles.texts;
    let is_known = |role: &String| known.iter().any(|known| **known == **role);
    let same = texts.iter().all(is_known) && known.iter().all(|known| texts.iter().any(|role| **known == **role));
    if !texts.is_empty() && !same {
        let known: Vec<&str> = known.iter().map(|role| &**role).collect();
        conflict(within, stated.roles.key, &known.join(", "), issues);
    }
}
