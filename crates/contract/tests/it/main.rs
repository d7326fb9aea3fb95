//! The contract, case by case, and with generated input.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test's helpers fail by panicking")]

mod generated;
mod headers;
mod path;
mod problem;
mod request;
mod response;
