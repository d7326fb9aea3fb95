//! The log file of a child process, and its last lines when the child fails.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

/// A file that a child writes its output to.
#[derive(Clone, Debug)]
pub struct Log(PathBuf);

/// A file longer than this (in bytes) is begun anew.
const LONG: u64 = 4 << 20;

impl Log {
    /// The log at `path`, which need not exist yet.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Opens the file, with mode 0600, to append to it.
    ///
    /// # Errors
    ///
    /// It cannot be opened.
    pub fn open(&self) -> Result<File> {
        if self.length() > LONG {
            let _ = fs::remove_file(&self.0);
        }
        OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(&self.0)
            .with_context(|| format!("cannot open {}", self.0.display()))
    }

    /// How many bytes it has now.
    pub fn length(&self) -> u64 {
        self.0.metadata().map_or(0, |metadata| metadata.len())
    }

    /// The last lines, at most fifteen, of what was written after the first `from` bytes.
    pub fn last_lines(&self, from: u64) -> String {
        let bytes = fs::read(&self.0).unwrap_or_default();
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(bytes.len());
        let text = String::from_utf8_lossy(&bytes[from..]);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(15)..].join("\n")
    }

    /// The end of an error's sentence: the last lines since `from`, and where the rest is.
    pub fn in_words(&self, from: u64) -> String {
        format!("the last lines of {}:\n{}", self.0.display(), self.last_lines(from))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn only_the_last_lines_of_this_start_are_shown() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::new(folder.path().join("log"));
        assert_eq!(log.last_lines(0), "");
        writeln!(log.open().unwrap(), "before").unwrap();
        let from = log.length();
        for number in 1..=20 {
            writeln!(log.open().unwrap(), "line {number}").unwrap();
        }
        let lines = log.last_lines(from);
        assert!(lines.starts_with("line 6\n") && lines.ends_with("\nline 20"), "{lines}");
        assert_eq!(log.last_lines(1 << 40), "");
    }
}
