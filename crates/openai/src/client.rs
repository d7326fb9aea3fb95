//! The model: sends, tries again, reads the answer as it comes, and keeps time.

use core::ops::ControlFlow;

use agent::{Item, Model, Response};

use crate::{
    error::{Error, Phase},
    patience::Patience,
    request::{Prompt, body, endpoint},
    retry::{Retry, retry_after_ms},
    stream::{Answer, OnText},
    world::{Chunks, Clock, Failure, Http, Reply, Request},
};

/// An OpenAI-compatible model, for one turn.
pub struct OpenAi<'a, H, C> {
    config: Config,
    prompt: Prompt,
    http: H,
    clock: C,
    deadline_ms: u64,
    on_text: Box<OnText<'a>>,
}

/// Which server, which model, and how long. It has no `Debug`, because it holds the key.
#[derive(Clone, PartialEq, Eq)]
pub struct Config {
    /// Ends in `/v1` as a rule; `/chat/completions` is appended.
    pub base_url: String,
    /// Sent as a bearer token; local servers need none.
    pub api_key: Option<String>,
    /// The model's name.
    pub model: String,
    /// How long things may take.
    pub timeouts: Timeouts,
    /// When a request is sent again.
    pub retry: Retry,
}

/// How long things may take, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Making a connection; kept by [`Http`].
    pub connect_ms: u64,
    /// From sending a request, connecting included, to the head of its response.
    pub first_byte_ms: u64,
    /// From one piece of the answer to the next.
    pub between_bytes_ms: u64,
    /// The turn: all calls, retries and waits, and the tools between them.
    pub turn_ms: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect_ms: 10_000, first_byte_ms: 60_000, between_bytes_ms: 30_000, turn_ms: 120_000 }
    }
}

impl<'a, H: Http, C: Clock> OpenAi<'a, H, C> {
    /// A model for one turn, whose time begins now.
    pub fn new(config: Config, prompt: Prompt, http: H, clock: C) -> Self {
        let deadline_ms = clock.now_ms().saturating_add(config.timeouts.turn_ms);
        Self { config, prompt, http, clock, deadline_ms, on_text: Box::new(|_| ControlFlow::Continue(())) }
    }

    /// Has the words of each answer told to `on_text` as they come. When that breaks, the answer is given
    /// up with [`Error::Cancelled`].
    #[must_use]
    pub fn on_text(mut self, on_text: impl FnMut(&str) -> ControlFlow<()> + 'a) -> Self {
        self.on_text = Box::new(on_text);
        self
    }

    async fn ask(&mut self, input: &[Item]) -> Result<Response, Error> {
        let request = self.request(input)?;
        let mut retries = 0;
        loop {
            let (error, asked_ms) = match self.send(&request).await {
                Ok(Reply { status: 200..=299, body, .. }) => return self.read(body).await,
                Ok(reply) => (self.refusal(reply.status, reply.body).await, retry_after_ms(&reply.headers)),
                Err(error) => (error, None),
            };
            match self.config.retry.wait_ms(&error, retries, asked_ms, self.clock.random()) {
                Some(wait_ms) if wait_ms < self.left_ms() => self.clock.sleep(wait_ms).await,
                _ => return Err(error),
            }
            retries += 1;
        }
    }

    fn request(&self, input: &[Item]) -> Result<Request, Error> {
        let mut headers = vec![
            ("content-type", "application/json".to_owned()),
            ("accept", "text/event-stream, application/json".to_owned()),
        ];
        if !self.key().is_empty() {
            headers.push(("authorization", format!("Bearer {}", self.key())));
        }
        let (origin, path) = endpoint(&self.config.base_url);
        Ok(Request {
            origin,
            path,
            headers,
            body: body(&self.config.model, &self.prompt, input)?,
            connect_timeout_ms: self.config.timeouts.connect_ms.min(self.left_ms()),
            first_byte_timeout_ms: self.config.timeouts.first_byte_ms.min(self.left_ms()),
        })
    }

    /// The key without the line end that a secret from a file often has.
    fn key(&self) -> &str {
        self.config.api_key.as_deref().unwrap_or_default().trim()
    }

    async fn send(&mut self, request: &Request) -> Result<Reply<H::Body>, Error> {
        let limit_ms = self.config.timeouts.first_byte_ms;
        let mut patience = Patience::new(&self.clock, Phase::FirstByte, limit_ms, self.deadline_ms)?;
        Ok(patience.wait(self.http.send(request)).await??)
    }

    async fn read(&mut self, mut body: H::Body) -> Result<Response, Error> {
        let limit_ms = self.config.timeouts.between_bytes_ms;
        let mut patience = Patience::new(&self.clock, Phase::BetweenBytes, limit_ms, self.deadline_ms)?;
        let mut answer = Answer::default();
        while !answer.is_over() {
            match patience.wait(body.next_chunk()).await {
                Ok(Ok(Some(bytes))) => answer.push(&bytes, &mut *self.on_text)?,
                Ok(Ok(None)) => break,
                // The model had ended its answer; only the count of its tokens is missing.
                _ if answer.is_whole() => break,
                Ok(Err(failure)) => return Err(failure.into()),
                Err(error) => return Err(error),
            }
        }
        answer.finish(|| self.clock.random(), &mut *self.on_text)
    }

    /// What a status other than success means. The start of its body is for the log, so there is little
    /// patience for it.
    async fn refusal(&self, status: u16, mut body: H::Body) -> Error {
        let mut said = Vec::new();
        let patience = Patience::new(&self.clock, Phase::BetweenBytes, DETAIL_MS, self.deadline_ms);
        if let Ok(mut patience) = patience {
            let read = async {
                while said.len() < DETAIL_BYTES {
                    let Ok(Some(bytes)) = body.next_chunk().await else { break };
                    said.extend_from_slice(&bytes);
                }
            };
            // What came until its end is enough.
            let _ = patience.wait(read).await;
        }
        said.truncate(DETAIL_BYTES);
        let detail = String::from_utf8_lossy(&said).into_owned();
        if status == 429 { Error::RateLimited { detail } } else { Error::Refused { status, detail } }
    }

    fn left_ms(&self) -> u64 {
        self.deadline_ms.saturating_sub(self.clock.now_ms())
    }
}

/// More than what [`Error::detail`] keeps, so that a key is either found in it or behind what is kept.
const DETAIL_BYTES: usize = 8 << 10;
const DETAIL_MS: u64 = 2_000;

impl<H: Http, C: Clock> Model for OpenAi<'_, H, C> {
    type Error = Error;

    async fn respond(&mut self, input: &[Item]) -> Result<Response, Error> {
        self.ask(input).await.map_err(|error| error.without_key(self.key()))
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Timeout(phase) => Self::Timeout(phase),
            Failure::Broken(detail) => Self::Transport { detail },
        }
    }
}
