//! What stands before an MCP server: who may call it and from where, how much may be sent, the metadata by
//! which clients find out where to sign in, health, and the log. The protocol itself is in the crate
//! `gateway`, and what the tools do is the server's affair.

mod config;
mod grant;

use contract::{
    Problem,
    headers::{idempotency_key, json_content, trace_parent},
};
use gateway::{Answer, Challenge, NotAllowed, Request, Server, resource_metadata};
use kit::{
    exchange::{self, Exchange},
    http::Incoming,
    log::Log,
    ready,
};
use spin_sdk::http::{IncomingRequest, ResponseOutparam};

pub use crate::{
    config::Config,
    grant::{Grant, READ, SCOPES, WRITE},
};

/// The most bytes of a body.
const MAX_BODY: usize = 1 << 20;

/// Whom a server acts for, and how.
pub struct Caller {
    /// The subject of the token.
    pub user: String,
    /// What the request may do.
    pub grant: Grant,
    /// The client's `Idempotency-Key`.
    pub key: Option<String>,
    /// The configuration.
    pub config: &'static Config,
    /// Where causes go; its lines carry the request's ids.
    pub log: Log,
}

/// Answers a request. `server` makes the server called `name` for a caller who may come in.
pub async fn handle<S: Server>(
    request: IncomingRequest,
    out: ResponseOutparam,
    name: &str,
    server: impl FnOnce(Caller) -> S,
) {
    let request = Incoming::new(request);
    let mut exchange = Exchange::begin(&request);
    let answered = route(request, &mut exchange.log, name, server).await;
    let answered =
        answered.map(|Answer { status, headers, body, .. }| exchange::Answer { status, headers, body });
    exchange.end(out, answered).await;
}

async fn route<S: Server>(
    request: Incoming,
    log: &mut Log,
    name: &str,
    server: impl FnOnce(Caller) -> S,
) -> Result<Answer, Problem> {
    let path = request.path.split('?').next().unwrap_or_default();
    let config = || Config::get().map_err(|missing| Problem::not_ready(&missing));
    match path {
        "/mcp" => serve(request, config()?, log, server).await,
        "/mcp/healthz" => ready::alive(&request).map(Answer::json),
        "/mcp/readyz" => ready::ready(&request, Config::load, log).map(Answer::json),
        _ => {
            let config = config()?;
            let metadata = resource_metadata(path, &config.base, name, &config.authorization_servers, SCOPES)
                .ok_or_else(|| Problem::not_found("There is nothing at this path."))?;
            request.only_read()?;
            serde_json::to_string(&metadata).map(Answer::json).map_err(|_| Problem::internal())
        }
    }
}

/// The checks of HTTP, and then the protocol's.
async fn serve<S: Server>(
    mut request: Incoming,
    config: &'static Config,
    log: &mut Log,
    server: impl FnOnce(Caller) -> S,
) -> Result<Answer, Problem> {
    config.addresses.check(request.authority.as_deref(), &request.headers).map_err(|why| match why {
        NotAllowed::Host => Problem::foreign("Host"),
        NotAllowed::Origin => Problem::foreign("Origin"),
    })?;
    let authorization = request.header("authorization");
    let challenge = if authorization.is_empty() { Challenge::NoToken } else { Challenge::BadToken };
    let identity = config.access.verify(&authorization, log).await.map_err(|problem| {
        if problem.status() == 401 {
            problem.challenge(challenge.header(&config.base, &SCOPES.join(" ")))
        } else {
            problem
        }
    })?;
    log.add("user", Some(identity.user_id.clone()));
    let grant = Grant::of(identity.scopes.as_deref(), &request.header("x-mcp-readonly"));
    if grant.is_nothing() {
        let needed = SCOPES.join(" ");
        return Err(Problem::missing_scope(&needed).challenge(insufficient(&config.base, &needed)));
    }
    if request.method != "POST" {
        return Err(Problem::method_not_allowed("POST"));
    }
    json_content(&request.header("content-type"))?;
    let key = idempotency_key(&request.header("idempotency-key"));
    let headers = std::mem::take(&mut request.headers);
    let body = request.body(MAX_BODY).await?;
    let key = key?;
    let request = match Request::read(&headers, &body) {
        Ok(Some(request)) => request,
        Ok(None) => return Ok(Answer::accepted()),
        Err(refused) => return Ok(refused),
    };
    if let Some(trace) = request.meta.get("traceparent").and_then(|trace| trace.as_str()) {
        log.add("trace", trace_parent(&[trace]).map(|trace| trace.trace_id));
    }
    log.add("rpc", Some(request.method.chars().take(64).collect::<String>()));
    let caller = Caller { user: identity.user_id, grant, key, config, log: log.clone() };
    let mut answer = gateway::answer(&mut server(caller), &request);
    if let Some(scope) = answer.needs_scope {
        answer.headers.push(("www-authenticate", insufficient(&config.base, scope)));
    }
    Ok(answer)
}

fn insufficient(base: &str, scope: &str) -> String {
    Challenge::InsufficientScope.header(base, scope)
}
