//! The chat endpoint, `POST /api/{user_id}/chat`, with `GET /healthz` and `GET /readyz`.
//!
//! This file is only glue: what the contract says of requests and answers is in the crate `contract`, the
//! agent's loop in `agent`, and a turn from begin to end in [`turn`].

mod asked;
mod config;
mod model;
mod store;
mod stream;
mod threads;
mod tools;
mod turn;
mod wasi_http;
mod watch;

use contract::{
    Problem,
    headers::{idempotency_key, json_content},
    path::path_user,
    request::{Body, MAX_BODY, decode},
};
use kit::{
    access,
    exchange::{Answer, Exchange},
    http::Incoming,
    log::Log,
    ready,
};
use spin_sdk::http::{IncomingRequest, ResponseOutparam};

use crate::{
    asked::{Asked, json},
    config::Config,
    stream::Streaming,
};

kit::http_handler!(crate::handle);

async fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let request = Incoming::new(request);
    let mut exchange = Exchange::begin(&request);
    let answer = match route(request, &mut exchange.log).await {
        Ok(Answering::Whole(body)) => Ok(Answer::json(body)),
        Ok(Answering::Stream(stream)) => return stream.run(exchange, out).await,
        Err(problem) => Err(problem),
    };
    exchange.end(out, answer).await;
}

/// How a request is answered.
enum Answering {
    /// With JSON.
    Whole(String),
    /// With the events of a turn, as they happen.
    Stream(Box<Streaming>),
}

async fn route(request: Incoming, log: &mut Log) -> Result<Answering, Problem> {
    let path = request.path.split('?').next().unwrap_or_default();
    match path {
        "/healthz" => ready::alive(&request).map(Answering::Whole),
        "/readyz" => ready::ready(&request, Config::load, log).map(Answering::Whole),
        _ => endpoint(request, log).await,
    }
}

/// The endpoint's checks, in the contract's order, and then what is asked.
async fn endpoint(request: Incoming, log: &mut Log) -> Result<Answering, Problem> {
    let Some(named) = path_user(&request.path) else {
        return Err(Problem::not_found("There is nothing at this path."));
    };
    let authorization = request.header("authorization");
    if authorization.is_empty() {
        return Err(Problem::no_token());
    }
    let config = Config::get().map_err(|missing| Problem::not_ready(&missing))?;
    let identity = config.access.verify(&authorization, log).await?;
    if !named.is(&identity.user_id) {
        return Err(Problem::forbidden());
    }
    // What is said here changes things, or may: there is no chat that only reads.
    if !identity.may(access::WRITE) {
        return Err(Problem::missing_scope(access::WRITE));
    }
    log.add("user", Some(identity.user_id.clone()));
    if request.method != "POST" {
        return Err(Problem::method_not_allowed("POST"));
    }
    json_content(&request.header("content-type"))?;
    let key = idempotency_key(&request.header("idempotency-key"));
    let body = request.body(MAX_BODY).await?;
    let key = key?;
    let decoded = decode(&body)?;
    let asked = Asked { user: identity.user_id, key, digest: decoded.digest, config };
    match decoded.body {
        Body::Chat(said) => json(&asked.chat(&said, log).await?, log).map(Answering::Whole),
        Body::ChatKit { kind, value } => asked.chatkit(chatkit::Request::read(&kind, &value)?, log),
    }
}
