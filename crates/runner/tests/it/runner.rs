//! A running `todo-runner db`, and what a test asks of it.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

/// How long anything may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What whoever runs the tests may have set.
const SETTINGS: &[&str] = &[
    "BETTER_AUTH_SECRET",
    "DATABASE_URL",
    "JWKS_URL",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "RATE_LIMIT",
    "TODO_NO_POSTGRES",
];

/// The program, not started yet; without those settings.
pub fn program(subcommand: &str, state: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_todo-runner"));
    for name in SETTINGS {
        command.env_remove(name);
    }
    command.args(subcommand.split(' ')).arg("--state-dir").arg(state);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A folder for state folders that other users can pass through.
pub fn parent() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    folder
}

/// A started program; killed at the end of its test if it still runs.
pub struct Runner {
    /// The process.
    pub child: Child,
    /// The state folder.
    pub state: PathBuf,
    /// The variables that it printed, by the name that the application knows.
    pub variables: BTreeMap<String, String>,
    progress: Receiver<String>,
}

impl Runner {
    /// Starts it without waiting for anything.
    pub fn spawn(mut command: Command, state: &Path) -> Self {
        let mut child = command.spawn().unwrap();
        let (tell, progress) = channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| tell.send(line)));
        Self { child, state: state.to_owned(), variables: BTreeMap::new(), progress }
    }

    /// Starts the database of the state folder and waits until it is up.
    pub fn db(state: &Path) -> Self {
        Self::db_by(program("db", state), state)
    }

    /// The same with a command of more arguments.
    pub fn db_by(mut command: Command, state: &Path) -> Self {
        command.arg("--no-migrate");
        let mut runner = Self::spawn(command, state);
        runner.await_progress("The database is up;");
        let stdout = BufReader::new(runner.child.stdout.take().unwrap());
        for line in stdout.lines().map(Result::unwrap).take(6) {
            let (name, value) = line.strip_prefix("export SPIN_VARIABLE_").unwrap().split_once('=').unwrap();
            runner.variables.insert(name.to_lowercase(), value.trim_matches('\'').to_owned());
        }
        runner
    }

    /// Waits for a line on stderr with `part` in it, and returns it.
    #[track_caller]
    pub fn await_progress(&self, part: &str) -> String {
        let mut seen = Vec::new();
        let deadline = Instant::now() + PATIENCE;
        while let Ok(line) = self.progress.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            if line.contains(part) {
                return line;
            }
            seen.push(line);
        }
        panic!("no `{part}` in:\n{}", seen.join("\n"));
    }

    /// The folder of the database cluster.
    pub fn data(&self) -> PathBuf {
        match fs::read_to_string(self.state.join("postgres.place")) {
            Ok(place) => Path::new(&place).join("postgres"),
            Err(_) => self.state.join("postgres"),
        }
    }

    /// The server's process.
    pub fn server(&self) -> Pid {
        let text = fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        Pid::from_raw(text.lines().next().unwrap().parse().unwrap())
    }

    /// Sends a signal to the runner alone.
    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id().cast_signed()), signal).unwrap();
    }

    /// Waits for the runner's end.
    #[track_caller]
    pub fn ended(&mut self) -> ExitStatus {
        let mut status = None;
        wait_until("the runner ends", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        status.unwrap()
    }

    /// Ends it as Ctrl-C does, and sees that it ends well and leaves no process.
    #[track_caller]
    pub fn stop(mut self) {
        self.signal(Signal::SIGINT);
        assert!(self.ended().success());
        assert_eq!(processes_in(&self.data()), [], "processes are left");
    }

    /// A connection as the application's role.
    pub async fn application(&self) -> Client {
        let password = self.variables["postgres_password"].clone();
        self.connect(&self.variables["postgres_user"], &password).await.unwrap()
    }

    /// A connection as the cluster's owner.
    pub async fn owner(&self) -> Client {
        let password = fs::read_to_string(self.state.join("postgres-owner-password")).unwrap();
        self.connect("postgres", &password).await.unwrap()
    }

    /// A connection to the application's database.
    pub async fn connect(&self, user: &str, password: &str) -> Result<Client, tokio_postgres::Error> {
        let (host, port) = self.variables["postgres_address"].split_once(':').unwrap();
        let (client, connection) = tokio_postgres::Config::new()
            .host(host)
            .port(port.parse().unwrap())
            .dbname(&self.variables["postgres_database"])
            .user(user)
            .password(password)
            .connect(NoTls)
            .await?;
        tokio::spawn(connection);
        Ok(client)
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The processes that stand in the cluster's folder, as every process of a server does.
pub fn processes_in(data: &Path) -> Vec<Pid> {
    let is_in = |pid: &Pid| fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|folder| folder == data);
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| Some(Pid::from_raw(entry.ok()?.file_name().to_str()?.parse().ok()?)))
        .filter(is_in)
        .collect()
}

/// Waits until `condition` holds.
#[track_caller]
pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !condition() {
        assert!(Instant::now() < deadline, "not in time: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
