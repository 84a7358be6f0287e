//! What the console's forms demand of a single field: names, descriptions, e-mail addresses, expiries. The e-mail check is a
//! check of form by a small grammar of its own, stricter than RFC 5321; whether mail arrives only sending shows.

use alloc::string::{String, ToString};

use super::document::CredentialDocument;
use crate::decision::{Reason, ReasonCode, Verdict};
use crate::text::format;
use crate::values::time::Instant;

/// Longest label of a domain name, and longest domain name. Source: RFC 1035, section 2.3.4.
const LONGEST_LABEL: usize = 63;
const LONGEST_DOMAIN: usize = 253;
/// What stands in the part before the `@` beside ASCII letters and digits. Source: RFC 5321, section 4.1.2, `Dot-string`.
const LOCAL: &str = "!#$%&'*+-/=?^_`{|}~";

/// A field with its place in the request.
#[derive(Clone, Copy)]
pub(crate) struct Field<'f> {
    pub(crate) text: &'f str,
    pub(crate) pointer: &'static str,
}

impl Field<'_> {
    fn deny(&self, code: ReasonCode, message: String) -> Reason {
        Reason::deny(code, message).at(self.pointer)
    }

    /// A name or description: printable, and not too long. That it is there is another rule.
    pub(crate) fn line(self, code: ReasonCode, (rule, longest): (&str, u32), verdict: &mut Verdict) {
        let length = self.text.trim().chars().count();
        self.within(length, longest, (code, rule), verdict);
        if self.text.trim().chars().any(char::is_control) {
            let reason = self.deny(ReasonCode::AccountControlCharacters, "the text holds control characters".into());
            verdict.push(reason.help("write it on one line, without tabs and other control characters"));
        }
    }

    fn within(&self, length: usize, longest: u32, (code, rule): (ReasonCode, &str), verdict: &mut Verdict) {
        if usize::try_from(longest).is_ok_and(|longest| length > longest) {
            let reason = self.deny(code, format!("the text has {length} characters, and at most {longest} are taken")).rule(rule);
            verdict.push(reason.found(length.to_string()).allowed(longest.to_string()).help(format!("take at most {longest} characters")));
        }
    }

    /// An e-mail address.
    pub(crate) fn email(self, settings: &CredentialDocument, verdict: &mut Verdict) {
        let longest = settings.email_length.value;
        self.within(self.text.chars().count(), longest, (ReasonCode::AccountEmailLength, "emailLength"), verdict);
        let parts = self.text.split_once('@').filter(|(local, domain)| is_local(local) && is_domain(domain));
        let Some((local, _)) = parts else {
            let reason = self.deny(ReasonCode::AccountEmailFormat, "the text is not an e-mail address".into());
            verdict.push(reason.help("write it as name@example.com: one `@`, ASCII letters, digits and points, without spaces"));
            return;
        };
        let longest = settings.email_local_length.value;
        self.within(local.chars().count(), longest, (ReasonCode::AccountEmailLocalLength, "emailLocalLength"), verdict);
    }
}

/// Words of letters, digits and signs, with single points between them.
fn is_local(text: &str) -> bool {
    let fits = |character: char| character.is_ascii_alphanumeric() || LOCAL.contains(character);
    text.split('.').all(|word| !word.is_empty() && word.chars().all(fits))
}

/// Two or more labels of letters, digits and inner hyphens; the last one is no number, or it would be an IP address.
fn is_domain(text: &str) -> bool {
    let fits = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = text.rsplit_once('.').map_or("", |(_, top)| top);
    text.len() <= LONGEST_DOMAIN && text.split('.').all(fits) && top.bytes().any(|byte| !byte.is_ascii_digit())
}

/// The expiry of a new API key: later than now, and no later than its longest life.
pub(crate) fn expiry(settings: &CredentialDocument, until: Instant, pointer: &str, as_of: Instant, verdict: &mut Verdict) {
    if until <= as_of {
        let earliest = as_of.plus_seconds(1);
        let reason = Reason::deny(ReasonCode::AccountExpiryPast, format!("the key would be over at {until}, not after {as_of}"));
        let reason = reason.at(pointer).found(until.to_string()).allowed(earliest.to_string());
        verdict.push(reason.help(format!("take a time after {as_of}, for example {earliest}")));
    }
    let Some(life) = settings.key_lifetime_seconds.as_ref() else { return };
    let latest = as_of.plus_seconds(life.value);
    if until > latest {
        let reason = Reason::deny(ReasonCode::AccountExpiryTooLate, format!("the key would live longer than {} seconds", life.value));
        let reason = reason.at(pointer).rule("keyLifetimeSeconds").found(until.to_string()).allowed(latest.to_string());
        verdict.push(reason.help(format!("take {latest} or earlier")));
    }
}

#[cfg(test)]
mod tests {
    use super::{is_domain, is_local};

    #[test]
    fn a_small_grammar_of_addresses() {
        for local in ["a", "a.b", "o'neil", "a+b", "x_1"] {
            assert!(is_local(local), "{local}");
        }
        for local in ["", ".", "a.", ".a", "a..b", "a b", "a@b", "\"a\"", "ä", "a(b)"] {
            assert!(!is_local(local), "{local}");
        }
        let label = "a".repeat(63);
        for domain in ["b.de", "a-b.c1", "1.2.x", "xn--mller-kva.de", &std::format!("{label}.de")] {
            assert!(is_domain(domain), "{domain}");
        }
        for domain in ["", "de", ".de", "b.", "b..de", "-b.de", "b-.de", "b_c.de", "1.2.3.4", "[1.2.3.4]", "mü.de", "b.de ", "a@b.de"] {
            assert!(!is_domain(domain), "{domain}");
        }
        assert!(!is_domain(&std::format!("a{label}.de")));
    }
}
