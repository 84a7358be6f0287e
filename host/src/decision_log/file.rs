//! The log's file: whole lines at its end, put aside under a number when it has grown to its limit.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Where lines go.
#[derive(Debug)]
pub(super) enum Output {
    File(LogFile),
    /// Standard output, whose reader keeps the lines.
    Stdout,
}

impl Output {
    /// Writes one or more whole lines, all of them or none.
    pub(super) fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        match self {
            Self::File(file) => file.write(lines),
            Self::Stdout => {
                let mut out = io::stdout().lock();
                out.write_all(lines).and_then(|()| out.flush())
            }
        }
    }

    /// Brings what is written onto the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        match self {
            Self::File(LogFile { open: Some(open), .. }) if open.is_regular => open.file.sync_data(),
            Self::File(_) | Self::Stdout => Ok(()),
        }
    }
}

/// When a file is put aside, and how many are kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rotation {
    pub(super) max_bytes: u64,
    pub(super) keep: u32,
}

/// A log file and the numbered ones beside it: `path.1` is the youngest.
#[derive(Debug)]
pub(super) struct LogFile {
    path: PathBuf,
    rotation: Rotation,
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    file: File,
    /// Where the last whole line ends.
    length: u64,
    /// Whether it is a file, which can be cut and put aside; not a device or a pipe.
    is_regular: bool,
    /// Whether a part of a line stands at the end and could not be taken away.
    is_torn: bool,
}

impl LogFile {
    /// Opens the file at `path`, or begins it.
    ///
    /// # Errors
    /// Where it cannot be written to, or another process writes it.
    pub(super) fn open(path: &Path, rotation: Rotation) -> io::Result<Self> {
        Ok(Self { path: path.to_path_buf(), rotation, open: Some(Open::at(path)?) })
    }

    fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        if self.open.as_ref().is_some_and(|open| open.is_regular && !open.is_at(&self.path)) {
            // Another program has moved the file or taken it away.
            self.open = None;
        }
        if self.open.as_ref().is_some_and(|open| open.is_full(lines.len(), self.rotation.max_bytes)) && self.put_aside().is_ok() {
            self.open = None;
        }
        let open = match &mut self.open {
            Some(open) => open,
            None => self.open.insert(Open::at(&self.path)?),
        };
        open.write(lines)
    }

    /// Moves every file to the next number, the oldest away. Where that fails, the present file grows on: a line too many
    /// in it is better than a line lost.
    fn put_aside(&self) -> io::Result<()> {
        for number in (1..self.rotation.keep).rev() {
            match fs::rename(self.numbered(number), self.numbered(number + 1)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        fs::rename(&self.path, self.numbered(1))
    }

    fn numbered(&self, number: u32) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(format!(".{number}"));
        name.into()
    }
}

impl Open {
    fn at(path: &Path) -> io::Result<Self> {
        let mut file = options().open(path)?;
        let metadata = file.metadata()?;
        let is_regular = metadata.is_file();
        if !is_regular {
            return Ok(Self { file, length: 0, is_regular, is_torn: false });
        }
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(io::Error::other("another process writes it")),
            // Some file systems have no locks.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let length = metadata.len();
        let is_torn = length > 0 && last_byte(&mut file)? != b'\n';
        Ok(Self { file, length, is_regular, is_torn })
    }

    /// Whether the path still names this file.
    fn is_at(&self, path: &Path) -> bool {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            match (self.file.metadata(), fs::metadata(path)) {
                (Ok(own), Ok(named)) => (own.dev(), own.ino()) == (named.dev(), named.ino()),
                (Ok(_), Err(error)) => error.kind() != io::ErrorKind::NotFound,
                (Err(_), _) => true,
            }
        }
        #[cfg(not(unix))]
        {
            let _ = path;
            true
        }
    }

    fn is_full(&self, more: usize, max_bytes: u64) -> bool {
        self.is_regular && self.length > 0 && self.length.saturating_add(more as u64) > max_bytes
    }

    fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        if self.is_regular && self.file.metadata()?.len() < self.length {
            // Another program has cut the file.
            self.length = self.file.metadata()?.len();
        }
        let torn = if self.is_torn { &b"\n"[..] } else { b"" };
        match self.file.write_all(&[torn, lines].concat()) {
            Ok(()) => {
                self.length += (torn.len() + lines.len()) as u64;
                self.is_torn = false;
                Ok(())
            }
            Err(error) => {
                // What was written of the line is taken back.
                let is_cut = self.is_regular && self.file.set_len(self.length).is_ok();
                self.is_torn |= !is_cut;
                Err(error)
            }
        }
    }
}

/// Readable by its owner alone: it holds what requests say. Waiting for a pipe's reader is the writer thread's affair.
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.append(true).read(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

fn last_byte(file: &mut File) -> io::Result<u8> {
    let mut byte = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut byte)?;
    Ok(byte[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, max_bytes: u64, keep: u32) -> LogFile {
        LogFile::open(&folder.join("log"), Rotation { max_bytes, keep }).expect("it opens")
    }

    fn text(folder: &Path, name: &str) -> String {
        fs::read_to_string(folder.join(name)).unwrap_or_default()
    }

    #[test]
    fn a_file_is_put_aside_by_the_first_byte_too_many_and_the_oldest_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut log = file(folder.path(), 6, 2);
        for line in ["a1\n", "a2\n", "b1\n", "c-longer-than-a-file\n", "d1\n"] {
            log.write(line.as_bytes()).expect("written");
        }
        // 3 + 3 = 6 bytes fit; with b1 there would be 9. A line longer than a file stands in one of its own.
        assert_eq!(text(folder.path(), "log"), "d1\n");
        assert_eq!(text(folder.path(), "log.1"), "c-longer-than-a-file\n");
        assert_eq!(text(folder.path(), "log.2"), "b1\n");
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 3);
    }

    #[test]
    fn a_part_of_a_line_from_an_earlier_run_stays_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("log"), "whole\npart").expect("written");
        let mut log = file(folder.path(), 100, 1);
        log.write(b"next\n").expect("written");
        log.write(b"after\n").expect("written");
        assert_eq!(text(folder.path(), "log"), "whole\npart\nnext\nafter\n");
    }

    #[test]
    fn an_earlier_file_over_the_limit_is_put_aside_before_the_first_line() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("log"), "0123456789\n").expect("written");
        file(folder.path(), 5, 3).write(b"next\n").expect("written");
        assert_eq!((text(folder.path(), "log.1").as_str(), text(folder.path(), "log").as_str()), ("0123456789\n", "next\n"));
    }

    #[test]
    fn a_file_moved_or_cut_by_another_program_is_begun_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut log = file(folder.path(), 100, 1);
        log.write(b"one\n").expect("written");
        fs::rename(folder.path().join("log"), folder.path().join("moved")).expect("moved");
        log.write(b"two\n").expect("written");
        assert_eq!((text(folder.path(), "moved").as_str(), text(folder.path(), "log").as_str()), ("one\n", "two\n"));
        fs::write(folder.path().join("log"), "").expect("cut");
        log.write(b"three\n").expect("written");
        assert_eq!(text(folder.path(), "log"), "three\n");
    }

    #[test]
    fn a_file_that_cannot_be_put_aside_grows_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut log = file(folder.path(), 4, 1);
        log.write(b"one\n").expect("written");
        // A folder that is not empty cannot be replaced.
        fs::create_dir_all(folder.path().join("log.1/full")).expect("made");
        log.write(b"two\n").expect("written");
        assert_eq!(text(folder.path(), "log"), "one\ntwo\n");
        fs::remove_dir_all(folder.path().join("log.1")).expect("removed");
        log.write(b"three\n").expect("written");
        assert_eq!((text(folder.path(), "log.1").as_str(), text(folder.path(), "log").as_str()), ("one\ntwo\n", "three\n"));
    }

    #[test]
    fn two_processes_do_not_write_one_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let _first = file(folder.path(), 100, 1);
        let second = LogFile::open(&folder.path().join("log"), Rotation { max_bytes: 100, keep: 1 });
        assert!(second.expect_err("refused").to_string().contains("another process"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_is_an_error_and_no_panic() {
        let mut log = LogFile::open(Path::new("/dev/full"), Rotation { max_bytes: 1, keep: 1 }).expect("it opens");
        for _ in 0..2 {
            assert_eq!(log.write(b"line\n").expect_err("full").kind(), io::ErrorKind::StorageFull);
        }
    }
}
