//! The private cluster's server: started, watched, started again, stopped.

use std::net::TcpListener;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::Child;
use tokio_postgres::error::SqlState;

use super::find::{self, Programs};
use super::log::Log;
use super::place::{OWNER, Place};
use super::url::Connection;
use super::{role, stale};
use crate::state::State;
use crate::{child, report};

/// A running private cluster. Dropping it stops the server and waits for it.
#[derive(Debug)]
pub struct Cluster {
    /// The owner's connection to the application's database.
    pub owner: Connection,
    programs: Programs,
    place: Place,
    log: Log,
    server: Server,
}

impl Cluster {
    /// Starts the cluster of the state folder; makes it if there is none.
    ///
    /// Call it on the main thread: the server is bound to the thread that starts it.
    ///
    /// # Errors
    ///
    /// No server is installed, or it does not start; the error has the last lines of its log.
    pub async fn start(state: &State) -> Result<Self> {
        let place = Place::choose(state)?;
        let programs = find::find(std::env::var_os("PATH").as_deref(), place.major())?;
        let log = Log::new(state.path("postgres.log"));
        let password = state.secret("postgres-owner-password")?;
        if place.major().is_none() {
            report::step(format_args!("Making a database of PostgreSQL {}", programs.major));
            place.make(&programs, &password, &log).await?;
        }
        report::step(format_args!("Starting PostgreSQL {}", programs.major));
        let mut owner = Connection {
            host: "127.0.0.1".to_owned(),
            port: 0,
            database: "postgres".to_owned(),
            user: OWNER.to_owned(),
            password,
            sslmode: "disable",
        };
        let server = start(&programs, &place, &log, &mut owner, free_port).await?;
        role::create_database(&mut owner).await?;
        Ok(Self { owner, programs, place, log, server })
    }

    /// The server's major version.
    pub fn major(&self) -> u32 {
        self.programs.major
    }

    /// Keeps the server up: starts it again on the same port whenever it ends. Never returns but to say
    /// that it cannot be started any more.
    ///
    /// Call it on the main thread, as with [`Cluster::start`].
    pub async fn keep_up(&mut self) -> anyhow::Error {
        loop {
            let status = match self.server.0.wait().await {
                Ok(status) => status,
                Err(error) => return anyhow::Error::new(error).context("cannot watch the database server"),
            };
            report::step(format_args!("The database server ended ({status}): starting it again"));
            let port = self.owner.port;
            match start(&self.programs, &self.place, &self.log, &mut self.owner, || Ok(port)).await {
                Ok(server) => self.server = server,
                Err(error) => return error,
            }
            report::step("The database server is up again");
        }
    }
}

/// How long a start is tried again while what stands in its way is passing: backends of a killed server
/// that still die, a port that was just taken.
const PASSING: Duration = Duration::from_secs(20);

/// How long a server may take until it accepts connections; it may have to replay its log.
const READY: Duration = Duration::from_secs(120);

/// Starts the server on the port that `port` gives, tries again while that can help, and returns when it
/// accepts connections. Sets the port of `owner`.
async fn start(
    programs: &Programs,
    place: &Place,
    log: &Log,
    owner: &mut Connection,
    port: impl Fn() -> Result<u16>,
) -> Result<Server> {
    let deadline = Instant::now() + PASSING;
    loop {
        stale::settle(&place.data).await?;
        owner.port = port()?;
        let begun = log.length();
        let mut server = Server::spawn(programs, place, log, owner.port)?;
        if ready(&mut server, owner, log, begun).await? {
            return Ok(server);
        }
        if !is_passing(&log.last_lines(begun)) || Instant::now() > deadline {
            bail!("the database server does not start; {}", log.in_words(begun));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Waits until the server accepts connections; false when it ends before.
async fn ready(server: &mut Server, owner: &Connection, log: &Log, begun: u64) -> Result<bool> {
    let deadline = Instant::now() + READY;
    loop {
        if server.0.try_wait().context("cannot watch the database server")?.is_some() {
            return Ok(false);
        }
        match owner.connect().await {
            Ok(_) => return Ok(true),
            Err(error) if error.code() == Some(&SqlState::INVALID_PASSWORD) => {
                // It may be a stranger on a port that ours could not get, and ours ends in a moment.
                if tokio::time::timeout(Duration::from_secs(1), server.0.wait()).await.is_err() {
                    bail!(
                        "the database does not take the password in the state folder: put the file back, or remove \
                         the state folder to begin with an empty list",
                    );
                }
            }
            Err(_) if Instant::now() > deadline => {
                bail!("the database server takes too long to start; {}", log.in_words(begun));
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

fn is_passing(lines: &str) -> bool {
    // A lock file that another server holds, shared memory that backends still use, a port in use.
    ["lock file", "shared memory block", "Address already in use"].iter().any(|reason| lines.contains(reason))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr().context("no free port on 127.0.0.1")?.port())
}

/// The server process.
#[derive(Debug)]
struct Server(Child);

impl Server {
    fn spawn(programs: &Programs, place: &Place, log: &Log, port: u16) -> Result<Self> {
        let mut command = child::command(&programs.postgres, place.account)?;
        command.arg("-D").arg(&place.data);
        for (name, value) in SETTINGS {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        command.arg("-c").arg(format!("port={port}"));
        command.stdin(Stdio::null()).stdout(log.open()?).stderr(log.open()?);
        Ok(Self(command.spawn().context("cannot start the database server")?))
    }
}

impl Drop for Server {
    /// Stops the server, a fast shutdown first, and waits until it has ended.
    fn drop(&mut self) {
        for (signal, patience) in [(Signal::SIGINT, 20), (Signal::SIGQUIT, 5), (Signal::SIGKILL, 5)] {
            // None when it has ended and been waited for.
            let Some(process) = self.0.id() else { return };
            let _ = kill(Pid::from_raw(process.cast_signed()), signal);
            let deadline = Instant::now() + Duration::from_secs(patience);
            while Instant::now() < deadline {
                if !matches!(self.0.try_wait(), Ok(None)) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        }
    }
}

/// A small server on the loopback interface, on which an acknowledged commit survives a kill.
const SETTINGS: &[(&str, &str)] = &[
    ("listen_addresses", "127.0.0.1"),
    // A path below a state folder can be too long for a socket, and TCP is what Spin uses.
    ("unix_socket_directories", ""),
    // Three components with a pool of 64 each, and a reserve for people and migrations.
    ("max_connections", "224"),
    ("shared_buffers", "32MB"),
    ("synchronous_commit", "on"),
    ("fsync", "on"),
    ("jit", "off"),
    // Nobody looks for a statement in the list of processes.
    ("update_process_title", "off"),
    // Nothing replicates it; so the log can be short.
    ("wal_level", "minimal"),
    ("max_wal_senders", "0"),
    // What a person said must not be in a log, neither as a statement nor as a key in an error's detail.
    ("log_min_error_statement", "panic"),
    ("log_error_verbosity", "terse"),
    ("log_checkpoints", "off"),
    ("lc_messages", "C"),
];
