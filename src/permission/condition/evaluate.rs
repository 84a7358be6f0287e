//! Whether a condition is met. What needs a fact that is not given is unknown, and the path to that fact is kept.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::compile::{AccountField, CHILD, Condition, DESCENDANT, ELSEWHERE, OWN, Order, Path, Source};
use super::document::{Measure, Side};
use crate::directory::facts::Properties;
use crate::directory::known::{AccountAt, Relation};
use crate::directory::store::User;
use crate::permission::rights::Rights;
use crate::permission::scene::Scene;
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::symbol::Symbol;
use crate::values::time::{Date, Instant};
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

/// How a condition comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth<'e> {
    Met,
    Unmet,
    /// The path at which a fact is missing, or not of the needed type.
    Unknown(&'e str),
}

impl From<bool> for Truth<'_> {
    fn from(met: bool) -> Self {
        if met { Self::Met } else { Self::Unmet }
    }
}

impl<'e> Truth<'e> {
    /// The path at which a fact is missing.
    pub(crate) fn missing(self) -> Option<&'e str> {
        match self {
            Self::Unknown(path) => Some(path),
            Self::Met | Self::Unmet => None,
        }
    }
}

#[derive(Clone, Copy)]
enum Value<'e> {
    Node(&'e Node<'e>),
    Text(&'e str),
    Time(Instant),
    Roles(&'e [Option<Symbol>]),
}

const ROLES: &str = "/resource/roles";
const SUBJECT_AGREEMENTS: &str = "/subject/account/agreements";
const ACTING_AGREEMENTS: &str = "/acting/account/agreements";
const RESOURCE_AGREEMENTS: &str = "/resource/account/agreements";

impl Relation {
    /// The relation as a bit of a set of scopes.
    pub(crate) const fn bit(self) -> u8 {
        match self {
            Self::Own => OWN,
            Self::Child => CHILD,
            Self::Descendant => DESCENDANT,
            Self::Elsewhere => ELSEWHERE,
        }
    }
}

impl<'e> Scene<'e> {
    /// Whether the condition is met.
    pub(crate) fn truth(&self, condition: &'e Condition) -> Truth<'e> {
        match condition {
            Condition::Same { left, right } => self.same(left, right),
            Condition::Order { order, measure, left, right } => self.order(*order, *measure, (left, right)),
            Condition::Member { needle, list } => self.member(needle, list),
            Condition::Present(source) => self.value(source).is_some().into(),
            Condition::All(of) => self.fold(of, Truth::Met, Truth::Unmet),
            Condition::Any(of) => self.fold(of, Truth::Unmet, Truth::Met),
            Condition::Not(of) => match self.truth(of) {
                Truth::Met => Truth::Unmet,
                Truth::Unmet => Truth::Met,
                unknown => unknown,
            },
            Condition::Relation { account, scopes, kinds } => {
                let Some((acting, at)) = self.acting.zip(self.text(account).and_then(|id| self.world.known.find(id))) else {
                    return missing(account);
                };
                let kind = self.world.known.kind(at);
                let of_kind = kinds.as_ref().is_none_or(|kinds| kind.is_some_and(|kind| kinds.contains(&kind)));
                (of_kind && self.world.known.relation(acting, at).bit() & scopes != 0).into()
            }
            Condition::Agreement { side, id, grace_days } => self.agreement(*side, id.as_ref(), *grace_days),
            Condition::Within(source) => self.within(source),
            Condition::LastHolder(role) => self.last_holder(*role),
            Condition::Holds { privilege, mode } => {
                Rights::of(self).holds(*privilege, u32::MAX.checked_shl(u32::from(*mode)).unwrap_or(0)).into()
            }
        }
    }

    /// All or any: `settled` as soon as one comes out so, else unknown where one is, else `otherwise`.
    fn fold(&self, of: &'e [Condition], otherwise: Truth<'e>, settled: Truth<'e>) -> Truth<'e> {
        let mut result = otherwise;
        for condition in of {
            let truth = self.truth(condition);
            if truth == settled {
                return settled;
            }
            if result == otherwise {
                result = truth;
            }
        }
        result
    }

    fn same(&self, left: &'e Source, right: &'e Source) -> Truth<'e> {
        match (self.scalar(left), self.scalar(right)) {
            (Some(a), Some(b)) => (a == b).into(),
            (None, _) => missing(left),
            (_, None) => missing(right),
        }
    }

    fn member(&self, needle: &'e Source, list: &'e Source) -> Truth<'e> {
        let Some(wanted) = self.scalar(needle) else { return missing(needle) };
        match self.value(list) {
            Some(Value::Node(Node::List(items))) => items.contains(&wanted).into(),
            Some(Value::Roles(roles)) => {
                let text = |role: &Option<Symbol>| role.map(|role| self.world.symbols.text(role));
                roles.iter().any(|role| text(role).is_some_and(|role| *wanted == Node::Text(Cow::Borrowed(role)))).into()
            }
            _ => missing(list),
        }
    }

    fn order(&self, order: Order, measure: Measure, (left, right): (&'e Source, &'e Source)) -> Truth<'e> {
        let compared = match measure {
            Measure::Integer => self.compare(left, right, |node| match node {
                Node::Integer(value) => Some(*value),
                _ => None,
            }),
            Measure::Capacity => self.compare(left, right, read::<Capacity>),
            Measure::Date => {
                let date = |source| match self.value(source) {
                    Some(Value::Time(instant)) => Ok(instant.date()),
                    _ => self.scalar(source).and_then(|node| read::<Date>(&node)).ok_or(source),
                };
                date(left).and_then(|left| Ok(left.cmp(&date(right)?)))
            }
            Measure::Decimal => {
                let ratio = |source| self.scalar(source).and_then(|node| read::<Price>(&node)).map(|price| price.0.ratio()).ok_or(source);
                ratio(left).and_then(|left| Ok(left.compare(ratio(right)?)))
            }
            Measure::Instant => {
                let instant = |source| self.instant(source).ok_or(source);
                instant(left).and_then(|left| Ok(left.cmp(&instant(right)?)))
            }
        };
        match compared {
            Err(source) => missing(source),
            Ok(found) => match order {
                Order::Less => found == Ordering::Less,
                Order::LessOrEqual => found != Ordering::Greater,
                Order::Greater => found == Ordering::Greater,
                Order::GreaterOrEqual => found != Ordering::Less,
            }
            .into(),
        }
    }

    fn compare<T: Ord>(&self, left: &'e Source, right: &'e Source, read: impl Fn(&Node<'_>) -> Option<T>) -> Result<Ordering, &'e Source> {
        let value = |source| self.scalar(source).and_then(|node| read(&node)).ok_or(source);
        Ok(value(left)?.cmp(&value(right)?))
    }

    fn instant(&self, source: &'e Source) -> Option<Instant> {
        let Source::Path { plus_seconds, .. } = source else { return read::<Instant>(&*self.scalar(source)?) };
        let instant = match self.value(source)? {
            Value::Time(instant) => instant,
            _ => read::<Instant>(&*self.scalar(source)?)?,
        };
        Some(instant.plus_seconds(*plus_seconds))
    }

    fn text(&self, source: &'e Source) -> Option<&'e str> {
        match self.value(source)? {
            Value::Text(text) => Some(text),
            Value::Node(Node::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A text, integer or boolean.
    fn scalar(&self, source: &'e Source) -> Option<Cow<'e, Node<'e>>> {
        match self.value(source)? {
            Value::Node(node @ (Node::Text(_) | Node::Integer(_) | Node::Bool(_))) => Some(Cow::Borrowed(node)),
            Value::Text(text) => Some(Cow::Owned(Node::Text(Cow::Borrowed(text)))),
            _ => None,
        }
    }

    fn value(&self, source: &'e Source) -> Option<Value<'e>> {
        let path = match source {
            Source::Literal(node) => return Some(Value::Node(node)),
            Source::Path { path, .. } => path,
        };
        let (question, known) = (self.question, self.world.known);
        let party = |side: Side| if side == Side::Subject { question.subject } else { question.resource };
        match path {
            Path::AsOf => Some(Value::Time(self.world.as_of)),
            Path::Id(side) => Some(Value::Text(party(*side).id)),
            Path::Kind(side) => Some(Value::Text(party(*side).kind)),
            Path::Roles(Side::Subject) => Some(Value::Roles(self.roles)).filter(|_| !self.roles.is_empty()),
            Path::Roles(_) => Some(self.target_roles()).filter(|roles| !roles.is_empty()).map(Value::Roles),
            Path::Owner => self.owner().map(Value::Text),
            Path::ActionName => Some(Value::Text(question.action)),
            Path::ActionProperty(keys) => follow(question.action_properties?, keys).map(Value::Node),
            Path::Context(keys) => follow(question.context?, keys).map(Value::Node),
            Path::Property(side, keys) => self.property(*side, keys).map(Value::Node),
            Path::Account(side, field) => {
                let at = self.account_of(*side)?;
                let account = known.account(at)?;
                match field {
                    AccountField::Id => Some(Value::Text(&account.fact.id)),
                    AccountField::Kind => Some(Value::Text(&account.fact.kind)),
                    AccountField::Parent => account.fact.parent.as_deref().map(Value::Text),
                    AccountField::Agreement => account.fact.agreement.as_deref().map(Value::Text),
                    AccountField::Agreements => account.fact.agreements.is_some().then_some(Value::Text(&account.fact.id)),
                    AccountField::Property(keys) => of(account.fact.properties.as_ref(), keys).map(Value::Node),
                }
            }
        }
    }

    pub(crate) fn account_of(&self, side: Side) -> Option<AccountAt> {
        match side {
            Side::Subject => self.account,
            Side::Resource => self.target,
            Side::Acting => self.acting,
        }
    }

    /// A property of the subject or resource: a known one, else a stated one that counts.
    fn property(&self, side: Side, keys: &'e [String]) -> Option<&'e Node<'e>> {
        let (known, counts) = self.properties_of(side);
        let stated = if side == Side::Subject { self.question.subject.properties } else { self.question.resource.properties };
        of(known, keys).or_else(|| follow(stated.filter(|_| counts)?, keys))
    }

    /// The known properties of the subject or resource, and whether stated ones are given and count.
    pub(crate) fn properties_of(&self, side: Side) -> (Option<&'e Properties>, bool) {
        if side == Side::Subject {
            let known = self.user.and_then(|user| user.fact.properties.as_ref());
            return (known, self.world.stated_counts && self.question.subject.properties.is_some());
        }
        let known = match (self.target_user, self.target_resource) {
            (Some(user), _) => user.fact.properties.as_ref(),
            (None, Some(resource)) => resource.properties.as_ref(),
            (None, None) => {
                let itself = self.resource_type.is_some_and(|resource| resource.account_types.is_some()) && !self.below_target;
                let account = self.target.filter(|_| itself).and_then(|at| self.world.known.account(at));
                account.and_then(|account| account.fact.properties.as_ref())
            }
        };
        (known, self.resource_counts() && self.question.resource.properties.is_some())
    }

    /// Whether some agreement of the account, or the one with the id, is in force, the days of grace included.
    fn agreement(&self, side: Side, id: Option<&'e Source>, grace_days: u32) -> Truth<'e> {
        let unknown = Truth::Unknown(match side {
            Side::Subject => SUBJECT_AGREEMENTS,
            Side::Resource => RESOURCE_AGREEMENTS,
            Side::Acting => ACTING_AGREEMENTS,
        });
        let known = self.world.known;
        let Some(at) = self.account_of(side) else { return unknown };
        let Some(account) = known.account(at).map(|account| &account.fact) else { return unknown };
        // An account's agreements are its own, and the one above that it is assigned to.
        let own = || account.agreements.iter().flatten();
        let assigned = || {
            let id = account.agreement.as_deref()?;
            let above = known.chain(at).filter_map(|at| known.account(at)).flat_map(|account| account.fact.agreements.iter().flatten());
            let mut same = above.filter(move |agreement| *agreement.id == *id);
            same.next()
        };
        let mut in_force = own().chain(assigned()).filter(|agreement| agreement.in_force_at(self.world.as_of, grace_days));
        let wanted = match id.map(|source| self.text(source).ok_or(source)) {
            None => None,
            Some(Ok(wanted)) => Some(wanted),
            Some(Err(source)) => return missing(source),
        };
        if in_force.any(|agreement| wanted.is_none_or(|wanted| *agreement.id == *wanted)) {
            return Truth::Met;
        }
        // The agreement that the account is assigned to may be one that an account above does not list.
        let mut above = known.chain(at).skip(1).filter_map(|at| known.account(at));
        let asked = account.agreement.as_deref().is_some_and(|id| wanted.is_none_or(|wanted| *wanted == *id));
        let unlisted = asked && assigned().is_none() && above.any(|account| account.fact.agreements.is_none());
        let nothing = account.agreements.is_none() && account.agreement.is_none();
        if unlisted || nothing { unknown } else { Truth::Unmet }
    }

    /// Whether the roles grant nothing that the subject may not do itself.
    fn within(&self, source: &'e Source) -> Truth<'e> {
        let texts: Vec<&str> = match self.value(source) {
            Some(Value::Node(Node::Text(text))) => alloc::vec![text.as_ref()],
            Some(Value::Text(text)) => alloc::vec![text],
            Some(Value::Node(Node::List(items))) => {
                items.iter().map(|item| if let Node::Text(text) = item { text.as_ref() } else { "" }).collect()
            }
            Some(Value::Roles(roles)) => roles.iter().map(|role| role.map_or("", |role| self.world.symbols.text(role))).collect(),
            _ => return missing(source),
        };
        let policy = self.world.policy;
        let roles: Vec<Option<Symbol>> = texts.into_iter().map(|text| self.world.symbols.find(text)).collect();
        if roles.iter().any(|role| policy.role_positions.get(*role).is_none()) {
            return missing(source);
        }
        let (own, given) = (Rights::of(self), Rights { scene: self, roles: &roles });
        own.contain(&given).into()
    }

    /// Whether the resource, a user, holds the role, and no other known user of its account does.
    fn last_holder(&self, role: Symbol) -> Truth<'e> {
        let roles = self.target_roles();
        if roles.is_empty() {
            return Truth::Unknown(ROLES);
        }
        let holds = |roles: &[Option<Symbol>]| roles.contains(&Some(role));
        let Some(account) = self.target.and_then(|at| self.world.known.account(at)) else { return Truth::Unknown(ROLES) };
        // A holder of another type, such as an API key, is none who can take the user's place.
        let types = self.resource_type.and_then(|resource| resource.subject_types.as_deref()).unwrap_or_default();
        let counts = |user: &&User| user.kind.is_some_and(|kind| types.contains(&kind)) && *user.fact.id != *self.question.resource.id;
        let mut others = self.world.known.users_of(&account.fact.id).filter(counts);
        (holds(roles) && !others.any(|user| holds(&user.roles))).into()
    }
}

fn missing(source: &Source) -> Truth<'_> {
    match source {
        Source::Path { text, .. } => Truth::Unknown(text),
        Source::Literal(_) => Truth::Unknown(""),
    }
}

/// The value at the end of a path of keys; `null` is none.
fn follow<'n>(node: &'n Node<'n>, keys: &[String]) -> Option<&'n Node<'n>> {
    let found = keys.iter().try_fold(node, |node, key| node.member(key))?;
    (*found != Node::Null).then_some(found)
}

fn of<'n>(properties: Option<&'n Properties>, keys: &[String]) -> Option<&'n Node<'n>> {
    follow(&properties?.0, keys)
}

fn read<T: Read>(node: &Node<'_>) -> Option<T> {
    Reader::whole(node, Vec::new()).ok()
}
