//! The Model Context Protocol over HTTP (<https://modelcontextprotocol.io/specification>), stateless, for
//! clients of both eras: 2026-07-28, where every request says what its client can, and 2025-11-25 and
//! older, which begin with `initialize`.
//!
//! Messages and their members are the types of `rmcp`, the official SDK. Its HTTP service is not used: it
//! is more than a megabyte of wasm for a server without sessions, and it wants an executor of its own. What
//! is here is the order of the checks, and what is answered to what does not pass them.

mod answer;
mod envelope;
mod host;
mod metadata;
mod request;
mod server;

pub use answer::{Answer, Fault, Reply};
pub use envelope::MAX_DEPTH;
pub use host::{Addresses, NotAllowed, Origin};
pub use metadata::{Challenge, ProtectedResource, resource_metadata};
pub use request::{Headers, Request};
pub use server::{Server, answer};
