//! What the offline model does in conversations, with tools that behave as the contract says.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test may panic, its helpers included"
)]

mod cases;
mod resume;
mod safety;
mod sentences;
mod toolbox;
