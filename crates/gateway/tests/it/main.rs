//! The protocol without HTTP: what is read, what is refused, and the form of what goes back.

#![expect(clippy::unwrap_used, reason = "a test may panic, its helpers included")]

mod reading;
mod replies;

use gateway::{Answer, Fault, Reply, Request, Server, answer};
use rmcp::model::{Implementation, ServerCapabilities, ToolsCapability};
use serde_json::{Value, json};

/// A server with one method, which repeats what it was told.
pub struct Echo;

impl Server for Echo {
    fn info(&self) -> Implementation {
        Implementation::new("echo", "1.2.3")
    }

    fn capabilities(&self, _modern: bool) -> ServerCapabilities {
        let mut capabilities = ServerCapabilities::default();
        capabilities.tools = Some(ToolsCapability::default());
        capabilities
    }

    fn instructions(&self) -> Option<String> {
        Some("Say something.".to_owned())
    }

    fn call(&mut self, request: &Request<'_>) -> Option<Result<Reply, Fault>> {
        match &*request.method {
            "tools/list" => Some(Ok(Reply::text(r#"{"tools":[]}"#.to_owned()).cached(7))),
            "tools/call" => Some(Ok(Reply::text("{}".to_owned()))),
            _ => None,
        }
    }
}

/// Answers a body under these headers; none for a notification.
pub fn ask(headers: &[(&str, &str)], body: &[u8]) -> Option<Answer> {
    let headers: Vec<_> =
        headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect();
    match Request::read(&headers, body) {
        Ok(Some(request)) => Some(answer(&mut Echo, &request)),
        Ok(None) => None,
        Err(refused) => Some(refused),
    }
}

/// The same, with the answer's status and its JSON.
#[track_caller]
pub fn json_of(headers: &[(&str, &str)], body: &Value) -> (u16, Value) {
    let answer = ask(headers, body.to_string().as_bytes()).unwrap();
    assert_eq!(answer.headers[0], ("content-type", "application/json".to_owned()));
    (answer.status, serde_json::from_str(&answer.body).unwrap())
}

/// A request of the older era.
pub fn older(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params })
}

/// A request of 2026-07-28, whose `_meta` says so.
pub fn modern(method: &str, mut params: Value) -> Value {
    params["_meta"] = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    older(method, params)
}
