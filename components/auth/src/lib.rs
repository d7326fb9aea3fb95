//! Sign-in at `/api/auth/…`: the paths, bodies, errors, cookies and tables of Better Auth 1.7.
//!
//! This file is only glue: what requests and answers look like is in the crate `accounts`, which of them there
//! are in [`endpoint`], and each group of them in a file of its own.

mod account;
mod attempts;
mod call;
mod config;
mod endpoint;
mod keys;
mod reply;
mod sessions;
mod store;
mod token;

use contract::Problem;
use kit::{
    exchange::{Answer, Exchange},
    http::Incoming,
    log::Log,
    ready,
};
use spin_sdk::http::{IncomingRequest, ResponseOutparam};

use crate::config::Config;

kit::http_handler!(crate::handle);

async fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let request = Incoming::new(request);
    let mut exchange = Exchange::begin(&request);
    let answered = route(request, &mut exchange.log).await;
    exchange.end(out, answered).await;
}

/// Health is told as everywhere in the product, and all the rest as Better Auth tells it.
async fn route(request: Incoming, log: &mut Log) -> Result<Answer, Problem> {
    let path = request.path.split('?').next().unwrap_or_default();
    match path {
        "/api/auth/healthz" => ready::alive(&request).map(Answer::json),
        "/api/auth/readyz" => ready::ready(&request, Config::load, log).map(Answer::json),
        _ => Ok(endpoint::serve(request, log).await.unwrap_or_else(reply::refused)),
    }
}
