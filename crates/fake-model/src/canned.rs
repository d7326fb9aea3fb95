//! What the server answers when the script has no step: enough for a turn with one tool call.

use serde_json::{Value, json};

use crate::step::Step;

/// Calls `add_task` with the user's words as the title, and answers with what the tool said.
pub(crate) fn step(request: &Value) -> Step {
    let last = request["messages"].as_array().and_then(|messages| messages.last()).unwrap_or(&Value::Null);
    let content = last["content"].as_str().unwrap_or_default();
    let can_add = request["tools"]
        .as_array()
        .is_some_and(|tools| tools.iter().any(|tool| tool["function"]["name"] == "add_task"));
    match last["role"].as_str() {
        Some("user") if can_add => Step::call("add_task", &json!({ "title": content })),
        Some("tool") => Step::text(&format!("Done: {content}")),
        _ => Step::text("There is nothing to do."),
    }
}
