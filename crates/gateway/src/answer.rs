//! What goes back: a result or an error in its envelope, under an HTTP status.

use rmcp::model::{ErrorCode, ErrorData, JsonRpcError, RequestId, ResultType};
use serde::Serialize;

/// An HTTP response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Its headers: `content-type` when there is a body, `retry-after` when trying again may help.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
    /// The scope that the request lacked, for the challenge of a 403.
    pub needs_scope: Option<&'static str>,
}

impl Answer {
    /// What a notification gets: 202 and nothing else.
    pub fn accepted() -> Self {
        Self { status: 202, headers: Vec::new(), body: String::new(), needs_scope: None }
    }

    /// 200 with JSON.
    pub fn json(body: String) -> Self {
        Self::of(200, "application/json", body)
    }

    fn of(status: u16, media_type: &str, body: String) -> Self {
        Self { status, headers: vec![("content-type", media_type.to_owned())], body, needs_scope: None }
    }
}

/// The result of a request, without what belongs to every result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// A JSON object that has neither `resultType` nor `_meta`, `ttlMs` nor `cacheScope`.
    pub result: String,
    /// Whether the result is the last word.
    pub kind: ResultType,
    /// How long the client may keep it, in milliseconds, for itself alone: what is listed can depend on the
    /// token. Only for results that can be cached.
    pub ttl_ms: Option<u64>,
    /// Notifications that belong to the request, as whole messages in their order. They make the answer a
    /// stream of events.
    pub notifications: Vec<String>,
}

impl Reply {
    /// A complete result.
    ///
    /// # Errors
    ///
    /// -32603: it cannot be written as JSON.
    pub fn of(result: &impl Serialize) -> Result<Self, Fault> {
        serde_json::to_string(result)
            .map(Self::text)
            .map_err(|_| ErrorData::internal_error("The result cannot be written.", None).into())
    }

    /// A complete result that is JSON already.
    pub fn text(result: String) -> Self {
        Self { result, kind: ResultType::COMPLETE, ttl_ms: None, notifications: Vec::new() }
    }

    /// The same, which the client may keep for so many milliseconds.
    #[must_use]
    pub fn cached(self, ttl_ms: u64) -> Self {
        Self { ttl_ms: Some(ttl_ms), ..self }
    }

    /// In its envelope. `server_info` is JSON, given in the era where every result has it.
    pub(crate) fn answer(self, id: &RequestId, server_info: Option<&str>) -> Answer {
        let mut result = String::from("{");
        if let Some(info) = server_info {
            let kind = &self.kind;
            result.push_str(&format!(
                r#""resultType":"{kind}","_meta":{{"io.modelcontextprotocol/serverInfo":{info}}},"#
            ));
            if let Some(ttl_ms) = self.ttl_ms {
                result.push_str(&format!(r#""ttlMs":{ttl_ms},"cacheScope":"private","#));
            }
        }
        result.push_str(self.result.trim_start_matches('{'));
        if let Some(empty) = result.strip_suffix(",}") {
            result = format!("{empty}}}");
        }
        let id = serde_json::to_string(id).unwrap_or_else(|_| "null".to_owned());
        let response = format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#);
        if self.notifications.is_empty() {
            return Answer::json(response);
        }
        let messages = self.notifications.iter().chain([&response]);
        let events = messages.map(|message| format!("event: message\ndata: {message}\n\n"));
        Answer::of(200, "text/event-stream", events.collect())
    }
}

/// Why a request has no result.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// What the client is told. It never holds a cause from inside.
    pub error: ErrorData,
    /// The HTTP status; without one it follows from the error and the era.
    pub status: Option<u16>,
    /// For `Retry-After`: seconds.
    pub retry_after: Option<u32>,
    /// The scope that the token would have to grant.
    pub needs_scope: Option<&'static str>,
}

impl Fault {
    /// An error under an HTTP status of its own.
    pub fn with_status(status: u16, error: ErrorData) -> Self {
        Self { status: Some(status), ..error.into() }
    }

    /// 403: the token does not grant `scope`.
    pub fn insufficient_scope(scope: &'static str) -> Self {
        let error = ErrorData::invalid_request(format!("The token does not grant {scope}."), None);
        Self { needs_scope: Some(scope), ..Self::with_status(403, error) }
    }

    /// The same, which may pass after so many seconds.
    #[must_use]
    pub fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// In its envelope, for the era where errors are told in the body alone.
    pub(crate) fn answer(self, id: Option<RequestId>) -> Answer {
        self.answer_with(id, 200)
    }

    /// In its envelope. In the modern era some errors have an HTTP status as well.
    pub(crate) fn answer_modern(self, id: RequestId) -> Answer {
        let status = match self.error.code {
            ErrorCode::METHOD_NOT_FOUND => 404,
            ErrorCode::UNSUPPORTED_PROTOCOL_VERSION
            | ErrorCode::MISSING_REQUIRED_CLIENT_CAPABILITY
            | ErrorCode::HEADER_MISMATCH => 400,
            _ => 200,
        };
        self.answer_with(Some(id), status)
    }

    fn answer_with(self, id: Option<RequestId>, status: u16) -> Answer {
        let body = serde_json::to_string(&JsonRpcError::new(id, self.error)).unwrap_or_default();
        let mut answer = Answer::of(self.status.unwrap_or(status), "application/json", body);
        answer.headers.extend(self.retry_after.map(|seconds| ("retry-after", seconds.to_string())));
        answer.needs_scope = self.needs_scope;
        answer
    }
}

impl From<ErrorData> for Fault {
    fn from(error: ErrorData) -> Self {
        Self { error, status: None, retry_after: None, needs_scope: None }
    }
}
