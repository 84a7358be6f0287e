//! Where a domain's pointers stand in the request of an operation that asks it.

use alloc::string::String;

use crate::decision::Reason;
use crate::issue::Issue;
use crate::text::format;

/// A place of the asked domain's request, and where it stands in the asking one's.
pub(crate) type Place<'p> = (&'p str, &'p str);

/// The pointer in the asking request: the first place that it is at or below decides; another stays as it is.
fn moved(pointer: &str, places: &[Place<'_>]) -> Option<String> {
    places.iter().find_map(|(from, to)| {
        let rest = pointer.strip_prefix(from)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{to}{rest}"))
    })
}

pub(crate) fn move_reasons(reasons: &mut [Reason], places: &[Place<'_>]) {
    for reason in reasons {
        if let Some(pointer) = reason.pointer.as_deref().and_then(|pointer| moved(pointer, places)) {
            reason.pointer = Some(pointer);
        }
    }
}

pub(crate) fn move_issues(issues: &mut [Issue], places: &[Place<'_>]) {
    for issue in issues {
        if let Some(pointer) = moved(&issue.pointer, places) {
            issue.pointer = pointer;
        }
    }
}
