//! What is in the basket: published products, their quantities, and an add-on's base.

use alloc::vec::Vec;

use super::document::{ProductDocument, ProductKind, StorefrontDocument};
use super::finding::{Findings, number};
use super::request::{OrderLine, SubscriptionFact};
use crate::decision::{Reason, ReasonCode};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, list, shorten};
use crate::order;
use crate::text::format;

impl StorefrontDocument {
    pub(crate) fn product(&self, id: &str) -> Option<&ProductDocument> {
        self.products.iter().find(|product| *product.id == *id)
    }

    /// How many a subscription may have of a product; none where there is no limit.
    pub(crate) fn limit(&self, product: &ProductDocument) -> Option<u32> {
        match product.kind {
            ProductKind::Base => Some(self.base_quantity.value),
            ProductKind::AddOn => product.max_quantity,
        }
    }

    pub(crate) fn occupies(&self, subscription: &SubscriptionFact) -> bool {
        self.occupying_states.value.contains(&subscription.state)
    }

    /// Whether it is a base product; one that the document does not have counts as one.
    pub(crate) fn is_base(&self, product: &str) -> bool {
        self.product(product).is_none_or(|product| product.kind == ProductKind::Base)
    }
}

/// Whether each product has one line; an issue for each that has more.
pub(crate) fn is_unambiguous(lines: &[OrderLine], findings: &mut Findings) -> bool {
    let product = |index: usize| lines.get(index).map(|line| &line.product);
    let repeated = order::repeated(lines.len(), &|a, b| product(a).cmp(&product(b)));
    for index in repeated.iter().take(MAX_ISSUES) {
        let message = "the product has a line already";
        findings.issues.push(Issue::new(IssueCode::InputDuplicateId, format!("/lines/{index}/product"), message));
    }
    repeated.is_empty()
}

/// Lines as they stand: products, and how many.
pub(crate) fn judge(settings: &StorefrontDocument, lines: &[OrderLine], findings: &mut Findings) {
    if !lines.iter().any(|line| line.grows() || line.shrinks()) {
        let reason = Reason::deny(ReasonCode::OrderNothingOrdered, "no line changes anything").at("/lines");
        findings.deny(reason.help("order a product, or another quantity than the present one"));
    }
    let mut bases = settings.base_quantity.value;
    for (index, line) in lines.iter().enumerate() {
        published(settings, (index, line), findings);
        let Some(product) = settings.product(&line.product) else { continue };
        let limit = match product.kind {
            ProductKind::Base => Some(bases),
            ProductKind::AddOn => product.max_quantity,
        };
        quantity(settings, line, (product, limit), &format!("/lines/{index}/quantity"), findings);
        if product.kind == ProductKind::Base {
            bases = bases.saturating_sub(line.quantity);
        }
    }
}

/// What a customer has already it may keep or reduce; more of it must be on offer.
fn published(settings: &StorefrontDocument, (index, line): (usize, &OrderLine), findings: &mut Findings) {
    let product = settings.product(&line.product);
    if product.is_some_and(|product| product.published || !line.grows()) {
        return;
    }
    let offered = settings.products.iter().filter(|product| product.published);
    let offered: Vec<&str> = offered.map(|product| &*product.id).collect();
    let message = format!("the seller has not published `{}`", shorten(&line.product));
    let reason = Reason::deny(ReasonCode::OrderProductNotPublished, message).at(format!("/lines/{index}/product")).rule("products");
    findings.deny(reason.found(shorten(&line.product)).help(format!("published: {}", list(offered.into_iter()))));
}

/// A quantity within its limits.
fn quantity(
    settings: &StorefrontDocument,
    line: &OrderLine,
    (product, limit): (&ProductDocument, Option<u32>),
    pointer: &str,
    findings: &mut Findings,
) {
    if let Some(limit) = limit.filter(|limit| line.grows() && line.quantity > *limit) {
        let rule = if product.kind == ProductKind::Base { "baseQuantity" } else { "maxQuantity" };
        let message = format!("{} of `{}` are more than the {limit} possible", line.quantity, product.id);
        let reason = number(ReasonCode::OrderQuantityLimit, message, pointer, line.quantity, limit).rule(rule);
        findings.deny(reason.help(if limit == 0 { "leave this product out".into() } else { format!("take at most {limit}") }));
    }
    let least = settings.least_quantity.value;
    if line.shrinks() && line.quantity < least {
        let message = format!("a quantity is reduced to {least} at least; less is a cancellation");
        let reason = number(ReasonCode::OrderQuantityTooSmall, message, pointer, line.quantity, least).rule("leastQuantity");
        findings.deny(reason.help(format!("keep at least {least}, or request a cancellation")));
    }
}

/// The subscription, by position, that an add-on of this product belongs to.
pub(crate) fn base_of(settings: &StorefrontDocument, product: &ProductDocument, subscriptions: &[SubscriptionFact]) -> Option<usize> {
    let base = product.base.as_ref()?;
    subscriptions.iter().position(|subscription| subscription.product == *base && settings.occupies(subscription))
}

/// An add-on enlarges a base: one in the basket, or a subscription that occupies the customer's place.
pub(crate) fn needs_base(settings: &StorefrontDocument, lines: &[OrderLine], subscriptions: &[SubscriptionFact], findings: &mut Findings) {
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.grows() || line.shrinks()) {
        let Some(product) = settings.product(&line.product) else { continue };
        let Some(base) = &product.base else { continue };
        let ordered = lines.iter().any(|other| other.product == *base && other.grows());
        if !ordered && base_of(settings, product, subscriptions).is_none() {
            let message = format!("`{}` enlarges `{base}`, of which there is neither a subscription nor a line", product.id);
            let reason =
                Reason::deny(ReasonCode::OrderAddOnWithoutBase, message).at(format!("/lines/{index}/product")).rule("occupyingStates");
            findings.deny(reason.found(&*product.id).help(format!("order `{base}` with it, or list the customer's subscription of it")));
        }
    }
}
