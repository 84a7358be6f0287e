//! What every operation costs in Node, beside what people use for it now. All answer the same questions alike before
//! anything is timed (`pkg/bench/contest.mjs`); `docs/speed.md` says what each side is given and gives.

use super::Report;
use super::pairs::{self, Pair, Rival};
use super::samples::{self, Samples};
use crate::artifacts;
use crate::shell::program;

pub(super) const NAME: &str = "operations";

const PAIRS: &[Pair] = &[
    beside("`permission`", "permission", CEDAR, "verdict, ids of policies", "permission.cedar"),
    beside("`permission`", "permission", "Cedar, policies as text", "verdict, ids of policies", "permission.cedar.text"),
    beside("`permission`", "permission", CASL_MADE, VERDICT, "permission.casl"),
    beside("`permission`", "permission", CASL_KEPT, VERDICT, "permission.casl.kept"),
    beside("`evaluations`, 20 questions", "evaluations", CEDAR, "20 verdicts, ids of policies", "evaluations.cedar"),
    beside("`evaluations`, 20 questions", "evaluations", CASL_MADE, "20 verdicts", "evaluations.casl"),
    beside("`permissions`", "permissions", CASL_MADE, "actions", "permissions.casl"),
    beside("`searchAction`", "searchAction", CASL_MADE, "actions", "searchAction.casl"),
    beside("`searchResource`", "searchResource", CASL_KEPT, "resources", "searchResource.casl"),
    beside("`searchSubject`", "searchSubject", "CASL, ability and resource kept", "subjects", "searchSubject.casl"),
    beside("`ability`, made for one check", "ability", CASL_MADE, VERDICT, "ability.casl"),
    beside("`ability.can`, kept: verdict alone", "can", CASL_KEPT, VERDICT, "can.casl"),
    beside("`allocation`", "allocation", JSON_LOGIC, VERDICT, "allocation.jsonLogic"),
    beside("`deal`", "deal", JSON_LOGIC, VERDICT, "deal.jsonLogic"),
    beside("`order`", "order", JSON_LOGIC, VERDICT, "order.jsonLogic"),
    beside("`subscription`", "subscription", JSON_LOGIC, VERDICT, "subscription.jsonLogic"),
    beside("`quote`", "quote", BIG, "the same line", "quote.big"),
    beside("`invoice`, 30 daily rows", "invoice", BIG, "the same lines", "invoice.big"),
    beside("`rate`, a row: total alone", "rate", BIG, "total", "rate.big"),
    beside("`password`", "password", "zod", "fields, messages", "password.zod"),
    beside("`password`", "password", "JavaScript by hand", "fields", "password.plain"),
    beside("`authentication`", "authentication", "JavaScript by hand", VERDICT, "authentication.plain"),
    beside("a form (`createStorageAccount`)", "form", "zod", "fields, messages", "form.zod"),
    beside("`account`, the form's button", "account", "zod, CASL and json-logic-js", VERDICT, "account.parts"),
    beside("`check`, a document", "check", "Ajv, compiled schema", "faults of shape", "check.ajv"),
    beside("`batch`, 20 questions", "batch", "ours, one by one", "the same answers", "batch.single"),
    alone("`item`, text to text", "item"),
    alone("`redact`, text to text", "redact"),
    alone("`matrix`, a pack", "matrix"),
];

const CEDAR: &str = "Cedar, policies parsed before";
const CASL_MADE: &str = "CASL, ability made of ready rules";
const CASL_KEPT: &str = "CASL, ability kept, resource made for the check";
const JSON_LOGIC: &str = "json-logic-js";
const BIG: &str = "big.js by hand";
const VERDICT: &str = "verdict";

const fn beside(operation: &'static str, ours: &'static str, name: &'static str, gives: &'static str, id: &'static str) -> Pair {
    Pair { operation, ours, beside: Some(Rival { name, gives, id }) }
}

const fn alone(operation: &'static str, ours: &'static str) -> Pair {
    Pair { operation, ours, beside: None }
}

/// Measures all of it.
pub(super) fn report() -> anyhow::Result<Report> {
    let comparisons = pairs::compare(PAIRS, &measured()?)?;
    Ok(Report::new(NAME, &pairs::markdown(&comparisons), pairs::json(&comparisons)))
}

fn measured() -> anyhow::Result<Samples> {
    artifacts::build_package()?;
    artifacts::install_rivals()?;
    eprintln!("\n== run pkg/bench/operations.mjs");
    samples::taken(program("node", &["bench/operations.mjs"]).current_dir(artifacts::package()))
}

#[cfg(test)]
mod tests {
    use channel_policy::Operation;

    use super::PAIRS;

    #[test]
    fn every_operation_has_a_line() {
        let missing: Vec<&str> =
            Operation::ALL.iter().map(|operation| operation.name()).filter(|name| !PAIRS.iter().any(|pair| pair.ours == *name)).collect();
        assert_eq!(missing, [""; 0]);
    }
}
