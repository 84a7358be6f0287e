//! Before anything is timed: all servers answer every question alike.

use channel_policy_bench::questions::Question;
use channel_policy_bench::sidecar::Client;
use serde_json::Value;

use crate::Contender;

/// Asks every server every question. The decision is that of the console's roles; who has the core inside answers the same
/// text, but for the clock.
pub(crate) fn check(contenders: &[Contender], questions: &[Question]) -> anyhow::Result<()> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(compare(contenders, questions))
}

async fn compare(contenders: &[Contender], questions: &[Question]) -> anyhow::Result<()> {
    let mut clients: Vec<_> = contenders.iter().map(|contender| (contender.id, Client::new(contender.server.address()))).collect();
    for question in questions {
        let asked = String::from_utf8_lossy(&question.request);
        let mut expected = None;
        for (id, client) in &mut clients {
            let answered = client.post("/access/v1/evaluation", question.request.clone()).await?;
            let text = String::from_utf8_lossy(&answered.body).into_owned();
            anyhow::ensure!(answered.status == 200, "{id} answers {asked} with {}: {text}", answered.status);
            let answer = timeless(serde_json::from_str(&text)?);
            anyhow::ensure!(answer["decision"] == question.allowed, "{id} answers {asked} with {text}");
            if *id != "cedar" {
                let expected = expected.get_or_insert_with(|| answer.clone());
                anyhow::ensure!(*expected == answer, "{id} answers {asked} with {text} instead of {expected}");
            }
        }
    }
    eprintln!("{} questions have the same decision at all {} servers", questions.len(), contenders.len());
    Ok(())
}

/// The answer without the moment that it was given at.
fn timeless(mut answer: Value) -> Value {
    if let Some(context) = answer.get_mut("context").and_then(Value::as_object_mut) {
        context.remove("asOf");
    }
    answer
}
