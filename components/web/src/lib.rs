//! The page at `/`, and everything below it that no other component serves. It only reads: signing in, talking
//! and tasks are the affair of the components that the page calls.
//!
//! `GET /web/healthz` is for probes. There is no readiness of its own: the files are in the component.

mod files;

use contract::Problem;
use kit::{
    exchange::{Answer, Exchange},
    http::Incoming,
    ready, variables,
};
use serving::{Guard, choose, is_known, security_headers};
use spin_sdk::http::{IncomingRequest, ResponseOutparam};

use crate::files::{File, find};

kit::http_handler!(crate::handle);

/// An answer before the headers that all have.
struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    guard: Guard,
    body: Vec<u8>,
}

async fn handle(request: IncomingRequest, out: ResponseOutparam) {
    let request = Incoming::new(request);
    let exchange = Exchange::begin(&request);
    let reply = route(&request).unwrap_or_else(|problem| Answer::from(problem).into());
    let https = variables::get("public_url").is_some_and(|url| url.starts_with("https://"));
    let mut headers = reply.headers;
    headers.extend(security_headers(reply.guard, https));
    exchange.send(out, reply.status, &headers, reply.body).await;
}

fn route(request: &Incoming) -> Result<Reply, Problem> {
    let path = request.path.split('?').next().unwrap_or_default();
    let domain_key = variables::get("chatkit_domain_key");
    let (file, guard) = match (path, &domain_key) {
        ("/web/healthz", _) => return ready::alive(request).map(json),
        ("/web/chatkit.json", Some(key)) => {
            request.only_read()?;
            return Ok(json(serde_json::json!({ "domainKey": key }).to_string()));
        }
        ("/", None) => (find("/index.html"), Guard::Page),
        ("/", Some(_)) => (find("/chatkit.html").or_else(|| find("/index.html")), Guard::ChatKit),
        // Pages have one address each, which is not their file's name.
        _ => (find(path).filter(|file| !file.is_page()), Guard::File),
    };
    let Some(file) = file else { return missing(request) };
    request.only_read()?;
    Ok(sent(request, file, guard))
}

/// A file, or that the client has it already.
fn sent(request: &Incoming, file: &File, guard: Guard) -> Reply {
    let coding = choose(&request.header("accept-encoding"), &file.codings());
    let etag = file.etag(coding);
    let is_known = is_known(&request.header("if-none-match"), &etag);
    let cache = if file.is_immutable() { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut headers =
        vec![("etag", etag), ("cache-control", cache.to_owned()), ("vary", "accept-encoding".to_owned())];
    if is_known {
        return Reply { status: 304, headers, guard, body: Vec::new() };
    }
    headers.push(("content-type", file.media.to_owned()));
    headers.extend(coding.name().map(|name| ("content-encoding", name.to_owned())));
    Reply { status: 200, headers, guard, body: file.bytes(coding).to_vec() }
}

/// 404: a page for people who follow a wrong link, and a problem document for programs.
fn missing(request: &Incoming) -> Result<Reply, Problem> {
    let wants_page = request.header("accept").iter().any(|value| {
        std::str::from_utf8(value).is_ok_and(|value| value.to_ascii_lowercase().contains("text/html"))
    });
    match find("/404.html").filter(|_| wants_page && request.only_read().is_ok()) {
        Some(page) => {
            let mut reply = sent(request, page, Guard::Page);
            reply.headers.retain(|(name, _)| !["etag", "cache-control"].contains(name));
            reply.headers.push(("cache-control", "no-store".to_owned()));
            Ok(Reply { status: 404, ..reply })
        }
        None => Err(Problem::not_found("There is nothing at this path.")),
    }
}

fn json(body: String) -> Reply {
    Answer::json(body).into()
}

/// An answer that is no file: nobody keeps it.
impl From<Answer> for Reply {
    fn from(Answer { status, mut headers, body }: Answer) -> Self {
        headers.push(("cache-control", "no-store".to_owned()));
        Self { status, headers, guard: Guard::File, body: body.into_bytes() }
    }
}
