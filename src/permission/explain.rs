//! Findings in words: each a reason with its code, the rule or gate that decided, and what would make it pass.

use alloc::string::String;
use alloc::vec::Vec;

use super::document::Stage;
use super::evaluate::Judgement;
use super::finding::{Finding, Who};
use super::rights::Rights;
use super::scene::Scene;
use super::table::{ALLOW, DENY};
use crate::decision::{Obligation, Reason, ReasonCode, Verdict};
use crate::directory::known::{AccountAt, Relation};
use crate::issue::{list, shorten};
use crate::text::format;

/// Reasons of gates come first, in the order of their stages; then all others.
const AFTER_GATES: u8 = 10;

impl Judgement<'_> {
    /// Why no action at all is allowed: every reason that is not about one action.
    pub(crate) fn explain_nothing(mut self) -> Verdict {
        self.findings.retain(|finding| !matches!(finding, Finding::UnknownAction));
        let mut verdict = self.explain();
        verdict.obligations.clear();
        verdict.conclude();
        verdict
    }

    /// The verdict with every reason.
    pub(crate) fn explain(&self) -> Verdict {
        let reasons = self.findings.iter().map(|finding| self.scene.reason(finding)).collect();
        let obligations = self.obligations().into_iter().map(|code| Obligation { code, params: None }).collect();
        Verdict { reasons, obligations }
    }
}

impl Stage {
    /// The reason's code, its place among the gates, and what it says.
    const fn reason(self) -> (ReasonCode, u8, &'static str) {
        match self {
            Self::Credential => (ReasonCode::PermissionCredentialCompromised, 0, "the user's credentials are not to be trusted"),
            Self::Session => (ReasonCode::PermissionSessionExpired, 1, "the session has ended"),
            Self::Key => (ReasonCode::PermissionKeyExpired, 2, "the API key is no longer valid"),
            Self::UserState => (ReasonCode::PermissionUserState, 3, "the user's state does not allow it"),
            Self::Setup => (ReasonCode::PermissionSetupIncomplete, 4, "the account's set-up is not complete"),
            Self::AccountState => (ReasonCode::PermissionAccountState, 5, "the account's state does not allow it"),
            Self::Access => (ReasonCode::PermissionContractInactive, 6, "no contract or purchase order of the account is in force"),
            Self::OwnContract => (ReasonCode::PermissionOwnContractInactive, 7, "the resource's own contract is not in force"),
            Self::Feature => (ReasonCode::PermissionFeatureUnavailable, 8, "the feature is not available"),
            Self::Privilege => (ReasonCode::PermissionPrivilegeMissing, 9, "a privilege that everything else needs is not held"),
        }
    }
}

/// What is said of a missing fact.
fn lacking(missing: Option<&str>) -> String {
    missing.filter(|path| !path.is_empty()).map_or_else(String::new, |path| format!("; `{path}` is not given or not of the needed type"))
}

impl Scene<'_> {
    fn reason(&self, finding: &Finding<'_>) -> Reason {
        let reason = match finding {
            Finding::Gate(index, missing) => return self.gate(*index, *missing),
            Finding::UnknownSubjectType => {
                let message = format!("the policy knows no subject type `{}`", shorten(self.question.subject.kind));
                unknown(ReasonCode::PermissionUnknownSubjectType, "/subject/type", message, &self.world.policy.subject_types)
            }
            Finding::SubjectMismatch(found) => {
                let message = format!("`{}` is a `{found}`", shorten(self.question.subject.id));
                Reason::deny(ReasonCode::PermissionSubjectTypeMismatch, message).at("/subject/type").allowed(*found)
            }
            Finding::UnknownResourceType => {
                let known: Vec<String> = self.world.policy.resource_types.iter().map(|resource| resource.id.clone()).collect();
                let message = format!("the policy knows no resource type `{}`", shorten(self.question.resource.kind));
                unknown(ReasonCode::PermissionUnknownResourceType, "/resource/type", message, &known)
            }
            Finding::UnknownAction => {
                let known = self.resource_type.map(|resource| resource.actions.as_slice()).unwrap_or_default();
                let message =
                    format!("the policy knows no action `{}` on `{}`", shorten(self.question.action), shorten(self.question.resource.kind));
                unknown(ReasonCode::PermissionUnknownAction, "/action/name", message, known)
            }
            Finding::RoleMissing => {
                let given = !self.question.subject.stated.roles.texts.is_empty();
                let known = "the subject's role is not known here, and what the request says of it does not count";
                let message = if given { known } else { "the subject's role is not given" };
                unknown(ReasonCode::PermissionRoleUnknown, ROLE, message.into(), &self.world.policy.roles)
            }
            Finding::RoleUnknown(position) => {
                let message = format!("the policy knows no role `{}`", shorten(self.role_text(*position)));
                unknown(ReasonCode::PermissionRoleUnknown, ROLE, message, &self.world.policy.roles)
            }
            Finding::SeveralRoles => Reason::deny(ReasonCode::PermissionSeveralRoles, "a user has one role in this policy")
                .at("/subject/properties/roles")
                .found(list(self.role_texts().into_iter()))
                .help("give the user one role"),
            Finding::AccountUnknown(who, id) => self.account_unknown(*who, *id),
            Finding::TypeMismatch(found) => self.type_mismatch(found),
            Finding::Misplaced(at) => {
                let message = format!(
                    "a `{}` may not stand below account `{}`, a `{}`",
                    self.question.resource.kind,
                    self.id_of(*at),
                    self.kind_of(*at)
                );
                let help = "name an account that it may stand below";
                Reason::deny(ReasonCode::PermissionResourceTypeMismatch, message).at("/resource/properties/account").help(help)
            }
            Finding::NotSalesVendor => {
                let id = self.question.on_behalf_of.map(|other| shorten(&other.id)).unwrap_or_default();
                let message = format!("the subject's account may not act for account `{id}`");
                let help = "only users of a sales vendor act for others: for accounts below their own";
                Reason::deny(ReasonCode::PermissionNotSalesVendor, message).at("/context/onBehalfOf").help(help)
            }
            Finding::NotForAccountType => self.not_for_account_type(),
            Finding::OutOfReach(relation, target) => self.out_of_reach(*relation, *target),
            Finding::RoleDenied(_) | Finding::NotGranted => self.cell_reason(finding),
            Finding::DeniedIf(index, missing) => {
                let what = format!("{} `{}`", self.question.action, self.question.resource.kind);
                let message = format!("the rule `{}` forbids to {what} here{}", self.rule_id(*index), lacking(*missing));
                self.conditional(ReasonCode::PermissionConditionDenied, message, *index, *missing)
            }
            Finding::Unmet(index, missing) => {
                let what = format!("{} `{}`", self.question.action, self.question.resource.kind);
                let message = format!("the role may {what} under a condition that is not met{}", lacking(*missing));
                self.conditional(ReasonCode::PermissionConditionUnmet, message, *index, *missing)
            }
            Finding::Ceiling(account) => {
                let message = format!(
                    "account `{}` was not delegated the right to {} `{}`",
                    account.fact.id, self.question.action, self.question.resource.kind
                );
                let help = "ask the account above to delegate it";
                Reason::deny(ReasonCode::PermissionCeiling, message).at("/subject/properties/account").help(help)
            }
            Finding::Creator(id) => {
                let message = id.map_or_else(
                    || String::from("who created the subject is not given"),
                    |id| format!("`{}`, who created the subject, is not known or may not do this", shorten(id)),
                );
                let help = "a key does no more than its creator; send the creator in context.users";
                Reason::deny(ReasonCode::PermissionCreatorExceeded, message).at("/subject/properties/creator").help(help)
            }
        };
        reason.ranked(AFTER_GATES)
    }

    fn gate(&self, index: usize, missing: Option<&str>) -> Reason {
        let Some(gate) = self.world.policy.gates.get(index) else {
            return Reason::deny(ReasonCode::PermissionFeatureUnavailable, "");
        };
        let (code, rank, says) = gate.stage.reason();
        let mut reason = Reason::deny(code, format!("{says}{}", lacking(missing))).rule(gate.id.as_str()).ranked(rank);
        if let Some(path) = missing.filter(|path| is_in_request(path)) {
            reason = reason.at(path);
        }
        if let Some(help) = &gate.help {
            reason = reason.help(help.as_str());
        }
        reason
    }

    fn account_unknown(&self, who: Who, id: Option<&str>) -> Reason {
        let party = if who == Who::Subject { &self.question.subject } else { &self.question.resource };
        let message = match (id, &party.stated.account) {
            (Some(id), _) => format!("the account `{}` is not known", shorten(id)),
            (None, Some(_)) => format!("`{}` is not known here, and what the request says of it does not count", shorten(party.id)),
            (None, None) => String::from("the account is not given"),
        };
        let pointer = match who {
            Who::Subject => "/subject/properties/account",
            Who::Resource => "/resource/properties/account",
            Who::ResourceItself => "/resource/id",
            Who::ActedFor => "/context/onBehalfOf/id",
        };
        let help = if self.world.stated_counts {
            "send the account's id, and the account in context.accounts with those above it"
        } else {
            "this service counts only facts that it has loaded; name a loaded account for what is to be created"
        };
        Reason::deny(ReasonCode::PermissionAccountUnknown, message).at(pointer).help(help)
    }

    fn type_mismatch(&self, found: &str) -> Reason {
        let resource = self.resource_type;
        let types = resource.and_then(|resource| resource.account_types.as_ref().or(resource.subject_types.as_ref()));
        let allowed: Vec<&str> = types.into_iter().flatten().map(|kind| self.world.symbols.text(*kind)).collect();
        let message = format!("`{}` is a `{found}`, not a `{}`", shorten(self.question.resource.id), self.question.resource.kind);
        let reason = Reason::deny(ReasonCode::PermissionResourceTypeMismatch, message).at("/resource/type");
        reason.found(found).allowed(allowed.join(", ")).help("name the resource by its own type")
    }

    /// Which types of account may, and the nearest account above that is of one.
    fn not_for_account_type(&self) -> Reason {
        let policy = self.world.policy;
        let kind = self.acting.map(|at| self.kind_of(at)).unwrap_or_default();
        let message = format!("users of a `{kind}` account may not {} any `{}`", self.question.action, self.question.resource.kind);
        let may = |position: usize| self.cell.is_some_and(|cell| policy.scope(position, cell) != 0);
        let types = policy.hierarchy.types.iter().enumerate().filter(|(position, _)| may(*position));
        let types: Vec<&str> = types.map(|(_, kind)| kind.id.as_str()).collect();
        let known = self.world.known;
        let is_one = |at: &AccountAt| policy.hierarchy.position(known.kind(*at)).is_some_and(may);
        let above = self.acting.and_then(|at| known.chain(at).find(is_one));
        let help = above.map_or_else(
            || String::from("act as a user of an account of another type"),
            |at| format!("ask a user of account `{}`, the `{}` above", self.id_of(at), self.kind_of(at)),
        );
        let reason = Reason::deny(ReasonCode::PermissionNotForAccountType, message).at("/resource/type").found(kind).help(help);
        if types.is_empty() { reason } else { reason.allowed(types.join(", ")) }
    }

    fn out_of_reach(&self, relation: Relation, target: AccountAt) -> Reason {
        let kind = self.acting.and_then(|at| self.world.known.kind(at));
        let kind = self.world.policy.hierarchy.position(kind);
        let speaks = |cell: usize, rule: &&super::table::Reach| {
            kind.is_some_and(|kind| rule.account_types.contains(&kind)) && rule.cells.contains(&cell)
        };
        let rules = self.world.policy.reach.iter().filter(|rule| self.cell.is_some_and(|cell| speaks(cell, rule)));
        let ids: Vec<&str> = rules.map(|rule| rule.id.as_str()).collect();
        let place = match relation {
            Relation::Own => "the own account",
            Relation::Child => "an account directly below",
            Relation::Descendant => "an account further down",
            Relation::Elsewhere => "an account above, beside or in another chain",
        };
        let acting = self.acting.map(|at| self.id_of(at)).unwrap_or_default();
        let what = format!("{} `{}`", self.question.action, self.question.resource.kind);
        let message = format!("users of account `{acting}` may not {what} of account `{}`, {place}", self.id_of(target));
        let reason = Reason::deny(ReasonCode::PermissionOutOfReach, message).at("/resource/properties/account");
        reason.rule(ids.join(", ")).help("act as a user of that account, or of one that manages it")
    }

    /// A cell that is denied or that nothing speaks of, with the roles that have it.
    fn cell_reason(&self, finding: &Finding<'_>) -> Reason {
        let policy = self.world.policy;
        let (roles, cell) = (self.role_texts().join("`, `"), self.cell.unwrap_or(usize::MAX));
        let what = format!("{} `{}`", self.question.action, self.question.resource.kind);
        let reason = match finding {
            Finding::RoleDenied(rule) => {
                Reason::deny(ReasonCode::PermissionRoleDenied, format!("the role `{roles}` may not {what}")).rule(self.rule_id(*rule))
            }
            _ => Reason::deny(ReasonCode::PermissionRoleNotGranted, format!("no rule lets the role `{roles}` {what}")),
        };
        let reason = reason.at(ROLE).found(self.role_texts().join(", "));
        let opens = |role: &usize| {
            let symbol = policy.roles.get(*role).and_then(|role| self.world.symbols.find(role));
            let bits = policy.cell(*role, cell);
            bits & (ALLOW | DENY) == ALLOW || (bits == 0 && Rights { scene: self, roles: &[symbol] }.covers(cell))
        };
        let names = (0..policy.roles.len()).filter(opens).filter_map(|role| policy.roles.get(role));
        let names: Vec<&str> = names.map(String::as_str).collect();
        if let Some(lacking) = self.prerequisites(cell) {
            return reason.help(format!("held without effect until these are held, too: {lacking}"));
        }
        if names.is_empty() {
            return reason.help("no role of this policy version has this action");
        }
        reason.allowed(names.join(", ")).help(format!("ask a user with one of the roles: {}", names.join(", ")))
    }

    /// The prerequisites that keep a privilege of the subject from opening the cell.
    fn prerequisites(&self, cell: usize) -> Option<String> {
        let rights = Rights::of(self);
        let policy = self.world.policy;
        let held = policy.grants(cell).iter().filter(|grant| rights.mode(grant.privilege) > 0);
        let lacking = held.flat_map(|grant| rights.lacking(grant.privilege));
        let names: Vec<&str> =
            lacking.filter_map(|privilege| policy.privileges.get(privilege)).map(|privilege| privilege.id.as_str()).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }

    fn conditional(&self, code: ReasonCode, message: String, rule: usize, missing: Option<&str>) -> Reason {
        let mut reason = Reason::deny(code, message).rule(self.rule_id(rule));
        if let Some(path) = missing.filter(|path| is_in_request(path)) {
            reason = reason.at(path);
        }
        match self.world.policy.rules.get(rule).and_then(|rule| rule.note.as_ref()) {
            Some(note) => reason.help(note.as_str()),
            None => reason,
        }
    }

    fn rule_id(&self, rule: usize) -> &str {
        self.world.policy.rules.get(rule).map_or("", |rule| &rule.id)
    }

    fn id_of(&self, at: AccountAt) -> &str {
        self.world.known.account(at).map_or("", |account| &account.fact.id)
    }

    fn kind_of(&self, at: AccountAt) -> &str {
        self.world.known.account(at).map_or("", |account| &account.fact.kind)
    }
}

const ROLE: &str = "/subject/properties/role";

/// Whether a path of a condition is a place in the request, too.
fn is_in_request(path: &str) -> bool {
    ["/subject/properties/", "/resource/properties/", "/action/", "/context/"].iter().any(|root| path.starts_with(root))
}

/// Denies for a word that the policy does not know.
fn unknown(code: ReasonCode, pointer: &str, message: String, known: &[String]) -> Reason {
    Reason::deny(code, message).at(pointer).help(format!("one of: {}", list(known.iter().map(String::as_str))))
}
