//! Compiling a bundle: every document is read and checked, all issues come at once, and what results cannot fail later.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Deref;

use super::bundle::{Bundle, Source, Trust};
use super::document::{Document, Kind};
use crate::allocation::document::AllocationDocument;
use crate::billing::choice::ambiguities;
use crate::billing::document::BillingDocument;
use crate::billing::edge::EdgeFacts;
use crate::billing::price_list::PriceListDocument;
use crate::credential::document::CredentialDocument;
use crate::deal::document::DealDocument;
use crate::directory::known::Directory;
use crate::issue::{self, Issue, IssueCode, MAX_ISSUES};
use crate::order;
use crate::permission::compile::compile as compile_permission;
use crate::permission::table::CompiledPermission;
use crate::storefront::document::StorefrontDocument;
use crate::text::format;
use crate::values::symbol::Symbols;
use crate::values::time::Date;
use crate::version::{DocumentReference, Pin, Version, Versions, overlaps};
use crate::wire::canonical::digest;
use crate::wire::node::parse;
use crate::wire::read::{Reader, Word};

/// Documents that have been proven well-formed; immutable, the same whichever host loads them, and cheap to clone.
// Shared, so that what frees a policy is compiled once and not into every place where one may end.
#[derive(Clone, Debug)]
pub struct CompiledPolicy(Arc<Documents>);

impl Deref for CompiledPolicy {
    type Target = Documents;
    fn deref(&self) -> &Documents {
        &self.0
    }
}

/// What a policy is made of.
#[derive(Debug)]
pub struct Documents {
    pub(crate) trust: Trust,
    pub(crate) permission: Versions<CompiledPermission>,
    pub(crate) allocation: Versions<AllocationDocument>,
    pub(crate) deal: Versions<DealDocument>,
    pub(crate) billing: Versions<BillingDocument>,
    pub(crate) price_lists: Vec<Version<PriceListDocument>>,
    pub(crate) storefront: Versions<StorefrontDocument>,
    pub(crate) directory: Versions<Directory>,
    pub(crate) credential: Versions<CredentialDocument>,
    /// The words of permission documents and directories.
    pub(crate) symbols: Symbols,
    pub(crate) information: Vec<DocumentReference>,
}

impl Documents {
    fn empty(trust: Trust) -> Self {
        Self {
            trust,
            permission: Versions::new(Kind::Permission.as_str()),
            allocation: Versions::new(Kind::Allocation.as_str()),
            deal: Versions::new(Kind::Deal.as_str()),
            billing: Versions::new(Kind::Billing.as_str()),
            price_lists: Vec::new(),
            storefront: Versions::new(Kind::Storefront.as_str()),
            directory: Versions::new(Kind::Directory.as_str()),
            credential: Versions::new(Kind::Credential.as_str()),
            symbols: Symbols::default(),
            information: Vec::new(),
        }
    }
}

impl Documents {
    /// The directory in force on `date`, or the pinned one; none where none is loaded.
    ///
    /// # Errors
    /// `policy.none_in_force`: one that is loaded has ended or not begun, and going on without it would lift its bounds.
    pub(crate) fn directory_in_force(&self, date: Date, pins: &[Pin]) -> Result<Option<&Version<Directory>>, Vec<Issue>> {
        if self.directory.items.is_empty() { Ok(None) } else { self.directory.on(date, pins).map(Some) }
    }

    /// What is known of who sells to whom; nothing is asked for a bill that names neither.
    ///
    /// # Errors
    /// `policy.none_in_force`, `directory.fact_conflict`.
    pub(crate) fn known_edge<'r>(&'r self, edge: EdgeFacts<'r>, (date, pins): (Date, &[Pin])) -> Result<EdgeFacts<'r>, Vec<Issue>> {
        let directory = if edge.names_parties() { self.directory_in_force(date, pins)? } else { None };
        edge.against(directory.map(|version| &version.body))
    }
}

impl CompiledPolicy {
    /// The loaded documents, sorted by kind, name and version.
    #[must_use]
    pub fn information(&self) -> &[DocumentReference] {
        &self.information
    }
}

/// Compiles a bundle.
///
/// # Errors
/// All issues of all documents, sorted by document and pointer.
pub(crate) fn compile(bundle: Bundle) -> Result<CompiledPolicy, Vec<Issue>> {
    let mut issues = Vec::new();
    let mut policy = Documents::empty(bundle.trust.unwrap_or_default());
    if bundle.documents.is_empty() {
        issues.push(Issue::new(IssueCode::PolicyEmptyBundle, "/documents", "the bundle holds no document"));
    }
    let mut directories: Vec<&str> = Vec::new();
    for source in &bundle.documents {
        if issues.len() >= MAX_ISSUES {
            issues.truncate(MAX_ISSUES);
            issues.push(issue::too_many());
            break;
        }
        let mut own = Vec::new();
        match read(source) {
            Ok((document, digest)) => policy.add(document, digest, &mut own),
            Err(found) => own = found,
        }
        for issue in &mut own {
            issue.document = Some(source.source.clone());
        }
        issues.append(&mut own);
        directories.resize(policy.directory.items.len(), &source.source);
    }
    policy.check_hierarchies(&directories, &mut issues);
    order::sort_by(&mut policy.information, Ord::cmp);
    let policy = CompiledPolicy(Arc::new(policy));
    if issues.is_empty() {
        return Ok(policy);
    }
    issue::sort(&mut issues);
    Err(issues)
}

/// Reads one document and takes its digest.
fn read(source: &Source) -> Result<(Document, String), Vec<Issue>> {
    let parsed = parse(source.text.0.as_bytes()).map_err(|issue| alloc::vec![issue])?;
    let digest = digest(&parsed.root);
    let document: Document = Reader::whole(&parsed.root, parsed.duplicates)?;
    let mut issues = Vec::new();
    let (kind, sections) = (document.kind.as_str(), document.sections());
    if sections != [kind] {
        let message = format!("a document of kind `{kind}` holds exactly the section `{kind}`, found: {}", sections.join(", "));
        issues.push(Issue::new(IssueCode::PolicyKindMismatch, "/kind", message));
    }
    if document.effective_to.is_some_and(|to| to <= document.effective_from) {
        let message = "the document ends before or when it comes into force";
        issues.push(Issue::new(IssueCode::InputPeriodEmpty, "/effectiveTo", message));
    }
    if issues.is_empty() { Ok((document, digest)) } else { Err(issues) }
}

impl Documents {
    /// Every directory against the account types of every permission document that is in force with it.
    fn check_hierarchies(&mut self, sources: &[&str], issues: &mut Vec<Issue>) {
        for (directory, source) in self.directory.items.iter_mut().zip(sources) {
            let mut own = Vec::new();
            for permission in &self.permission.items {
                if !permission.is_apart(directory) {
                    directory.body = core::mem::take(&mut directory.body).against(&permission.body.hierarchy, &mut own);
                }
            }
            for issue in &mut own {
                issue.document = Some((*source).into());
            }
            issues.append(&mut own);
        }
    }

    fn add(&mut self, document: Document, digest: String, issues: &mut Vec<Issue>) {
        let reference = DocumentReference {
            kind: document.kind.as_str().into(),
            name: (*document.name).into(),
            version: (*document.version).into(),
            digest,
        };
        let same =
            |known: &&DocumentReference| known.kind == reference.kind && known.name == reference.name && known.version == reference.version;
        if self.information.iter().any(|known| same(&known)) {
            let message = format!("version `{}` of `{}` is loaded twice", reference.version, reference.name);
            issues.push(Issue::new(IssueCode::InputDuplicateId, "/version", message));
        }
        self.information.push(reference.clone());
        let (from, to) = (document.effective_from, document.effective_to);
        if let Some(section) = document.permission {
            let body = compile_permission(&section, &mut self.symbols, issues);
            self.permission.insert(Version { reference, from, to, body }, issues);
        } else if let Some(body) = document.allocation {
            issues.extend(body.out_of_range());
            self.allocation.insert(Version { reference, from, to, body }, issues);
        } else if let Some(body) = document.deal {
            body.check(issues);
            self.deal.insert(Version { reference, from, to, body }, issues);
        } else if let Some(body) = document.billing {
            body.check(issues);
            self.billing.insert(Version { reference, from, to, body }, issues);
        } else if let Some(body) = document.price_list {
            issues.extend(body.check(self.trust.seller_lists.unwrap_or(false)));
            self.price_lists.push(Version { reference, from, to, body });
            overlaps(&self.price_lists, issues);
            ambiguities(&self.price_lists, issues);
        } else if let Some(body) = document.credential {
            body.check(issues);
            self.credential.insert(Version { reference, from, to, body }, issues);
        } else if let Some(body) = document.storefront {
            body.check(issues);
            self.storefront.insert(Version { reference, from, to, body }, issues);
        } else if let Some(directory) = document.directory {
            match Directory::of_document(directory, &mut self.symbols) {
                Ok(body) => self.directory.insert(Version { reference, from, to, body }, issues),
                Err(mut found) => issues.append(&mut found),
            }
        }
    }
}

impl<T> Versions<T> {
    /// Adds a version of the one document of this kind.
    fn insert(&mut self, version: Version<T>, issues: &mut Vec<Issue>) {
        if let Some(first) = self.items.first().filter(|first| first.reference.name != version.reference.name) {
            issues.push(second(self.kind, &first.reference, &version.reference));
        }
        self.items.push(version);
        overlaps(&self.items, issues);
    }
}

#[inline(never)]
fn second(kind: &str, first: &DocumentReference, second: &DocumentReference) -> Issue {
    let message = format!("`{}` and `{}` are both of kind {kind}", first.name, second.name);
    let help = "give versions of one document the same name, or load only one of them";
    Issue::new(IssueCode::PolicySecondDocument, "/name", message).with_help(help)
}
