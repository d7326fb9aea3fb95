//! The world of the `openai` crate, as WASI gives it.

use std::time::Duration;

use kit::{
    clock,
    outbound::{self, Answer, Outgoing},
};
use openai::{Chunks, Clock, Failure, Http, Phase, Reply, Request};

/// Requests that go out through the host.
pub struct WasiHttp;

impl Http for WasiHttp {
    type Body = Body;

    async fn send(&mut self, request: &Request) -> Result<Reply<Body>, Failure> {
        let headers = request.headers.iter();
        let answer = outbound::send(Outgoing {
            origin: &request.origin,
            path: &request.path,
            headers: headers.map(|(name, value)| ((*name).to_owned(), value.clone().into_bytes())).collect(),
            body: Some(request.body.clone()),
            connect: Duration::from_millis(request.connect_timeout_ms),
            first_byte: Duration::from_millis(request.first_byte_timeout_ms),
        })
        .await
        .map_err(|error| failure(error, Phase::FirstByte))?;
        let text = |(name, value): &(String, Vec<u8>)| {
            String::from_utf8(value.clone()).ok().map(|value| (name.clone(), value))
        };
        Ok(Reply {
            status: answer.status,
            headers: answer.headers.iter().filter_map(text).collect(),
            body: Body(answer),
        })
    }
}

/// A body that is still coming.
pub struct Body(Answer);

impl Chunks for Body {
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        self.0.chunk().await.map_err(|error| failure(error, Phase::BetweenBytes))
    }
}

/// The host's clock and randomness.
pub struct WasiClock;

impl Clock for WasiClock {
    fn now_ms(&self) -> u64 {
        clock::milliseconds()
    }

    async fn sleep(&self, ms: u64) {
        clock::sleep(Duration::from_millis(ms)).await;
    }

    fn random(&self) -> u64 {
        clock::random()
    }
}

fn failure(error: outbound::Error, phase: Phase) -> Failure {
    match error {
        outbound::Error::ConnectTimeout => Failure::Timeout(Phase::Connect),
        outbound::Error::Timeout => Failure::Timeout(phase),
        outbound::Error::Malformed(_) | outbound::Error::Broken(_) => Failure::Broken(error.to_string()),
    }
}
