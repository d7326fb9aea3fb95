//! The state folder: the lock that makes it one process's own, and the secrets that are kept in it.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// A state folder that this process alone uses, until it ends.
#[derive(Debug)]
pub struct State {
    folder: PathBuf,
    lock: File,
}

impl State {
    /// Makes the folder if it is absent, and locks it.
    ///
    /// The lock is the kernel's (`flock`), so it is free again however the process ended.
    ///
    /// # Errors
    ///
    /// `already running`, with the process and its address, when another process has the lock; or the
    /// folder cannot be made or written.
    pub fn open(folder: &Path) -> Result<Self> {
        let shown = folder.display();
        // Others may pass through, because the database server may be another user; they cannot list it.
        DirBuilder::new()
            .recursive(true)
            .mode(0o711)
            .create(folder)
            .with_context(|| format!("cannot make the state folder {shown}"))?;
        let folder =
            folder.canonicalize().with_context(|| format!("cannot open the state folder {shown}"))?;
        let path = folder.join("lock");
        let mut lock = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("cannot open {}", path.display()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                lock.read_to_string(&mut holder).context("cannot read the lock")?;
                bail!("already running: {} uses the state folder {shown}", holder_in_words(&holder));
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", path.display()));
            }
        }
        let state = Self { folder, lock };
        state.tell("")?;
        Ok(state)
    }

    /// Writes the address that is served, such as `http://127.0.0.1:3000`, for whoever finds the lock taken.
    ///
    /// # Errors
    ///
    /// The lock file cannot be written.
    pub fn tell(&self, address: &str) -> Result<()> {
        use std::os::unix::fs::FileExt as _;
        let text = format!("{}\n{address}\n", std::process::id());
        let write = || {
            self.lock.set_len(0)?;
            self.lock.write_all_at(text.as_bytes(), 0)
        };
        write().context("cannot write the lock file")
    }

    /// The folder; absolute.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The path of something in the folder; absolute.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// A secret that is kept in the file `name` with mode 0600; made of 32 random bytes (64 hexadecimal
    /// digits) the first time.
    ///
    /// # Errors
    ///
    /// The file can be neither read nor made.
    pub fn secret(&self, name: &str) -> Result<String> {
        let path = self.path(name);
        match read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let secret = random()?;
                self.keep(name, &secret)?;
                Ok(secret)
            }
            read => read.with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Writes the file `name` with mode 0600, whole or not at all.
    ///
    /// # Errors
    ///
    /// It cannot be written.
    pub fn keep(&self, name: &str, text: &str) -> Result<()> {
        let (path, new) = (self.path(name), self.path(&format!("{name}.new")));
        let write = || {
            // A half-written one, of a process that was killed, would keep its mode.
            let _ = fs::remove_file(&new);
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&new, &path)
        };
        write().with_context(|| format!("cannot write {}", path.display()))
    }
}

/// The URL that the application of a state folder is served at, or was at last.
pub fn told(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join("lock")).ok()?;
    text.lines().nth(1).filter(|url| !url.is_empty()).map(str::to_owned)
}

/// The secret in the file, without the white space at its end that an editor may leave.
///
/// # Errors
///
/// It cannot be read.
pub fn read(secret: &Path) -> io::Result<String> {
    Ok(fs::read_to_string(secret)?.trim_end().to_owned())
}

/// 32 bytes of the system's randomness in hexadecimal digits.
///
/// # Errors
///
/// The system has no `/dev/urandom`.
pub fn random() -> Result<String> {
    let mut bytes = [0; 32];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .context("no randomness")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn holder_in_words(lock: &str) -> String {
    let mut lines = lock.lines().filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (Some(process), Some(address)) => format!("process {process} at {address}"),
        (Some(process), None) => format!("process {process}"),
        (None, _) => "another process".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// 001/FR-001: a second one on the same state says `already running`.
    #[test]
    fn the_second_is_refused_until_the_first_ends() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("a state");
        let first = State::open(&folder).unwrap();
        let refused = State::open(&folder).unwrap_err().to_string();
        assert!(
            refused.starts_with(&format!("already running: process {}", std::process::id())),
            "{refused}"
        );

        first.tell("http://127.0.0.1:3000").unwrap();
        let refused = State::open(&folder).unwrap_err().to_string();
        assert!(refused.contains(" at http://127.0.0.1:3000 uses "), "{refused}");

        drop(first);
        State::open(&folder).unwrap();
    }

    #[test]
    fn a_secret_is_made_once_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let state = State::open(folder.path()).unwrap();
        let secret = state.secret("secret").unwrap();
        assert_eq!(secret.len(), 64);
        assert_eq!(state.secret("secret").unwrap(), secret);
        assert_ne!(state.secret("other").unwrap(), secret);
        let mode = fs::metadata(state.path("secret")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(!state.path("secret.new").exists());
    }

    #[test]
    fn a_secret_of_the_persons_own_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret"), "mine\n").unwrap();
        assert_eq!(State::open(folder.path()).unwrap().secret("secret").unwrap(), "mine");
    }
}
