//! A PostgreSQL server of the test's own.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A server on loopback, gone with its files when dropped.
pub struct Server {
    process: Child,
    /// Where it listens.
    pub port: u16,
    _folder: TempDir,
}

impl Server {
    /// Starts a server with an empty database; none if this machine has no PostgreSQL.
    pub fn start() -> Option<Self> {
        let programs = programs()?;
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let account = account();
        if let Some((uid, gid)) = account {
            chown(folder.path(), Some(uid), Some(gid)).unwrap();
        }
        let command = |program: &str| {
            let mut command = Command::new(programs.join(program));
            command.current_dir(folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
            if let Some((uid, gid)) = account {
                command.uid(uid).gid(gid);
            }
            command
        };
        let mut initdb = command("initdb");
        initdb.args(["--auth=trust", "--username=postgres", "--no-sync", "--pgdata"]).arg(&data);
        assert!(initdb.status().unwrap().success(), "initdb failed");

        // Free now; nobody else on this machine is likely to take it in the meantime.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut postgres = command("postgres");
        postgres.arg("-D").arg(&data).args(["-h", "127.0.0.1", "-p", &port.to_string()]);
        postgres.args(["-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=150"]);
        let server = Self { process: postgres.spawn().unwrap(), port, _folder: folder };
        let ready = data.join("postmaster.pid");
        let start = Instant::now();
        while !fs::read_to_string(&ready).is_ok_and(|state| state.contains("ready")) {
            assert!(start.elapsed() < Duration::from_secs(60), "the server does not get ready");
            sleep(Duration::from_millis(20));
        }
        Some(server)
    }

    /// Its address, reached at `port`, with `options` as in `?a=b`.
    pub fn address_at(port: u16, options: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{port}/postgres{options}")
    }

    /// Its address.
    pub fn address(&self) -> String {
        Self::address_at(self.port, "?sslmode=disable")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing of it is kept, so there is no need to shut it down gently.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The folder of `initdb` and `postgres`.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<_> = std::env::split_paths(&path).collect();
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        folders.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// The user and group to run as: PostgreSQL refuses to run as root.
fn account() -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt;
    if fs::metadata("/proc/self").ok()?.uid() != 0 {
        return None;
    }
    let users = fs::read_to_string(Path::new("/etc/passwd")).ok()?;
    ["postgres", "nobody"].iter().find_map(|name| {
        let mut fields =
            users.lines().find_map(|line| line.strip_prefix(&format!("{name}:")))?.split(':').skip(1);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    })
}
