//! May somebody come in: a login by its failed attempts, a session by its age, an API key by its expiry? A limit is reached
//! when the time passed equals it.
//! Source: <https://docs.impossiblecloud.com/partner-portal-help/management-console-guide/getting-started/accessing-the-management-console>

use alloc::string::ToString;
use alloc::vec::Vec;

use super::document::CredentialDocument;
use crate::decision::{Obligation, ObligationCode, Reason, ReasonCode, Verdict};
use crate::issue::{Issue, IssueCode, MAX_ISSUES};
use crate::order;
use crate::text::format;
use crate::values::id::Id;
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::shape::shape;

shape! {
    /// A login that failed.
    pub(crate) struct FailedLogin {
        /// The IP address that it came from.
        "address" address: Id,
        /// The user that it was for.
        "user" user: Id,
        /// When.
        "at" at: Instant,
    }
}

shape! {
    /// Whether a key is still there.
    pub(crate) words KeyState {
        /// It is.
        "active" Active,
        /// It was deleted.
        "deleted" Deleted,
    }
}

shape! {
    /// May somebody come in?
    pub(crate) choice AuthenticationRequest by "kind" {
        /// May a login be tried from this address for this user?
        "login" Login {
            /// When; absent: the caller's clock.
            "asOf" as_of: Option<Instant>,
            /// Document versions to use, whatever the date.
            "pin" pin: Option<Vec<Pin>>,
            /// The IP address, always written in the same way.
            "address" address: Id,
            /// The user's id, known to exist or not.
            "user" user: Id,
            /// Failed logins; those of other addresses or users do not count.
            "failures" failures: Vec<FailedLogin>,
            /// When the lock was last lifted, for example by the link in the e-mail; failures up to then no longer count.
            "unlockedAt" unlocked_at: Option<Instant>,
        },
        /// Does this session go on?
        "session" Session {
            /// When; absent: the caller's clock.
            "asOf" as_of: Option<Instant>,
            /// Document versions to use, whatever the date.
            "pin" pin: Option<Vec<Pin>>,
            /// When the user logged in.
            "startedAt" started_at: Instant,
            /// When the user was last active.
            "lastActiveAt" last_active_at: Instant,
        },
        /// Does this API key open?
        "apiKey" ApiKey {
            /// When; absent: the caller's clock.
            "asOf" as_of: Option<Instant>,
            /// Document versions to use, whatever the date.
            "pin" pin: Option<Vec<Pin>>,
            /// The key's expiry, the first instant at which it no longer opens.
            "validUntil" valid_until: Instant,
            /// Whether it is still there.
            "state" state: KeyState,
        },
    }
}

/// The authentication's part of the answer.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuthenticationResult {
    /// Of a login: how many attempts may still fail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attempts_left: Option<u32>,
    /// Of a session or key: the first instant at which it is over if nothing else happens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ends_at: Option<Instant>,
}

impl AuthenticationRequest {
    pub(crate) fn time(&self) -> (Option<Instant>, &[Pin]) {
        match self {
            Self::Login { as_of, pin, .. } | Self::Session { as_of, pin, .. } | Self::ApiKey { as_of, pin, .. } => {
                (*as_of, pin.as_deref().unwrap_or_default())
            }
        }
    }
}

/// May somebody come in?
///
/// # Errors
/// `authentication.fact_in_future`.
pub(crate) fn evaluate(
    settings: &CredentialDocument,
    request: &AuthenticationRequest,
    as_of: Instant,
) -> Result<(Verdict, AuthenticationResult), Vec<Issue>> {
    let issues = future(settings, request, as_of);
    if !issues.is_empty() {
        return Err(issues);
    }
    let mut verdict = Verdict::default();
    let mut result = AuthenticationResult::default();
    match request {
        AuthenticationRequest::Login { address, user, failures, unlocked_at, .. } => {
            let lifted = unlocked_at.filter(|lifted| *lifted <= as_of);
            let counts = |failure: &&FailedLogin| {
                failure.address == *address
                    && failure.user == *user
                    && lifted.is_none_or(|lifted| lifted < failure.at)
                    && as_of < failure.at.plus_seconds(settings.lock_seconds.value)
            };
            let failed: Vec<Instant> = failures.iter().filter(counts).map(|failure| failure.at).collect();
            result.attempts_left = Some(lock(settings, failed, &mut verdict));
        }
        AuthenticationRequest::Session { started_at, last_active_at, .. } => {
            result.ends_at = Some(session(settings, (*started_at, *last_active_at), as_of, &mut verdict));
        }
        AuthenticationRequest::ApiKey { valid_until, state, .. } => {
            if *state == KeyState::Deleted {
                let reason = Reason::deny(ReasonCode::AuthenticationKeyDeleted, "the API key was deleted").at("/state");
                verdict.push(reason.help("create a new key"));
            }
            if *valid_until <= as_of {
                let reason = Reason::deny(ReasonCode::AuthenticationKeyExpired, format!("the API key was valid until {valid_until}"));
                verdict.push(reason.at("/validUntil").found(valid_until.to_string()).help("create a new key"));
            }
            result.ends_at = Some(*valid_until);
        }
    }
    Ok((verdict, result))
}

/// What is dated later than clocks may differ: it would keep a session or a lock alive for as long as somebody likes.
fn future(settings: &CredentialDocument, request: &AuthenticationRequest, as_of: Instant) -> Vec<Issue> {
    let skew = settings.clock_skew_seconds.as_ref().map_or(0, |skew| skew.value);
    let latest = as_of.plus_seconds(skew);
    let mut issues = Vec::new();
    let mut note = |pointer: &str, at: Instant| {
        if latest < at && issues.len() < MAX_ISSUES {
            let message = format!("{at} is more than {skew} seconds later than {as_of}, the moment asked for");
            let issue = Issue::new(IssueCode::AuthenticationFactInFuture, pointer, message);
            issues.push(issue.with_help(format!("at the latest {latest}")));
        }
    };
    match request {
        AuthenticationRequest::Login { failures, .. } => {
            failures.iter().enumerate().for_each(|(index, failure)| note(&format!("/failures/{index}/at"), failure.at));
        }
        AuthenticationRequest::Session { started_at, last_active_at, .. } => {
            note("/startedAt", *started_at);
            note("/lastActiveAt", *last_active_at);
        }
        AuthenticationRequest::ApiKey { .. } => {}
    }
    issues
}

/// Denies while too many failures count, and gives how many more there may be. The lock ends when so many of them have grown
/// old that fewer than the limit are left.
fn lock(settings: &CredentialDocument, mut failed: Vec<Instant>, verdict: &mut Verdict) -> u32 {
    let limit = settings.max_failures.value;
    let count = u32::try_from(failed.len()).unwrap_or(u32::MAX);
    order::sort_by(&mut failed, |a, b| b.cmp(a));
    let last = usize::try_from(limit.saturating_sub(1)).ok().and_then(|position| failed.get(position).copied());
    if let Some(last) = last {
        let opens = last.plus_seconds(settings.lock_seconds.value);
        let message = format!("{count} logins from this address failed for this user, and {limit} lock it");
        let reason = Reason::deny(ReasonCode::AuthenticationLocked, message).at("/failures").rule("maxFailures");
        let help = format!("try again at {opens}, or unlock by the link in the e-mail and send unlockedAt");
        verdict.push(reason.found(count.to_string()).allowed(opens.to_string()).help(help));
        verdict.oblige(Obligation { code: ObligationCode::NotifyLock, params: None });
    }
    limit.saturating_sub(count)
}

/// Denies where the session is over, and gives its end.
fn session(settings: &CredentialDocument, (started, active): (Instant, Instant), as_of: Instant, verdict: &mut Verdict) -> Instant {
    let (idle, life) = (settings.session_idle_seconds.value, settings.session_lifetime_seconds.value);
    let (sleeps, ends) = (active.plus_seconds(idle), started.plus_seconds(life));
    if sleeps <= as_of {
        let message = format!("nothing happened in the session for {idle} seconds; it ended at {sleeps}");
        let reason = Reason::deny(ReasonCode::AuthenticationSessionIdle, message).at("/lastActiveAt").rule("sessionIdleSeconds");
        verdict.push(reason.found(active.to_string()).help("log in again"));
    }
    if ends <= as_of {
        let message = format!("the session began {life} seconds ago or earlier; it ended at {ends}");
        let reason = Reason::deny(ReasonCode::AuthenticationSessionOver, message).at("/startedAt").rule("sessionLifetimeSeconds");
        verdict.push(reason.found(started.to_string()).help("log in again"));
    }
    sleeps.min(ends)
}
