//! The core, linked into the server.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use channel_policy::{Operation, Outcome, load};
use channel_policy_bench::files;
use channel_policy_cases::{Trust, bundle};

/// What answers with the documents at `paths`.
pub(crate) fn answerer(paths: &[PathBuf]) -> anyhow::Result<impl Fn(&[u8]) -> Result<String, String> + Clone + Send + Sync + 'static> {
    // As the sidecar with `--refuse-request-facts`.
    let trust = Trust { request_time: false, pinning: false, request_facts: false };
    let policy = load(bundle(&files::documents(paths)?, trust).as_bytes()).map_err(|answer| anyhow::anyhow!("{}", answer.text))?;
    let policy = Arc::new(policy);
    Ok(move |body: &[u8]| {
        let answer = policy.evaluate(Operation::Permission, now_ms(), body);
        match answer.outcome {
            Outcome::Allow | Outcome::Deny => Ok(answer.text),
            Outcome::Malformed | Outcome::Invalid | Outcome::Internal => Err(answer.text),
        }
    })
}

fn now_ms() -> Option<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}
