//! What an operator sees of a running sidecar: metrics and structured logs. Neither holds bodies, names of subjects and
//! accounts, prices or secrets; labels of metrics come from closed lists.

mod log;
mod metrics;
mod trace_context;

pub use log::{LogFormat, LogLevel, start_logging};
pub(crate) use metrics::{Counted, Metrics, RequestSeen};
pub(crate) use trace_context::TraceContext;
