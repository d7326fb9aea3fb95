//! A model's server for tests and benches, honest about its clients' mistakes.
//!
//! It speaks `POST /v1/chat/completions` as OpenAI does, always streamed. It checks every request and
//! refuses, with a reason, what a strict server would refuse. What it answers is scripted step by step;
//! without a step it is canned: a user's message makes it call `add_task`, a tool's output makes it answer.

mod answer;
mod body;
mod canned;
mod check;
mod messages;
mod schema;
mod server;
mod state;
mod step;

pub use check::Refusal;
pub use server::{FakeModel, serve};
pub use state::{Recorded, Script};
pub use step::{Call, Ending, Step};
