//! Issues of the module itself.

macro_rules! internal_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The module was asked to decide before a policy was loaded.
            ///
            /// Remedy: call `load` first.
            ///
            /// Retry: when the host has loaded a policy.
            InternalNotLoaded = "internal.not_loaded",
            /// The operation's number is not known to the module.
            ///
            /// Remedy: use host and module of one version.
            InternalUnknownOperation = "internal.unknown_operation",
            /// The answer could not be written. This is a defect of the module.
            ///
            /// Remedy: report it with the request.
            InternalAnswer = "internal.answer",
        } }
    };
}
pub(crate) use internal_issues;
