//! The prompts.

use gateway::{Fault, Reply, Request};
use rmcp::model::{ErrorData, GetPromptRequestParams};
use serde_json::{Value, json};

use crate::{
    content::{image, resource, text},
    rounds::{self, Round},
    server::TTL_MS,
};

/// `prompts/list`
pub fn list() -> Result<Reply, Fault> {
    let prompts = [
        prompt("test_simple_prompt", &[]),
        prompt("test_prompt_with_arguments", &["arg1", "arg2"]),
        prompt("test_prompt_with_embedded_resource", &["resourceUri"]),
        prompt("test_prompt_with_image", &[]),
        prompt("test_input_required_result_prompt", &[]),
    ];
    Ok(Reply::of(&json!({ "prompts": prompts }))?.cached(TTL_MS))
}

fn prompt(name: &str, arguments: &[&str]) -> Value {
    let argument = |name: &&str| json!({ "name": name, "description": format!("{name}."), "required": true });
    let arguments: Vec<Value> = arguments.iter().map(argument).collect();
    json!({ "name": name, "description": format!("Fixture {name}."), "arguments": arguments })
}

/// `prompts/get`
pub fn get(request: &Request<'_>) -> Result<Reply, Fault> {
    let params: GetPromptRequestParams = request.params()?;
    let arguments = params.arguments.unwrap_or_default();
    let argument = |name: &str| {
        let value = arguments.get(name).and_then(Value::as_str);
        value.ok_or_else(|| ErrorData::invalid_params(format!("{name} is missing."), None))
    };
    let contents = match &*params.name {
        "test_simple_prompt" => vec![text("This is a simple prompt for testing.")],
        "test_prompt_with_arguments" => {
            let (first, second) = (argument("arg1")?, argument("arg2")?);
            vec![text(&format!("Prompt with arguments: arg1='{first}', arg2='{second}'"))]
        }
        "test_prompt_with_embedded_resource" => {
            let told = "Embedded resource content for testing.";
            let embedded = resource(argument("resourceUri")?, "text/plain", told);
            vec![embedded, text("Please process the embedded resource above.")]
        }
        "test_prompt_with_image" => vec![image(), text("Please analyze the image above.")],
        "test_input_required_result_prompt" if request.is_modern() => {
            let round = Round::new(request, params.input_responses, params.request_state);
            return rounds::prompt(&round).reply(|context| messages(vec![text(&context)]));
        }
        _ => return Err(ErrorData::invalid_params("There is no such prompt.", None).into()),
    };
    Reply::of(&messages(contents))
}

fn messages(contents: Vec<Value>) -> Value {
    let message = |content| json!({ "role": "user", "content": content });
    json!({ "messages": contents.into_iter().map(message).collect::<Vec<_>>() })
}
