//! What the client needs of the world it runs in. The traits ask for no `Send`: a guest has one thread.

use crate::error::Phase;

/// Sends requests.
pub trait Http {
    /// The body of a response. Dropping it gives the response up and closes its connection.
    type Body: Chunks;

    /// Sends a request and waits for the head of its response.
    ///
    /// Redirects are not followed: the key is meant for the configured server only. Dropping the future
    /// gives the request up.
    ///
    /// # Errors
    ///
    /// [`Failure`]; a connection that took longer than [`Request::connect_timeout_ms`] is
    /// `Failure::Timeout(Phase::Connect)`.
    fn send(&mut self, request: &Request) -> impl Future<Output = Result<Reply<Self::Body>, Failure>>;
}

/// A body, piece by piece.
pub trait Chunks {
    /// The next bytes, or none at the end.
    ///
    /// # Errors
    ///
    /// [`Failure`], also when the body ends before its announced length.
    fn next_chunk(&mut self) -> impl Future<Output = Result<Option<Vec<u8>>, Failure>>;
}

/// Time and chance.
pub trait Clock {
    /// Milliseconds since some moment, never going back.
    fn now_ms(&self) -> u64;

    /// Ends after `ms` milliseconds. Should cost nothing before it is first polled: every read of the
    /// answer makes one, and most are dropped unused.
    fn sleep(&self, ms: u64) -> impl Future<Output = ()>;

    /// A random number; it need not be secret.
    fn random(&self) -> u64;
}

/// A `POST`. It has no `Debug`, because the key is among its headers.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// Scheme, host and port, as in `https://api.openai.com`.
    pub origin: String,
    /// The path, with its query.
    pub path: String,
    /// Names in lower case, and values.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: Vec<u8>,
    /// How long making the connection may take.
    pub connect_timeout_ms: u64,
    /// How long the head of the response may take, connecting included. The client keeps it by its own
    /// clock; a host that would give up earlier must be told.
    pub first_byte_timeout_ms: u64,
}

/// The head of a response, with its body to come.
#[derive(Clone, Debug)]
pub struct Reply<B> {
    /// The HTTP status.
    pub status: u16,
    /// Names in any case, and values; those that are not text may be left out.
    pub headers: Vec<(String, String)>,
    /// What follows.
    pub body: B,
}

/// Why a request or a read failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A timeout that the implementation itself keeps.
    Timeout(Phase),
    /// Anything else, in words for the log.
    Broken(String),
}
