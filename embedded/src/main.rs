//! `todo-postgres FOLDER ADDRESS`: PostgreSQL compiled to WebAssembly, behind a TCP port, for a machine that has
//! no PostgreSQL.
//!
//! It is for trying the application out. It serves one connection at a time, and it asks for no password: whoever
//! may open a connection to the address has the database. It writes without `fsync`: a commit survives the
//! death of this process, but not the machine's; a power cut can even damage the database.
//!
//! It prints the address that it listens at when it accepts connections, and ends in order when its standard
//! input ends: whoever started it holds the other end, and so it never outlives them.

mod door;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use pglite_oxide::PgliteServer;

use crate::door::Door;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("todo-postgres: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let (folder, address) = arguments().context("usage: todo-postgres FOLDER ADDRESS")?;
    let _lock = lock(&folder)?;
    let server = PgliteServer::builder()
        .path(folder.join("root"))
        .postgres_configs(SETTINGS.iter().copied())
        .start()
        .context("the database does not start")?;
    let door = Arc::new(Door::to(server.tcp_addr().context("the database has no address")?));
    let listener = TcpListener::bind(address).with_context(|| format!("cannot listen at {address}"))?;
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{}", listener.local_addr()?)
        .and_then(|()| stdout.flush())
        .context("cannot say the address")?;

    let opened = door.clone();
    std::thread::spawn(move || opened.serve(&listener));
    io::copy(&mut io::stdin().lock(), &mut io::sink()).context("cannot wait for the end of the input")?;
    door.close();
    server.shutdown().context("the database does not stop in order")
}

fn arguments() -> Option<(PathBuf, SocketAddr)> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments.next()?;
    let address = arguments.next()?.to_str()?.parse().ok()?;
    arguments.next().is_none().then(|| (folder.into(), address))
}

/// Waits until no other process serves the folder: one that was killed a moment ago may still be ending.
fn lock(folder: &Path) -> Result<File> {
    let open = || {
        fs::create_dir_all(folder)?;
        let file = File::options().create(true).truncate(false).write(true).open(folder.join("lock"))?;
        file.lock()?;
        Ok::<_, io::Error>(file)
    };
    open().with_context(|| format!("cannot lock {}", folder.display()))
}

const SETTINGS: &[(&str, &str)] = &[
    // What a person said must not be in a log, neither as a statement nor as a key in an error's detail.
    ("log_min_error_statement", "panic"),
    ("log_error_verbosity", "terse"),
];
