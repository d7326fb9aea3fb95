//! The host from outside: applications of guests written by hand, served over real sockets.

#![expect(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

mod compose;
mod guest;
mod instances;
mod load;
mod serve;
