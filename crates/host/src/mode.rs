//! How true to Spin the host is.

/// Whether the host is fast, or as Spin is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// As little work as can be. An instance may answer several requests, all of one user, and a dependency is made
    /// when it is first called. Requests to all components share connections to Postgres as long as their statements
    /// leave nothing behind: opening one takes no round trip, and a statement that ran before takes one. A slow
    /// statement makes at most seven others wait. A request that begins a transaction or changes a setting has a
    /// connection for itself from then on, for which it waits at most 30 s, and what it leaves behind is undone
    /// before the next one gets that connection.
    Fast,
    /// As Spin. Components are composed with their dependencies, all of which are made for each request. One
    /// round trip to open a connection, two for a statement, for ever when the pool is empty, and an open
    /// transaction is handed on. For tests, so that they fail where production would.
    Parity,
}
