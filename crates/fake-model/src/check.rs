//! What a strict server refuses, and why.

use hyper::{Method, http::request};
use serde_json::{Map, Value};

use crate::{messages, schema};

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status: 400, or 401, 404 and 405 where OpenAI says so.
    pub status: u16,
    /// The reason, in a sentence.
    pub reason: String,
}

/// What every check gives: nothing, or a sentence.
pub(crate) type Checked = Result<(), String>;

/// Gives the body's JSON, or why the request is refused. With a `key`, just that bearer token is accepted.
///
/// # Errors
///
/// The first [`Refusal`] that is found.
pub(crate) fn check(head: &request::Parts, body: &[u8], key: Option<&str>) -> Result<Value, Refusal> {
    let refuse = |status, reason: &str| Refusal { status, reason: reason.to_owned() };
    if head.uri.path() != "/v1/chat/completions" {
        return Err(refuse(404, &format!("There is nothing at {}", head.uri.path())));
    }
    if head.method != Method::POST {
        return Err(refuse(405, &format!("{} is not allowed", head.method)));
    }
    let header =
        |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if let Some(key) = key
        && header("authorization") != format!("Bearer {key}")
    {
        return Err(refuse(401, "The authorization header has not the right bearer token"));
    }
    if !header("content-type").starts_with("application/json") {
        return Err(refuse(400, "The content type is not application/json"));
    }
    let request: Value = serde_json::from_slice(body)
        .map_err(|error| refuse(400, &format!("The body is not JSON: {error}")))?;
    let Value::Object(members) = &request else { return Err(refuse(400, "The body is not an object")) };
    check_body(members).map_err(|reason| Refusal { status: 400, reason })?;
    Ok(request)
}

/// The members of <https://platform.openai.com/docs/api-reference/chat/create> that may be sent.
const KNOWN: &[&str] = &[
    "frequency_penalty",
    "logit_bias",
    "logprobs",
    "max_completion_tokens",
    "max_tokens",
    "messages",
    "metadata",
    "model",
    "n",
    "parallel_tool_calls",
    "presence_penalty",
    "prompt_cache_key",
    "reasoning_effort",
    "response_format",
    "safety_identifier",
    "seed",
    "service_tier",
    "stop",
    "store",
    "stream",
    "stream_options",
    "temperature",
    "tool_choice",
    "tools",
    "top_logprobs",
    "top_p",
    "user",
    "verbosity",
];

fn check_body(body: &Map<String, Value>) -> Checked {
    only(body, KNOWN, "the body")?;
    let model = body.get("model").and_then(Value::as_str).unwrap_or_default();
    if model.is_empty() {
        return Err("model is missing".to_owned());
    }
    if body.get("stream") != Some(&Value::Bool(true)) {
        return Err("stream is not true".to_owned());
    }
    if body.get("stream_options").map(|options| &options["include_usage"]) != Some(&Value::Bool(true)) {
        return Err("stream_options.include_usage is not true".to_owned());
    }
    let tools = match body.get("tools") {
        Some(tools) => schema::check_tools(tools)?,
        None => Vec::new(),
    };
    for dependent in ["tool_choice", "parallel_tool_calls"] {
        if tools.is_empty() && body.contains_key(dependent) {
            return Err(format!("{dependent} is only allowed with tools"));
        }
    }
    messages::check(body.get("messages").unwrap_or(&Value::Null), &tools)
}

/// Refuses a member that is not among `known`.
pub(crate) fn only(members: &Map<String, Value>, known: &[&str], place: &str) -> Checked {
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(format!("{place} has the unknown member {name}")),
        None => Ok(()),
    }
}

/// Refuses a function's name that OpenAI refuses.
pub(crate) fn function_name<'a>(name: &'a Value, place: &str) -> Result<&'a str, String> {
    let name = name.as_str().ok_or_else(|| format!("{place} has no name"))?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if name.is_empty() || name.len() > 64 || !name.bytes().all(fits) {
        return Err(format!("{place} has the name {name:?}, which does not match ^[a-zA-Z0-9_-]{{1,64}}$"));
    }
    Ok(name)
}
