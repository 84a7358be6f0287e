//! Holds JSON against a schema that uses what the decision log's does; another keyword fails the test, so that nothing
//! goes unchecked. A library for it would have wasmtime compiled a second time.

use serde_json::Value;

/// What is wrong with `value`, a sentence each.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    Checker { root: schema }.faults("", schema, value)
}

struct Checker<'s> {
    root: &'s Value,
}

impl Checker<'_> {
    fn faults(&self, at: &str, schema: &Value, value: &Value) -> Vec<String> {
        let keywords = schema.as_object().expect("a schema is an object");
        keywords.iter().flat_map(|(keyword, argument)| self.keyword(at, schema, (keyword, argument), value)).collect()
    }

    fn keyword(&self, at: &str, schema: &Value, (keyword, argument): (&str, &Value), value: &Value) -> Vec<String> {
        let unless = |holds: bool| if holds { Vec::new() } else { vec![format!("{at}: {keyword} {argument}: {value}")] };
        let among = |words: &Value| words.as_array().expect("a list").contains(value);
        let text = || value.as_str().unwrap_or_default();
        match keyword {
            "$comment" | "$schema" | "title" | "description" | "$defs" => Vec::new(),
            "$ref" => {
                let pointer = argument.as_str().and_then(|reference| reference.strip_prefix('#')).expect("a local reference");
                self.faults(at, self.root.pointer(pointer).expect("what is referred to"), value)
            }
            "anyOf" => {
                let options = argument.as_array().expect("a list");
                let each: Vec<Vec<String>> = options.iter().map(|option| self.faults(at, option, value)).collect();
                if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() }
            }
            "type" => unless(match argument.as_str().expect("a type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_u64() || value.is_i64(),
                other => panic!("type {other}"),
            }),
            "const" => unless(value == argument),
            "enum" => unless(among(argument)),
            "minimum" => unless(value.as_i64() >= argument.as_i64()),
            "maxLength" => unless(text().chars().count() as u64 <= argument.as_u64().expect("a number")),
            "format" => unless(argument == "date-time" && text().parse::<jiff::Timestamp>().is_ok()),
            "pattern" => unless(matches_pattern(argument.as_str().expect("a pattern"), text())),
            "required" => {
                unless(argument.as_array().expect("a list").iter().all(|name| value.get(name.as_str().expect("a name")).is_some()))
            }
            "items" => each(value.as_array().into_iter().flatten().enumerate(), |(index, item)| {
                self.faults(&format!("{at}/{index}"), argument, item)
            }),
            "properties" => each(value.as_object().into_iter().flatten(), |(name, member)| match argument.get(name) {
                Some(property) => self.faults(&format!("{at}/{name}"), property, member),
                None => Vec::new(),
            }),
            "additionalProperties" => each(value.as_object().into_iter().flatten(), |(name, _)| {
                let is_known = schema["properties"].get(name).is_some() || argument == &Value::Bool(true);
                if is_known { Vec::new() } else { vec![format!("{at}: unknown member {name}")] }
            }),
            other => panic!("the checker does not know `{other}`"),
        }
    }
}

fn each<T>(all: impl Iterator<Item = T>, faults: impl FnMut(T) -> Vec<String>) -> Vec<String> {
    all.flat_map(faults).collect()
}

fn matches_pattern(pattern: &str, text: &str) -> bool {
    let is_hexadecimal = |text: &str, length| text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match pattern {
        "^[0-9a-f]{32}$" => is_hexadecimal(text, 32),
        "^sha256:[0-9a-f]{64}$" => text.strip_prefix("sha256:").is_some_and(|digits| is_hexadecimal(digits, 64)),
        "^[A-Z]{3}$" => text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        "^-?[0-9]+(\\.[0-9]+)?$" => {
            let text = text.strip_prefix('-').unwrap_or(text);
            text.split_once('.').map_or_else(|| are_digits(text), |(whole, part)| are_digits(whole) && are_digits(part))
        }
        other => panic!("the checker does not know the pattern `{other}`"),
    }
}

#[test]
fn the_checker_finds_what_does_not_fit() {
    let schema = serde_json::json!({
        "anyOf": [{"$ref": "#/$defs/A"}, {"type": "boolean"}],
        "$defs": {"A": {
            "type": "object", "required": ["n"], "additionalProperties": false,
            "properties": {"n": {"type": "integer", "minimum": 1}, "c": {"pattern": "^[A-Z]{3}$"}, "l": {"items": {"enum": ["x"]}}},
        }},
    });
    for (value, fits) in [
        (r#"{"n":1,"c":"EUR","l":["x","x"]}"#, true),
        ("true", true),
        ("{}", false),
        (r#"{"n":0}"#, false),
        (r#"{"n":1,"c":"eur"}"#, false),
        (r#"{"n":1,"l":["y"]}"#, false),
        (r#"{"n":1,"other":1}"#, false),
        ("[]", false),
    ] {
        let value = serde_json::from_str(value).expect("JSON");
        assert_eq!(faults(&schema, &value).is_empty(), fits, "{value}");
    }
}
