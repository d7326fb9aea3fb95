//! One pool per address of an outer component.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context;
use deadpool::Runtime;
use deadpool::managed::{
    self, Metrics, Object, Pool, PoolConfig, QueueMode, RecycleError, RecycleResult, Timeouts,
};
use deadpool_postgres::{ClientWrapper, ManagerConfig, RecyclingMethod};
use rustls::ClientConfig;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::{Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::lanes::Lanes;
use super::session::Connection;
use crate::bindings::spin::postgres::postgres::Error;
use crate::mode::Mode;
use crate::outbound::AllowedHosts;
use crate::tls;

/// As many connections as Spin keeps per address.
pub const CONNECTIONS: usize = 64;

/// How long a request waits for a connection in [`Mode::Fast`]; Spin waits for ever.
const WAIT: Duration = Duration::from_secs(30);

/// Pools by address.
pub struct Pools {
    mode: Mode,
    size: usize,
    servers: Mutex<HashMap<String, Arc<Server>>>,
}

/// The sessions at one address.
pub struct Server {
    mode: Mode,
    config: Config,
    pool: Pool<Manager>,
    lanes: Lanes,
}

impl Pools {
    /// No connection yet, and at most `size` per address.
    pub fn new(mode: Mode, size: usize) -> Self {
        Self { mode, size, servers: Mutex::default() }
    }

    /// A connection to `address`, a URL or `key=value` pairs.
    ///
    /// # Errors
    /// `ConnectionFailed` when the address is malformed or not among the `allowed` hosts, or the server
    /// cannot be reached or refuses; with the texts of Spin.
    pub async fn open(&self, address: &str, allowed: &AllowedHosts) -> Result<Connection, Error> {
        let server = self.server(address, allowed).map_err(Error::ConnectionFailed)?;
        Connection::open(server).await
    }

    fn server(&self, address: &str, allowed: &AllowedHosts) -> Result<Arc<Server>, String> {
        let mut servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = servers.get(address) {
            // Another component may have been the first.
            check_allowed(&server.config, allowed)?;
            return Ok(server.clone());
        }
        let config: Config = address.parse().map_err(|error: tokio_postgres::Error| error.to_string())?;
        check_allowed(&config, allowed)?;
        let pool = create(config.clone(), self.mode, self.size).map_err(chain)?;
        let server = Arc::new(Server { mode: self.mode, config, pool, lanes: Lanes::new(self.size) });
        servers.insert(address.to_owned(), server.clone());
        Ok(server)
    }
}

impl Server {
    /// Whether its sessions are shared.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// A session for one guest alone.
    ///
    /// # Errors
    /// `ConnectionFailed` when the server cannot be reached or refuses.
    pub async fn own(&self) -> Result<Pooled, Error> {
        self.pool.get().await.map_err(|error| Error::ConnectionFailed(chain(error)))
    }

    /// A session for statements that leave nothing behind, which several guests send at the same time.
    ///
    /// # Errors
    /// Those of [`own`](Self::own).
    pub async fn shared(&self) -> Result<Arc<Pooled>, Error> {
        match self.lanes.join() {
            Some(session) => Ok(session),
            None => Ok(self.lanes.add(self.own().await?)),
        }
    }
}

/// An error with its causes, on one line.
fn chain(error: impl Into<anyhow::Error>) -> String {
    format!("{:#}", error.into())
}

fn check_allowed(config: &Config, allowed: &AllowedHosts) -> Result<(), String> {
    let ports = config.get_ports();
    for (index, host) in config.get_hosts().iter().enumerate() {
        let Host::Tcp(host) = host else {
            return Err("Unix sockets are not supported on WebAssembly".to_owned());
        };
        // A single port is that of every host.
        let port = ports.get(index).or(if ports.len() == 1 { ports.first() } else { None }).copied();
        if !allowed.allow("postgres", host, port) {
            let port = port.map(|port| format!(":{port}")).unwrap_or_default();
            return Err(format!("address postgres://{host}{port} is not permitted"));
        }
    }
    Ok(())
}

fn create(config: Config, mode: Mode, size: usize) -> anyhow::Result<Pool<Manager>> {
    let recycling_method = match mode {
        Mode::Fast => RecyclingMethod::Fast,
        Mode::Parity => RecyclingMethod::Clean,
    };
    let manager_config = ManagerConfig { recycling_method };
    let inner = if config.get_ssl_mode() == SslMode::Disable {
        deadpool_postgres::Manager::from_config(config, NoTls, manager_config)
    } else {
        deadpool_postgres::Manager::from_config(
            config,
            MakeRustlsConnect::new(ClientConfig::clone(&*tls::config()?)),
            manager_config,
        )
    };
    let pool_config = match mode {
        // The connection that was used last: few stay in use, and those stay warm.
        Mode::Fast => PoolConfig {
            max_size: size,
            timeouts: Timeouts { wait: Some(WAIT), ..Timeouts::default() },
            queue_mode: QueueMode::Lifo,
        },
        Mode::Parity => PoolConfig::new(size),
    };
    Pool::builder(Manager(inner))
        .config(pool_config)
        .runtime(Runtime::Tokio1)
        .build()
        .context("building Postgres connection pool")
}

/// A server connection, whichever request has it.
pub struct Session {
    /// The connection and its prepared statements.
    pub client: ClientWrapper,
    /// Whether a statement ran that may have left something behind. Never set in [`Mode::Parity`].
    pub dirty: bool,
    cut_off: AtomicBool,
}

impl Session {
    /// To be held while a statement runs, and [`end`](Running::end)ed with it.
    pub fn running(&self) -> Running<'_> {
        Running(Some(&self.cut_off))
    }

    /// Whether it may run another statement: it is connected, and no guest was torn down in the middle of one,
    /// whose answer may still be to come.
    pub fn is_usable(&self) -> bool {
        !self.cut_off.load(Ordering::Relaxed) && !self.client.is_closed()
    }
}

/// A statement that runs. Dropped before its end, it leaves its session unusable.
pub struct Running<'a>(Option<&'a AtomicBool>);

impl Running<'_> {
    /// The statement's answer is there.
    pub fn end(mut self) {
        self.0 = None;
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if let Some(cut_off) = self.0 {
            cut_off.store(true, Ordering::Relaxed);
        }
    }
}

/// Makes and checks sessions.
pub struct Manager(deadpool_postgres::Manager);

impl managed::Manager for Manager {
    type Type = Session;
    type Error = tokio_postgres::Error;

    async fn create(&self) -> Result<Session, tokio_postgres::Error> {
        Ok(Session { client: self.0.create().await?, dirty: false, cut_off: AtomicBool::new(false) })
    }

    async fn recycle(
        &self,
        session: &mut Session,
        metrics: &Metrics,
    ) -> RecycleResult<tokio_postgres::Error> {
        if !session.is_usable() {
            return Err(RecycleError::message("it is closed, or a statement was cut off"));
        }
        self.0.recycle(&mut session.client, metrics).await?;
        if session.dirty {
            let undo = "rollback; reset all; select pg_advisory_unlock_all()";
            session.client.batch_execute(undo).await.map_err(RecycleError::Backend)?;
            session.dirty = false;
        }
        Ok(())
    }

    fn detach(&self, session: &mut Session) {
        self.0.detach(&mut session.client);
    }
}

/// A session that goes back to its pool when it is dropped.
pub type Pooled = Object<Manager>;
