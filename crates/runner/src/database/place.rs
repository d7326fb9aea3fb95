//! Where the private cluster lies, and how it comes to be there.

use std::fs::{self, DirBuilder};
use std::io::{
    self,
    ErrorKind::{DirectoryNotEmpty, NotFound},
};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use tokio::time::sleep;

use super::account::{self, can_enter};
use super::find::Programs;
use super::log::Log;
use crate::child::{self, Account};
use crate::report;
use crate::state::{self, State};

/// The role that owns the cluster.
pub const OWNER: &str = "postgres";

/// The cluster's folder, which may not exist yet, and the user that its server runs as.
#[derive(Clone, Debug)]
pub struct Place {
    /// The data folder; absolute.
    pub data: PathBuf,
    /// Whom root must become; nobody when the runner is not root.
    pub account: Option<Account>,
}

impl Place {
    /// The place in the state folder; or below `/var/lib` when the runner is root and the user that it
    /// must become cannot enter the state folder, as it is with a clone in `/root`. The state folder then
    /// names the place, so it is lost and found with it.
    ///
    /// # Errors
    ///
    /// A sentence when an existing cluster cannot be used, or no place can be made.
    pub fn choose(state: &State) -> Result<Self> {
        let here = state.path("postgres");
        let elsewhere = state.path("postgres.place");
        if let Ok(folder) = fs::read_to_string(&elsewhere) {
            let data = Path::new(folder.trim_end()).join("postgres");
            return Ok(Self { account: account::choose(&data)?, data });
        }
        let account = account::choose(&here)?;
        let Some(substitute) = account.filter(|account| !can_enter(*account, state.folder())) else {
            return Ok(Self { data: here, account });
        };
        ensure!(
            !here.exists(),
            "user {} runs the database in {} but cannot enter that folder: make the folders above it passable, or \
             choose another state folder with --state-dir",
            substitute.uid,
            here.display(),
        );
        let folder = Path::new("/var/lib/todo-runner").join(&state::random()?[..16]);
        report::step(format_args!(
            "The database goes into {}, because its user {} cannot enter {}",
            folder.display(),
            substitute.uid,
            state.folder().display(),
        ));
        state.keep("postgres.place", &folder.display().to_string())?;
        Ok(Self { data: folder.join("postgres"), account })
    }

    /// The major version of the server that made the cluster; none when there is no cluster.
    pub fn major(&self) -> Option<u32> {
        fs::read_to_string(self.data.join("PG_VERSION")).ok()?.trim().parse().ok()
    }

    /// Makes the cluster: in a folder beside its own, which is renamed when it is whole. What a killed
    /// attempt left is removed first.
    ///
    /// # Errors
    ///
    /// `initdb` fails; the error has the last lines that it printed.
    pub async fn make(&self, programs: &Programs, password: &str, log: &Log) -> Result<()> {
        let parent = self.data.parent().context("the cluster has no parent folder")?;
        let making = DirBuilder::new().recursive(true).mode(0o755).create(parent);
        making.with_context(|| format!("cannot make {}", parent.display()))?;
        clear(parent).await?;
        // A name of its own: an `initdb` of before may be dying, and removes its folder as it does.
        let name = format!("{UNFINISHED}{}", &state::random()?[..8]);
        let (new, password_file) = (parent.join(&name), parent.join(format!("{name}.password")));
        let made = self.prepare(&new, &password_file, password);
        made.with_context(|| format!("cannot write in {}", parent.display()))?;

        let begun = log.length();
        let status = child::command(&programs.initdb, self.account)?
            .arg("--pgdata")
            .arg(&new)
            .arg("--pwfile")
            .arg(&password_file)
            .args(["--username", OWNER, "--auth=scram-sha-256", "--encoding=UTF8"])
            .arg(if cfg!(target_os = "linux") { "--locale=C.UTF-8" } else { "--locale=en_US.UTF-8" })
            .stdin(Stdio::null())
            .stdout(log.open()?)
            .stderr(log.open()?)
            .kill_on_drop(true)
            .status()
            .await
            .context("cannot start initdb")?;
        fs::remove_file(&password_file).context("cannot remove the password file")?;
        if !status.success() {
            bail!("initdb failed ({status}); {}", log.in_words(begun));
        }
        fs::rename(&new, &self.data).with_context(|| format!("cannot make {}", self.data.display()))
    }

    fn prepare(&self, new: &Path, password_file: &Path, password: &str) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(new)?;
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(password_file)?;
        io::Write::write_all(&mut file, password.as_bytes())?;
        if let Some(Account { uid, gid }) = self.account {
            std::os::unix::fs::chown(new, Some(uid), Some(gid))?;
            std::os::unix::fs::chown(password_file, Some(uid), Some(gid))?;
        }
        Ok(())
    }
}

/// What the name of a cluster begins with while it is made.
const UNFINISHED: &str = "postgres.unfinished-";

/// How long an `initdb` of an earlier run may take to die.
const DYING: Duration = Duration::from_secs(10);

/// Removes what killed attempts left.
async fn clear(parent: &Path) -> Result<()> {
    let entries = fs::read_dir(parent).with_context(|| format!("cannot read {}", parent.display()))?;
    for entry in entries.filter_map(Result::ok) {
        if entry.file_name().as_encoded_bytes().starts_with(UNFINISHED.as_bytes()) {
            let path = entry.path();
            remove(&path).await.with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

/// Removes a file or a folder in which a dying `initdb` may still write, or which it removes itself.
async fn remove(path: &Path) -> io::Result<()> {
    let deadline = Instant::now() + DYING;
    loop {
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        match removed {
            Err(error) if !path.exists() && error.kind() == NotFound => return Ok(()),
            Err(error)
                if [NotFound, DirectoryNotEmpty].contains(&error.kind()) && Instant::now() < deadline =>
            {
                sleep(Duration::from_millis(20)).await;
            }
            removed => return removed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_unfinished_clusters_are_cleared() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("postgres.unfinished-1/base")).unwrap();
        fs::write(folder.path().join("postgres.unfinished-1.password"), "x").unwrap();
        fs::create_dir_all(folder.path().join("postgres/base")).unwrap();
        fs::write(folder.path().join("postgres.log"), "x").unwrap();
        clear(folder.path()).await.unwrap();
        let mut left: Vec<_> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["postgres", "postgres.log"]);
    }

    /// An `initdb` that is being killed still writes for a moment.
    #[tokio::test]
    async fn a_writer_that_is_dying_is_waited_for() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("postgres.unfinished-1");
        fs::create_dir(&folder).unwrap();
        let writer = std::thread::spawn({
            let folder = folder.clone();
            let deadline = Instant::now() + Duration::from_millis(300);
            move || {
                while Instant::now() < deadline {
                    for number in 0..100 {
                        let _ = fs::create_dir_all(folder.join(format!("base/{number}")));
                    }
                }
                let _ = fs::remove_dir_all(folder);
            }
        });
        while !writer.is_finished() {
            clear(parent.path()).await.unwrap();
        }
        writer.join().unwrap();
        clear(parent.path()).await.unwrap();
        assert!(!folder.exists());
    }
}
