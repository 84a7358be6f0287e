//! `shape!`: one declaration gives a wire type, its reader and, under the feature `schema`, its JSON Schema.

/// Declares wire types. Three forms:
/// - `struct Name { "wireName" field: Type, … }`: an object; `Option` fields may be absent, others must be there;
///   unknown members are issues, or ignored after `open struct`;
/// - `words Name { "word" Variant, … }`: a string out of a closed list;
/// - `choice Name by "key" { "word" Variant(Type), … }`: an object whose member `key` chooses the shape of the rest.
macro_rules! shape {
    ($(#[$meta:meta])* $vis:vis struct $name:ident $(<$param:ident>)? { $($fields:tt)* }) => {
        $crate::wire::shape::shape! { @object Refused false; $(#[$meta])* $vis $name $(<$param>)? { $($fields)* } }
    };

    ($(#[$meta:meta])* $vis:vis open struct $name:ident { $($fields:tt)* }) => {
        $crate::wire::shape::shape! { @object Ignored true; $(#[$meta])* $vis $name { $($fields)* } }
    };

    (@object $unknown:ident $is_open:literal; $(#[$meta:meta])* $vis:vis $name:ident $(<$param:ident>)? {
        $( $(#[$field_meta:meta])* $key:literal $field:ident : $type:ty, )*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        #[allow(dead_code, reason = "a wire type has members that are only checked, such as names, notes and sources")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(extend("x-open" = $is_open)))]
        $vis struct $name $(<$param>)? {
            $( $(#[$field_meta])* #[cfg_attr(feature = "schema", schemars(rename = $key))] pub(crate) $field: $type, )*
        }

        impl $(<$param: $crate::wire::read::Read>)? $crate::wire::read::Read for $name $(<$param>)? {
            #[inline(never)]
            fn read(node: &$crate::wire::node::Node<'_>, reader: &mut $crate::wire::read::Reader) -> Option<Self> {
                const UNKNOWN: $crate::wire::read::Unknown = $crate::wire::read::Unknown::$unknown;
                let entries = reader.object(node, &[$($key),*], UNKNOWN)?;
                $( let $field = reader.field::<$type>(entries, $key, UNKNOWN); )*
                Some(Self { $( $field: $field?, )* })
            }
        }
    };

    ($(#[$meta:meta])* $vis:vis words $name:ident { $( $(#[$word_meta:meta])* $word:literal $variant:ident, )+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $vis enum $name { $( $(#[$word_meta])* #[serde(rename = $word)] $variant, )+ }

        impl $crate::wire::read::Word for $name {
            fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl $crate::wire::read::Read for $name {
            fn read(node: &$crate::wire::node::Node<'_>, reader: &mut $crate::wire::read::Reader) -> Option<Self> {
                reader.word(node, &[$( ($word, Self::$variant) ),+])
            }
        }
    };

    ($(#[$meta:meta])* $vis:vis choice $name:ident by $by:literal { $( $(#[$variant_meta:meta])* $word:literal $variant:ident { $( $(#[$field_meta:meta])* $key:literal $field:ident : $type:ty, )* }, )+ }) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(tag = $by))]
        $vis enum $name { $(
            $(#[$variant_meta])*
            #[cfg_attr(feature = "schema", schemars(rename = $word, extend("x-open" = false)))]
            $variant { $( $(#[$field_meta])* #[cfg_attr(feature = "schema", schemars(rename = $key))] $field: $type, )* },
        )+ }

        impl $crate::wire::read::Read for $name {
            #[inline(never)]
            fn read(node: &$crate::wire::node::Node<'_>, reader: &mut $crate::wire::read::Reader) -> Option<Self> {
                const UNKNOWN: $crate::wire::read::Unknown = $crate::wire::read::Unknown::Refused;
                #[derive(Clone, Copy)]
                enum Tag { $( $variant, )+ }
                struct Chosen(Tag);
                impl $crate::wire::read::Read for Chosen {
                    fn read(node: &$crate::wire::node::Node<'_>, reader: &mut $crate::wire::read::Reader) -> Option<Self> {
                        reader.word(node, &[$( ($word, Tag::$variant) ),+]).map(Self)
                    }
                }
                let $crate::wire::node::Node::Object(all) = node else {
                    reader.wrong_type("an object", node);
                    return None;
                };
                match reader.field::<Chosen>(all, $by, UNKNOWN)?.0 { $(
                    Tag::$variant => {
                        let _entries = reader.object(node, &[$by $(, $key)*], UNKNOWN)?;
                        $( let $field = reader.field::<$type>(_entries, $key, UNKNOWN); )*
                        Some(Self::$variant { $( $field: $field?, )* })
                    }
                )+ }
            }
        }
    };
}

pub(crate) use shape;
