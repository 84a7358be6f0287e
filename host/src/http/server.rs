//! Serves until asked to stop: readiness ends, requests are answered for a while longer, then what has begun comes to its
//! end.

use super::service::Service;
use crate::telemetry::Metrics;
use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::future::{Future, pending};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;

/// What connections may take, and how the server ends.
#[derive(Debug, Clone, Copy)]
pub struct ServerSettings {
    /// Most open connections; others wait to be taken. Default 1024.
    pub max_connections: usize,
    /// Longest head of a request: request line and headers. At least 8192, which is the default: what a caller with a token
    /// and a trace needs is a tenth of it.
    pub max_header_bytes: usize,
    /// Longest time for a head, and for the next one on an open connection. Default 10 seconds.
    pub header_timeout: Duration,
    /// Longest time in which a client takes nothing of its answer. Default 30 seconds.
    pub write_timeout: Duration,
    /// How long requests are still taken after the signal, so that whoever sends them learns that readiness has ended. Default
    /// none: on loopback the application ends first.
    pub drain_delay: Duration,
    /// Longest wait for open requests after that. Default 10 seconds: below the 30 that orchestrators commonly grant.
    pub grace_period: Duration,
}

/// The shortest limit on heads that the HTTP library takes.
pub const LEAST_HEADER_BYTES: usize = 8192;

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            max_connections: 1024,
            max_header_bytes: LEAST_HEADER_BYTES,
            header_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(30),
            drain_delay: Duration::ZERO,
            grace_period: Duration::from_secs(10),
        }
    }
}

/// Where a service listens.
pub struct Listeners {
    /// For requests.
    pub main: TcpListener,
    /// For metrics, where they are apart.
    pub metrics: Option<TcpListener>,
}

/// Serves until the first signal, and ends as the settings say. A second one ends the waiting.
pub async fn serve(listeners: Listeners, service: &Service, settings: ServerSettings, mut signals: StopSignals) {
    let stop = Arc::new(Notify::new());
    let metrics = listeners.metrics.zip(service.metrics_router());
    // Metrics are there until the end, and nothing of them is worth waiting for.
    let metrics = metrics.map(|(listener, router)| tokio::spawn(accept(listener, Connections::new(router, service, settings), pending())));
    let connections = Connections::new(service.router(), service, settings);
    let stopped = Arc::clone(&stop);
    let serving = tokio::spawn(accept(listeners.main, connections, async move { stopped.notified().await }));
    signals.next().await;
    service.readiness.end();
    tracing::info!(delay_ms = millis(settings.drain_delay), "asked to stop: not ready any more");
    tokio::select! {
        () = sleep(settings.drain_delay) => {}
        () = signals.next() => {}
    }
    stop.notify_one();
    let mut open = pin!(async {
        if let Ok(graceful) = serving.await {
            graceful.shutdown().await;
        }
    });
    let is_drained = tokio::select! {
        drained = timeout(settings.grace_period, &mut open) => drained.is_ok(),
        () = signals.next() => false,
    };
    if let Some(metrics) = metrics {
        metrics.abort();
    }
    if is_drained {
        tracing::info!("stopped: every request was answered");
    } else {
        tracing::warn!("stopped: requests were cut off");
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// What every connection of a listener gets.
struct Connections {
    builder: http1::Builder,
    router: Router,
    metrics: Arc<Metrics>,
    places: Arc<Semaphore>,
    write_timeout: Duration,
    graceful: GracefulShutdown,
}

impl Connections {
    fn new(router: Router, service: &Service, settings: ServerSettings) -> Self {
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(settings.header_timeout)
            .max_buf_size(settings.max_header_bytes.max(LEAST_HEADER_BYTES));
        Self {
            builder,
            router,
            metrics: Arc::clone(&service.metrics),
            places: Arc::new(Semaphore::new(settings.max_connections.min(Semaphore::MAX_PERMITS))),
            write_timeout: settings.write_timeout,
            graceful: GracefulShutdown::new(),
        }
    }

    /// Serves one connection on a task of its own; its place is free when it has ended.
    fn begin(&self, stream: TcpStream, place: tokio::sync::OwnedSemaphorePermit) {
        // Small answers must not wait for each other; a socket that does not take the option works without.
        let _is_set = stream.set_nodelay(true).is_ok();
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.write_timeout));
        let service = TowerToHyperService::new(self.router.clone());
        let connection = self.builder.serve_connection(TokioIo::new(Box::pin(stream)), service);
        let (counted, watcher): (_, Watcher) = (self.metrics.connection(), self.graceful.watcher());
        tokio::spawn(async move {
            let (_place, _counted) = (place, counted);
            // What ends a connection early is the client's affair: it went away, or was too slow or too long.
            let _ended = watcher.watch(connection).await;
        });
    }
}

/// Takes connections until `stop`; those that are open then are what is left.
async fn accept(mut listener: TcpListener, connections: Connections, stop: impl Future<Output = ()>) -> GracefulShutdown {
    let mut stop = pin!(stop);
    loop {
        let accepted = async {
            let place = Arc::clone(&connections.places).acquire_owned().await;
            // Failures of the system, for example too many open files, are waited out by the listener.
            let (stream, _) = Listener::accept(&mut listener).await;
            (place, stream)
        };
        tokio::select! {
            (place, stream) = accepted => if let Ok(place) = place { connections.begin(stream, place) },
            () = &mut stop => return connections.graceful,
        }
    }
}

/// What asks the process to stop: SIGTERM and Ctrl-C. Listened to before anybody is told that it serves, or a signal that
/// comes at once would end it by force.
pub struct StopSignals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl StopSignals {
    /// Listens from now on.
    ///
    /// # Errors
    /// Where the system does not let it.
    pub fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
impl StopSignals {
    /// Listens from now on.
    ///
    /// # Errors
    /// None.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    async fn next(&mut self) {
        // A handler that cannot be installed must not read as a signal; the default action still ends the process.
        if tokio::signal::ctrl_c().await.is_err() {
            pending::<()>().await;
        }
    }
}
