//! The lines of decision logs, one after the other, however long the files are.

use anyhow::Context;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A record is not longer: the module reads no request above 8 MiB, printed anew with every character escaped.
const LONGEST: u64 = 64 << 20;

/// Several files, read as one.
pub(super) struct Source<'p> {
    paths: std::slice::Iter<'p, PathBuf>,
    open: Option<(&'p Path, Box<dyn BufRead>)>,
    number: u64,
    line: Vec<u8>,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) file: &'p Path,
    /// From 1.
    pub(super) line: u64,
}

/// A line, without its end; none where it is longer than a record can be. With the bytes that it takes.
pub(super) type Found<'s, 'p> = (Place<'p>, Option<&'s [u8]>, u64);

impl<'p> Source<'p> {
    pub(super) fn new(paths: &'p [PathBuf]) -> Self {
        Self { paths: paths.iter(), open: None, number: 0, line: Vec::new() }
    }

    /// Why one of the files cannot be read, where that is so.
    pub(super) fn fault(paths: &[PathBuf]) -> Option<anyhow::Error> {
        paths.iter().find_map(|path| open(path).err())
    }

    /// Length of all files, where they have one.
    pub(super) fn length(paths: &[PathBuf]) -> Option<u64> {
        let length = |path: &PathBuf| std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
        paths.iter().map(length).sum()
    }

    /// The next line that is not empty; none after the last one of the last file.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<Found<'_, 'p>>> {
        loop {
            let Some((file, reader)) = &mut self.open else {
                let Some(path) = self.paths.next() else { return Ok(None) };
                self.open = Some((path, open(path)?));
                self.number = 0;
                continue;
            };
            self.line.clear();
            let (is_whole, bytes) = read(reader, &mut self.line).with_context(|| format!("`{}` cannot be read", file.display()))?;
            if bytes == 0 {
                self.open = None;
                continue;
            }
            self.number += 1;
            if is_whole && self.line.trim_ascii().is_empty() {
                continue;
            }
            let place = Place { file, line: self.number };
            return Ok(Some((place, is_whole.then_some(self.line.trim_ascii_end()), bytes)));
        }
    }
}

fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::with_capacity(1 << 20, io::stdin())));
    }
    let file = File::open(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    anyhow::ensure!(!file.metadata()?.is_dir(), "`{}` is a folder", path.display());
    Ok(Box::new(BufReader::with_capacity(1 << 20, file)))
}

/// Reads a line with its end, or passes over one that is too long. Answers whether it was read, and its length.
fn read(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<(bool, u64)> {
    let mut bytes = reader.take(LONGEST).read_until(b'\n', line)? as u64;
    let is_whole = bytes < LONGEST || line.ends_with(b"\n");
    while !is_whole && !line.ends_with(b"\n") {
        line.clear();
        let more = reader.take(LONGEST).read_until(b'\n', line)?;
        if more == 0 {
            break;
        }
        bytes += more as u64;
    }
    Ok((is_whole, bytes))
}
