//! Where each operation is reached.

use channel_policy::Operation;

/// What a path speaks where it answers no decision.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    /// One message as a JSON string.
    AuthZen,
    /// RFC 9457.
    Problem,
}

/// The path of an operation and its face; none where only the command line offers it.
pub(super) fn place(operation: Operation) -> Option<(&'static str, Face)> {
    let place = match operation {
        Operation::Permission => ("/access/v1/evaluation", Face::AuthZen),
        Operation::Evaluations => ("/access/v1/evaluations", Face::AuthZen),
        Operation::SearchSubject => ("/access/v1/search/subject", Face::AuthZen),
        Operation::SearchResource => ("/access/v1/search/resource", Face::AuthZen),
        Operation::SearchAction => ("/access/v1/search/action", Face::AuthZen),
        Operation::Permissions => ("/v1/permissions", Face::Problem),
        Operation::Allocation => ("/v1/allocation", Face::Problem),
        Operation::Deal => ("/v1/deal", Face::Problem),
        Operation::Quote => ("/v1/quote", Face::Problem),
        Operation::Invoice => ("/v1/invoice", Face::Problem),
        Operation::Account => ("/v1/account", Face::Problem),
        Operation::Password => ("/v1/password", Face::Problem),
        Operation::Authentication => ("/v1/authentication", Face::Problem),
        Operation::Order => ("/v1/order", Face::Problem),
        Operation::Subscription => ("/v1/subscription", Face::Problem),
        Operation::Batch => ("/v1/batch", Face::Problem),
        Operation::Check => ("/v1/policies/check", Face::Problem),
        // A line of a batch has its question in it; the others are for people and the log.
        _ => return None,
    };
    Some(place)
}
