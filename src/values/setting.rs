//! A setting as policy documents write it.

use alloc::string::String;

use crate::values::id::Id;
use crate::wire::shape::shape;

shape! {
    /// A setting with where it comes from.
    #[cfg_attr(feature = "schema", schemars(rename = "SettingOf{T}"))]
    pub(crate) struct Setting<T> {
        /// The value in force.
        "value" value: T,
        /// Public page or contract clause, or `default` where the sources leave it open.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}
