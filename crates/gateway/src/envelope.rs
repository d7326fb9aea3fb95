//! The envelope: JSON-RPC 2.0 (<https://www.jsonrpc.org/specification>), one message a body.

use std::borrow::Cow;

use rmcp::model::{ErrorData, RequestId};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The deepest nesting of a body. Arguments of tools need three levels.
pub const MAX_DEPTH: usize = 64;

/// A message of a client.
pub(crate) enum Message<'a> {
    /// It wants an answer.
    Request { id: RequestId, method: Cow<'a, str>, params: Option<&'a RawValue> },
    /// It wants none.
    Notification,
}

/// Why a body is no message, with the id of the request when it can be read.
pub(crate) struct Malformed {
    pub(crate) id: Option<RequestId>,
    pub(crate) error: ErrorData,
}

impl<'a> Message<'a> {
    pub(crate) fn read(body: &'a [u8]) -> Result<Self, Malformed> {
        let refuse = |error| Malformed { id: None, error };
        let text = std::str::from_utf8(body)
            .map_err(|_| refuse(ErrorData::parse_error("The body is not UTF-8.", None)))?;
        if depth(body) > MAX_DEPTH {
            return Err(refuse(ErrorData::parse_error("The body is nested too deeply.", None)));
        }
        let json: &RawValue = serde_json::from_str(text)
            .map_err(|_| refuse(ErrorData::parse_error("The body is not JSON.", None)))?;
        // A list would be read as the members in their order.
        let is_object = json.get().starts_with('{');
        let envelope =
            Some(json.get()).filter(|_| is_object).and_then(|json| serde_json::from_str(json).ok());
        let envelope: Envelope<'a> = envelope.ok_or_else(|| {
            let id = Some(json.get()).filter(|_| is_object).and_then(|json| serde_json::from_str(json).ok());
            let id = id.and_then(|Id { id }| id.and_then(read_id));
            Malformed { id, error: invalid("The body is not one JSON-RPC request.") }
        })?;
        let id = match envelope.id {
            None => None,
            Some(id) => {
                let known = read_id(id);
                Some(known.ok_or_else(|| refuse(invalid("The id is neither a string nor an integer.")))?)
            }
        };
        if envelope.jsonrpc != "2.0" {
            return Err(Malformed { id, error: invalid("The version of JSON-RPC is not 2.0.") });
        }
        if envelope.params.is_some_and(|params| !params.get().starts_with('{')) {
            return Err(Malformed { id, error: invalid("params is not an object.") });
        }
        Ok(match id {
            Some(id) => Self::Request { id, method: envelope.method, params: envelope.params },
            None => Self::Notification,
        })
    }
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    jsonrpc: Cow<'a, str>,
    #[serde(default, borrow, deserialize_with = "present")]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    method: Cow<'a, str>,
    #[serde(default, borrow)]
    params: Option<&'a RawValue>,
}

/// All that is looked for in a body that is no request.
#[derive(Deserialize)]
struct Id<'a> {
    #[serde(default, borrow)]
    id: Option<&'a RawValue>,
}

/// A member that is null is there: a request whose id is null is malformed, and no notification.
fn present<'de: 'a, 'a, D: Deserializer<'de>>(from: D) -> Result<Option<&'a RawValue>, D::Error> {
    <&RawValue>::deserialize(from).map(Some)
}

fn read_id(id: &RawValue) -> Option<RequestId> {
    serde_json::from_str(id.get()).ok()
}

fn invalid(message: &'static str) -> ErrorData {
    ErrorData::invalid_request(message, None)
}

/// How deep brackets are nested. Raw values are passed over without recursion, so nobody else counts.
fn depth(body: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
