//! From a condition's wire shape to one whose paths and names are resolved.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::document::{ConditionDocument, Measure, Operand, Side};
use crate::issue::{Issue, IssueCode, shorten};
use crate::permission::document::Scope;
use crate::permission::names::Names;
use crate::text::format;
use crate::values::symbol::{Symbol, Symbols};
use crate::wire::node::{Node, unescape_token};

/// A fact of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AccountField {
    Id,
    Kind,
    Parent,
    Agreement,
    Agreements,
    Property(Vec<String>),
}

/// A place in the question and in what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Path {
    AsOf,
    Id(Side),
    Kind(Side),
    Roles(Side),
    Owner,
    Account(Side, AccountField),
    Property(Side, Vec<String>),
    ActionName,
    ActionProperty(Vec<String>),
    Context(Vec<String>),
}

/// Where a value comes from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    Path { path: Path, plus_seconds: u32, text: String },
    Literal(Node<'static>),
}

/// How two values are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A condition with every name resolved.
#[derive(Clone, Debug)]
pub(crate) enum Condition {
    Same { left: Source, right: Source },
    Order { order: Order, measure: Measure, left: Source, right: Source },
    Member { needle: Source, list: Source },
    Present(Source),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Relation { account: Source, scopes: u8, kinds: Option<Vec<Symbol>> },
    Agreement { side: Side, id: Option<Source>, grace_days: u32 },
    Within(Source),
    LastHolder(Symbol),
    Holds { privilege: usize, mode: u8 },
}

impl Scope {
    /// The scope as a bit of a set.
    pub(crate) const fn bits(self) -> u8 {
        match self {
            Self::Own => OWN,
            Self::Children => CHILD,
            Self::Descendants => CHILD | DESCENDANT,
            Self::Any => OWN | CHILD | DESCENDANT | ELSEWHERE,
            Self::Owner => OWNER,
        }
    }
}

/// The acting account itself.
pub(crate) const OWN: u8 = 1;
/// Accounts directly below.
pub(crate) const CHILD: u8 = 2;
/// Accounts further down.
pub(crate) const DESCENDANT: u8 = 4;
/// Every other account.
pub(crate) const ELSEWHERE: u8 = 8;
/// Resources that the subject owns, wherever they are.
pub(crate) const OWNER: u8 = 16;

/// Compiles conditions of one document.
pub(crate) struct ConditionCompiler<'c> {
    pub(crate) names: &'c Names,
    pub(crate) symbols: &'c mut Symbols,
    pub(crate) issues: &'c mut Vec<Issue>,
}

impl ConditionCompiler<'_> {
    /// Compiles a condition that stands at `pointer`.
    pub(crate) fn compile(&mut self, document: &ConditionDocument, pointer: &str) -> Condition {
        use ConditionDocument as Document;
        let same = |this: &mut Self, left: &Operand, right: &Operand| Condition::Same {
            left: this.source(left, pointer, "left"),
            right: this.source(right, pointer, "right"),
        };
        match document {
            Document::Eq { left, right } => same(self, left, right),
            Document::Ne { left, right } => Condition::Not(Box::new(same(self, left, right))),
            Document::Lt { measure, left, right } => self.order(Order::Less, *measure, (left, right), pointer),
            Document::Lte { measure, left, right } => self.order(Order::LessOrEqual, *measure, (left, right), pointer),
            Document::Gt { measure, left, right } => self.order(Order::Greater, *measure, (left, right), pointer),
            Document::Gte { measure, left, right } => self.order(Order::GreaterOrEqual, *measure, (left, right), pointer),
            Document::In { left, right } => {
                Condition::Member { needle: self.source(left, pointer, "left"), list: self.source(right, pointer, "right") }
            }
            Document::Contains { left, right } => {
                Condition::Member { needle: self.source(right, pointer, "right"), list: self.source(left, pointer, "left") }
            }
            Document::Present { of } => Condition::Present(self.source(of, pointer, "of")),
            Document::All { of } => Condition::All(self.list(of, pointer)),
            Document::Any { of } => Condition::Any(self.list(of, pointer)),
            Document::Not { of } => Condition::Not(Box::new(self.compile(of, &format!("{pointer}/of")))),
            Document::Relation { account, scopes, account_types } => {
                let kinds = account_types.as_ref().map(|kinds| {
                    Names::references(kinds, &self.names.account_types, (pointer, "accountTypes"), self.issues);
                    kinds.iter().map(|kind| self.symbols.add(kind)).collect()
                });
                if scopes.contains(&Scope::Owner) {
                    self.refuse(
                        format!("{pointer}/scopes"),
                        "no account stands in the relation `own`; it is a matter of reach".into(),
                        "use `self`",
                    );
                }
                let scopes = scopes.iter().fold(0, |bits, scope| bits | scope.bits());
                Condition::Relation { account: self.source(account, pointer, "account"), scopes, kinds }
            }
            Document::Agreement { of, id, grace_days } => {
                let id = id.as_ref().map(|id| self.source(id, pointer, "id"));
                Condition::Agreement { side: *of, id, grace_days: grace_days.unwrap_or(0) }
            }
            Document::Within { roles } => Condition::Within(self.source(roles, pointer, "roles")),
            Document::LastHolder { role } => {
                let symbol = self.symbols.add(role);
                Names::reference(role, &self.names.roles, (pointer, "role"), self.issues);
                Condition::LastHolder(symbol)
            }
            Document::Holds { privilege, mode } => {
                let (privilege, mode) = self
                    .names
                    .privilege(privilege, mode.as_deref(), pointer, ("privilege", "mode"), self.issues)
                    .unwrap_or((usize::MAX, 1));
                Condition::Holds { privilege, mode: mode.max(1) }
            }
        }
    }

    fn list(&mut self, documents: &[ConditionDocument], pointer: &str) -> Vec<Condition> {
        documents.iter().enumerate().map(|(index, document)| self.compile(document, &format!("{pointer}/of/{index}"))).collect()
    }

    fn order(&mut self, order: Order, measure: Measure, (left, right): (&Operand, &Operand), pointer: &str) -> Condition {
        let mut source = |operand, key| {
            if measure == Measure::Instant { self.instant(operand, pointer, key) } else { self.source(operand, pointer, key) }
        };
        Condition::Order { order, measure, left: source(left, "left"), right: source(right, "right") }
    }

    fn refuse(&mut self, pointer: String, message: String, help: &str) {
        self.issues.push(Issue::new(IssueCode::PolicyConditionOperand, pointer, message).with_help(help));
    }

    /// A value that is not compared as an instant.
    fn source(&mut self, operand: &Operand, pointer: &str, key: &str) -> Source {
        if operand.plus_seconds.is_some() {
            self.refuse(format!("{pointer}/{key}/plusSeconds"), "seconds are added to instants only".into(), "compare `as` `instant`");
        }
        self.instant(operand, pointer, key)
    }

    fn instant(&mut self, operand: &Operand, pointer: &str, key: &str) -> Source {
        match operand {
            Operand { path: None, plus_seconds: None, value: Some(value) } => return Source::Literal(value.0.clone()),
            Operand { path: Some(text), plus_seconds, value: None } => match Path::parse(text) {
                Some(path) => return Source::Path { path, plus_seconds: plus_seconds.unwrap_or(0), text: text.clone() },
                None => self.refuse(format!("{pointer}/{key}/path"), format!("`{}` is no path into a question", shorten(text)), PATHS),
            },
            _ => {
                let help = "for example {\"path\": \"/subject/id\"} or {\"value\": \"active\"}";
                self.refuse(format!("{pointer}/{key}"), "an operand has a path or a value".into(), help);
            }
        }
        Source::Literal(Node::Null)
    }
}

const PATHS: &str = "paths: /subject and /resource with id, type, roles, properties/…, account/{id, type, parent, agreement, agreements, properties/…}; \
                     /resource/owner; /acting/account/… of the account acted for; /action/name, /action/properties/…, /context/…, /asOf";

impl Path {
    fn parse(text: &str) -> Option<Self> {
        let mut tokens = text.strip_prefix('/')?.split('/').map(unescape_token);
        let (root, rest): (String, Vec<String>) = (tokens.next()?, tokens.collect());
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        let owned = |tokens: &[&str]| tokens.iter().map(ToString::to_string).collect::<Vec<String>>();
        let side = match root.as_str() {
            "asOf" => return rest.is_empty().then_some(Self::AsOf),
            "context" => return (!rest.is_empty()).then(|| Self::Context(owned(&rest))),
            "action" => {
                return match rest.as_slice() {
                    ["name"] => Some(Self::ActionName),
                    ["properties", property @ ..] if !property.is_empty() => Some(Self::ActionProperty(owned(property))),
                    _ => None,
                };
            }
            "subject" => Side::Subject,
            "resource" => Side::Resource,
            "acting" if rest.first() == Some(&"account") => Side::Acting,
            _ => return None,
        };
        match rest.as_slice() {
            ["id"] => Some(Self::Id(side)),
            ["type"] => Some(Self::Kind(side)),
            ["roles"] => Some(Self::Roles(side)),
            ["owner"] if side == Side::Resource => Some(Self::Owner),
            ["account", "id"] => Some(Self::Account(side, AccountField::Id)),
            ["account", "type"] => Some(Self::Account(side, AccountField::Kind)),
            ["account", "parent"] => Some(Self::Account(side, AccountField::Parent)),
            ["account", "agreement"] => Some(Self::Account(side, AccountField::Agreement)),
            ["account", "agreements"] => Some(Self::Account(side, AccountField::Agreements)),
            ["account", "properties", property @ ..] if !property.is_empty() => {
                Some(Self::Account(side, AccountField::Property(owned(property))))
            }
            ["properties", property @ ..] if !property.is_empty() => Some(Self::Property(side, owned(property))),
            _ => None,
        }
    }

    /// Whether the value may be another for another resource of the same type, or for another request of the same action.
    fn depends_on_resource(&self) -> bool {
        match self {
            Self::AsOf | Self::ActionName | Self::Context(_) => false,
            Self::Owner | Self::ActionProperty(_) => true,
            Self::Kind(_) => false,
            Self::Id(side) | Self::Roles(side) | Self::Account(side, _) | Self::Property(side, _) => *side == Side::Resource,
        }
    }
}

impl Condition {
    /// Whether it asks what roles hold.
    pub(crate) fn asks_rights(&self) -> bool {
        match self {
            Self::Holds { .. } | Self::Within(_) => true,
            Self::All(of) | Self::Any(of) => of.iter().any(Self::asks_rights),
            Self::Not(of) => of.asks_rights(),
            _ => false,
        }
    }

    /// Whether it may come out otherwise for another resource of the same type, or for another request of the same action.
    pub(crate) fn depends_on_resource(&self) -> bool {
        let source = |source: &Source| matches!(source, Source::Path { path, .. } if path.depends_on_resource());
        match self {
            Self::Same { left, right } | Self::Order { left, right, .. } | Self::Member { needle: left, list: right } => {
                source(left) || source(right)
            }
            Self::Present(of) | Self::Within(of) | Self::Relation { account: of, .. } => source(of),
            Self::All(of) | Self::Any(of) => of.iter().any(Self::depends_on_resource),
            Self::Not(of) => of.depends_on_resource(),
            Self::Agreement { side, id, .. } => *side == Side::Resource || id.as_ref().is_some_and(source),
            Self::LastHolder(_) => true,
            Self::Holds { .. } => false,
        }
    }
}
