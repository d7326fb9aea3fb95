//! Processes that end with the test, however it ends.
//!
//! Each is started by a shell in a process group of its own that waits on a pipe from here. When the pipe
//! closes, because the test is over or the test program was killed, the shell ends the group. Nothing else
//! works for all ways to die without unsafe code: the kernel's signal at a parent's death follows the
//! thread, and every test has one of its own.

use std::{
    io::{Read, Write},
    os::unix::process::CommandExt,
    process::{Child, ChildStdin, Command, Stdio},
};

use nix::{
    sys::signal::{Signal, killpg},
    unistd::Pid,
};

/// A shell that keeps processes.
pub(crate) struct Kept {
    shell: Child,
    pipe: Option<ChildStdin>,
}

impl Kept {
    /// Starts a shell with this script and these arguments; `prepare` may set environment and pipes.
    pub(crate) fn start(script: &str, arguments: &[&str], prepare: impl FnOnce(&mut Command)) -> Self {
        let mut command = Command::new("/bin/sh");
        command.arg("-c").arg(script).arg("kept").args(arguments).process_group(0);
        prepare(&mut command);
        let mut shell = command.stdin(Stdio::piped()).spawn().expect("cannot start /bin/sh");
        let pipe = shell.stdin.take();
        Self { shell, pipe }
    }

    /// The shell's process, for its other pipes.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.shell
    }

    /// Gives the script a line to read.
    pub(crate) fn tell(&mut self, line: &str) {
        let pipe = self.pipe.as_mut().expect("the shell is there as long as this");
        writeln!(pipe, "{line}").expect("the shell reads");
    }

    /// SIGKILL for the whole group, as a crash or an impatient operator does it.
    pub(crate) fn kill(&mut self) {
        self.signal(Signal::SIGKILL);
        let _ = self.shell.wait();
    }

    /// A signal for the whole group.
    pub(crate) fn signal(&self, signal: Signal) {
        let group = Pid::from_raw(self.shell.id().cast_signed());
        // None is left when it has ended by itself.
        let _ = killpg(group, signal);
    }

    /// Waits until the script has written a line that is `line`, on a pipe that was asked for.
    pub(crate) fn wait_for(&mut self, line: &str) {
        let pipe = self.shell.stdout.as_mut().expect("the output was asked for");
        let mut said = Vec::new();
        while !said.ends_with(format!("{line}\n").as_bytes()) {
            let mut byte = [0];
            pipe.read_exact(&mut byte).expect("the shell answers");
            said.extend(byte);
        }
    }
}

impl Drop for Kept {
    /// Closes the pipe and waits until the script has tidied up.
    fn drop(&mut self) {
        self.pipe = None;
        let _ = self.shell.wait();
    }
}
