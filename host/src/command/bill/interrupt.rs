//! Ctrl+C and SIGTERM while bills are made: the unfinished file goes, and the program ends as other programs do.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io, process, thread};
use tempfile::NamedTempFile;
use tokio::runtime::{Builder, Runtime};

/// The file that `make` makes. From now on a signal to end removes it and ends the program with 128 and the signal's number.
pub(super) fn removed_at_the_end(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<NamedTempFile> {
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let signals = listen(&runtime)?;
    let place: Arc<Mutex<Option<PathBuf>>> = Arc::default();
    // A signal that comes while the file is made waits until it is known.
    let mut known = place.lock().unwrap_or_else(PoisonError::into_inner);
    let waiting = Arc::clone(&place);
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let number = runtime.block_on(signals);
        if let Some(file) = waiting.lock().unwrap_or_else(PoisonError::into_inner).as_deref() {
            // It may be in its place already, under another name.
            fs::remove_file(file).unwrap_or_default();
        }
        process::exit(128 + number);
    })?;
    let file = make()?;
    *known = Some(file.path().to_path_buf());
    drop(known);
    Ok(file)
}

/// The number of the signal that comes. Signals that come from now on are not lost.
#[cfg(unix)]
fn listen(runtime: &Runtime) -> io::Result<impl Future<Output = i32> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let _inside = runtime.enter();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => SignalKind::interrupt().as_raw_value(),
            _ = terminate.recv() => SignalKind::terminate().as_raw_value(),
        }
    })
}

#[cfg(not(unix))]
fn listen(_: &Runtime) -> io::Result<impl Future<Output = i32> + Send + 'static> {
    const CTRL_C: i32 = 2;
    Ok(async {
        // Without a signal to wait for nothing interrupts.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        CTRL_C
    })
}
