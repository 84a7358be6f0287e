//! A JSON Schema as the flat list of the fields that a value may have, for people.

use std::collections::BTreeMap;

use anyhow::Context;
use serde_json::{Map, Value};

/// Longest list of words that is written out.
const MAX_WORDS: usize = 16;

/// The fields, and what the named types of values among them mean.
#[derive(Default)]
pub(crate) struct Fields {
    pub(crate) rows: Vec<Field>,
    pub(crate) values: BTreeMap<String, String>,
}

/// A place where something may stand.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// JSON Pointer with `0` for every position of a list.
    pub(crate) path: String,
    pub(crate) kind: String,
    pub(crate) need: String,
    pub(crate) meaning: String,
}

type Object = Map<String, Value>;

impl Fields {
    /// The fields of what a schema describes, the outermost object itself left out.
    pub(crate) fn of(root: &Value) -> anyhow::Result<Self> {
        let mut walk = Walk { root, open: Vec::new(), fields: Self::default() };
        walk.inside("", root)?;
        Ok(walk.fields)
    }
}

struct Walk<'s> {
    root: &'s Value,
    /// Named types that are being written, so that one inside itself ends.
    open: Vec<&'s str>,
    fields: Fields,
}

impl<'s> Walk<'s> {
    /// The members of an object, of the items of a list, or of every choice.
    fn inside(&mut self, path: &str, schema: &'s Value) -> anyhow::Result<()> {
        let (name, schema) = self.resolved(schema)?;
        if let Some(name) = name {
            if self.open.contains(&name) {
                return Ok(());
            }
            self.open.push(name);
        }
        for (key, member, need) in members(schema) {
            self.field(&place(path, key), member, need)?;
        }
        if let Some(items) = schema.get("items") {
            self.inside(&format!("{path}/0"), items)?;
        }
        self.choices(path, schema)?;
        if name.is_some() {
            self.open.pop();
        }
        Ok(())
    }

    /// The tag of a choice of objects once, then each member, with the choices that it belongs to.
    fn choices(&mut self, path: &str, schema: &'s Object) -> anyhow::Result<()> {
        let mut objects = Vec::new();
        for choice in choices(schema) {
            let (_, resolved) = self.resolved(choice)?;
            objects.push(resolved);
        }
        objects.retain(|choice| choice.contains_key("properties"));
        let tag = self.tag(&objects)?;
        let mut names = Vec::new();
        for choice in &objects {
            names.push(self.choice_names(choice, tag)?);
        }
        if let Some(key) = tag {
            let meaning = names.concat().join("; ");
            self.fields.rows.push(Field { path: place(path, key), kind: "word".into(), need: "required".into(), meaning });
        }
        let mut done: Vec<(&str, &Value)> = Vec::new();
        for (key, member, need) in objects.iter().flat_map(|choice| members(choice)).filter(|(key, ..)| Some(*key) != tag) {
            if done.contains(&(key, member)) {
                continue;
            }
            done.push((key, member));
            let has = |choice: &Object| members(choice).any(|(other, value, needed)| (other, value, needed) == (key, member, need));
            let having = objects.iter().zip(&names).filter(|(choice, _)| has(choice)).flat_map(|(_, names)| names);
            let having = having.map(|name| short(name)).collect::<Vec<_>>().join(" or ");
            let need = match tag {
                _ if objects.iter().all(|choice| has(choice)) => need.to_owned(),
                Some(tag) => format!("{need} where `{tag}` is {having}"),
                None => format!("{need} where {having}"),
            };
            self.field(&place(path, key), member, &need)?;
        }
        Ok(())
    }

    /// The member by whose words choices are told from each other.
    fn tag(&self, choices: &[&'s Object]) -> anyhow::Result<Option<&'s str>> {
        let Some(first) = choices.first() else { return Ok(None) };
        for (key, ..) in members(first) {
            let mut seen: Vec<String> = Vec::new();
            let mut tells = true;
            for choice in choices {
                let words = self.tag_words(choice, key)?;
                tells &= !words.is_empty() && words.iter().all(|word| !seen.iter().any(|other| short(other) == short(word)));
                seen.extend(words);
            }
            if tells {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    /// The words that a member may have in a choice, with what each means.
    fn tag_words(&self, choice: &'s Object, key: &str) -> anyhow::Result<Vec<String>> {
        let Some((_, member, _)) = members(choice).find(|(name, ..)| *name == key) else { return Ok(Vec::new()) };
        let (_, resolved) = self.resolved(member)?;
        Ok(match resolved.get("const") {
            Some(word) => vec![format!("`{}`", plain(word))],
            None => words(resolved).unwrap_or_default(),
        })
    }

    /// How a choice is told from its others: by the words of its tag, with what they or it mean, else by its meaning alone.
    fn choice_names(&self, choice: &'s Object, tag: Option<&str>) -> anyhow::Result<Vec<String>> {
        let meaning = choice.get("description").and_then(Value::as_str).map(lowered);
        let words = match tag {
            Some(tag) => self.tag_words(choice, tag)?,
            None => Vec::new(),
        };
        Ok(match (words.as_slice(), meaning) {
            ([], meaning) => meaning.into_iter().collect(),
            ([word], Some(meaning)) if !word.contains(": ") => vec![format!("{word}: {meaning}")],
            _ => words,
        })
    }

    fn field(&mut self, path: &str, schema: &'s Value, need: &str) -> anyhow::Result<()> {
        let (kind, meaning) = (self.kind(schema)?, self.meaning(schema)?);
        self.fields.rows.push(Field { path: path.to_owned(), kind, need: need.to_owned(), meaning });
        self.inside(path, schema)
    }

    /// The type in one or a few words.
    fn kind(&mut self, schema: &'s Value) -> anyhow::Result<String> {
        let (name, resolved) = self.resolved(schema)?;
        let text = |key: &str| resolved.get(key).and_then(Value::as_str).unwrap_or_default();
        if resolved.contains_key("const") || resolved.contains_key("enum") || words(resolved).is_some() {
            return Ok("word".into());
        }
        if let Some(items) = resolved.get("items") {
            let of = self.kind(items)?;
            return Ok(if of == "list" { "list of lists".into() } else { format!("list of {}", plural(&of)) });
        }
        if text("type") == "object"
            || resolved.contains_key("properties")
            || choices(resolved).any(|choice| choice.get("properties").is_some())
        {
            return Ok("object".into());
        }
        // A named type of texts or numbers is explained once below the table.
        if let Some(name) = name {
            let meaning = match text("description") {
                "" => limits(resolved),
                description => description.to_owned(),
            };
            self.fields.values.insert(spoken(name), meaning);
            return Ok(format!("*{}*", spoken(name)));
        }
        Ok(match resolved.get("type") {
            Some(Value::Array(several)) => several.iter().map(|one| basic(&plain(one)).to_owned()).collect::<Vec<_>>().join(" or "),
            Some(one) => basic(&plain(one)).to_owned(),
            None => "any value".to_owned(),
        })
    }

    /// What the field means, and its words where it has a closed list of them.
    fn meaning(&self, schema: &'s Value) -> anyhow::Result<String> {
        let (_, resolved) = self.resolved(schema)?;
        let described = |schema: &Object| schema.get("description").and_then(Value::as_str).map(str::to_owned);
        let own = schema.as_object().and_then(described).or_else(|| described(resolved)).unwrap_or_default();
        let (name, of_items) = self.resolved(resolved.get("items").unwrap_or(schema))?;
        let listed = match words(of_items) {
            // Codes have tables of their own.
            Some(words) if words.len() <= MAX_WORDS && name.is_none_or(|name| !name.ends_with("Code")) => words.join("; "),
            _ => String::new(),
        };
        Ok([own, listed].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    }

    /// The schema that a reference stands for, with the name of its definition.
    fn resolved(&self, schema: &'s Value) -> anyhow::Result<(Option<&'s str>, &'s Object)> {
        let object = schema.as_object().context("a schema is an object here")?;
        let Some(reference) = object.get("$ref").and_then(Value::as_str) else { return Ok((None, object)) };
        let name = reference.strip_prefix("#/$defs/").with_context(|| format!("`{reference}` is no definition"))?;
        let definition = &self.root["$defs"][name];
        let (_, resolved) = self.resolved(definition)?;
        Ok((Some(name), resolved))
    }
}

fn choices(schema: &Object) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)).filter_map(Value::as_array).flatten()
}

/// The members of an object with whether they are needed: first what must be there, in the order of declaration, which
/// `required` keeps.
fn members(schema: &Object) -> impl Iterator<Item = (&str, &Value, &'static str)> {
    let all = || schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let required = || schema.get("required").and_then(Value::as_array).into_iter().flatten();
    let first =
        required().filter_map(move |key| all().find(|(name, _)| *key == **name)).map(|(name, member)| (name.as_str(), member, "required"));
    let rest = all().filter(move |(name, _)| !required().any(|key| *key == ***name));
    first.chain(rest.map(|(name, member)| (name.as_str(), member, "optional")))
}

/// The pointer of a member.
fn place(path: &str, key: &str) -> String {
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The word of a choice's name without its meaning.
fn short(name: &str) -> &str {
    if name.starts_with('`') { name.split(": ").next().unwrap_or(name) } else { name }
}

/// JSON's own types, for people.
fn basic(kind: &str) -> &str {
    match kind {
        "string" => "text",
        "boolean" => "yes or no",
        other => other,
    }
}

/// The words of a closed list, with what each means where that is said.
fn words(schema: &Object) -> Option<Vec<String>> {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(words.iter().map(|word| format!("`{}`", plain(word))).collect());
    }
    let word = |choice: &Value| {
        if let Some(words) = choice.get("enum").and_then(Value::as_array) {
            let words: Vec<String> = words.iter().map(|word| format!("`{}`", plain(word))).collect();
            return Some(words.join("; "));
        }
        let word = plain(choice.get("const")?);
        Some(match choice.get("description").and_then(Value::as_str) {
            Some(description) => format!("`{word}`: {}", lowered(description)),
            None => format!("`{word}`"),
        })
    };
    let words: Vec<String> = choices(schema).map(word).collect::<Option<_>>()?;
    (!words.is_empty()).then_some(words)
}

/// The limits of a text or number, in words.
fn limits(schema: &Object) -> String {
    let number = |key: &str| schema.get(key).map(plain);
    match (number("minLength"), number("maxLength")) {
        (Some(least), Some(most)) => format!("A text of {least} to {most} characters."),
        (None, Some(most)) => format!("A text of at most {most} characters."),
        _ => String::new(),
    }
}

/// A value without quotation marks.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A type's name in words: `UnitPrice` is "unit price".
fn spoken(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// A sentence inside another.
fn lowered(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn plural(kind: &str) -> String {
    match kind.strip_suffix('*') {
        Some(name) => format!("{name}s*").replace("ys*", "ies*"),
        None => format!("{kind}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, Fields};
    use serde_json::json;

    #[test]
    fn objects_lists_choices_and_named_values_become_rows() {
        let schema = json!({
            "$ref": "#/$defs/Fields",
            "$defs": {
                "Id": {"type": "string", "minLength": 1, "maxLength": 255},
                "Fields": {"type": "object", "required": ["plan"], "properties": {
                    "ids": {"type": "array", "items": {"$ref": "#/$defs/Id"}, "description": "Which."},
                    "plan": {"$ref": "#/$defs/Plan", "description": "The plan."},
                    "next": {"$ref": "#/$defs/Fields", "description": "The next."},
                }},
                "Plan": {"oneOf": [
                    {"type": "object", "required": ["kind", "a/b"], "properties": {
                        "kind": {"const": "one", "type": "string"}, "a/b": {"type": "boolean", "description": "Whether."}, "x": {"type": ["string", "null"]}}},
                    {"type": "object", "required": ["kind"], "description": "Twice.", "properties": {
                        "kind": {"const": "two", "type": "string"}, "way": {"$ref": "#/$defs/Way"}, "x": {"type": ["string", "null"]}}},
                ]},
                "Way": {"description": "How.", "oneOf": [{"const": "up", "description": "Upwards."}, {"const": "down"}]},
            }
        });
        let fields = Fields::of(&schema).expect("fields");
        let row = |path: &str, kind: &str, need: &str, meaning: &str| Field {
            path: path.into(),
            kind: kind.into(),
            need: need.into(),
            meaning: meaning.into(),
        };
        assert_eq!(
            fields.rows,
            [
                row("/plan", "object", "required", "The plan."),
                row("/plan/kind", "word", "required", "`one`; `two`: twice"),
                row("/plan/a~1b", "yes or no", "required where `kind` is `one`", "Whether."),
                row("/plan/x", "text or null", "optional", ""),
                row("/plan/way", "word", "optional where `kind` is `two`", "How. `up`: upwards; `down`"),
                row("/ids", "list of *ids*", "optional", "Which."),
                row("/next", "object", "optional", "The next."),
            ]
        );
        assert_eq!(fields.values.into_iter().collect::<Vec<_>>(), [("id".into(), "A text of 1 to 255 characters.".into())]);
    }
}
