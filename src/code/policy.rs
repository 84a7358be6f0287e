//! Issues of policy documents.

macro_rules! policy_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// No loaded document of the needed kind is in force at the time asked for.
            ///
            /// Remedy: load a document whose effective dates cover that time.
            ///
            /// Retry: when a document comes into force or is loaded.
            PolicyNoneInForce = "policy.none_in_force",
            /// Two versions of one document are in force at the same time.
            ///
            /// Remedy: end the older version where the newer one begins.
            PolicyOverlap = "policy.overlap",
            /// A setting's value is outside its range.
            ///
            /// Remedy: keep to the range that the message names.
            PolicySettingRange = "policy.setting_range",
            /// Two documents of a kind that may exist once have different names.
            ///
            /// Remedy: give versions of one document the same name, or load only one of them.
            PolicySecondDocument = "policy.second_document",
            /// The document's `kind` and the section that it holds do not agree.
            ///
            /// Remedy: a document of kind `deal` holds exactly the section `deal`, and so on.
            PolicyKindMismatch = "policy.kind_mismatch",
            /// The bundle holds no document.
            ///
            /// Remedy: load at least one document.
            PolicyEmptyBundle = "policy.empty_bundle",
            /// A rule names a role, resource type or action that the document does not declare.
            ///
            /// Remedy: declare it, or correct its spelling.
            PolicyUnknownReference = "policy.unknown_reference",
            /// A condition's operand is neither a path into the question nor a value, or two things that exclude each other are
            /// said.
            ///
            /// Remedy: give one path or one value; the help lists the paths.
            PolicyConditionOperand = "policy.condition_operand",
        } }
    };
}
pub(crate) use policy_issues;
