//! A special price in a quote or invoice: `deal` says whether an approved deal covers it, at the moment it was agreed.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::permission::{object, text};
use super::places::{Place, move_issues, move_reasons};
use crate::billing::choice::Section;
use crate::billing::request::{PricedPlan, SpecialPrice, StatedDeals};
use crate::deal::request::DealRequest;
use crate::decision::Verdict;
use crate::issue::Issue;
use crate::policy::compiled::CompiledPolicy;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::money::Currency;
use crate::values::time::Instant;
use crate::version::{DocumentReference, Pin};
use crate::wire::node::Node;
use crate::wire::read::{Reader, Word};

/// Where what a deal is judged by stands in a quote or invoice.
const PLACES: [Place<'static>; 4] = [
    ("/customer/volume", "/specialPrice/otherVolume"),
    ("/customer", "/specialPrice/customerId"),
    ("/sale/price", "/specialPrice"),
    ("/sale", "/specialPrice"),
];

/// What is sold at the price.
pub(super) struct SpecialSale<'s> {
    pub(super) price: &'s SpecialPrice,
    /// The capacity that it is for, where it is known.
    pub(super) volume: Option<Capacity>,
    pub(super) deals: Option<&'s StatedDeals>,
}

fn owned(value: String) -> Node<'static> {
    Node::Text(Cow::Owned(value))
}

impl SpecialSale<'_> {
    /// The sale as the operation `deal` takes it.
    fn question(&self, currency: Currency) -> Node<'_> {
        let SpecialPrice { plan, unit_price, unit, customer_id, other_volume, .. } = self.price;
        let price = object(alloc::vec![
            ("unitPrice", owned(format!("{}", unit_price.0))),
            ("currency", owned(format!("{currency}"))),
            ("unit", text(unit.name)),
        ]);
        let volume = match plan {
            PricedPlan::PayPerUse => "expectedVolume",
            PricedPlan::Reserved => "volume",
        };
        let mut sale = alloc::vec![("plan", text(plan.as_str())), ("price", price)];
        sale.extend(self.volume.map(|capacity| (volume, owned(format!("{capacity}")))));
        let customer = alloc::vec![("id", text(customer_id)), ("volume", owned(format!("{other_volume}")))];
        let mut members = alloc::vec![("action", text("check")), ("customer", object(customer)), ("sale", object(sale)),];
        members.extend(self.deals.map(|deals| ("deals", deals.0.clone())));
        object(members)
    }
}

impl CompiledPolicy {
    /// Judges a special price against the list of each section; reasons and obligations join `verdict`. Gives the documents
    /// that decided.
    ///
    /// # Errors
    /// The issues of the deal, their places moved.
    pub(super) fn judge_special_price<'p>(
        &'p self,
        sale: &SpecialSale<'_>,
        sections: &[Section<'p>],
        (as_of, pins): (Instant, &[Pin]),
        verdict: &mut Verdict,
    ) -> Result<Vec<&'p DocumentReference>, Vec<Issue>> {
        let moment = sale.price.agreed_at.unwrap_or(as_of);
        let mut documents = Vec::new();
        for section in sections {
            let question = sale.question(section.list.body.currency);
            let judged = Reader::whole::<DealRequest>(&question, Vec::new())
                .and_then(|request| self.judge_deal_by(&request, Some(section.list), (moment, pins)));
            match judged {
                Ok((mut found, _, policies)) => {
                    move_reasons(&mut found.reasons, &PLACES);
                    verdict.join(found);
                    documents.extend(policies);
                }
                Err(mut issues) => {
                    move_issues(&mut issues, &PLACES);
                    return Err(issues);
                }
            }
        }
        Ok(documents)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for StatedDeals {
    fn schema_name() -> Cow<'static, str> {
        "Deals".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Vec<crate::deal::request::DealFact> as schemars::JsonSchema>::json_schema(generator)
    }
}
