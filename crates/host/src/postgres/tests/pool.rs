//! What connections share, and what they leave behind.

use std::collections::BTreeSet;
use std::pin::pin;
use std::time::Duration;

use tokio::time::timeout;

use super::relay::Relay;
use super::{AllowedHosts, Connection, Pools, Server, Tester, one, run};
use crate::Mode;
use crate::bindings::spin::postgres::postgres::{DbValue, Error};

/// Long enough that what has not happened will not.
const A_WHILE: Duration = Duration::from_millis(200);

/// What holds in both modes.
pub async fn test(tester: &Tester, server: &Server) {
    a_dead_connection_is_replaced(tester).await;
    a_connection_is_not_reused_in_the_middle_of_a_statement(tester).await;
    bad_addresses_are_refused(tester, server).await;
}

/// What differs.
pub async fn test_modes(server: &Server) {
    fast_shares_sessions(server).await;
    fast_makes_do_with_one_session(server).await;
    fast_asks_each_component(server).await;
    parity_waits_for_a_place(server).await;
    fast_leaves_nothing_behind(server).await;
    parity_hands_an_open_transaction_on(server).await;
    a_changed_schema_is_noticed(server).await;
    round_trips_are_counted(server, Mode::Fast, [0, 1, 1, 2]).await;
    round_trips_are_counted(server, Mode::Parity, [1, 2, 2, 2]).await;
}

/// Guests share sessions until one of them begins what others must not see.
async fn fast_shares_sessions(server: &Server) {
    let tester = Tester::new(server, Mode::Fast);
    let mut guests = open(&tester, 16).await;
    let pids = pids(&mut guests).await;
    assert_eq!(pids.len(), 2, "16 guests on sessions for 8 each");
    let (one, other) = guests.split_at_mut(1);
    run(&mut one[0], "begin").await;
    let own = pid(&mut one[0]).await;
    for other in other {
        assert_ne!(pid(other).await, own);
    }
}

/// All guests share the one session that there may be, and one of them can have it for itself when the others
/// have gone.
async fn fast_makes_do_with_one_session(server: &Server) {
    let tester = Tester { pools: Pools::new(Mode::Fast, 1), ..Tester::new(server, Mode::Fast) };
    let mut guests = open(&tester, 20).await;
    let pids = pids(&mut guests).await;
    assert_eq!(pids.len(), 1);
    let mut last = guests.pop().unwrap();
    {
        let mut begun = pin!(run(&mut last, "begin"));
        assert!(timeout(A_WHILE, &mut begun).await.is_err(), "a transaction on a session that others use");
        drop(guests);
        begun.await;
    }
    assert_eq!(pids, BTreeSet::from([pid(&mut last).await]));
}

/// Components share sessions, and none of them gets where it may not go because another one may.
async fn fast_asks_each_component(server: &Server) {
    let tester = Tester::new(server, Mode::Fast);
    tester.open().await;
    let other = AllowedHosts::parse(["postgres://other.host"]).unwrap();
    match tester.pools.open(&tester.address, &other).await {
        Err(Error::ConnectionFailed(text)) => assert!(text.contains("is not permitted"), "{text}"),
        other => panic!("{:?}", other.map(|_| "a connection")),
    }
}

/// So many guests that hold a connection at the same time.
async fn open(tester: &Tester, guests: usize) -> Vec<Connection> {
    let mut connections = Vec::new();
    for _ in 0..guests {
        connections.push(tester.open().await);
    }
    connections
}

/// The server's processes that serve the connections.
async fn pids(connections: &mut [Connection]) -> BTreeSet<i32> {
    let mut pids = BTreeSet::new();
    for connection in connections {
        pids.insert(pid(connection).await);
    }
    pids
}

async fn pid(connection: &mut Connection) -> i32 {
    match one(connection, "select pg_backend_pid()").await {
        DbValue::Int32(pid) => pid,
        other => panic!("{other:?}"),
    }
}

/// The pool has 64 places, and the next one waits.
async fn parity_waits_for_a_place(server: &Server) {
    let tester = Tester::new(server, Mode::Parity);
    let mut connections = open(&tester, 64).await;
    let waiting = tester.try_open(&tester.address);
    let mut waiting = pin!(waiting);
    assert!(timeout(A_WHILE, &mut waiting).await.is_err(), "there is a 65th place");
    connections.pop();
    let mut connection = waiting.await.unwrap();
    assert!(matches!(one(&mut connection, "select 1").await, DbValue::Int32(1)));
}

/// The server ended a connection that lay in the pool.
async fn a_dead_connection_is_replaced(tester: &Tester) {
    let mut connection = tester.open().await;
    one(&mut connection, "select 1").await;
    drop(connection);
    let other = Tester::at(tester.address.clone(), Mode::Fast);
    let all = "select pg_terminate_backend(pid) from pg_stat_activity \
               where pid <> pg_backend_pid() and backend_type = 'client backend'";
    run(&mut other.open().await, all).await;
    tokio::time::sleep(A_WHILE).await;
    for _ in 0..3 {
        let mut connection = tester.open().await;
        assert!(matches!(one(&mut connection, "select 1").await, DbValue::Int32(1)));
    }
}

/// A guest is torn down while a statement runs: the next one must not get its connection, let alone its rows.
async fn a_connection_is_not_reused_in_the_middle_of_a_statement(tester: &Tester) {
    // With a pool of its own, where the next request gets the same connection if anything does.
    let tester = Tester::at(tester.address.clone(), tester.mode);
    let mut connection = tester.open().await;
    let before = pid(&mut connection).await;
    assert!(timeout(A_WHILE, connection.query("select pg_sleep(3)::text", &[])).await.is_err());
    drop(connection);
    for _ in 0..3 {
        let mut connection =
            timeout(Duration::from_secs(2), tester.open()).await.expect("waits for the old statement");
        let now = timeout(Duration::from_secs(2), pid(&mut connection)).await.unwrap();
        assert_ne!(before, now);
    }
}

async fn bad_addresses_are_refused(tester: &Tester, server: &Server) {
    let at = |options: &str| Server::address_at(server.port, options);
    let cases = [
        ("postgres://other.host/db".to_owned(), "address postgres://other.host:5432 is not permitted"),
        ("host=127.0.0.2 port=1 user=x".to_owned(), "address postgres://127.0.0.2:1 is not permitted"),
        ("host=/tmp user=x".to_owned(), "Unix sockets are not supported on WebAssembly"),
        ("no address".to_owned(), "invalid connection string"),
        (at("?sslmode=verify-full"), "invalid connection string"),
        (at("?sslmode=require"), "server does not support TLS"),
        ("postgres://postgres@127.0.0.1:1/x".to_owned(), "Connection refused"),
        (
            format!("postgres://postgres@127.0.0.1:{}/missing", server.port),
            "database \"missing\" does not exist",
        ),
    ];
    for (address, expected) in cases {
        match tester.try_open(&address).await {
            Err(Error::ConnectionFailed(text)) => assert!(text.contains(expected), "{address}: {text}"),
            other => panic!("{address}: {:?}", other.map(|_| "a connection")),
        }
    }
    let key_value =
        format!("host=127.0.0.1 port={} user=postgres dbname=postgres connect_timeout=5", server.port);
    for good in [key_value, at("?connect_timeout=5"), at("?sslmode=prefer")] {
        assert!(tester.try_open(&good).await.is_ok(), "{good}");
    }
}

/// A transaction that nobody ended and a setting are undone before the next request.
async fn fast_leaves_nothing_behind(server: &Server) {
    let tester = Tester::new(server, Mode::Fast);
    let mut connection = tester.open().await;
    let before = pid(&mut connection).await;
    run(&mut connection, "set statement_timeout = '1h'").await;
    run(&mut connection, "begin").await;
    run(&mut connection, "create table leaked (a int)").await;
    one(&mut connection, "select pg_advisory_lock(1)::text").await;
    drop(connection);
    let mut connection = tester.open().await;
    assert_eq!(before, pid(&mut connection).await);
    assert!(matches!(one(&mut connection, "select to_regclass('leaked')::text").await, DbValue::DbNull));
    let locks = "select count(*) from pg_locks where locktype = 'advisory'";
    assert!(matches!(one(&mut connection, locks).await, DbValue::Int64(0)));
    assert!(
        matches!(one(&mut connection, "select current_setting('statement_timeout')").await, DbValue::Str(t) if t == "0")
    );
}

/// As Spin: the next request is in the transaction of the last, and can commit it.
async fn parity_hands_an_open_transaction_on(server: &Server) {
    let tester = Tester::new(server, Mode::Parity);
    let mut connection = tester.open().await;
    run(&mut connection, "begin").await;
    run(&mut connection, "create table handed_on (a int)").await;
    drop(connection);
    let mut connection = tester.open().await;
    let name = one(&mut connection, "select to_regclass('handed_on')::text").await;
    assert!(matches!(name, DbValue::Str(name) if name == "handed_on"));
    run(&mut connection, "rollback").await;
}

/// A statement that was prepared before the schema changed runs all the same.
async fn a_changed_schema_is_noticed(server: &Server) {
    let tester = Tester::new(server, Mode::Fast);
    run(&mut tester.open().await, "create table changing (a int)").await;
    run(&mut tester.open().await, "insert into changing values (1)").await;
    let select = "select * from changing";
    assert!(matches!(one(&mut tester.open().await, select).await, DbValue::Int32(1)));
    run(&mut tester.open().await, "alter table changing alter a type text").await;
    assert!(matches!(one(&mut tester.open().await, select).await, DbValue::Str(text) if text == "1"));
    run(&mut tester.open().await, "deallocate all").await;
    assert!(matches!(one(&mut tester.open().await, select).await, DbValue::Str(_)));
}

/// To open a connection that was used before; to run a statement that ran before, for rows and without;
/// to run a new statement.
async fn round_trips_are_counted(server: &Server, mode: Mode, expected: [usize; 4]) {
    let relay = Relay::start(server.port).await;
    let tester = Tester::at(Server::address_at(relay.port, "?sslmode=disable"), mode);
    let mut connection = tester.open().await;
    one(&mut connection, "select 1").await;
    run(&mut connection, "select 2").await;
    drop(connection);
    relay.trips();
    let mut connection = tester.open().await;
    let open = relay.trips();
    one(&mut connection, "select 1").await;
    let query = relay.trips();
    run(&mut connection, "select 2").await;
    let execute = relay.trips();
    one(&mut connection, "select 3").await;
    assert_eq!([open, query, execute, relay.trips()], expected, "{mode:?}");
}
