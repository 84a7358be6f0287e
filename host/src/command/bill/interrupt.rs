//! Ctrl+C and SIGTERM while bills are made: the unfinished file goes, and the program ends as other programs do.

use std::path::Path;
use std::{fs, io, process, thread};
use tokio::runtime::{Builder, Runtime};

/// From now on a signal to end removes `file` and ends the program with 128 and the signal's number.
pub(super) fn removes(file: &Path) -> io::Result<()> {
    let file = file.to_path_buf();
    let runtime = Builder::new_current_thread().enable_io().build()?;
    let signals = listen(&runtime)?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let number = runtime.block_on(signals);
        // It may be in its place already, under another name.
        fs::remove_file(file).unwrap_or_default();
        process::exit(128 + number);
    })?;
    Ok(())
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
