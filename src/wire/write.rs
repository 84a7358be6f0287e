//! The writer of all JSON that leaves the core: one serialiser for all answers, small because it writes into a string,
//! cannot fail there, and is compiled once. Its output is that of `serde_json`, byte for byte.

use alloc::string::String;
use core::fmt::{self, Write};

use crate::text::plain_length;
use serde::ser::{self, Impossible, Serialize, Serializer};

/// Room for most answers, so that the text seldom moves while it grows.
const USUAL: usize = 1024;

/// The JSON text of a value; none of one that answers do not hold: floats, bytes, variants with content.
#[must_use]
pub fn to_text<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    let mut writer = Writer { text: String::with_capacity(USUAL) };
    value.serialize(&mut writer).ok().map(|()| writer.text)
}

/// As a text, since pushing a character is pushing any character.
const QUOTE: &str = "\"";

/// JSON text as it grows.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) text: String,
}

impl Writer {
    /// Whether what follows is the first of its object or array.
    fn is_first(&self) -> bool {
        matches!(self.text.as_bytes().last(), Some(b'{' | b'['))
    }

    /// The key of the next member.
    #[inline(never)]
    pub(crate) fn key(&mut self, key: &str) {
        self.text.push_str(if self.is_first() { "\"" } else { ",\"" });
        self.escaped(key);
        self.text.push_str("\":");
    }

    /// The key of the next member, where it is the name of a field: those need no escapes.
    #[inline(never)]
    fn name(&mut self, name: &str) {
        let start = if self.is_first() { "\"" } else { ",\"" };
        [start, name, "\":"].into_iter().for_each(|part| self.text.push_str(part));
    }

    /// Makes room for the next item of an array.
    #[inline(never)]
    pub(crate) fn item(&mut self) {
        if !self.is_first() {
            self.raw(",");
        }
    }

    #[inline(never)]
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    #[inline(never)]
    pub(crate) fn string(&mut self, text: &str) {
        self.text.push_str(QUOTE);
        self.escaped(text);
        self.text.push_str(QUOTE);
    }

    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let (plain, tail) = rest.split_at_checked(plain_length(rest.as_bytes())).unwrap_or((rest, ""));
            self.text.push_str(plain);
            if tail.is_empty() {
                return;
            }
            let mut characters = tail.chars();
            self.escape(characters.next().unwrap_or_default());
            rest = characters.as_str();
        }
    }

    #[cold]
    fn escape(&mut self, character: char) {
        let short = match character {
            '\u{8}' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\u{c}' => 'f',
            '\r' => 'r',
            '"' | '\\' => character,
            _ => {
                let code = u32::from(character);
                self.text.push_str("\\u00");
                self.text.extend([code >> 4, code & 15].map(|digit| char::from_digit(digit, 16).unwrap_or('0')));
                return;
            }
        };
        self.text.push('\\');
        self.text.push(short);
    }

    #[inline(never)]
    pub(crate) fn integer(&mut self, value: i64) {
        match u32::try_from(value).ok().and_then(|value| char::from_digit(value, 10)) {
            Some(digit) => self.text.push(digit),
            // Writing into a string cannot fail.
            None => write!(self.text, "{value}").unwrap_or_default(),
        }
    }
}

/// A text inside quotes, as it is displayed.
struct Quoted<'w>(&'w mut Writer);

impl Write for Quoted<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.escaped(text);
        Ok(())
    }
}

/// A value that answers do not hold.
#[derive(Debug)]
pub(crate) struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("answers hold no such value")
    }
}

impl ser::StdError for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Written = Result<(), Unwritable>;
type Never = Impossible<(), Unwritable>;

macro_rules! integers {
    ($($method:ident $type:ty),+) => { $(
        fn $method(self, value: $type) -> Written {
            self.serialize_i64(i64::from(value))
        }
    )+ };
}

macro_rules! refused {
    ($($method:ident($($type:ty),*) -> $ok:ty;)+) => { $(
        fn $method(self, $(_: $type),*) -> Result<$ok, Unwritable> {
            Err(Unwritable)
        }
    )+ };
}

impl Serializer for &mut Writer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Self;
    type SerializeStructVariant = Never;

    fn serialize_bool(self, value: bool) -> Written {
        self.raw(if value { "true" } else { "false" });
        Ok(())
    }
    fn serialize_i64(self, value: i64) -> Written {
        self.integer(value);
        Ok(())
    }
    fn serialize_u64(self, value: u64) -> Written {
        i64::try_from(value).map_err(|_| Unwritable).and_then(|value| self.serialize_i64(value))
    }
    integers!(serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_u8 u8, serialize_u16 u16, serialize_u32 u32);

    fn serialize_str(self, text: &str) -> Written {
        self.string(text);
        Ok(())
    }
    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Written {
        self.raw("\"");
        write!(Quoted(self), "{value}").map_err(|_| Unwritable)?;
        self.raw("\"");
        Ok(())
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Written {
        self.serialize_str(word)
    }
    fn serialize_unit(self) -> Written {
        self.raw("null");
        Ok(())
    }
    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Written {
        Err(Unwritable)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Unwritable> {
        self.raw("[");
        Ok(self)
    }
    fn serialize_tuple(self, _: usize) -> Result<Self, Unwritable> {
        self.serialize_seq(None)
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unwritable> {
        self.raw("{");
        Ok(self)
    }
    refused! {
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple_struct(&'static str, usize) -> Never;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Never;
        serialize_map(Option<usize>) -> Never;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Never;
    }
}

impl ser::SerializeStruct for &mut Writer {
    type Ok = ();
    type Error = Unwritable;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Written {
        self.name(key);
        value.serialize(&mut **self)
    }
    fn end(self) -> Written {
        self.raw("}");
        Ok(())
    }
}

impl ser::SerializeSeq for &mut Writer {
    type Ok = ();
    type Error = Unwritable;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        self.item();
        value.serialize(&mut **self)
    }
    fn end(self) -> Written {
        self.raw("]");
        Ok(())
    }
}

impl ser::SerializeTuple for &mut Writer {
    type Ok = ();
    type Error = Unwritable;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        ser::SerializeSeq::serialize_element(self, value)
    }
    fn end(self) -> Written {
        ser::SerializeSeq::end(self)
    }
}

#[cfg(test)]
mod tests {
    use super::to_text;
    use alloc::string::String;
    use alloc::vec::Vec;

    #[derive(Debug, serde::Serialize)]
    struct Sample {
        text: String,
        numbers: Vec<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        absent: Option<bool>,
        present: Option<bool>,
        pair: (u8, &'static str),
    }

    proptest::proptest! {
        #[test]
        fn writes_as_the_library_does(text in "\\PC{0,20}|[\u{0}-\u{7f}]{0,20}", numbers: Vec<i64>, absent: Option<bool>, present: Option<bool>) {
            let sample = Sample { text, numbers, absent, present, pair: (7, "[") };
            proptest::prop_assert_eq!(to_text(&sample), serde_json::to_string(&sample).ok());
        }
    }

    #[test]
    fn what_answers_do_not_hold_is_refused() {
        assert_eq!(to_text(&1.5), None);
        assert_eq!(to_text(&u64::MAX), None);
    }
}
