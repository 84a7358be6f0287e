//! When policy files are read again, and what the log says of it.

use channel_policy_host::{Reload, Watch};
use std::time::Duration;

/// How often policy files are looked at. A change is taken when it has stood still for a look.
pub(super) const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Messages of issues stay out: they repeat what stands in the documents. `channel-policy check` prints them.
pub(super) fn report(reload: &Reload) {
    match reload {
        Reload::Accepted(revision) => tracing::info!(revision, "policies reloaded"),
        Reload::Unchanged => tracing::info!("policies unchanged"),
        Reload::Refused(refusal) => {
            for issue in &refusal.issues {
                let (document, pointer) = (issue.document.as_deref(), issue.pointer.as_str());
                tracing::warn!(code = issue.code, document, pointer, "issue in policies: `channel-policy check` says more");
            }
            tracing::warn!(issues = refusal.issues.len(), "policies not reloaded; the ones before stay in use");
        }
    }
}

/// Has the policy files read at SIGHUP. Dropping what is answered ends that, and the watch.
#[cfg(unix)]
pub(super) fn on_hangup(watch: Watch) -> std::io::Result<impl Sized> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangups = signal(SignalKind::hangup())?;
    Ok(tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            watch.ask();
        }
    }))
}

#[cfg(not(unix))]
pub(super) fn on_hangup(watch: Watch) -> std::io::Result<impl Sized> {
    Ok(watch)
}
