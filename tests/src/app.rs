//! The application, served by its host as a process of its own.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::Stdio,
    sync::{Mutex, PoisonError},
    thread,
};

use nix::sys::signal::Signal;

use crate::{
    caller::{Caller, Who},
    clients,
    database::{Database, environment},
    http::{Answer, Request},
    log::Log,
    model::{self, Model},
    process::Kept,
    repository,
};

/// Where the application believes it is served: what requests call their host, and tokens are meant for.
pub const PUBLIC_URL: &str = "http://todo.test";

/// The secret that the tests' tokens are signed with.
pub const SECRET: &str = "the secret of the integration suite, long enough";

/// A running application.
pub struct App {
    /// Where it listens.
    pub address: SocketAddr,
    setup: Setup,
    kept: Kept,
    log: Log,
    /// What users said, which must not be in the log.
    said: Mutex<Vec<String>>,
}

/// How an application is to be run.
#[derive(Clone)]
pub struct Setup {
    manifest: &'static str,
    variables: BTreeMap<String, String>,
    fast: bool,
    /// Kept, so that no other test gets it while the host runs.
    _database: Database,
}

impl Setup {
    /// The same with another value of a variable.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.variables.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The same with the manifest's own value of a variable.
    #[must_use]
    pub fn unset(mut self, name: &str) -> Self {
        self.variables.remove(name);
        self
    }

    /// Another application, by its manifest's path in the repository.
    #[must_use]
    pub fn manifest(self, manifest: &'static str) -> Self {
        Self { manifest, ..self }
    }

    /// The same in the way in which `cargo xtask up` serves it, and not as Spin would.
    #[must_use]
    pub fn fast(self) -> Self {
        Self { fast: true, ..self }
    }

    /// The same with that model.
    #[must_use]
    pub fn model(self, model: &Model) -> Self {
        self.set("model", "openai")
            .set("openai_origin", &format!("http://{}", model.address()))
            .set("openai_path", "/v1")
            .set("openai_api_key", model::KEY)
    }

    /// Starts it, and returns when it serves.
    ///
    /// # Panics
    ///
    /// It does not start; the message has what it wrote.
    pub fn start(self) -> App {
        let command = command(self.manifest, self.fast);
        let arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        let variables = environment(&self.variables);
        let mut kept = Kept::start(KEEPER, &arguments, |command| {
            command.current_dir(repository::root()).envs(variables);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
        });
        let stdout = kept.child().stdout.take().expect("the output was asked for");
        let log = Log::of(kept.child().stderr.take().expect("the output was asked for"));
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            assert!(!line.starts_with("ended"), "the host {line}: {:#?}", log.lines());
            line.strip_prefix("Serving http://")?.trim_end_matches('/').parse().ok()
        });
        // Whoever writes to a pipe that nobody reads stops some day.
        thread::spawn(move || lines.for_each(drop));
        let address = address.expect("the host says where it serves");
        App { address, setup: self, kept, log, said: Mutex::default() }
    }
}

/// Ends the host with this program; see [`Kept`].
const KEEPER: &str = r#"{ "$@" </dev/null; echo "ended with status $?"; } & cat >/dev/null; kill -KILL 0"#;

/// The command that serves: the runner as Spin would or in its own way, or Spin itself with `TODO_HOST=spin`.
fn command(manifest: &str, fast: bool) -> Vec<String> {
    let text = |path: PathBuf| path.into_os_string().into_string().expect("paths of the tests are UTF-8");
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    if is_spin() {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.expect("a free port").to_string();
        return words(&["spin", "up", "--from", manifest, "--listen", &address]);
    }
    let runner = text(repository::runner().to_owned());
    let cache = text(repository::cache());
    let arguments = ["serve", "--manifest", manifest, "--listen", "127.0.0.1:0", "--cache-dir", &cache];
    let parity: &[&str] = if fast { &[] } else { &["--parity"] };
    [vec![runner], words(&arguments), words(parity)].concat()
}

/// Whether the cases run against Spin. Where it is asked for and is not installed, nothing runs.
pub fn is_spin() -> bool {
    if std::env::var_os("TODO_HOST").is_none_or(|host| host != "spin") {
        return false;
    }
    if clients::on_path("spin").is_none() {
        // Past the capturing of a test's output, which would swallow it.
        let _ = writeln!(std::io::stderr(), "skipped: TODO_HOST is spin, and no spin is on the path");
        std::process::exit(0);
    }
    true
}

impl App {
    /// How to run the application on a database: with the offline model and without a rate limit, as long
    /// as nothing else is set.
    pub fn on(database: &Database) -> Setup {
        let variables = database.variables();
        Setup { manifest: "spin.toml", variables, fast: false, _database: database.clone() }
            .set("better_auth_secret", SECRET)
            .set("public_url", PUBLIC_URL)
            .set("rate_limit", "off")
            .set("call_rate_limit", "off")
    }

    /// The application on a database, as [`App::on`] has it.
    pub fn start(database: &Database) -> Self {
        Self::on(database).start()
    }

    /// Somebody who calls it.
    pub fn caller(&self, who: Who) -> Caller<'_> {
        Caller::new(self, who)
    }

    /// Alice.
    pub fn alice(&self) -> Caller<'_> {
        self.caller(Who::Alice)
    }

    /// Bob.
    pub fn bob(&self) -> Caller<'_> {
        self.caller(Who::Bob)
    }

    /// Sends a request.
    ///
    /// # Panics
    ///
    /// There is no answer.
    #[track_caller]
    pub fn send(&self, request: &Request) -> Answer {
        request
            .send(self.address)
            .unwrap_or_else(|error| panic!("{} {}: {error}", request.method, request.path))
    }

    /// A GET without a token.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.send(&Request::new("GET", path))
    }

    /// Kills the host in the middle of what it does.
    pub fn kill(&mut self) {
        self.kept.kill();
    }

    /// Stops the host where it is, as a machine that is too busy does it, until [`App::go_on`].
    pub fn pause(&self) {
        self.kept.signal(Signal::SIGSTOP);
    }

    /// Lets a paused host go on.
    pub fn go_on(&self) {
        self.kept.signal(Signal::SIGCONT);
    }

    /// Kills the host and starts another on the same database.
    #[must_use]
    pub fn again(mut self) -> Self {
        self.kill();
        self.setup.clone().start()
    }

    /// A second replica.
    pub fn replica(&self) -> Self {
        self.setup.clone().start()
    }

    /// What was written to the log so far.
    pub fn log(&self) -> Vec<String> {
        self.log.lines()
    }

    /// Remembers what a user said. Short words may be in a log by chance.
    pub(crate) fn note(&self, message: &str) {
        if message.len() >= 12 {
            self.said.lock().unwrap_or_else(PoisonError::into_inner).push(message.to_owned());
        }
    }
}

impl Drop for App {
    /// Ends the host. Its log is looked through whatever the test was about: every line is ours, which also
    /// means that nothing trapped, and none holds a secret or what was said (001/FR-031, 001/FR-036).
    fn drop(&mut self) {
        self.kill();
        if thread::panicking() {
            let lines = self.log.lines();
            eprintln!("The host's log ends so:\n{}", lines[lines.len().saturating_sub(12)..].join("\n"));
        } else if !is_spin() {
            let mut secrets = self.said.lock().unwrap_or_else(PoisonError::into_inner).clone();
            secrets.extend([SECRET, model::KEY].map(str::to_owned));
            secrets.extend(self.setup.variables.get("postgres_password").cloned());
            self.log.check(&secrets);
        }
    }
}
