//! One macro for the closed code lists: issue codes (bad input), reason codes (why a decision) and obligation codes.
//! A variant's documentation is its page under `docs/codes/`: the cause, `Remedy: …`, and `Retry: …` where the very same
//! request may pass later.
//! Each file lists the codes of one domain; `collect!` makes one closed list of them.

mod account;
mod allocation;
mod batch;
mod billing;
mod credential;
mod deal;
mod directory;
mod input;
mod internal;
mod obligation;
mod permission;
mod policy;
mod storefront;

pub(crate) use account::{account_issues, account_reasons};
pub(crate) use allocation::{allocation_issues, allocation_reasons};
pub(crate) use batch::batch_issues;
pub(crate) use billing::{billing_issues, billing_reasons};
pub(crate) use credential::{credential_issues, credential_reasons};
pub(crate) use deal::{deal_issues, deal_reasons};
pub(crate) use directory::directory_issues;
pub(crate) use input::input_issues;
pub(crate) use internal::internal_issues;
pub(crate) use obligation::obligations;
pub(crate) use permission::permission_reasons;
pub(crate) use policy::policy_issues;
pub(crate) use storefront::{storefront_issues, storefront_reasons};

macro_rules! codes {
    ($(#[$outer:meta])* $name:ident { $( $(#[doc = $doc:literal])+ $variant:ident = $text:literal, )+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name { $( $(#[doc = $doc])+ $variant, )+ }

        impl $name {
            /// Every code, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as it stands on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The code's documentation: cause and remedy.
            #[cfg(feature = "schema")]
            #[must_use]
            pub const fn documentation(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc, "\n"),+),)+ }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> alloc::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let values: alloc::vec::Vec<&str> = Self::ALL.iter().map(|code| code.as_str()).collect();
                schemars::json_schema!({ "type": "string", "enum": values })
            }
        }
    };
}

/// One closed list out of several files' lists: `collect! { /// docs
/// Name [list list …] }`. Each list adds its codes and hands on to the next.
macro_rules! collect {
    ($(#[$outer:meta])* $name:ident [$first:ident $($rest:ident)*]) => {
        $first! { collect [$($rest)*] [$(#[$outer])* $name] {} }
    };
    ([$first:ident $($rest:ident)*] $head:tt $all:tt) => { $first! { collect [$($rest)*] $head $all } };
    ([] [$($head:tt)*] $all:tt) => { $crate::code::codes! { $($head)* $all } };
}

pub(crate) use {codes, collect};
