//! The operations on permission: from the text of a question to the answer, over the documents in force and what is known.

mod batch;
mod hearing;
mod machines;
mod overview;
mod prepared;
mod search;

pub(crate) use machines::MatrixMachine;
pub use prepared::PreparedPermission;

#[cfg(feature = "schema")]
pub(crate) use batch::EvaluationsAnswer;
#[cfg(feature = "schema")]
pub(crate) use search::{ActionSearchAnswer, SearchAnswer};
