//! Connections against a real server: what a guest can rely on, and what production would do to it.
//!
//! One test, since all share a server; each part is a function that says what it proves.

mod pool;
mod relay;
mod server;
mod values;

use std::time::Duration;

use super::{CONNECTIONS, Connection, Pools};
use crate::bindings::spin::postgres::postgres::{DbError, DbValue, Error, QueryError};
use crate::mode::Mode;
use crate::outbound::AllowedHosts;
use server::Server;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_behave() {
    let Some(server) = Server::start() else {
        println!("no PostgreSQL on this machine: connections were not tested");
        return;
    };
    for mode in [Mode::Fast, Mode::Parity] {
        let tester = Tester::new(&server, mode);
        values::test(&tester).await;
        pool::test(&tester, &server).await;
    }
    pool::test_modes(&server).await;
}

/// A component that may reach the test's server.
struct Tester {
    mode: Mode,
    pools: Pools,
    address: String,
    allowed: AllowedHosts,
}

impl Tester {
    fn new(server: &Server, mode: Mode) -> Self {
        Self::at(server.address(), mode)
    }

    fn at(address: String, mode: Mode) -> Self {
        let allowed = AllowedHosts::parse(["postgres://127.0.0.1:*"]).unwrap();
        Self { mode, pools: Pools::new(mode, CONNECTIONS), address, allowed }
    }

    async fn open(&self) -> Connection {
        self.try_open(&self.address).await.unwrap()
    }

    async fn try_open(&self, address: &str) -> Result<Connection, Error> {
        let open = self.pools.open(address, &self.allowed);
        tokio::time::timeout(Duration::from_secs(20), open).await.expect("opening took too long")
    }
}

/// The one value of the one row of a statement without parameters.
async fn one(connection: &mut Connection, statement: &str) -> DbValue {
    let set = connection.query(statement, &[]).await.unwrap();
    assert_eq!(set.rows.len(), 1, "{statement}");
    set.rows[0][0].clone()
}

/// Runs a statement without parameters.
async fn run(connection: &mut Connection, statement: &str) -> u64 {
    connection.execute(statement, &[]).await.unwrap()
}

/// What Postgres said; anything else fails.
fn db_error(error: Error) -> DbError {
    match error {
        Error::QueryFailed(QueryError::DbError(error)) => error,
        other => panic!("not of the database: {other:?}"),
    }
}
