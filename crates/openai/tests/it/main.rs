//! The client against a scripted network and a clock that only moves when nothing else can.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic, its helpers included")]

mod answer;
mod calls;
mod client;
mod request;
mod retry;
mod time;
mod world;
