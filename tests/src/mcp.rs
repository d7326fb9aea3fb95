//! A client of the MCP server, of either era.

use serde_json::{Value, json};

use crate::{
    app::{App, PUBLIC_URL},
    caller::{Who, now, token},
    http::{Answer, Request},
};

/// The path of the server.
pub const PATH: &str = "/mcp";

/// The five tools, in the order in which they are listed.
pub const TOOLS: [&str; 5] = ["add_task", "list_tasks", "complete_task", "delete_task", "update_task"];

/// How a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// As of 2025-11-25.
    Older,
    /// As of 2026-07-28.
    Modern,
}

impl Era {
    /// Both.
    pub const BOTH: [Self; 2] = [Self::Older, Self::Modern];

    /// The newest version of the protocol that is of this era.
    pub fn version(self) -> &'static str {
        match self {
            Self::Older => "2025-11-25",
            Self::Modern => "2026-07-28",
        }
    }
}

/// The claims of a good token for the server, good for ten minutes; to be changed.
pub fn claims(user: &str) -> Value {
    json!({ "sub": user, "exp": now() + 600, "aud": PUBLIC_URL })
}

/// What a modern request says of its client, in `_meta`.
pub fn meta() -> Value {
    json!({
        "io.modelcontextprotocol/protocolVersion": Era::Modern.version(),
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": { "name": "tests", "version": "1" },
    })
}

/// A client of a running application.
#[derive(Clone)]
pub struct Client<'a> {
    app: &'a App,
    era: Era,
    token: Option<String>,
}

impl App {
    /// Alice's client.
    pub fn mcp(&self, era: Era) -> Client<'_> {
        self.mcp_of(&Who::Alice, era)
    }

    /// Somebody's client.
    pub fn mcp_of(&self, who: &Who, era: Era) -> Client<'_> {
        let token = (*who != Who::Anonymous).then(|| token(&claims(who.id())));
        Client { app: self, era, token }
    }
}

impl Client<'_> {
    /// The same with another token, or with none.
    #[must_use]
    pub fn with_token(self, token: Option<String>) -> Self {
        Self { token, ..self }
    }

    /// The same with a token of Alice's that has one more claim, or another value of it; null leaves it out.
    #[must_use]
    pub fn with_claim(self, name: &str, value: Value) -> Self {
        let mut claims = claims(Who::Alice.id());
        match (claims.as_object_mut(), value) {
            (Some(members), Value::Null) => drop(members.remove(name)),
            (_, value) => claims[name] = value,
        }
        self.with_token(Some(token(&claims)))
    }

    /// A good HTTP request, to be changed; its id is 1.
    pub fn request(&self, method: &str, params: &Value) -> Request {
        note(self.app, params);
        let mut params = params.clone();
        let mut request = Request::new("POST", PATH)
            .header("content-type", "application/json")
            .header("accept", "application/json, text/event-stream");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if self.era == Era::Modern {
            params["_meta"] = meta();
            request = request.header("mcp-method", method);
            if let (Some(name), "tools/call") = (params["name"].as_str(), method) {
                request = request.header("mcp-name", name);
            }
        }
        // At `initialize` nothing is agreed on yet.
        if method != "initialize" {
            request = request.header("mcp-protocol-version", self.era.version());
        }
        request.body(json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string())
    }

    /// A good HTTP request that calls a tool, to be changed.
    pub fn call_request(&self, tool: &str, arguments: &Value) -> Request {
        self.request("tools/call", &json!({ "name": tool, "arguments": arguments }))
    }

    /// Asks for something.
    #[track_caller]
    pub fn ask(&self, method: &str, params: &Value) -> Answer {
        self.app.send(&self.request(method, params))
    }

    /// Calls a tool.
    #[track_caller]
    pub fn call(&self, tool: &str, arguments: &Value) -> Answer {
        self.app.send(&self.call_request(tool, arguments))
    }

    /// Calls a tool under an idempotency key.
    #[track_caller]
    pub fn call_once(&self, key: &str, tool: &str, arguments: &Value) -> Answer {
        self.app.send(&self.call_request(tool, arguments).header("idempotency-key", key))
    }

    /// The names of the listed tools.
    #[track_caller]
    pub fn listed(&self) -> Vec<String> {
        let tools = self.ask("tools/list", &json!({})).result()["tools"].clone();
        let name = |tool: &Value| tool["name"].as_str().unwrap_or_default().to_owned();
        tools.as_array().into_iter().flatten().map(name).collect()
    }

    /// The titles of the user's tasks, as the server lists them.
    #[track_caller]
    pub fn titles(&self) -> Vec<String> {
        let tasks = self.call("list_tasks", &json!({})).value();
        let title = |task: &Value| task["title"].as_str().unwrap_or_default().to_owned();
        tasks.as_array().into_iter().flatten().map(title).collect()
    }
}

/// Remembers the texts of a request, which must not be in the log.
fn note(app: &App, value: &Value) {
    match value {
        Value::String(text) => app.note(text),
        Value::Array(values) => values.iter().for_each(|value| note(app, value)),
        Value::Object(members) => members.values().for_each(|value| note(app, value)),
        _ => {}
    }
}

/// The answers of an MCP server.
impl Answer {
    /// The result that it holds.
    ///
    /// # Panics
    ///
    /// It is not a 200 with a JSON-RPC response that has one, or it begins a session.
    #[track_caller]
    pub fn result(&self) -> Value {
        assert_eq!(self.status, 200, "{self}");
        let mut document = self.envelope();
        assert_eq!(document.as_object().map(|members| members.len()), Some(3), "{self}");
        assert!(document["id"].is_i64() || document["id"].is_string(), "{self}");
        assert!(document["result"].is_object(), "{self}");
        document["result"].take()
    }

    /// The error that it holds, with its envelope.
    ///
    /// # Panics
    ///
    /// It has another status or another code, or it says nothing.
    #[track_caller]
    pub fn fault(&self, status: u16, code: i64) -> Value {
        assert_eq!(self.status, status, "{self}");
        let document = self.envelope();
        assert!(document.get("result").is_none(), "{self}");
        assert_eq!(document["error"]["code"], code, "{self}");
        assert!(document["error"]["message"].as_str().is_some_and(|text| !text.is_empty()), "{self}");
        document
    }

    /// The value of a tool that did its work: what its text says as JSON.
    ///
    /// # Panics
    ///
    /// It is not the result of a call that worked, of one block of text.
    #[track_caller]
    pub fn value(&self) -> Value {
        let result = self.result();
        assert_ne!(result["isError"], true, "{self}");
        serde_json::from_str(text(&result)).unwrap_or_else(|_| panic!("the text is no JSON: {self}"))
    }

    /// The sentence of a tool that did nothing.
    ///
    /// # Panics
    ///
    /// It is not such a result.
    #[track_caller]
    pub fn sentence(&self) -> String {
        let result = self.result();
        assert_eq!(result["isError"], true, "{self}");
        assert!(result.get("structuredContent").is_none(), "{self}");
        text(&result).to_owned()
    }

    #[track_caller]
    fn envelope(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{self}");
        assert_eq!(self.header("mcp-session-id"), None, "there are no sessions: {self}");
        let document = self.json();
        assert_eq!(document["jsonrpc"], "2.0", "{self}");
        document
    }
}

/// The one block of text of a tool's result.
fn text(result: &Value) -> &str {
    match result["content"].as_array().map(Vec::as_slice) {
        Some([block]) if block["type"] == "text" => block["text"].as_str().unwrap_or_default(),
        _ => panic!("not one block of text: {result}"),
    }
}
