//! The address under which callers reach the sidecar: the AuthZEN identifier of this decision point.

use axum::http::Uri;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// An absolute URL without query and fragment; `https`, or `http` to this machine itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    text: String,
    path_start: usize,
}

impl PublicUrl {
    /// The URL of a socket that is reached directly, without a proxy before it.
    pub fn of(address: SocketAddr) -> Self {
        let text = format!("http://{address}");
        Self { path_start: text.len(), text }
    }

    /// The URL as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The path of a tenant, for example `/tenant1`; empty where there is none.
    pub fn path(&self) -> &str {
        &self.text[self.path_start..]
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.contains(['?', '#']) {
            return Err("it must have no query and no fragment".to_owned());
        }
        let absolute = || "it must be an absolute URL such as `https://pdp.example.com/tenant1`".to_owned();
        let uri: Uri = text.parse().map_err(|_| absolute())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(absolute());
        };
        let host = authority.host();
        let is_host_and_port =
            authority.as_str() == host || authority.port_u16().is_some_and(|port| authority.as_str() == format!("{host}:{port}"));
        if host.is_empty() || !is_host_and_port {
            return Err(absolute());
        }
        match scheme {
            "https" => {}
            "http" if is_loopback(host) => {}
            _ => return Err("it must be `https`; `http` is for loopback hosts only".to_owned()),
        }
        let path_start = text.len() - if uri.path() == "/" && !text.ends_with('/') { 0 } else { uri.path().len() };
        let url = Self { text: text.to_owned(), path_start };
        if !url.path().split('/').skip(1).all(is_segment) {
            return Err("its path must be segments of letters, digits and `-._~`, without a slash at the end".to_owned());
        }
        Ok(url)
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Characters that every client writes in one way: callers compare the URL character by character.
fn is_segment(segment: &str) -> bool {
    let plain = |character: char| character.is_ascii_alphanumeric() || "-._~".contains(character);
    !["", ".", ".."].contains(&segment) && segment.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_kept_as_given_and_its_path_is_known() {
        for (text, path) in [
            ("https://pdp.example.com", ""),
            ("https://pdp.example.com:8443/tenant1", "/tenant1"),
            ("https://pdp.example.com/a/b.c", "/a/b.c"),
            ("http://localhost:8181", ""),
            ("http://127.0.0.1:8181/t", "/t"),
            ("http://[::1]:8181", ""),
        ] {
            let url: PublicUrl = text.parse().expect(text);
            assert_eq!((url.as_str(), url.path()), (text, path));
        }
        let address = "[::1]:80".parse().expect("an address");
        assert_eq!((PublicUrl::of(address).as_str(), PublicUrl::of(address).path()), ("http://[::1]:80", ""));
    }

    #[test]
    fn what_cannot_identify_a_decision_point_is_refused() {
        for text in [
            "",
            "pdp.example.com",
            "/tenant1",
            "https://",
            "https://:8443",
            "https://pdp.example.com:",
            "https://pdp.example.com:99999",
            "https://me@pdp.example.com",
            "http://pdp.example.com",
            "ftp://localhost",
            "https://pdp.example.com?a=1",
            "https://pdp.example.com/t#here",
            "https://pdp.example.com/",
            "https://pdp.example.com/t/",
            "https://pdp.example.com//t",
            "https://pdp.example.com/../t",
            "https://pdp.example.com/{t}",
            "https://pdp.example.com/a b",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }
}
