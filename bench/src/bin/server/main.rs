//! The servers that the sidecar is compared with: AuthZEN evaluations answered natively, by the core or by Cedar, with the same
//! HTTP library and runtime as the sidecar and nothing of its care. Arguments: who answers, the port, the policy paths.

mod cedar;
mod native;

use std::net::Ipv4Addr;
use std::path::PathBuf;

use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::serve::ListenerExt;
use axum::{Json, Router};
use tokio::net::TcpListener;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [who, port, paths @ ..] = arguments.as_slice() else { anyhow::bail!("who answers, the port and policy paths are needed") };
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let router = match who.as_str() {
        "core" => evaluation(native::answerer(&paths)?),
        "cedar" => evaluation(cedar::answerer(&paths)?),
        other => anyhow::bail!("`{other}` is neither `core` nor `cedar`"),
    };
    tokio::runtime::Runtime::new()?.block_on(serve(port.parse()?, router))
}

/// The one route, which answers a body's text with a text, or refuses it.
fn evaluation(answer: impl Fn(&[u8]) -> Result<String, String> + Clone + Send + Sync + 'static) -> Router {
    Router::new().route(
        "/access/v1/evaluation",
        post(async move |body: Bytes| -> Response {
            match answer(&body) {
                Ok(text) => ([(header::CONTENT_TYPE, "application/json")], text).into_response(),
                Err(message) => (StatusCode::BAD_REQUEST, Json(message)).into_response(),
            }
        }),
    )
}

async fn serve(port: u16, router: Router) -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    // As the sidecar: small answers do not wait for each other.
    let listener = listener.tap_io(|stream| _ = stream.set_nodelay(true));
    Ok(axum::serve(listener, router).await?)
}
