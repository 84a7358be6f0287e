//! `POST /v1/batch`: many questions at once, either as one JSON object or as lines (NDJSON), which are answered while they
//! come: one line out for each line in, in order, each from a fresh sandbox.
//!
//! Of lines no more are in memory than are being judged. Who does not read the answers is not read any further, and who goes
//! away is not judged any further.

use super::body::{is_media_type, unreadable};
use super::desk::{Desk, UNTIL_FREE, respond_to};
use super::gate::Gate;
use super::problem::{Face, Refusal};
use crate::abi::{Operation, Outcome};
use crate::decision_log::Caller;
use crate::line::refused_line;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use std::convert::Infallible;
use std::io;
use std::num::NonZeroUsize;
use std::sync::Arc;
use tokio_util::codec::{AnyDelimiterCodec, AnyDelimiterCodecError, FramedRead};
use tokio_util::io::StreamReader;

const NDJSON: &str = "application/x-ndjson";

/// The route; no line is longer than `longest` bytes.
pub(super) fn route(gate: &Arc<Gate>, desk: &Arc<Desk>, longest: usize) -> MethodRouter {
    let desk = Arc::clone(desk);
    gate.post(Face::Problem, move |request| {
        let desk = Arc::clone(&desk);
        async move {
            if is_media_type(request.headers(), NDJSON) {
                return lines(desk, request, longest);
            }
            match desk.answer(Operation::Batch, request).await {
                Err(Refusal::UnsupportedMediaType(_)) => {
                    Refusal::UnsupportedMediaType("`application/json` or `application/x-ndjson`").respond(Face::Problem)
                }
                answered => respond_to(answered, Face::Problem),
            }
        }
    })
}

fn lines(desk: Arc<Desk>, request: Request, longest: usize) -> Response {
    let caller = Caller::of(request.headers());
    // Half of the sandboxes, so that a single question finds a free one beside any stream of lines.
    let at_once = NonZeroUsize::new(desk.concurrency() / 2).unwrap_or(NonZeroUsize::MIN);
    let answers = read_lines(request.into_body(), longest)
        .map(move |line| {
            let (desk, caller) = (Arc::clone(&desk), caller.clone());
            async move { Ok::<_, Infallible>(answer(&desk, caller, line).await) }
        })
        .buffered(at_once.get());
    ([(header::CONTENT_TYPE, NDJSON)], Body::from_stream(answers)).into_response()
}

/// The lines that are not blank. What cannot be read is the last.
fn read_lines(body: Body, longest: usize) -> impl Stream<Item = Result<Bytes, Refusal>> {
    let bytes = StreamReader::new(body.into_data_stream().map_err(io::Error::other));
    let codec = AnyDelimiterCodec::new_with_max_length(b"\n".to_vec(), b"\n".to_vec(), longest);
    let lines = FramedRead::new(bytes, codec).filter(|line| {
        let is_blank = line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty());
        async move { !is_blank }
    });
    stream::unfold(Some(Box::pin(lines)), |lines| async {
        let mut lines = lines?;
        match lines.next().await? {
            Ok(line) => Some((Ok(line), Some(lines))),
            Err(AnyDelimiterCodecError::MaxChunkLengthExceeded) => Some((Err(Refusal::BodyTooLarge), None)),
            Err(AnyDelimiterCodecError::Io(error)) => Some((Err(broken_off(&error)), None)),
        }
    })
}

/// What an error of the body's own was wrapped around.
fn broken_off(error: &io::Error) -> Refusal {
    error.get_ref().map_or(Refusal::BodyUnreadable, |cause| unreadable(cause))
}

async fn answer(desk: &Desk, caller: Caller, line: Result<Bytes, Refusal>) -> String {
    let answered = match line {
        Ok(line) => desk.judge(Operation::Item, caller, line, UNTIL_FREE).await,
        Err(refusal) => Err(refusal),
    };
    match answered {
        Ok(answered) => answered.answer.text + "\n",
        Err(refusal) => refusal_line(&refusal),
    }
}

/// The line of a question that was not answered.
fn refusal_line(refusal: &Refusal) -> String {
    refusal.log();
    let (outcome, message) = match refusal {
        Refusal::BodyTooLarge => (Outcome::Malformed, "the line is longer than the limit; neither it nor what follows is read".to_owned()),
        Refusal::BodyUnreadable | Refusal::ReadTimeout => (Outcome::Malformed, refusal.detail()),
        _ => (Outcome::Internal, refusal.detail()),
    };
    refused_line(outcome, refusal.code(), &message) + "\n"
}
