//! What is read of the operation `invoice`'s answer.

use anyhow::Context as _;
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Judged {
    pub(super) context: Context,
}

#[derive(Deserialize)]
pub(super) struct Context {
    pub(super) reasons: Vec<Reason>,
    pub(super) obligations: Vec<Obligation>,
    pub(super) invoice: Option<Invoice>,
}

#[derive(Deserialize)]
pub(super) struct Reason {
    pub(super) code: String,
    pub(super) effect: String,
    pub(super) message: String,
}

#[derive(Deserialize)]
pub(super) struct Obligation {
    pub(super) code: String,
}

#[derive(Deserialize)]
pub(super) struct Invoice {
    pub(super) currency: String,
    pub(super) period: Period,
    pub(super) lines: Vec<Line>,
    pub(super) total: String,
}

#[derive(Deserialize)]
pub(super) struct Period {
    pub(super) start: String,
    pub(super) end: String,
}

#[derive(Deserialize)]
pub(super) struct Party {
    pub(super) scope: String,
    pub(super) id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) of: Option<Party>,
    pub(super) name: Option<String>,
    pub(super) period: Period,
    pub(super) model: String,
    pub(super) tier: Option<u32>,
    pub(super) quantity: String,
    pub(super) unit: String,
    pub(super) unit_price: String,
    pub(super) flat_fee: Option<String>,
    pub(super) amount_exact: String,
    pub(super) amount: String,
    pub(super) estimated: Option<bool>,
    pub(super) working: String,
}

pub(super) fn read(text: &str) -> anyhow::Result<Judged> {
    serde_json::from_str(text).context("the module's answer is not an invoice")
}

impl Judged {
    /// Whether a line charges what a whole such party uses.
    pub(super) fn adds_up_by(&self, scope: &str) -> bool {
        let lines = self.context.invoice.as_ref().map_or(&[][..], |invoice| &invoice.lines);
        lines.iter().any(|line| line.of.as_ref().is_some_and(|party| party.scope == scope))
    }
}
