//! The database: one that was given by its URL, or a private one that the runner starts.
//!
//! A private one is a PostgreSQL server of this machine, or the embedded one where there is no server.

mod account;
mod cluster;
mod embedded;
mod find;
mod log;
mod place;
mod role;
mod stale;
mod url;

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::report;
use crate::state::State;
use cluster::Cluster;
use embedded::Embedded;
pub use url::Connection;

/// A database that accepts connections. Dropping it stops what was started for it.
#[derive(Debug)]
pub enum Database {
    /// Somebody else's, that was named by a URL.
    Given(Connection),
    /// The private cluster of the state folder.
    Private(Box<Cluster>),
    /// The embedded one of the state folder.
    Embedded(Box<Embedded>),
}

impl Database {
    /// The database of the URL, or else the private one of the state folder, which is made if it is absent.
    /// `embedded` is the embedded database's program.
    ///
    /// Call it on the main thread: a server is bound to the thread that starts it.
    ///
    /// # Errors
    ///
    /// A sentence: the URL cannot be used, no server is installed, the embedded one's program is not named,
    /// or it does not start.
    pub async fn find_or_start(url: Option<&str>, embedded: Option<&Path>, state: &State) -> Result<Self> {
        if let Some(url) = url {
            return Ok(Self::Given(Connection::parse(url).context("cannot use the database URL")?));
        }
        match embedded {
            Some(program) if needs_embedded(state.folder()) => {
                Ok(Self::Embedded(Box::new(Embedded::start(program, state).await?)))
            }
            None if wants_embedded(state.folder()) => bail!(
                "the database of {} is the embedded one: --embedded must name its program, as `cargo xtask` does",
                state.folder().display(),
            ),
            _ => Ok(Self::Private(Box::new(Cluster::start(state).await?))),
        }
    }

    /// The connection that migrates.
    pub fn owner(&self) -> &Connection {
        match self {
            Self::Given(connection) => connection,
            Self::Private(cluster) => &cluster.owner,
            Self::Embedded(embedded) => &embedded.owner,
        }
    }

    /// The connection that the application serves with: to a private database as a role that can neither
    /// create nor alter anything, to a given one as it was given.
    ///
    /// # Errors
    ///
    /// The role cannot be made.
    pub async fn application(&self, state: &State) -> Result<Connection> {
        if let Self::Given(connection) = self {
            return Ok(connection.clone());
        }
        report::step("Making the application's database role");
        role::create_role(self.owner(), state.secret("postgres-todo-password")?).await
    }

    /// Keeps a private database up, and returns only to say that it cannot. A given one is not watched.
    pub async fn keep_up(&mut self) -> anyhow::Error {
        match self {
            Self::Given(_) => std::future::pending().await,
            Self::Private(cluster) => cluster.keep_up().await,
            Self::Embedded(embedded) => embedded.keep_up().await,
        }
    }

    /// How many connections the application may have.
    pub fn connections(&self) -> usize {
        if let Self::Embedded(_) = self { 1 } else { host::CONNECTIONS }
    }

    /// What it is, for a person; without a password.
    pub fn in_words(&self) -> String {
        match self {
            Self::Given(connection) => connection.to_string(),
            Self::Private(cluster) => {
                format!("PostgreSQL {} of its own, on 127.0.0.1:{}", cluster.major(), cluster.owner.port)
            }
            Self::Embedded(embedded) => {
                let port = embedded.owner.port;
                format!("PostgreSQL 17, embedded, for trying out: one connection, on 127.0.0.1:{port}")
            }
        }
    }
}

/// Whether a private database in the state folder would be the embedded one.
pub fn needs_embedded(state: &Path) -> bool {
    wants_embedded(state)
        || !has_cluster(state) && find::find(std::env::var_os("PATH").as_deref(), None).is_err()
}

/// The same, whether or not a server is installed: the environment wants it, or it is what the folder has. A
/// server that is installed later must not hide what is in it.
fn wants_embedded(state: &Path) -> bool {
    std::env::var_os("TODO_NO_POSTGRES").is_some_and(|value| value == "1")
        || !has_cluster(state) && embedded::exists(state)
}

fn has_cluster(state: &Path) -> bool {
    ["postgres", "postgres.place"].iter().any(|name| state.join(name).exists())
}
