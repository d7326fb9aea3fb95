//! From a step to the bytes of an answer, cut as OpenAI cuts them.

use serde_json::{Value, json};

use crate::step::{Call, Ending};

/// A body in OpenAI's form of an error.
pub(crate) fn error_body(message: &str, kind: &str) -> String {
    json!({ "error": { "message": message, "type": kind, "param": null, "code": null } }).to_string()
}

/// What a stream of an answer is made of.
pub(crate) struct Words<'a> {
    pub(crate) model: &'a str,
    pub(crate) text: &'a str,
    pub(crate) calls: &'a [Call],
    pub(crate) ending: Ending,
    pub(crate) finish: Option<&'a str>,
    pub(crate) usage: (u64, u64),
    /// The number of the request: part of the ids, so that none comes twice.
    pub(crate) number: usize,
}

impl Words<'_> {
    /// The events, each as the server sends it.
    pub(crate) fn events(&self) -> Vec<String> {
        let mut deltas = vec![json!({ "role": "assistant", "content": "" })];
        deltas.extend(pieces(self.text, ' ').map(|words| json!({ "content": words })));
        for (index, call) in self.calls.iter().enumerate() {
            let id = call.id.clone().unwrap_or_else(|| format!("call_{}_{index}", self.number));
            let function = json!({ "name": call.name, "arguments": "" });
            let start = json!({ "index": index, "id": id, "type": "function", "function": function });
            deltas.push(json!({ "tool_calls": [start] }));
            deltas.extend(pieces(&call.arguments, '"').map(
                |piece| json!({ "tool_calls": [{ "index": index, "function": { "arguments": piece } }] }),
            ));
        }
        let mut events: Vec<String> = deltas.iter().map(|delta| self.event(delta, None)).collect();
        if self.ending != Ending::Whole {
            // The first delta with something in it is sent, the last is not, unless it is the only one.
            events.truncate((deltas.len() / 2).max(2));
            return events;
        }
        let natural = if self.calls.is_empty() { "stop" } else { "tool_calls" };
        events.push(self.event(&json!({}), Some(self.finish.unwrap_or(natural))));
        let (input, output) = self.usage;
        let usage =
            json!({ "prompt_tokens": input, "completion_tokens": output, "total_tokens": input + output });
        events.push(frame(&self.chunk(json!([]), usage)));
        events.push("data: [DONE]\n\n".to_owned());
        events
    }

    fn event(&self, delta: &Value, finish: Option<&str>) -> String {
        let choice = json!({ "index": 0, "delta": delta, "logprobs": null, "finish_reason": finish });
        frame(&self.chunk(json!([choice]), Value::Null))
    }

    fn chunk(&self, choices: Value, usage: Value) -> Value {
        json!({
            "id": format!("chatcmpl-{}", self.number),
            "object": "chat.completion.chunk",
            "created": 1_700_000_000,
            "model": self.model,
            "choices": choices,
            "usage": usage,
        })
    }
}

/// The text in pieces, each ending after a mark; so a call's arguments come in pieces that are no JSON.
fn pieces(text: &str, mark: char) -> impl Iterator<Item = &str> {
    text.split_inclusive(mark)
}

fn frame(chunk: &Value) -> String {
    format!("data: {chunk}\n\n")
}
