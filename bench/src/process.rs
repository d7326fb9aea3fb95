//! The programs that are measured, and those beside them. They end with this one, however it ends.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// A running program. Dropping it asks it to stop and waits for it.
#[derive(Debug)]
pub struct Process {
    child: Child,
    lines: std::io::Lines<BufReader<ChildStdout>>,
    log: PathBuf,
}

/// A command for `program` that gets SIGINT when this program dies: the runner knows how.
pub fn kept(runner: &Path, program: &Path) -> Command {
    let mut command = Command::new(runner);
    command.args(["child", "--parent", &std::process::id().to_string(), "--"]).arg(program);
    command
}

impl Process {
    /// Starts a command. What it writes to standard error goes to the file `log`.
    ///
    /// # Errors
    ///
    /// It cannot be started.
    pub fn start(command: &mut Command, log: &Path) -> Result<Self> {
        let program = PathBuf::from(command.get_program());
        let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        // Ctrl-C reaches this program alone, which then stops things in order.
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file).process_group(0);
        let mut child = command.spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let lines = BufReader::new(child.stdout.take().context("the output was asked for")?).lines();
        Ok(Self { child, lines, log: log.to_owned() })
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Its next line.
    ///
    /// # Errors
    ///
    /// It ended; the error has what it wrote last.
    pub fn line(&mut self) -> Result<String> {
        match self.lines.next() {
            Some(line) => line.context("cannot read what a program says"),
            None => {
                let log = std::fs::read_to_string(&self.log).unwrap_or_default();
                let first = log.lines().count().saturating_sub(10);
                let last: Vec<&str> = log.lines().skip(first).collect();
                bail!("a program ended early; its last lines: {}", last.join("\n"))
            }
        }
    }

    /// The rest of the first line that begins with `prefix`.
    ///
    /// # Errors
    ///
    /// It ends before it says that.
    pub fn line_after(&mut self, prefix: &str) -> Result<String> {
        loop {
            if let Some(rest) = self.line()?.strip_prefix(prefix) {
                return Ok(rest.to_owned());
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        for (signal, patience) in [(Signal::SIGINT, 20), (Signal::SIGKILL, 5)] {
            let _ = kill(Pid::from_raw(self.child.id().cast_signed()), signal);
            let deadline = Instant::now() + Duration::from_secs(patience);
            while Instant::now() < deadline {
                if !matches!(self.child.try_wait(), Ok(None)) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
}
