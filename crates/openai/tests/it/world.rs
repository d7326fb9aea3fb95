//! A network that follows a script, and a clock without waiting.

use std::{
    cell::RefCell,
    collections::VecDeque,
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll, Waker},
};

use agent::{Item, Model, Response, user};
use openai::{
    Chunks, Clock, Config, Error, Failure, Http, OpenAi, Phase, Prompt, Reply, Request, Retry, Timeouts,
};

pub const KEY: &str = "sk-secret-0123456789";
pub const HANG: u64 = u64::MAX;

/// What the network does with one request.
#[derive(Clone)]
pub struct Exchange {
    /// When the head comes, in milliseconds after the request.
    pub head_after: u64,
    pub head: Result<(u16, Vec<(String, String)>), Failure>,
    /// What comes after the head, each with the milliseconds since what was before.
    pub body: Vec<(u64, Piece)>,
}

#[derive(Clone)]
pub enum Piece {
    Bytes(Vec<u8>),
    Fails(Failure),
}

/// A status with headers and a body in one piece, at once.
pub fn status(status: u16, headers: &[(&str, &str)], body: &str) -> Exchange {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Exchange { head_after: 0, head: Ok((status, headers)), body: vec![(0, Piece::Bytes(body.into()))] }
}

/// A 200 with these pieces, each after so many milliseconds.
pub fn stream(pieces: &[(u64, &str)]) -> Exchange {
    let body = pieces.iter().map(|(after, text)| (*after, Piece::Bytes(text.as_bytes().to_vec()))).collect();
    Exchange { head_after: 0, head: Ok((200, Vec::new())), body }
}

/// A request that fails.
pub fn fails(failure: Failure) -> Exchange {
    Exchange { head_after: 0, head: Err(failure), body: Vec::new() }
}

pub fn broken() -> Failure {
    Failure::Broken("connection reset".to_owned())
}

/// The answer "Hello", whole.
pub const HELLO: &str = concat!(
    "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n",
    "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
    "data: [DONE]\n\n"
);

/// Time that jumps to the next alarm when all wait for it.
#[derive(Clone, Default)]
pub struct FakeClock(Rc<RefCell<Time>>);

#[derive(Default)]
struct Time {
    now: u64,
    alarms: Vec<u64>,
    randoms: u64,
}

impl FakeClock {
    /// Runs a future to its end.
    pub fn run<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        loop {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return output;
            }
            let mut time = self.0.borrow_mut();
            let next = time.alarms.drain(..).min().unwrap_or(HANG);
            assert_ne!(next, HANG, "all wait for what never comes");
            time.now = next;
        }
    }

    fn alarm(&self, ms: u64) -> Alarm {
        Alarm { clock: self.clone(), at: self.now_ms().saturating_add(ms) }
    }
}

struct Alarm {
    clock: FakeClock,
    at: u64,
}

impl Future for Alarm {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let mut time = self.clock.0.borrow_mut();
        if time.now >= self.at {
            return Poll::Ready(());
        }
        time.alarms.push(self.at);
        Poll::Pending
    }
}

impl Clock for FakeClock {
    fn now_ms(&self) -> u64 {
        self.0.borrow().now
    }

    async fn sleep(&self, ms: u64) {
        self.alarm(ms).await;
    }

    /// Counts, so that made-up ids are the same in every run and the jitter is next to nothing.
    fn random(&self) -> u64 {
        let mut time = self.0.borrow_mut();
        time.randoms += 1;
        time.randoms - 1
    }
}

pub struct Scripted {
    clock: FakeClock,
    script: VecDeque<Exchange>,
    sent: Rc<RefCell<Vec<(u64, Request)>>>,
}

impl Http for Scripted {
    type Body = Body;

    async fn send(&mut self, request: &Request) -> Result<Reply<Body>, Failure> {
        self.sent.borrow_mut().push((self.clock.now_ms(), request.clone()));
        let exchange =
            self.script.pop_front().unwrap_or_else(|| panic!("a request that is not in the script"));
        self.clock.alarm(exchange.head_after).await;
        let (status, headers) = exchange.head?;
        Ok(Reply { status, headers, body: Body { clock: self.clock.clone(), pieces: exchange.body.into() } })
    }
}

pub struct Body {
    clock: FakeClock,
    pieces: VecDeque<(u64, Piece)>,
}

impl Chunks for Body {
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let Some((after, piece)) = self.pieces.pop_front() else { return Ok(None) };
        self.clock.alarm(after).await;
        match piece {
            Piece::Bytes(bytes) => Ok(Some(bytes)),
            Piece::Fails(failure) => Err(failure),
        }
    }
}

/// The configuration of every test that does not say otherwise: the defaults.
pub fn config() -> Config {
    Config {
        base_url: "http://model.test/v1".to_owned(),
        api_key: Some(KEY.to_owned()),
        model: "small".to_owned(),
        timeouts: Timeouts::default(),
        retry: Retry::default(),
    }
}

/// What came of one call of the model.
pub struct Ended {
    pub result: Result<Response, Error>,
    /// When each request was sent, and what it was.
    pub sent: Vec<(u64, Request)>,
    /// When it was over.
    pub at: u64,
    /// What was told while the answer came.
    pub heard: String,
}

impl Ended {
    pub fn times(&self) -> Vec<u64> {
        self.sent.iter().map(|(at, _)| *at).collect()
    }

    #[track_caller]
    pub fn error(&self) -> &Error {
        self.result.as_ref().unwrap_err()
    }

    #[track_caller]
    pub fn items(&self) -> &[Item] {
        &self.result.as_ref().unwrap().items
    }
}

/// Asks once, in the default configuration.
pub fn ask(script: impl IntoIterator<Item = Exchange>) -> Ended {
    ask_with(config(), script)
}

/// Asks once.
pub fn ask_with(config: Config, script: impl IntoIterator<Item = Exchange>) -> Ended {
    let clock = FakeClock::default();
    let sent = Rc::default();
    let http =
        Scripted { clock: clock.clone(), script: script.into_iter().collect(), sent: Rc::clone(&sent) };
    let mut heard = String::new();
    let mut model = OpenAi::new(config, Prompt::default(), http, clock.clone()).on_text(|words| {
        heard.push_str(words);
        std::ops::ControlFlow::Continue(())
    });
    let result = clock.run(model.respond(&[user("Hi")]));
    drop(model);
    let ended = Ended { result, sent: sent.take(), at: clock.now_ms(), heard };
    if let Err(error) = &ended.result {
        assert!(!format!("{error} {error:?} {}", error.detail()).contains(KEY), "the key is in the error");
        assert_eq!(error.is_timeout(), matches!(error, Error::Timeout(_)));
    }
    ended
}

/// A model for several calls in one turn.
pub fn model<'a>(script: impl IntoIterator<Item = Exchange>) -> (OpenAi<'a, Scripted, FakeClock>, FakeClock) {
    let clock = FakeClock::default();
    let http = Scripted { clock: clock.clone(), script: script.into_iter().collect(), sent: Rc::default() };
    (OpenAi::new(config(), Prompt::default(), http, clock.clone()), clock)
}

pub const fn timeout(phase: Phase) -> Error {
    Error::Timeout(phase)
}
