//! Notices that policy files have changed, on a thread of its own.
//!
//! It looks instead of being told: file notifications get lost on network and overlay mounts, and where Kubernetes swaps a
//! ConfigMap's link they name neither file nor folder that was asked for. A look costs one `stat` for each file. Only what has
//! stood still from one look to the next is read, so that a half-copied folder is not; and what changed again while it was
//! read is looked at again.

use super::{Policies, Reload};
use crate::bundle::{PolicyFiles, json_files};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, SystemTime};
use std::{fs, io, thread};

/// The thread that watches; it ends when this is dropped.
#[derive(Debug)]
pub struct Watch {
    ask: Sender<()>,
}

impl Watch {
    /// Has the files read now, whether they look changed or not.
    pub fn ask(&self) {
        // The thread lives as long as this does.
        self.ask.send(()).unwrap_or_default();
    }
}

impl Policies {
    /// Reloads when files change, looking that often (never where none is given), and when asked. Every outcome is passed to
    /// `report`, but for looks that find what is in use.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn watch(self: &Arc<Self>, every: Option<Duration>, report: impl Fn(&Reload) + Send + 'static) -> io::Result<Watch> {
        let (ask, asked) = mpsc::channel();
        let policies = Arc::clone(self);
        // Nothing was seen yet: what changed since the policies were loaded is found by the first looks.
        let mut seen = Seen { read: Vec::new(), last: Vec::new() };
        thread::Builder::new().name("policies".to_owned()).spawn(move || {
            loop {
                let wake = match every {
                    Some(every) => asked.recv_timeout(every),
                    None => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
                };
                match wake {
                    Ok(()) => {
                        // Asking often while it is read is asking once.
                        while asked.try_recv().is_ok() {}
                        seen.read = looks(&policies.source.paths);
                        report(&policies.reload());
                    }
                    Err(RecvTimeoutError::Timeout) => {
                        if let Some(reload) = policies.look(&mut seen) {
                            report(&reload);
                        }
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        })?;
        Ok(Watch { ask })
    }

    fn look(&self, seen: &mut Seen) -> Option<Reload> {
        let now = looks(&self.source.paths);
        if !seen.is_settled_change(&now) {
            return None;
        }
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let files = PolicyFiles::read(&self.source.paths);
        if looks(&self.source.paths) != now {
            return None;
        }
        seen.read = now;
        let was_refused = self.refusal().is_some();
        let reload = self.take(files);
        // Touched files that hold what is in use are no news, but where others had been refused.
        (reload != Reload::Unchanged || was_refused).then_some(reload)
    }
}

/// How the files looked.
struct Seen {
    /// When they were read last.
    read: Vec<Look>,
    /// At the last look.
    last: Vec<Look>,
}

impl Seen {
    /// Whether they look otherwise than when they were read, and have not changed since the last look.
    fn is_settled_change(&mut self, now: &[Look]) -> bool {
        let is_settled = self.last == now;
        if !is_settled {
            self.last = now.to_vec();
        }
        is_settled && self.read != now
    }
}

/// What tells a changed file from an unchanged one: which file a path leads to, and when that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    path: PathBuf,
    /// None where there is nothing to see.
    file: Option<(u64, Option<SystemTime>, [i128; 3])>,
}

fn looks(paths: &[PathBuf]) -> Vec<Look> {
    let mut looks = Vec::new();
    for path in paths {
        if path.is_dir() {
            let files = json_files(path).unwrap_or_default();
            looks.extend(files.iter().map(|file| look(file)));
        } else {
            looks.push(look(path));
        }
    }
    looks
}

fn look(path: &Path) -> Look {
    // Follows links: a link that leads elsewhere leads to another inode.
    let file = fs::metadata(path).ok().map(|data| (data.len(), data.modified().ok(), identity(&data)));
    Look { path: path.to_path_buf(), file }
}

/// Inode and time of its last change, which nobody can set back.
#[cfg(unix)]
fn identity(data: &fs::Metadata) -> [i128; 3] {
    use std::os::unix::fs::MetadataExt as _;
    [data.ino().into(), data.dev().into(), i128::from(data.ctime()) * 1_000_000_000 + i128::from(data.ctime_nsec())]
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> [i128; 3] {
    [0; 3]
}
