//! The real program with a real PostgreSQL: how it starts, how it ends, and what it survives.
//!
//! Most run `todo-runner db`, whose database is the same as that of `up`, without components.

mod death;
#[expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "its functions are part of the tests that call them"
)]
mod embedded;
mod leftovers;
mod lifecycle;
#[expect(clippy::unwrap_used, clippy::panic, reason = "these functions are part of the tests that call them")]
mod runner;
mod secrets;
#[expect(clippy::unwrap_used, clippy::panic, reason = "these functions are part of the tests that call them")]
mod up;
