//! W3C Trace Context: which trace a request belongs to.

use axum::http::HeaderMap;

/// The ids of a valid `traceparent` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TraceContext {
    /// 32 hexadecimal digits.
    pub(crate) trace_id: String,
    /// The caller's span: 16 hexadecimal digits.
    pub(crate) parent_id: String,
}

impl TraceContext {
    /// Reads the header; none where it is absent, given more than once or not what the recommendation allows, since a trace
    /// that cannot be read is no reason to refuse a request. Source: W3C Trace Context, 3.2.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        let mut values = headers.get_all("traceparent").into_iter();
        let text = values.next()?.to_str().ok()?;
        if values.next().is_some() {
            return None;
        }
        let mut parts = text.splitn(5, '-');
        let (version, trace_id, parent_id, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let has_more = parts.next().is_some();
        let is_valid = is_hexadecimal(version, 2)
            && version != "ff"
            && (version != "00" || !has_more)
            && is_hexadecimal(flags, 2)
            && is_id(trace_id, 32)
            && is_id(parent_id, 16);
        is_valid.then(|| Self { trace_id: trace_id.to_owned(), parent_id: parent_id.to_owned() })
    }
}

/// Zeros alone are no id.
fn is_id(text: &str, length: usize) -> bool {
    is_hexadecimal(text, length) && text.bytes().any(|byte| byte != b'0')
}

fn is_hexadecimal(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
    const PARENT: &str = "00f067aa0ba902b7";

    fn read(values: &[&str]) -> Option<TraceContext> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("traceparent", value.parse().expect("a header value"));
        }
        TraceContext::of(&headers)
    }

    #[test]
    fn a_valid_header_gives_its_ids_and_a_later_version_may_say_more() {
        let expected = TraceContext { trace_id: TRACE.to_owned(), parent_id: PARENT.to_owned() };
        assert_eq!(read(&[&format!("00-{TRACE}-{PARENT}-01")]), Some(expected.clone()));
        assert_eq!(read(&[&format!("01-{TRACE}-{PARENT}-01-more-to-come")]), Some(expected));
    }

    #[test]
    fn anything_else_is_no_trace() {
        let zeros = (format!("00-{}-{PARENT}-01", "0".repeat(32)), format!("00-{TRACE}-{}-01", "0".repeat(16)));
        let upper = format!("00-{}-{PARENT}-01", TRACE.to_uppercase());
        let valid = format!("00-{TRACE}-{PARENT}-01");
        for values in [
            vec![],
            vec![""],
            vec![zeros.0.as_str()],
            vec![zeros.1.as_str()],
            vec![upper.as_str()],
            vec![&valid[1..]],
            vec![&valid[..52]],
            vec![&format!("{valid}-more")],
            vec![&format!("ff-{TRACE}-{PARENT}-01")],
            vec![&format!("00-{TRACE}-{PARENT}-0g")],
            vec![valid.as_str(), valid.as_str()],
        ] {
            assert_eq!(read(&values), None, "{values:?}");
        }
    }
}
