//! The real client against this server, over real sockets: each proves the other.

use std::{ops::ControlFlow, time::Instant};

use agent::{Cause, Finished, FunctionCall, Item, Limits, Output, Stopped, Toolbox, Turn, run, user};
use fake_model::{Call, Ending, FakeModel, Script, Step};
use http_body_util::{BodyExt, Full};
use hyper::{
    body::{Bytes, Incoming},
    client::conn::http1,
};
use hyper_util::rt::TokioIo;
use openai::{
    Chunks, Clock, Config, Error, Failure, Http, OpenAi, Phase, Prompt, Reply, Request, Retry, Timeouts, Tool,
};
use serde_json::json;

struct Sockets;

impl Http for Sockets {
    type Body = Body;

    async fn send(&mut self, request: &Request) -> Result<Reply<Body>, Failure> {
        let broken = |error: &dyn std::error::Error| Failure::Broken(error.to_string());
        let host = request.origin.strip_prefix("http://").unwrap();
        let stream = tokio::net::TcpStream::connect(host).await.map_err(|error| broken(&error))?;
        let (mut sender, connection) =
            http1::handshake(TokioIo::new(stream)).await.map_err(|error| broken(&error))?;
        tokio::spawn(connection);
        let mut head = hyper::Request::post(&request.path).header("host", host);
        for (name, value) in &request.headers {
            head = head.header(*name, value);
        }
        let body = Full::new(Bytes::from(request.body.clone()));
        let response = sender.send_request(head.body(body).unwrap()).await.map_err(|error| broken(&error))?;
        let text = |value: &hyper::http::HeaderValue| value.to_str().unwrap().to_owned();
        let headers =
            response.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect();
        Ok(Reply { status: response.status().as_u16(), headers, body: Body(response.into_body()) })
    }
}

struct Body(Incoming);

impl Chunks for Body {
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        match self.0.frame().await {
            None => Ok(None),
            Some(Ok(frame)) => Ok(Some(frame.into_data().map(Vec::from).unwrap_or_default())),
            Some(Err(error)) => Err(Failure::Broken(error.to_string())),
        }
    }
}

struct Real(Instant);

impl Clock for Real {
    fn now_ms(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).unwrap()
    }

    async fn sleep(&self, ms: u64) {
        tokio::time::sleep(std::time::Duration::from_millis(ms)).await;
    }

    fn random(&self) -> u64 {
        u64::from(self.0.elapsed().subsec_nanos())
    }
}

struct Tasks;

impl Toolbox for Tasks {
    type Error = ();

    async fn call(&mut self, call: &FunctionCall, number: u32) -> Result<Output, ()> {
        assert_eq!(call.name, "add_task");
        Ok(Output {
            text: json!({ "task_id": number + 1, "status": "created" }).to_string(),
            is_error: false,
        })
    }
}

type Ended = Result<Finished, Stopped<Error, ()>>;

/// A turn that is given all the time it needs.
fn turn(server: &FakeModel, words: &str) -> (Ended, String) {
    turn_with(server, words, Timeouts::default())
}

/// A turn of the user's; retries come soon.
fn turn_with(server: &FakeModel, words: &str, timeouts: Timeouts) -> (Ended, String) {
    let config = Config {
        base_url: server.base_url(),
        api_key: Some("key".to_owned()),
        model: "small".to_owned(),
        timeouts,
        retry: Retry { first_ms: 20, ..Retry::default() },
    };
    let schema = r#"{"type":"object","properties":{"title":{"type":"string"}}}"#;
    let parameters = serde_json::from_str(schema).unwrap();
    let tool = Tool { name: "add_task", description: "Adds a task.", parameters };
    let prompt = Prompt { instructions: "Be kind.", tools: vec![tool] };
    let mut heard = String::new();
    let mut model = OpenAi::new(config, prompt, Sockets, Real(Instant::now())).on_text(|words| {
        heard.push_str(words);
        ControlFlow::Continue(())
    });
    let said = [user(words)];
    let turn = Turn { history: &[], items: &said, first_call: 0 };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ended = runtime.block_on(run(&mut model, &mut Tasks, turn, Limits::default()));
    drop(model);
    (ended, heard)
}

fn server(steps: impl Into<Vec<Step>>) -> FakeModel {
    FakeModel::start(Script { key: Some("key".to_owned()), steps: steps.into(), ..Script::default() })
        .unwrap()
}

/// 001/FR-027: a turn with one tool call; nothing that the client sends is refused.
#[test]
fn a_canned_turn() {
    let server = server([]);
    let (ended, heard) = turn(&server, "  Buy \"milk\" & ünïcödé \u{1f600} ");
    let finished = ended.unwrap();
    assert_eq!(finished.text, "Done: {\"status\":\"created\",\"task_id\":1}");
    assert_eq!(heard, finished.text);
    let Item::FunctionCall(call) = &finished.items[0] else { panic!("no call: {:?}", finished.items) };
    let arguments: serde_json::Value = serde_json::from_str(&call.arguments).unwrap();
    assert_eq!(arguments["title"], "  Buy \"milk\" & ünïcödé \u{1f600} ");
    assert_eq!((finished.usage.input_tokens, finished.usage.output_tokens), (20, 10));
    assert_eq!(server.refusals(), [""; 0]);
}

/// 001/FR-027: several calls at once, text beside them, and what was refused twice at first.
#[test]
fn a_longer_turn() {
    let add = |title| Call::new("add_task", &json!({ "title": title }));
    let server = server([
        Step::status(429).header("retry-after-ms", "30"),
        Step::close(),
        Step::words("Let me see.", vec![add("a"), add("b")]),
        Step::status(503),
        Step::words("", vec![add("c")]).pace_ms(5),
        Step::text("All three."),
    ]);
    let (ended, heard) = turn(&server, "Add three");
    let finished = ended.unwrap();
    assert_eq!((finished.text.as_str(), heard.as_str()), ("All three.", "Let me see.All three."));
    assert_eq!(finished.items.len(), 8);
    assert_eq!(server.requests().len(), 6);
    assert_eq!(server.refusals(), [""; 0]);
}

/// 001/FR-015: each way of failing, over the wire, is the error that it should be, and is not tried again.
#[test]
fn failures_over_the_wire() {
    let half_a_call = || Step::call("add_task", &json!({ "title": "Buy milk" }));
    let cut = Error::Incomplete("it ended without a finish reason");
    let patient = Timeouts::default();
    let hasty = |first_byte_ms, between_bytes_ms| Timeouts { first_byte_ms, between_bytes_ms, ..patient };
    let cases = [
        (Step::silence(), hasty(300, 30_000), Error::Timeout(Phase::FirstByte)),
        (half_a_call().ending(Ending::Hang), hasty(30_000, 300), Error::Timeout(Phase::BetweenBytes)),
        (half_a_call().ending(Ending::Cut), patient, cut),
        (half_a_call().finish("length"), patient, Error::Incomplete("the limit of tokens cut it")),
        (Step::garbage(), patient, Error::Malformed("it is not JSON")),
        (Step::status(400).body("no"), patient, Error::Refused { status: 400, detail: "no".to_owned() }),
    ];
    for (step, timeouts, error) in cases {
        let server = server([step]);
        let stopped = turn_with(&server, "Add milk", timeouts).0.unwrap_err();
        assert_eq!(stopped.cause, Cause::Model(error));
        assert!(stopped.items.is_empty(), "half a call never runs");
        assert_eq!(server.requests().len(), 1);
    }
    let server = server([half_a_call().ending(Ending::Break)]);
    let stopped = turn(&server, "Add milk").0.unwrap_err();
    assert!(matches!(stopped.cause, Cause::Model(Error::Transport { .. })), "{:?}", stopped.cause);
    assert_eq!(server.requests().len(), 1);
}

/// 001/FR-017: what ran before the model failed is in what is left of the turn.
#[test]
fn what_ran_is_kept() {
    let server = server([Step::call("add_task", &json!({ "title": "a" })), Step::status(401)]);
    let stopped = turn(&server, "Add a").0.unwrap_err();
    assert_eq!(stopped.items.len(), 2);
    assert!(matches!(stopped.cause, Cause::Model(Error::Refused { status: 401, .. })));
}
