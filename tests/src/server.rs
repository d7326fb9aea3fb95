//! PostgreSQL servers: one for all tests, and one of its own for a test that breaks it.

use std::{
    net::TcpListener,
    os::unix::fs::{DirBuilderExt, chown},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use postgres::{Client, Config, NoTls};

use crate::{
    process::Kept,
    programs::{Programs, account},
    wait::soon,
};

/// A server, and who may do anything on it.
pub struct Server {
    superuser: Config,
    /// None: somebody else's server, named by `TEST_DATABASE_URL`.
    cluster: Option<Mutex<Cluster>>,
    pub(crate) template: OnceLock<String>,
    /// Databases that no test uses any more: name, and the password of the role of that name.
    used: Mutex<Vec<(String, String)>>,
}

impl Server {
    /// The one that all tests share: that of `TEST_DATABASE_URL`, or a private one.
    pub fn shared() -> Arc<Self> {
        static SERVER: OnceLock<Arc<Server>> = OnceLock::new();
        let start = || match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => Arc::new(Self {
                superuser: url.parse().expect("TEST_DATABASE_URL is a PostgreSQL URL of a superuser"),
                cluster: None,
                template: OnceLock::new(),
                used: Mutex::default(),
            }),
            Err(_) => Self::own(),
        };
        Arc::clone(SERVER.get_or_init(start))
    }

    /// A private one for one test alone.
    ///
    /// # Panics
    ///
    /// No PostgreSQL is installed, or it does not start.
    pub fn own() -> Arc<Self> {
        let cluster = Cluster::make();
        let mut superuser = Config::new();
        superuser.host("127.0.0.1").port(cluster.port).user("postgres").password(OWNER_PASSWORD);
        let cluster = Some(Mutex::new(cluster));
        let server = Self { superuser, cluster, template: OnceLock::new(), used: Mutex::default() };
        server.start();
        Arc::new(server)
    }

    /// A superuser's connection to a database.
    ///
    /// # Panics
    ///
    /// There is none to be had.
    pub fn connect(&self, database: &str) -> Client {
        let mut config = self.superuser.clone();
        config.dbname(database).connect(NoTls).expect("the database server accepts connections")
    }

    /// Host and port, as the application's variable has it.
    pub fn address(&self) -> String {
        let host = match self.superuser.get_hosts().first() {
            Some(postgres::config::Host::Tcp(host)) => host.as_str(),
            _ => "127.0.0.1",
        };
        format!("{host}:{}", self.superuser.get_ports().first().unwrap_or(&5432))
    }

    pub(crate) fn lock_used(&self) -> MutexGuard<'_, Vec<(String, String)>> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it goes away with the tests.
    pub(crate) fn is_private(&self) -> bool {
        self.cluster.is_some()
    }

    /// The superuser's name and password.
    pub(crate) fn superuser(&self) -> (String, String) {
        let password = self.superuser.get_password().unwrap_or_default();
        let user = self.superuser.get_user().unwrap_or("postgres");
        (user.to_owned(), String::from_utf8_lossy(password).into_owned())
    }

    /// Starts the server again, on the same port.
    ///
    /// # Panics
    ///
    /// It does not come up, or it is somebody else's.
    pub fn start(&self) {
        let up = soon(Duration::from_secs(60), || {
            // What a killed server left behind may stand in the way for a moment.
            self.cluster().command("start");
            soon(Duration::from_secs(2), || {
                self.superuser.clone().dbname("postgres").connect(NoTls).ok().map(drop)
            })
        });
        let log = self.cluster().folder.join("log");
        up.unwrap_or_else(|| panic!("PostgreSQL does not start: {:?}", std::fs::read_to_string(log)));
    }

    /// Ends the server without a word to its clients, as the kernel does when memory runs out.
    pub fn kill(&self) {
        self.cluster().command("KILL");
    }

    /// Ends the server at once; its clients are told (PostgreSQL's immediate shutdown).
    pub fn shut_down(&self) {
        self.cluster().command("QUIT");
    }

    fn cluster(&self) -> MutexGuard<'_, Cluster> {
        let cluster = self.cluster.as_ref().expect("the server is the test's own");
        cluster.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Only what runs on this machine can reach the server anyway.
const OWNER_PASSWORD: &str = "owner of the test cluster";

/// A data folder, and the shell that runs a server on it.
struct Cluster {
    folder: PathBuf,
    port: u16,
    keeper: Kept,
}

/// Commands come on standard input; at its end the server ends and its folder goes.
const KEEPER: &str = r#"
folder=$1; shift; server=
while read -r command; do
    case $command in
        start) if [ -z "$server" ] || ! kill -0 "$server" 2>/dev/null; then
            "$@" >>"$folder/log" 2>&1 & server=$!
        fi ;;
        *) kill -"$command" "$server"; wait "$server"; server= ;;
    esac 2>/dev/null
    echo done
done
[ -z "$server" ] || { kill -QUIT "$server"; wait "$server"; } 2>/dev/null
rm -rf "$folder"
"#;

impl Cluster {
    fn make() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let programs = Programs::find().expect(
            "no `initdb` and `postgres` on the path or below /usr/lib/postgresql: install a PostgreSQL server, or \
             name a superuser's database in TEST_DATABASE_URL",
        );
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("todo-tests-{}-{number}", std::process::id()));
        std::fs::DirBuilder::new().mode(0o700).create(&folder).expect("a new folder for the database");
        let account = account();
        if let Some((uid, gid)) = account {
            chown(&folder, Some(uid), Some(gid)).expect("root may give folders away");
        }
        init(&programs.initdb, &folder, account);
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = free.expect("a free port").port();
        let data = folder.join("data");
        let mut arguments = vec![path(&folder), path(&programs.postgres), "-D", path(&data)];
        let settings: Vec<String> =
            SETTINGS.iter().map(|setting| (*setting).to_owned()).chain([format!("port={port}")]).collect();
        for setting in &settings {
            arguments.extend(["-c", setting]);
        }
        let keeper = Kept::start(KEEPER, &arguments, |command| {
            run_as(command, account).current_dir("/").stdout(Stdio::piped()).stderr(Stdio::null());
        });
        Self { folder, port, keeper }
    }

    fn command(&mut self, command: &str) {
        self.keeper.tell(command);
        self.keeper.wait_for("done");
    }
}

/// Enough for all tests at once. A commit is written before it is told, so that it outlives a kill of the
/// server; that it would outlive the machine is not what is tested, and costs.
const SETTINGS: &[&str] = &[
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=500",
    "shared_buffers=64MB",
    "synchronous_commit=on",
    "fsync=off",
    "full_page_writes=off",
    "jit=off",
    "max_wal_size=4GB",
];

fn init(initdb: &Path, folder: &Path, account: Option<(u32, u32)>) {
    let password = folder.join("password");
    std::fs::write(&password, OWNER_PASSWORD).expect("the folder can be written");
    let mut command = Command::new(initdb);
    command
        .arg("--pgdata")
        .arg(folder.join("data"))
        .arg("--pwfile")
        .arg(&password)
        .args([
            "--username=postgres",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ])
        .current_dir("/");
    let output = run_as(&mut command, account).output().expect("cannot start initdb");
    assert!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
}

fn run_as(command: &mut Command, account: Option<(u32, u32)>) -> &mut Command {
    match account {
        Some((uid, gid)) => command.uid(uid).gid(gid),
        None => command,
    }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("paths of the tests are UTF-8")
}
