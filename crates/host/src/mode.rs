//! How true to Spin the host is.

/// Whether the host is fast, or as Spin is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// As little work as can be. A dependency is made when it is first called. A connection to Postgres that was
    /// used before is opened without a round trip, and a statement that ran before takes one; what a request left
    /// behind (an open transaction, settings) is undone before the next one gets the connection, and a request
    /// waits at most 30 s for one.
    Fast,
    /// As Spin. Components are composed with their dependencies, all of which are made for each request. One
    /// round trip to open a connection, two for a statement, for ever when the pool is empty, and an open
    /// transaction is handed on. For tests, so that they fail where production would.
    Parity,
}
