//! What the chat endpoint answers with 200.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The answer to a turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChatResponse {
    /// The conversation that the turn belongs to.
    pub conversation_id: i64,
    /// What the assistant says; perhaps nothing.
    pub response: String,
    /// The tools that were called in this turn, in call order.
    pub tool_calls: Vec<ToolCall>,
}

/// A tool's call, refused ones included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToolCall {
    /// The tool's name.
    pub tool: String,
    /// What was sent: a string when it is not JSON.
    pub arguments: Value,
    /// Whether it worked.
    pub status: Status,
    /// The tool's value when it worked, a sentence when not.
    pub result: Value,
}

/// Whether a tool's call worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The tool did what it was asked.
    Ok,
    /// It was refused or failed.
    Error,
}

impl ToolCall {
    /// A call from the texts that passed between model and tool: the arguments as the model wrote them,
    /// and what the tool answered, JSON or (with `is_error`) a sentence.
    pub fn new(tool: &str, arguments: &str, output: &str, is_error: bool) -> Self {
        let (status, result) = if is_error {
            // A sentence stays one, even when it happens to read as JSON.
            (Status::Error, Value::from(output))
        } else {
            (Status::Ok, json_or_text(output))
        };
        Self { tool: tool.to_owned(), arguments: json_or_text(arguments), status, result }
    }
}

fn json_or_text(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}
