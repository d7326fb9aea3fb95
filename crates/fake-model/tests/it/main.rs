//! The server as its clients see it.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers included")]

mod checks;
mod client;
mod program;
mod replies;
mod support;
