//! Child processes that give up root and do not outlive the runner.
//!
//! The runner starts itself again as `todo-runner child …`, and that process becomes the program: it
//! drops its privileges, asks the kernel for a signal at its parent's death, and execs. Between fork and
//! exec of a program with threads only unsafe code could do this.

use std::convert::Infallible;
use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use nix::unistd::{Gid, Uid};

/// A user that a program runs as instead of root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// The user's id; never 0.
    pub uid: u32,
    /// The id of its group.
    pub gid: u32,
}

/// What the helper process is to become.
#[derive(Debug, clap::Args)]
pub struct Child {
    /// The user to become.
    #[arg(long, requires = "gid")]
    uid: Option<u32>,
    /// The group to become.
    #[arg(long, requires = "uid")]
    gid: Option<u32>,
    /// The process that must be the parent; at its death the program gets SIGINT.
    #[arg(long)]
    parent: i32,
    /// The program and its arguments.
    #[arg(last = true, required = true)]
    program: Vec<OsString>,
}

/// A command that runs `program` as `account`, or as the runner's own user if there is none, with an
/// empty environment but for `PATH` and the C locale.
///
/// On Linux the program gets SIGINT when the **thread** that spawned it ends, so spawn it from the main
/// thread. It is in a process group of its own, so that Ctrl-C in a terminal reaches the runner alone,
/// which then stops things in order.
///
/// # Errors
///
/// The runner's own program cannot be named.
pub fn command(program: &Path, account: Option<Account>) -> Result<tokio::process::Command> {
    let mut command = tokio::process::Command::new(own_program()?);
    command.arg("child").arg("--parent").arg(std::process::id().to_string());
    if let Some(Account { uid, gid }) = account {
        command.arg("--uid").arg(uid.to_string()).arg("--gid").arg(gid.to_string());
    }
    command.arg("--").arg(program);
    // The environment holds secrets of the application and PG… variables that would change the server.
    command.env_clear().env("LC_ALL", "C");
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    // Another user may not be allowed to stand in the runner's working directory.
    command.current_dir("/").process_group(0);
    Ok(command)
}

/// Becomes the program; returns only to say why it could not.
///
/// # Errors
///
/// The parent has died meanwhile, the user cannot be changed, or the program cannot be started.
pub fn exec(child: &Child) -> Result<Infallible> {
    if let (Some(uid), Some(gid)) = (child.uid, child.gid) {
        become_user(Uid::from_raw(uid), Gid::from_raw(gid))
            .with_context(|| format!("cannot become user {uid}, group {gid}"))?;
    }
    // After the change of user, which would clear it.
    #[cfg(target_os = "linux")]
    nix::sys::prctl::set_pdeathsig(nix::sys::signal::Signal::SIGINT)
        .context("cannot bind the child to its parent")?;
    ensure!(nix::unistd::getppid().as_raw() == child.parent, "the runner has ended");
    let (program, arguments) = child.program.split_first().context("no program")?;
    let error = std::process::Command::new(program).args(arguments).exec();
    Err(error).with_context(|| format!("cannot start {}", Path::new(program).display()))
}

fn become_user(uid: Uid, gid: Gid) -> nix::Result<()> {
    #[cfg(not(target_vendor = "apple"))]
    nix::unistd::setgroups(&[gid])?;
    nix::unistd::setgid(gid)?;
    nix::unistd::setuid(uid)
}

/// The path by which the runner can start itself.
fn own_program() -> Result<PathBuf> {
    // The link leads to the running program even after a build has replaced the file.
    if cfg!(target_os = "linux") {
        return Ok(PathBuf::from("/proc/self/exe"));
    }
    std::env::current_exe().context("cannot find the runner's own program")
}
