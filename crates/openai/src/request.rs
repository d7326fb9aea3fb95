//! What is sent: instructions, conversation and tools as the body of `POST /chat/completions`.

use std::borrow::Cow;

use agent::{FunctionCall, Item, Role};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::error::Error;

/// What the model is told in every call of a turn.
#[derive(Clone, Debug, Default)]
pub struct Prompt {
    /// The one system message. It comes first; none is sent when this is empty.
    pub instructions: &'static str,
    /// What the model may call.
    pub tools: Vec<Tool>,
}

/// A tool as the model sees it.
#[derive(Clone, Debug)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// What it does, in words for the model.
    pub description: &'static str,
    /// The JSON schema of its arguments, an object, which is passed on as it was written.
    pub parameters: &'static RawValue,
}

/// The body of a request, as JSON. A user's words are in it verbatim.
///
/// `items` must be settled (see [`agent::settled`]): servers refuse a call without its output.
///
/// # Errors
///
/// [`Error::Malformed`] when the tools' schemas cannot be written as JSON.
pub fn body(model: &str, prompt: &Prompt, items: &[Item]) -> Result<Vec<u8>, Error> {
    let body = Body {
        model,
        messages: messages(prompt.instructions, items),
        tools: prompt.tools.iter().map(ToolDefinition::of).collect(),
        stream: true,
        stream_options: StreamOptions { include_usage: true },
    };
    serde_json::to_vec(&body).map_err(|_| Error::Malformed("the request cannot be written"))
}

/// Where to post to, as origin and path: `/chat/completions` below the base, whose query is kept, because
/// Azure needs one.
#[must_use]
pub fn endpoint(base_url: &str) -> (String, String) {
    let base_url = base_url.trim();
    let (base, query) = match base_url.split_once('?') {
        Some((base, query)) => (base, format!("?{query}")),
        None => (base_url, String::new()),
    };
    let host = base.find("://").map_or(0, |scheme| scheme + "://".len());
    let (origin, path) = base.split_at(base[host..].find('/').map_or(base.len(), |slash| host + slash));
    (origin.to_owned(), format!("{}/chat/completions{query}", path.trim_end_matches('/')))
}

/// One assistant message holds the text and all the calls of a response, as servers ask for.
fn messages<'a>(instructions: &'a str, items: &'a [Item]) -> Vec<Message<'a>> {
    let mut messages = Vec::with_capacity(items.len() + 1);
    if !instructions.is_empty() {
        messages.push(Message::System { content: instructions });
    }
    for item in items {
        match (item, messages.last_mut()) {
            (Item::Message { role: Role::User, text }, _) => messages.push(Message::User { content: text }),
            (
                Item::Message { role: Role::Assistant, text },
                Some(Message::Assistant { content: content @ None, .. }),
            ) => *content = Some(text),
            (Item::Message { role: Role::Assistant, text }, _) => {
                messages.push(Message::Assistant { content: Some(text), tool_calls: Vec::new() });
            }
            (Item::FunctionCall(call), Some(Message::Assistant { tool_calls, .. })) => {
                tool_calls.push(ToolCall::of(call));
            }
            (Item::FunctionCall(call), _) => {
                messages.push(Message::Assistant { content: None, tool_calls: vec![ToolCall::of(call)] });
            }
            (Item::FunctionCallOutput { call_id, output, .. }, _) => {
                messages.push(Message::Tool { tool_call_id: call_id, content: output });
            }
        }
    }
    messages
}

/// `parallel_tool_calls` is left out: it is on by default, and some servers refuse to be told.
#[derive(Serialize)]
struct Body<'a> {
    model: &'a str,
    messages: Vec<Message<'a>>,
    /// OpenAI refuses an empty list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tools: Vec<ToolDefinition<'a>>,
    stream: bool,
    stream_options: StreamOptions,
}

#[derive(Serialize)]
struct StreamOptions {
    include_usage: bool,
}

#[derive(Serialize)]
#[serde(tag = "role", rename_all = "lowercase")]
enum Message<'a> {
    System {
        content: &'a str,
    },
    User {
        content: &'a str,
    },
    Assistant {
        /// `null` beside calls, not left out: some servers insist on the member.
        content: Option<&'a str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tool_calls: Vec<ToolCall<'a>>,
    },
    Tool {
        tool_call_id: &'a str,
        content: &'a str,
    },
}

#[derive(Serialize)]
struct ToolCall<'a> {
    id: &'a str,
    r#type: &'static str,
    function: Function<'a>,
}

#[derive(Serialize)]
struct Function<'a> {
    name: Cow<'a, str>,
    arguments: &'a str,
}

impl<'a> ToolCall<'a> {
    fn of(call: &'a FunctionCall) -> Self {
        let function = Function { name: acceptable(&call.name), arguments: &call.arguments };
        Self { id: &call.call_id, r#type: "function", function }
    }
}

/// A tool's name as servers accept it. A model can call a tool by any name that it invents, and a server
/// that refuses to be shown that name again would end the conversation.
fn acceptable(name: &str) -> Cow<'_, str> {
    const MAX: usize = 64;
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.len() <= MAX && name.chars().all(fits) {
        return Cow::Borrowed(name);
    }
    let name: String = name.chars().map(|c| if fits(c) { c } else { '_' }).take(MAX).collect();
    Cow::Owned(if name.is_empty() { "_".to_owned() } else { name })
}

#[derive(Serialize)]
struct ToolDefinition<'a> {
    r#type: &'static str,
    function: Definition<'a>,
}

#[derive(Serialize)]
struct Definition<'a> {
    name: &'a str,
    description: &'a str,
    parameters: &'a RawValue,
}

impl<'a> ToolDefinition<'a> {
    fn of(tool: &'a Tool) -> Self {
        let Tool { name, description, parameters } = tool;
        Self { r#type: "function", function: Definition { name, description, parameters } }
    }
}
