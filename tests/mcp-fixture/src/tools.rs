//! The tools that answer at once; those that ask first are in [`rounds`].

use gateway::{Fault, Reply, Request};
use rmcp::model::{CallToolRequestParams, ClientCapabilities, ErrorData};
use serde_json::{Value, json};

use crate::{
    content::{WAV, image, resource, text},
    rounds::{self, Round},
    server::TTL_MS,
};

/// The names of the tools. Those that ask first need the modern era.
const TOOLS: &[&str] = &[
    "test_simple_text",
    "test_image_content",
    "test_audio_content",
    "test_embedded_resource",
    "test_multiple_content_types",
    "test_error_handling",
    "test_tool_with_logging",
    "test_tool_with_progress",
    "test_logging_tool",
    "test_missing_capability",
    "json_schema_2020_12_tool",
];

/// `tools/list`
pub fn list(request: &Request<'_>) -> Result<Reply, Fault> {
    let asking = if request.is_modern() { rounds::TOOLS } else { &[] };
    let tools: Vec<Value> = TOOLS
        .iter()
        .chain(asking)
        .map(|name| json!({ "name": name, "description": format!("Fixture {name}."), "inputSchema": input(name) }))
        .collect();
    Ok(Reply::of(&json!({ "tools": tools }))?.cached(TTL_MS))
}

fn input(tool: &str) -> Value {
    if tool != "json_schema_2020_12_tool" {
        return json!({ "type": "object", "properties": {} });
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "$defs": {
            "address": {
                "$anchor": "addressDef",
                "type": "object",
                "properties": { "street": { "type": "string" }, "city": { "type": "string" } },
            },
        },
        "properties": {
            "name": { "type": "string" },
            "address": { "$ref": "#/$defs/address" },
            "contactMethod": { "type": "string", "enum": ["phone", "email"] },
            "phone": { "type": "string" },
            "email": { "type": "string" },
        },
        "allOf": [{ "anyOf": [{ "required": ["phone"] }, { "required": ["email"] }] }],
        "if": { "properties": { "contactMethod": { "const": "phone" } }, "required": ["contactMethod"] },
        "then": { "required": ["phone"] },
        "else": { "required": ["email"] },
        "additionalProperties": false,
    })
}

/// `tools/call`
pub fn call(request: &Request<'_>) -> Result<Reply, Fault> {
    let params: CallToolRequestParams = request.params()?;
    let content = match &*params.name {
        "test_simple_text" => vec![text("This is a simple text response for testing.")],
        "test_image_content" => vec![image()],
        "test_audio_content" => vec![json!({ "type": "audio", "data": WAV, "mimeType": "audio/wav" })],
        "test_embedded_resource" => {
            let told = "This is an embedded resource content.";
            vec![resource("test://embedded-resource", "text/plain", told)]
        }
        "test_multiple_content_types" => {
            let value = r#"{"test":"data","value":123}"#;
            let mixed = resource("test://mixed-content-resource", "application/json", value);
            vec![text("Multiple content types test:"), image(), mixed]
        }
        "test_error_handling" => {
            let content = [text("This tool intentionally returns an error for testing")];
            return Reply::of(&json!({ "content": content, "isError": true }));
        }
        "test_tool_with_logging" => return told(request, !request.is_modern()),
        "test_logging_tool" => return told(request, false),
        "test_tool_with_progress" => return progressed(request),
        "test_missing_capability" => {
            let can = request.meta.client_capabilities().unwrap_or_default();
            if can.sampling.is_none() {
                let mut needed = ClientCapabilities::default();
                needed.sampling = Some(Default::default());
                return Err(ErrorData::missing_required_client_capability(needed).into());
            }
            vec![text("The client can.")]
        }
        "json_schema_2020_12_tool" => vec![text("The schema is what matters.")],
        name if request.is_modern() && rounds::TOOLS.contains(&name) => {
            let round = Round::new(request, params.input_responses, params.request_state);
            return rounds::tool(name, &round)?.reply(|words| json!({ "content": [text(&words)] }));
        }
        _ => return Err(ErrorData::invalid_params("There is no such tool.", None).into()),
    };
    Reply::of(&json!({ "content": content }))
}

/// Logs on the way, when the client wants it: in the modern era each request says so.
fn told(request: &Request<'_>, always: bool) -> Result<Reply, Fault> {
    let mut reply = Reply::of(&json!({ "content": [text("Logged.")] }))?;
    if always || request.meta.log_level().is_some() {
        let lines = ["Tool execution started", "Tool processing data", "Tool execution completed"];
        let message = |data| notification("notifications/message", &json!({ "level": "info", "data": data }));
        reply.notifications = lines.map(message).into();
    }
    Ok(reply)
}

/// Tells how far it is, when the client gave a token for that.
fn progressed(request: &Request<'_>) -> Result<Reply, Fault> {
    let mut reply = Reply::of(&json!({ "content": [text("Done.")] }))?;
    if let Some(token) = request.meta.get_progress_token() {
        let step = |progress| {
            let params = json!({ "progressToken": token, "progress": progress, "total": 100 });
            notification("notifications/progress", &params)
        };
        reply.notifications = [0, 50, 100].map(step).into();
    }
    Ok(reply)
}

fn notification(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string()
}
