//! What the agent loop does, seen from outside the crate.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers included")]

mod history;
mod items;
mod limits;
mod replay;
mod sdk;
mod support;
