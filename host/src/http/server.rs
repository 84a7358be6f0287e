//! Serves until asked to stop, then lets what has begun come to its end.

use axum::Router;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::time::sleep;

/// Longest wait for open connections after the signal: below the 30 seconds that orchestrators commonly grant.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves `app` until SIGTERM or Ctrl-C. New connections are refused from then on; open requests are finished.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(listener: TcpListener, app: Router) -> io::Result<()> {
    let stopping = Arc::new(Notify::new());
    let signalled = Arc::clone(&stopping);
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        stop_signal().await;
        signalled.notify_one();
    });
    let mut serving = pin!(serving.into_future());
    tokio::select! {
        ended = &mut serving => return ended,
        () = stopping.notified() => {}
    }
    tokio::select! {
        ended = serving => ended,
        () = sleep(DRAIN) => Ok(()),
    }
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // A handler that cannot be installed must not read as a signal; the default action still ends the process.
    if interrupt.await.is_err() {
        std::future::pending::<()>().await;
    }
}
