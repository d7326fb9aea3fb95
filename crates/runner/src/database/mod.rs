//! The database: one that was given by its URL, or a private one that the runner starts.
//!
//! A private one is a PostgreSQL server of this machine. Another kind of private database has its place
//! in [`Database`], and in [`Database::find_or_start`] where no server is found.

mod account;
mod cluster;
mod find;
mod log;
mod place;
mod role;
mod stale;
mod url;

use anyhow::{Context as _, Result};

use crate::report;
use crate::state::State;
use cluster::Cluster;
pub use url::Connection;

/// A database that accepts connections. Dropping it stops what was started for it.
#[derive(Debug)]
pub enum Database {
    /// Somebody else's, that was named by a URL.
    Given(Connection),
    /// The private cluster of the state folder.
    Private(Box<Cluster>),
}

impl Database {
    /// The database of the URL, or else the private one of the state folder, which is made if it is absent.
    ///
    /// Call it on the main thread: a server is bound to the thread that starts it.
    ///
    /// # Errors
    ///
    /// A sentence: the URL cannot be used, no server is installed, or it does not start.
    pub async fn find_or_start(url: Option<&str>, state: &State) -> Result<Self> {
        match url {
            Some(url) => Ok(Self::Given(Connection::parse(url).context("cannot use the database URL")?)),
            None => Ok(Self::Private(Box::new(Cluster::start(state).await?))),
        }
    }

    /// The connection that migrates.
    pub fn owner(&self) -> &Connection {
        match self {
            Self::Given(connection) => connection,
            Self::Private(cluster) => &cluster.owner,
        }
    }

    /// The connection that the application serves with: to a private database as a role that can neither
    /// create nor alter anything, to a given one as it was given.
    ///
    /// # Errors
    ///
    /// The role cannot be made.
    pub async fn application(&self, state: &State) -> Result<Connection> {
        match self {
            Self::Given(connection) => Ok(connection.clone()),
            Self::Private(cluster) => {
                report::step("Making the application's database role");
                role::create_role(&cluster.owner, state.secret("postgres-todo-password")?).await
            }
        }
    }

    /// Keeps a private database up, and returns only to say that it cannot. A given one is not watched.
    pub async fn keep_up(&mut self) -> anyhow::Error {
        match self {
            Self::Given(_) => std::future::pending().await,
            Self::Private(cluster) => cluster.keep_up().await,
        }
    }

    /// What it is, for a person; without a password.
    pub fn in_words(&self) -> String {
        match self {
            Self::Given(connection) => connection.to_string(),
            Self::Private(cluster) => {
                format!("PostgreSQL {} of its own, on 127.0.0.1:{}", cluster.major(), cluster.owner.port)
            }
        }
    }
}
