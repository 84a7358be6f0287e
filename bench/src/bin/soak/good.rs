//! Good questions: the cases of the pack, each with the answer that the linked core gives with the policies of either variant.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use channel_policy::{CompiledPolicy, Operation, Outcome};
use channel_policy_bench::sidecar::{Answered, Client};
use channel_policy_cases::Pack;
use tokio::time::sleep;

use crate::TOKEN;
use crate::decision_log::NAME;
use crate::policies::{Folder, Variant, pack};
use crate::stage::{Phase, Stage};
use crate::tally::Tally;

/// Between an answer and the next question: what is soaked is the sidecar, not the disk of its log.
const PAUSE: Duration = Duration::from_millis(2);

/// Where an operation is asked, and what the answer of a request that has issues looks like.
const PATHS: [(&str, &str); 12] = [
    ("permission", "/access/v1/evaluation"),
    ("evaluations", "/access/v1/evaluations"),
    ("permissions", "/v1/permissions"),
    ("account", "/v1/account"),
    ("password", "/v1/password"),
    ("authentication", "/v1/authentication"),
    ("allocation", "/v1/allocation"),
    ("deal", "/v1/deal"),
    ("quote", "/v1/quote"),
    ("invoice", "/v1/invoice"),
    ("batch", "/v1/batch"),
    ("check", "/v1/policies/check"),
];

/// A question and its answers by variant.
pub(crate) struct Question {
    path: &'static str,
    body: String,
    answers: [Expected; 2],
}

/// A status, and the text that the body is or, of a problem, contains.
#[derive(PartialEq, Eq)]
struct Expected {
    status: u16,
    text: String,
}

/// All cases whose answers do not depend on the clock.
pub(crate) fn questions(policies: &Folder) -> anyhow::Result<Vec<Question>> {
    let natives = Variant::ALL.map(|variant| policies.native(variant));
    let [shipped, stricter] = natives;
    let natives = [shipped?, stricter?];
    let pack = Pack::read(&pack()).map_err(|error| anyhow::anyhow!("{}", error.message()))?;
    let cases = pack.case_files.iter().flat_map(|file| &file.cases);
    let questions: Vec<Question> = cases.filter_map(|case| question(&case.operation, &case.request, &natives)).collect();
    let differing = questions.iter().filter(|question| question.answers[0] != question.answers[1]).count();
    anyhow::ensure!(questions.len() > 100 && differing > 5, "{} questions, {differing} of them depend on the variant", questions.len());
    Ok(questions)
}

fn question(operation: &str, request: &str, natives: &[CompiledPolicy; 2]) -> Option<Question> {
    let path = PATHS.iter().find(|(name, _)| *name == operation)?.1;
    let operation = Operation::from_name(operation)?;
    let answers = natives.each_ref().map(|native| {
        let ask = |now_ms| native.evaluate(operation, Some(now_ms), request.as_bytes());
        // Two moments: what is the same at both, and says so everywhere, does not depend on the clock.
        let (answer, later) = (ask(1_790_000_000_000), ask(1_890_000_000_000));
        let status = match answer.outcome {
            Outcome::Allow | Outcome::Deny => 200,
            Outcome::Malformed => 400,
            Outcome::Invalid => 422,
            Outcome::Internal => return None,
        };
        // Of AuthZEN problems the text is a sentence of the host's own.
        let is_told = status == 200 || !path.starts_with("/access/");
        (answer.text == later.text && is_told).then_some(Expected { status, text: answer.text })
    });
    let [Some(shipped), Some(stricter)] = answers else { return None };
    Some(Question { path, body: request.to_owned(), answers: [shipped, stricter] })
}

/// Asks one question after the other until all is over.
pub(crate) async fn ask(stage: Arc<Stage>, questions: Arc<[Question]>, tally: Arc<Tally>, first: usize) {
    let mut client = Client::new(stage.address()).with_token(TOKEN).named(NAME);
    // Callers ask different questions at a time.
    let mut index = first * questions.len() / crate::CALLERS;
    while let Some(before) = stage.up().await {
        let question = &questions[index % questions.len()];
        index += 1;
        let answered = client.post(question.path, question.body.clone()).await;
        let after = stage.now();
        match answered {
            Ok(answered) => {
                // Who has met one phase alone knows whose answer it must be.
                let settled = match before.phase {
                    Phase::Settled(variant) if before.number == after.number => Some(variant),
                    _ => None,
                };
                tally.answered(before.crashes, check(question, &answered, settled, &tally));
            }
            Err(_) if before.crashes != after.crashes => tally.cut_off(),
            Err(error) => tally.lost(format!("{} was not answered: {error:#}", question.path)),
        }
        sleep(PAUSE).await;
    }
}

/// Compares an answer with what it must be.
fn check(question: &Question, answered: &Answered, settled: Option<Variant>, tally: &Tally) -> anyhow::Result<()> {
    let text = std::str::from_utf8(&answered.body).context("the answer is not UTF-8")?;
    let variant = tally.variant(&answered.revision, settled).with_context(|| format!("revision `{}`", answered.revision))?;
    let Expected { status, text: expected } = &question.answers[variant as usize];
    let is_right = answered.status == *status && if *status == 200 { text == expected } else { text.contains(expected.as_str()) };
    anyhow::ensure!(is_right, "{} {}: {} {text} instead of {status} {expected}", question.path, question.body, answered.status);
    Ok(())
}
