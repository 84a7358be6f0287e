//! Bearer tokens: who may ask. Source: RFC 6750.

use axum::http::{HeaderMap, header};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::{Choice, ConstantTimeEq};

/// Shortest token: what can be guessed is no secret.
const SHORTEST: usize = 16;

/// Tokens that are taken; none at all means that nobody is asked for one.
///
/// Only digests are kept, which have one length, and every one of them is compared in full: the time of an answer says
/// nothing of a token.
#[derive(Clone, Default)]
pub struct Tokens {
    digests: Vec<[u8; 32]>,
}

/// A text that holds no usable tokens. Its message never repeats a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokensError {
    /// There is none.
    #[error("there is no token")]
    Empty,
    /// A token is too short.
    #[error("the token in line {0} is shorter than {SHORTEST} characters")]
    Short(usize),
    /// A token has characters that a header cannot carry.
    #[error("the token in line {0} has other characters than letters, digits and `-._~+/=`")]
    Characters(usize),
}

/// Why a caller is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stranger {
    /// No token was sent, or not as a bearer token.
    Unnamed,
    /// A token was sent that is not taken.
    Unknown,
}

impl Tokens {
    /// Reads tokens, one a line; empty lines and lines that begin with `#` are none.
    ///
    /// # Errors
    /// Where there is none, or one that cannot be used.
    pub fn parse(text: &str) -> Result<Self, TokensError> {
        let mut digests = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let token = line.trim();
            if token.is_empty() || token.starts_with('#') {
                continue;
            }
            if token.len() < SHORTEST {
                return Err(TokensError::Short(index + 1));
            }
            if !token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte)) {
                return Err(TokensError::Characters(index + 1));
            }
            digests.push(digest(token));
        }
        if digests.is_empty() { Err(TokensError::Empty) } else { Ok(Self { digests }) }
    }

    /// The tokens of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.digests.extend(other.digests);
        self
    }

    /// Whether nobody is asked for a token.
    pub fn is_empty(&self) -> bool {
        self.digests.is_empty()
    }

    /// Lets a caller in who sends a token that is taken, or everybody where there is none.
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Stranger> {
        if self.is_empty() {
            return Ok(());
        }
        let token = bearer(headers).ok_or(Stranger::Unnamed)?;
        let sent = digest(token);
        let is_known = self.digests.iter().fold(Choice::from(0), |found, known| found | known.ct_eq(&sent));
        if is_known.into() { Ok(()) } else { Err(Stranger::Unknown) }
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Tokens({})", self.digests.len())
    }
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// The token of the only `Authorization` header.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).into_iter();
    let (scheme, token) = values.next()?.to_str().ok()?.split_once(' ')?;
    let is_bearer = values.next().is_none() && scheme.eq_ignore_ascii_case("bearer");
    is_bearer.then(|| token.trim_start_matches(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "first-token-0123456789";
    const SECOND: &str = "c2Vjb25kLXRva2VuLTAxMjM0NTY3ODk=";

    fn headers(values: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::AUTHORIZATION, value.parse().expect("a header value"));
        }
        headers
    }

    #[test]
    fn each_token_is_taken_and_nothing_else() {
        let tokens = Tokens::parse(&format!("# old\n{FIRST}\n\n  {SECOND}\r\n")).expect("two tokens");
        for known in [format!("Bearer {FIRST}"), format!("bearer  {SECOND}")] {
            assert_eq!(tokens.check(&headers(&[&known])), Ok(()), "{known}");
        }
        let twice = format!("Bearer {FIRST}");
        for unnamed in [vec![], vec!["Bearer"], vec![FIRST], vec!["Basic Zmlyc3Q6dG9rZW4="], vec![&twice, &twice]] {
            assert_eq!(tokens.check(&headers(&unnamed)), Err(Stranger::Unnamed), "{unnamed:?}");
        }
        for unknown in ["Bearer ", "Bearer first-token-012345678", "Bearer first-token-01234567890", "Bearer # old"] {
            assert_eq!(tokens.check(&headers(&[unknown])), Err(Stranger::Unknown), "{unknown}");
        }
        assert_eq!(Tokens::default().check(&headers(&[])), Ok(()));
    }

    #[test]
    fn what_cannot_be_a_token_is_refused_by_its_line_and_never_repeated() {
        assert_eq!(Tokens::parse("\n# none\n").map(drop), Err(TokensError::Empty));
        assert_eq!(Tokens::parse("# one\n0123456789abcde").map(drop), Err(TokensError::Short(2)));
        assert!(Tokens::parse("0123456789abcdef").is_ok());
        let error = Tokens::parse("0123456789 abcdef").map(drop).expect_err("a space");
        assert_eq!(error, TokensError::Characters(1));
        assert!(!error.to_string().contains("0123"), "{error}");
        assert_eq!(format!("{:?}", Tokens::parse(FIRST)), "Ok(Tokens(1))");
    }
}
