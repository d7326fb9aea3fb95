//! The embedded database's process: PostgreSQL as WebAssembly, for a machine without a server.
//!
//! It writes without `fsync`. A commit is with the kernel before it is acknowledged, so it survives the death
//! of every process here; a power cut or a crash of the machine can lose it, and even damage the database.

use std::fs::DirBuilder;
use std::net::Ipv4Addr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin};

use super::log::Log;
use super::place::OWNER;
use super::role;
use super::url::Connection;
use crate::state::State;
use crate::{child, report};

/// Where it is in the state folder.
const FOLDER: &str = "embedded";

/// Whether the state folder has an embedded database, which may hold what people said.
pub fn exists(state: &Path) -> bool {
    state.join(FOLDER).join("root").exists()
}

/// A running embedded database. Dropping it stops the process and waits for it.
#[derive(Debug)]
pub struct Embedded {
    /// The owner's connection to the application's database. There is no password.
    pub owner: Connection,
    program: PathBuf,
    folder: PathBuf,
    log: Log,
    server: Server,
}

impl Embedded {
    /// Starts `program` on the database of the state folder; it makes one if there is none.
    ///
    /// Call it on the main thread: the process is bound to the thread that starts it.
    ///
    /// # Errors
    ///
    /// It does not start; the error has the last lines of its log.
    pub async fn start(program: &Path, state: &State) -> Result<Self> {
        let program = program.canonicalize();
        let program = program.context("the embedded database's program is missing")?;
        let folder = state.path(FOLDER);
        // Its files are readable by everybody, and others may pass through the state folder.
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let log = Log::new(state.path("embedded.log"));
        report::step(
            "Starting the embedded database, for trying out: one connection, no promise in a power cut",
        );
        let (server, port) = Server::start(&program, &folder, &log, 0).await?;
        let mut owner = Connection {
            host: Ipv4Addr::LOCALHOST.to_string(),
            port,
            database: "postgres".to_owned(),
            user: OWNER.to_owned(),
            password: String::new(),
            sslmode: "disable",
        };
        role::create_database(&mut owner).await?;
        Ok(Self { owner, program, folder, log, server })
    }

    /// Keeps the process up: starts it again on the same port whenever it ends. Never returns but to say
    /// that it cannot be started any more.
    ///
    /// Call it on the main thread, as with [`Embedded::start`].
    pub async fn keep_up(&mut self) -> anyhow::Error {
        loop {
            let status = match self.server.child.wait().await {
                Ok(status) => status,
                Err(error) => return anyhow::Error::new(error).context("cannot watch the embedded database"),
            };
            report::step(format_args!("The embedded database ended ({status}): starting it again"));
            match Server::start(&self.program, &self.folder, &self.log, self.owner.port).await {
                Ok((server, _)) => self.server = server,
                Err(error) => return error,
            }
            report::step("The embedded database is up again");
        }
    }
}

/// How long a start may take; the first one unpacks the database.
const READY: Duration = Duration::from_secs(120);

/// How long it may take to close its files in order.
const PATIENCE: Duration = Duration::from_secs(20);

/// The process. It ends when its standard input does.
#[derive(Debug)]
struct Server {
    child: Child,
    // Apart from the child, because waiting for a child closes its input.
    input: Option<ChildStdin>,
}

impl Server {
    /// Starts the process, and returns the port that it accepts connections at: `port`, or any free one
    /// for 0.
    async fn start(program: &Path, folder: &Path, log: &Log, port: u16) -> Result<(Self, u16)> {
        let begun = log.length();
        let mut command = child::command(program, None)?;
        command.arg(folder).arg(format!("{}:{port}", Ipv4Addr::LOCALHOST));
        // It unpacks itself below these.
        command.env("HOME", folder).env("XDG_CACHE_HOME", folder.join("cache"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log.open()?);
        let mut child = command.spawn().context("cannot start the embedded database")?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let server = Self { child, input };
        let mut lines = BufReader::new(output.context("the embedded database has no output")?).lines();
        let Ok(line) = tokio::time::timeout(READY, lines.next_line()).await else {
            bail!("the embedded database takes too long to start; {}", log.in_words(begun));
        };
        let line = line.context("cannot listen to the embedded database")?;
        match line.as_deref().and_then(|address| address.rsplit_once(':')?.1.parse().ok()) {
            Some(port) => Ok((server, port)),
            None => bail!("the embedded database does not start; {}", log.in_words(begun)),
        }
    }
}

impl Drop for Server {
    /// Ends the process in order, or else kills it, and waits until it has ended.
    fn drop(&mut self) {
        drop(self.input.take());
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.start_kill();
    }
}
