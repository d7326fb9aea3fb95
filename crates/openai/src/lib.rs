//! A model behind an OpenAI-compatible server: OpenAI, Ollama, vLLM, llama.cpp and their like.
//!
//! The crate does no I/O and knows no runtime: the world is behind [`Http`] and [`Clock`]. What it owns
//! is the protocol of `POST /chat/completions` (<https://platform.openai.com/docs/api-reference/chat>):
//! the request, the stream of the answer, when to try again, and when to give up.

mod chunk;
mod client;
mod error;
mod parts;
mod patience;
mod request;
mod retry;
mod sse;
mod stream;
mod world;

pub use client::{Config, OpenAi, Timeouts};
pub use error::{Error, Phase};
pub use request::{Prompt, Tool, body, endpoint};
pub use retry::{Retry, retry_after_ms};
pub use stream::{Answer, MAX_ANSWER_BYTES, OnText};
pub use world::{Chunks, Clock, Failure, Http, Reply, Request};
