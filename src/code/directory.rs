//! Issues of facts.

macro_rules! directory_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// An account names a parent that is not known.
            ///
            /// Remedy: send every account up to the top of the chain.
            DirectoryUnknownParent = "directory.unknown_parent",
            /// An account is listed with two parents. Every account has exactly one seller: the account directly above.
            ///
            /// Remedy: list it once.
            DirectoryTwoParents = "directory.two_parents",
            /// A user or resource names an account that is not known.
            ///
            /// Remedy: list the account, with those above it.
            DirectoryUnknownAccount = "directory.unknown_account",
            /// An account stands below one of a type that it may not stand below, or at the top although it may not.
            ///
            /// Remedy: correct its type or parent; the permission document's `accountTypes` say what may stand where.
            DirectoryParentType = "directory.parent_type",
            /// More accounts follow each other in a chain than the permission document's `maxDepth` allows.
            ///
            /// Remedy: place the account higher, or raise the setting.
            DirectoryTooDeep = "directory.too_deep",
            /// The request lists facts, but this service counts only those that it has loaded.
            ///
            /// Remedy: leave `accounts`, `users` and `resources` out, or let the operator allow request facts.
            DirectoryFactsRefused = "directory.facts_refused",
            /// Following the parents of an account leads back to it.
            ///
            /// Remedy: correct the parent of one of the accounts named.
            DirectoryCycle = "directory.cycle",
            /// The request states an account otherwise than the loaded directory does.
            ///
            /// Remedy: correct the request; loaded facts are never overridden.
            DirectoryFactConflict = "directory.fact_conflict",
        } }
    };
}
pub(crate) use directory_issues;
