//! What an earlier run left behind that did not end in order: a pid file, or a server that still runs.
//!
//! The state folder's lock is held, so nobody else may be using the cluster now.

use std::fs;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::report;

/// Makes the cluster in `data` ready for a new server: ends an orphaned one, and sees to it that a pid
/// file of the past is known as such.
///
/// # Errors
///
/// The orphan cannot be ended, or the pid file cannot be changed.
pub async fn settle(data: &Path) -> Result<()> {
    // A fast shutdown, an immediate one, and then the hard way.
    for (signal, patience) in [(Signal::SIGINT, 15), (Signal::SIGQUIT, 5), (Signal::SIGKILL, 5)] {
        let Some(orphan) = orphan(data)? else { return Ok(()) };
        report::step(format_args!("Ending the database server of an earlier run (process {orphan})"));
        // When it has just gone by itself, that is as good.
        let _ = kill(orphan, signal);
        let deadline = Instant::now() + Duration::from_secs(patience);
        while Instant::now() < deadline {
            if !is_server_of(orphan, data) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    match orphan(data)? {
        Some(orphan) => bail!("the database server of an earlier run, process {orphan}, does not end"),
        None => Ok(()),
    }
}

/// The server of the pid file, if it still runs; else the pid file is made harmless.
fn orphan(data: &Path) -> Result<Option<Pid>> {
    let path = data.join("postmaster.pid");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    };
    let first = text.lines().next().unwrap_or_default();
    let changed = match first.trim().parse::<i32>() {
        Ok(number) if number > 1 && is_server_of(Pid::from_raw(number), data) => {
            return Ok(Some(Pid::from_raw(number)));
        }
        // The number may belong to another process by now, and PostgreSQL would take that for a server.
        // The other lines stay: they name the shared memory, by which PostgreSQL notices backends that
        // have outlived their server.
        Ok(_) => fs::write(&path, text.replacen(first, NOBODY, 1)),
        // PostgreSQL makes the file first and then writes it: its maker was killed in between.
        Err(_) => fs::remove_file(&path),
    };
    changed.with_context(|| format!("cannot change {}", path.display()))?;
    Ok(None)
}

/// A process number that no process has.
const NOBODY: &str = "2147483647";

/// Whether the process is a server that was started for this cluster.
fn is_server_of(process: Pid, data: &Path) -> bool {
    if !cfg!(target_os = "linux") {
        return kill(process, None).is_ok();
    }
    use std::os::unix::ffi::OsStrExt as _;
    let arguments = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    arguments.split(|byte| *byte == 0).any(|argument| argument == data.as_os_str().as_bytes())
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    fn pid_file(first: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("postmaster.pid");
        fs::write(&path, format!("{first}\n{}\n1700000000\n5432\n", data.path().display())).unwrap();
        (data, path)
    }

    /// A process with the cluster's path among its arguments, as a server has.
    fn pretender(data: &Path) -> std::process::Child {
        let mut child = Command::new("sh")
            .arg("-c")
            .arg("echo up; while :; do sleep 0.1; done")
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0];
        io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut first).unwrap();
        child
    }

    #[tokio::test]
    async fn without_a_pid_file_nothing_is_done() {
        settle(tempfile::tempdir().unwrap().path()).await.unwrap();
    }

    #[tokio::test]
    async fn the_number_of_another_process_is_struck_out_and_the_process_left_alone() {
        let mut other = pretender(Path::new("/another/cluster"));
        let (data, path) = pid_file(&other.id().to_string());
        settle(data.path()).await.unwrap();
        let text = fs::read_to_string(path).unwrap();
        assert!(text.starts_with("2147483647\n"), "{text}");
        assert!(text.ends_with("\n1700000000\n5432\n"), "{text}");
        assert!(other.try_wait().unwrap().is_none());
        other.kill().unwrap();
        other.wait().unwrap();
    }

    #[tokio::test]
    async fn a_pid_file_that_was_never_written_is_removed() {
        for text in ["", "\n"] {
            let (data, path) = pid_file("");
            fs::write(&path, text).unwrap();
            settle(data.path()).await.unwrap();
            assert!(!path.exists());
        }
    }

    #[tokio::test]
    async fn an_orphan_is_ended() {
        let (data, path) = pid_file("");
        let mut orphan = pretender(data.path());
        fs::write(&path, format!("{}\n", orphan.id())).unwrap();
        settle(data.path()).await.unwrap();
        assert!(!orphan.wait().unwrap().success());
    }
}
