//! Who may do what for whom, whether a reseller approves first, and which account at the vendor is the reseller's.
//! An e-mail address that is found at the vendor gives no right.

use alloc::string::String;
use alloc::vec::Vec;

use super::document::{ActorKind, Channel, Relation, RightDocument, StorefrontDocument};
use super::finding::Findings;
use super::request::{ActorFact, CustomerFact, ResellerFact, VendorReseller};
use crate::decision::{Reason, ReasonCode};
use crate::issue::{Issue, IssueCode, list, shorten};
use crate::text::format;
use crate::values::id::Id;
use crate::values::letter_case::small_letters;
use crate::wire::read::Word;

/// The accounts that take part.
#[derive(Clone, Copy)]
pub(crate) struct Parties<'r> {
    pub(crate) actor: &'r ActorFact,
    pub(crate) seller: &'r Id,
    pub(crate) customer: &'r CustomerFact,
    pub(crate) reseller: Option<&'r ResellerFact>,
}

/// The codes of an actor without the right, and of one that has it for others only.
pub(crate) type Codes = (ReasonCode, ReasonCode);

impl<'r> Parties<'r> {
    /// The reseller that orders, or that stands between customer and seller.
    pub(crate) fn reseller_id(&self) -> Option<&'r Id> {
        if self.actor.kind == ActorKind::Reseller {
            return Some(&self.actor.account);
        }
        self.customer.above.first().filter(|first| *first != self.seller)
    }

    /// Whether an account of this type may sell at its own price here: a reseller only where one takes part.
    pub(crate) fn may_price(&self, settings: &StorefrontDocument, kind: &Id) -> bool {
        let types = settings.reseller_types.as_ref();
        let resells = types.map_or_else(|| **kind == *ActorKind::Reseller.as_str(), |types| types.value.contains(kind));
        !resells || self.reseller_id().is_some()
    }

    fn stands(&self, relation: Relation) -> bool {
        let (own, customer) = (&self.actor.account, self.customer);
        match relation {
            // A customer that is no end customer is a reseller, which does not order for itself.
            Relation::Own => customer.id == *own && (customer.end_customer || self.actor.kind != ActorKind::Customer),
            Relation::Affiliate => customer.affiliate_of.as_ref() == Some(own) && customer.id != *own,
            Relation::EndCustomer => customer.end_customer && customer.above.first() == Some(own),
            Relation::BelowEndCustomer => customer.end_customer && customer.above.contains(own),
            Relation::Below => customer.above.contains(own),
        }
    }

    /// An issue where the customer is not one of the seller's, or stands above itself.
    pub(crate) fn check_chain(&self, findings: &mut Findings) {
        if let Some(index) = self.customer.above.iter().position(|above| *above == self.customer.id) {
            let message = format!("the account `{}` stands above itself", shorten(&self.customer.id));
            findings.issues.push(Issue::new(IssueCode::DirectoryCycle, format!("/customer/above/{index}"), message));
        }
        if self.customer.above.last() != Some(self.seller) {
            let message =
                format!("the accounts above `{}` do not end at the seller `{}`", shorten(&self.customer.id), shorten(self.seller));
            let issue = Issue::new(IssueCode::OrderOtherSeller, "/customer/above", message);
            findings.issues.push(issue.with_help("list them from the nearest up to the seller"));
        }
    }

    /// The reseller's facts, where there is a reseller; an issue where they are another's or absent.
    pub(crate) fn reseller_facts(&self, findings: &mut Findings) -> Option<&'r ResellerFact> {
        let expected = self.reseller_id()?;
        match self.reseller {
            None => findings.missing("/reseller", "the order has a reseller, and its facts are not given"),
            Some(facts) if facts.id != *expected => {
                let message = format!("the reseller of this order is `{}`, not `{}`", shorten(expected), shorten(&facts.id));
                findings.issues.push(Issue::new(IssueCode::OrderResellerMismatch, "/reseller/id", message));
            }
            facts => return facts,
        }
        None
    }

    /// The right by which the actor does this; a reason where there is none.
    pub(crate) fn right<'d>(
        &self,
        settings: &'d StorefrontDocument,
        (event, channel): (&str, Option<Channel>),
        codes: Codes,
        findings: &mut Findings,
    ) -> Option<&'d RightDocument> {
        let rights = || settings.rights.iter().filter(|right| right.channel == channel && right.events.iter().any(|own| **own == *event));
        let own = || rights().filter(|right| right.actor == self.actor.kind);
        let of_seller = matches!(self.actor.kind, ActorKind::AccountManager | ActorKind::System);
        if own().next().is_none() {
            let kinds: Vec<&str> = rights().map(|right| right.actor.as_str()).collect();
            let place = channel.map_or(String::new(), |channel| format!(" in the channel `{}`", channel.as_str()));
            let message = format!("`{}` is not for the actor `{}`{place}", shorten(event), self.actor.kind.as_str());
            let reason = Reason::deny(codes.0, message).at("/actor/kind").rule("rights").found(self.actor.kind.as_str());
            findings.deny(match kinds.is_empty() {
                true => reason.help("no actor has the right; the policy grants it under `rights`"),
                false => reason.allowed(list(kinds.iter().copied())).help(format!("it takes one of: {}", list(kinds.iter().copied()))),
            });
            return None;
        }
        if of_seller && self.actor.account != *self.seller {
            let message = format!("the actor is of `{}`, not of the seller", shorten(&self.actor.account));
            let reason = Reason::deny(codes.0, message).at("/actor/account").rule("rights").found(&*self.actor.account);
            findings.deny(reason.allowed(&**self.seller).help(format!("it takes an actor of `{}`", shorten(self.seller))));
            return None;
        }
        let right = own().find(|right| right.recipients.iter().any(|relation| self.stands(*relation)));
        if right.is_none() {
            let relations: Vec<&str> = own().flat_map(|right| &right.recipients).map(|relation| relation.as_str()).collect();
            let allowed = list(relations.iter().copied());
            let resells = self.actor.kind == ActorKind::Reseller || !self.customer.end_customer;
            let itself = channel.is_some() && resells && self.customer.id == self.actor.account;
            let code = if itself { ReasonCode::OrderOwnAccount } else { codes.1 };
            let message = format!("the customer `{}` is none that the actor may do this for", shorten(&self.customer.id));
            let message = if itself { "a reseller does not order for itself".into() } else { message };
            let reason = Reason::deny(code, message).at("/customer").rule("rights").found(&*self.customer.id).allowed(&*allowed);
            let account = shorten(&self.actor.account);
            let help = format!(
                "name a customer that stands to `{account}` as: {allowed}; `above`, `endCustomer` and `affiliateOf` say how it stands"
            );
            findings.deny(reason.help(help));
        }
        right
    }

    /// Whether the reseller approves the order first.
    pub(crate) fn approval(&self, settings: &StorefrontDocument, right: &RightDocument, findings: &mut Findings) -> bool {
        if !right.approval.unwrap_or(false) || self.reseller_id().is_none() {
            return false;
        }
        let Some(reseller) = self.reseller_facts(findings) else { return true };
        reseller.is_locked(settings) || self.customer.order_approval.unwrap_or(settings.order_approval.value)
    }

    /// Finds the reseller's account at the vendor by its e-mail address, within the seller's tenant.
    pub(crate) fn match_email(&self, settings: &StorefrontDocument, known: Option<&'r [VendorReseller]>, findings: &mut Findings) {
        if self.reseller_id().is_none() {
            return;
        }
        let Some(reseller) = self.reseller_facts(findings) else { return };
        let email = reseller.email.as_deref().map(|email| comparable(settings, email)).filter(|email| !email.is_empty());
        if email.is_none() {
            findings.missing("/reseller/email", "the reseller is found by its e-mail address");
        }
        if known.is_none() {
            findings.missing("/resellers", "whether the vendor knows the reseller is not known; list the seller's resellers there");
        }
        let (Some(email), Some(known)) = (email, known) else { return };
        let here = known.iter().filter(|account| account.seller == *self.seller);
        let found: Vec<&VendorReseller> = here.filter(|account| comparable(settings, &account.email) == email).collect();
        self.check_identity(settings, reseller, &found, findings);
        findings.unmatched = found.is_empty();
        if let [one] = found.as_slice() {
            findings.vendor_account = Some((*one.id).into());
        } else if !found.is_empty() {
            let ids = list(found.iter().map(|account| &*account.id));
            let message = format!("{} resellers at the vendor have the e-mail address `{}`", found.len(), shorten(&email));
            let reason = Reason::deny(ReasonCode::OrderAmbiguousReseller, message).at("/reseller/email").rule("emailIgnoresCase");
            findings.deny(reason.found(&*ids).allowed("at most one").help(format!("leave the address to one of: {ids}")));
        }
    }

    /// A reseller that orders for its own account at the vendor orders for itself, whatever the ids here.
    fn check_identity(&self, settings: &StorefrontDocument, reseller: &ResellerFact, found: &[&VendorReseller], findings: &mut Findings) {
        let Some(identity) = &self.customer.vendor_identity else { return };
        let same = reseller.vendor_identity.as_ref() == Some(identity) || found.iter().any(|account| account.id == *identity);
        let granted = |right: &RightDocument| right.actor == ActorKind::Reseller && right.recipients.contains(&Relation::Own);
        if same && self.actor.kind == ActorKind::Reseller && !settings.rights.iter().any(granted) {
            let message = "the customer's account at the vendor is the reseller's own";
            let reason = Reason::deny(ReasonCode::OrderOwnAccount, message).at("/customer/vendorIdentity").rule("rights");
            findings.deny(reason.found(&**identity).help("name an affiliate account or an end customer"));
        }
    }
}

impl ResellerFact {
    /// Whether its payment method locks order approval on; an unknown one does.
    pub(crate) fn is_locked(&self, settings: &StorefrontDocument) -> bool {
        let methods = &settings.approval_locked_by.value;
        !methods.is_empty() && self.payment_method.as_ref().is_none_or(|method| methods.contains(method))
    }
}

/// An e-mail address as it is compared.
fn comparable(settings: &StorefrontDocument, email: &str) -> String {
    let email = if settings.email_trimmed.value { email.trim() } else { email };
    if settings.email_ignores_case.value { small_letters(email) } else { email.into() }
}
