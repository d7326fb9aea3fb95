//! The conversation: roles, forms, and each call with its output.

use serde_json::{Map, Value};

use crate::check::{Checked, function_name, only};

/// Checks all messages; `tools` are the names that a tool message may give.
pub(crate) fn check(messages: &Value, tools: &[&str]) -> Checked {
    let messages = messages.as_array().filter(|messages| !messages.is_empty());
    let messages = messages.ok_or("messages is not an array with something in it")?;
    let mut open: Vec<&str> = Vec::new();
    for (number, message) in messages.iter().enumerate() {
        let place = format!("messages[{number}]");
        let message = message.as_object().ok_or_else(|| format!("{place} is not an object"))?;
        let role = message.get("role").and_then(Value::as_str).unwrap_or_default();
        if role != "tool" && !open.is_empty() {
            return Err(format!("{place} comes before the output of {}", open.join(", ")));
        }
        match role {
            "system" | "developer" if number > 0 => {
                return Err(format!("{place} is a {role} message that is not the first"));
            }
            "system" | "developer" | "user" => {
                only(message, &["role", "content", "name"], &place)?;
                content(message, &place)?;
            }
            "assistant" => open = assistant(message, &place)?,
            "tool" => answered(message, &place, tools, &mut open)?,
            _ => return Err(format!("{place} has the unknown role {role:?}")),
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("the output of {} is missing", open.join(", "))) }
}

/// The ids of the calls that want an output.
fn assistant<'a>(message: &'a Map<String, Value>, place: &str) -> Result<Vec<&'a str>, String> {
    only(message, &["role", "content", "name", "refusal", "tool_calls"], place)?;
    let Some(calls) = message.get("tool_calls") else {
        content(message, place)?;
        return Ok(Vec::new());
    };
    if !matches!(message.get("content"), None | Some(Value::Null)) {
        content(message, place)?;
    }
    let calls = calls.as_array().filter(|calls| !calls.is_empty());
    let calls = calls.ok_or_else(|| format!("{place}.tool_calls is not an array with something in it"))?;
    let mut open = Vec::with_capacity(calls.len());
    for (number, call) in calls.iter().enumerate() {
        let place = format!("{place}.tool_calls[{number}]");
        let id =
            call["id"].as_str().filter(|id| !id.is_empty()).ok_or_else(|| format!("{place} has no id"))?;
        if call["type"] != "function" {
            return Err(format!("{place}.type is not function"));
        }
        function_name(&call["function"]["name"], &place)?;
        if !call["function"]["arguments"].is_string() {
            return Err(format!("{place}.function.arguments is not a string"));
        }
        if open.contains(&id) {
            return Err(format!("{place} has the id {id} a second time"));
        }
        open.push(id);
    }
    Ok(open)
}

/// Takes the id that a tool message answers out of the open ones.
fn answered(message: &Map<String, Value>, place: &str, tools: &[&str], open: &mut Vec<&str>) -> Checked {
    only(message, &["role", "content", "tool_call_id", "name"], place)?;
    content(message, place)?;
    if let Some(name) = message.get("name")
        && !tools.contains(&function_name(name, place)?)
    {
        return Err(format!("{place} is of the unknown tool {name}"));
    }
    let id = message.get("tool_call_id").and_then(Value::as_str);
    let id = id.ok_or_else(|| format!("{place} has no tool_call_id"))?;
    let answers = open.iter().position(|known| *known == id);
    open.remove(answers.ok_or_else(|| format!("{place} answers {id}, which no call before it has"))?);
    Ok(())
}

/// A string, or an array of texts.
fn content(message: &Map<String, Value>, place: &str) -> Checked {
    let text = |part: &Value| part["type"] == "text" && part["text"].is_string();
    match message.get("content") {
        Some(Value::String(_)) => Ok(()),
        Some(Value::Array(parts)) if !parts.is_empty() && parts.iter().all(text) => Ok(()),
        _ => Err(format!("{place}.content is neither a string nor an array of texts")),
    }
}
