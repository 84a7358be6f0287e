//! `shape!`: one declaration gives a wire type, its reader and, under the feature `schema`, its JSON Schema.

/// Declares wire types. Three forms:
/// - `struct Name { "wireName" field: Type, … }`: an object; `Option` fields may be absent, others must be there;
///   unknown members are issues, ignored after `open struct`, and after `properties struct` `null` counts as absent too;
/// - `words Name { "word" Variant, … }`: a string out of a closed list;
/// - `choice Name by "key" { "word" Variant { … }, … }`: an object whose member `key` chooses the shape of the rest.
macro_rules! shape {
    ($(#[$meta:meta])* $vis:vis struct $name:ident $(<$param:ident>)? { $($fields:tt)* }) => {
        $crate::wire::shape::shape! { @object Refused; $(#[$meta])* $vis $name $(<$param>)? { $($fields)* } }
    };

    ($(#[$meta:meta])* $vis:vis open struct $name:ident { $($fields:tt)* }) => {
        $crate::wire::shape::shape! { @object Ignored; $(#[$meta])* $vis $name { $($fields)* } }
    };

    ($(#[$meta:meta])* $vis:vis properties struct $name:ident { $($fields:tt)* }) => {
        $crate::wire::shape::shape! { @object Properties; $(#[$meta])* $vis $name { $($fields)* } }
    };

    (@object $unknown:ident; $(#[$meta:meta])* $vis:vis $name:ident $(<$param:ident>)? {
        $( $(#[$field_meta:meta])* $key:literal $field:ident : $type:ty, )*
    }) => {
        #[derive(Clone, Debug)]
        #[allow(dead_code, reason = "a wire type has members that are only checked, such as names, notes and sources")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        #[cfg_attr(feature = "schema", schemars(extend("x-unknown" = stringify!($unknown))))]
        $vis struct $name $(<$param>)? {
            $( $(#[$field_meta])* #[cfg_attr(feature = "schema", schemars(rename = $key))] pub(crate) $field: $type, )*
        }

        impl $(<$param: $crate::wire::read::Read>)? $crate::wire::read::Read for $name $(<$param>)? {
            #[inline(never)]
            fn read(node: Option<&$crate::wire::node::Node<'_>>, reader: &mut $crate::wire::read::Reader) -> Self {
                #[allow(unused_mut, reason = "a shape without fields reads none")]
                let mut members = reader.object(node, &[$($key),*], $crate::wire::read::Unknown::$unknown);
                let value = Self { $( $field: reader.next_field(&mut members), )* };
                reader.leave(&members);
                value
            }
        }
    };

    ($(#[$meta:meta])* $vis:vis words $name:ident { $( $(#[$word_meta:meta])* $word:literal $variant:ident, )+ }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        $vis enum $name { $( $(#[$word_meta])* #[cfg_attr(feature = "schema", schemars(rename = $word))] $variant, )+ }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::wire::read::Word::as_str(*self))
            }
        }

        impl $crate::wire::read::Word for $name {
            fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl $crate::wire::read::Read for $name {
            fn read(node: Option<&$crate::wire::node::Node<'_>>, reader: &mut $crate::wire::read::Reader) -> Self {
                let all = [$(Self::$variant),+];
                let found = reader.word(node, &[$($word),+]).and_then(|index| all.get(index).copied());
                found.unwrap_or(all[0])
            }
        }
    };

    ($(#[$meta:meta])* $vis:vis choice $name:ident by $by:literal { $(
        $(#[$variant_meta:meta])* $word:literal $variant:ident {
            $( $(#[$field_meta:meta])* $key:literal $field:ident : $type:ty, )*
        },
    )+ }) => {
        #[derive(Clone, Debug)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        #[cfg_attr(feature = "schema", schemars(tag = $by))]
        $vis enum $name { $(
            $(#[$variant_meta])*
            #[cfg_attr(feature = "schema", schemars(rename = $word, extend("x-unknown" = "Refused")))]
            $variant { $( $(#[$field_meta])* #[cfg_attr(feature = "schema", schemars(rename = $key))] $field: $type, )* },
        )+ }

        impl $crate::wire::read::Read for $name {
            #[inline(never)]
            fn read(node: Option<&$crate::wire::node::Node<'_>>, reader: &mut $crate::wire::read::Reader) -> Self {
                #[derive(Clone, Copy)]
                enum Tag { $( $variant, )+ }
                let all = [$(Tag::$variant),+];
                let (mut members, index) = reader.choose(node, $by, &[$($word),+]);
                let value = match all.get(index).copied().unwrap_or(all[0]) { $(
                    Tag::$variant => {
                        reader.chosen(&mut members, &[$by $(, $key)*]);
                        Self::$variant { $( $field: reader.next_field(&mut members), )* }
                    }
                )+ };
                reader.leave(&members);
                value
            }
        }
    };
}

pub(crate) use shape;
