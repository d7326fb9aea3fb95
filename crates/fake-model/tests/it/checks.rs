//! What the server refuses.

use fake_model::{FakeModel, Script};
use serde_json::{Value, json};

use crate::support::{good, post, send};

fn server() -> FakeModel {
    FakeModel::start(Script { key: Some("key".to_owned()), ..Script::default() }).unwrap()
}

/// Changes the good request, and expects it to be refused for a reason with these words.
#[track_caller]
fn refused(server: &FakeModel, change: impl FnOnce(&mut Value), words: &str) {
    let mut request = good();
    change(&mut request);
    let answer = post(server.address(), &request);
    assert_eq!(answer.status, 400, "accepted: {request}");
    let told: Value = serde_json::from_str(&answer.body).unwrap();
    let reason = told["error"]["message"].as_str().unwrap();
    assert!(reason.contains(words), "{reason:?} has no {words:?}");
    assert_eq!(server.refusals().last().map(String::as_str), Some(reason));
    assert_eq!(server.requests().last().unwrap().body, request);
}

#[track_caller]
fn accepted(server: &FakeModel, change: impl FnOnce(&mut Value)) {
    let mut request = good();
    change(&mut request);
    let answer = post(server.address(), &request);
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// 001/FR-027: the members of a body.
#[test]
fn the_body_is_checked() {
    let server = server();
    accepted(&server, |_| {});
    accepted(&server, |body| body["temperature"] = json!(0));
    accepted(&server, |body| {
        body["messages"] = json!([{ "role": "user", "content": [{ "type": "text", "text": "a" }] }])
    });
    refused(&server, |body| body["model"] = json!(""), "model is missing");
    refused(&server, |body| body["stream"] = json!(false), "stream is not true");
    refused(&server, |body| body["stream_options"] = json!({}), "include_usage");
    refused(&server, |body| body["input"] = json!("Hi"), "unknown member input");
    refused(&server, |body| body["messages"] = json!([]), "messages is not an array");
    refused(&server, |body| body["messages"][1] = json!("Hi"), "messages[1] is not an object");
    let without_tools = |body: &mut Value| {
        body.as_object_mut().unwrap().remove("tools");
        body["parallel_tool_calls"] = json!(true);
    };
    refused(&server, without_tools, "only allowed with tools");
}

/// 001/FR-027: system messages first and only there, known roles, no unknown members.
#[test]
fn roles_are_checked() {
    let server = server();
    let push =
        |message: Value| move |body: &mut Value| body["messages"].as_array_mut().unwrap().push(message);
    accepted(&server, push(json!({ "role": "user", "content": "" })));
    refused(
        &server,
        push(json!({ "role": "system", "content": "a" })),
        "system message that is not the first",
    );
    refused(&server, push(json!({ "role": "developer", "content": "a" })), "not the first");
    refused(&server, push(json!({ "role": "robot", "content": "a" })), "unknown role");
    refused(&server, push(json!({ "role": "user" })), "content is neither");
    refused(&server, push(json!({ "role": "user", "content": null })), "content is neither");
    refused(&server, push(json!({ "role": "assistant", "content": null })), "content is neither");
    refused(
        &server,
        push(json!({ "role": "user", "content": "a", "type": "message" })),
        "unknown member type",
    );
}

fn call(id: &str) -> Value {
    json!({ "id": id, "type": "function", "function": { "name": "add_task", "arguments": "{}" } })
}

fn output(id: &str) -> Value {
    json!({ "role": "tool", "tool_call_id": id, "content": "done" })
}

/// 001/FR-025: every call has its output, and every output its call.
#[test]
fn calls_and_outputs_are_paired() {
    let server = server();
    let messages = |messages: Value| move |body: &mut Value| body["messages"] = messages;
    let asks = |calls: &[Value]| json!({ "role": "assistant", "content": null, "tool_calls": calls });
    let user = json!({ "role": "user", "content": "a" });
    let both = asks(&[call("a"), call("b")]);

    accepted(&server, messages(json!([user, both, output("b"), output("a"), user])));
    accepted(&server, messages(json!([asks(&[call("a")]), output("a"), asks(&[call("a")]), output("a")])));
    refused(&server, messages(json!([user, both, output("a")])), "the output of b is missing");
    refused(&server, messages(json!([user, both, output("a"), user])), "before the output of b");
    refused(&server, messages(json!([user, both, both])), "before the output of a, b");
    refused(&server, messages(json!([user, output("a")])), "which no call before it has");
    refused(&server, messages(json!([asks(&[call("a")]), output("a"), output("a")])), "which no call");
    refused(&server, messages(json!([asks(&[call("a"), call("a")]), output("a")])), "a second time");
    refused(&server, messages(json!([asks(&[call("")]), output("")])), "has no id");
    refused(&server, messages(json!([asks(&[])])), "tool_calls is not an array");

    let mut named = output("a");
    named["name"] = json!("add_task");
    accepted(&server, messages(json!([asks(&[call("a")]), named])));
    named["name"] = json!("drop_tables");
    refused(&server, messages(json!([asks(&[call("a")]), named])), "unknown tool");
    let mut object = call("a");
    object["function"]["arguments"] = json!({});
    refused(&server, messages(json!([asks(&[object]), output("a")])), "arguments is not a string");
    let mut misnamed = call("a");
    misnamed["function"]["name"] = json!("add task");
    refused(&server, messages(json!([asks(&[misnamed]), output("a")])), "does not match");
    let mut typeless = call("a");
    typeless["type"] = json!("tool");
    refused(&server, messages(json!([asks(&[typeless]), output("a")])), "type is not function");
}

/// 001/FR-021: the tools' schemas are schemas, and none asks for a user.
#[test]
fn tools_are_checked() {
    let server = server();
    let function = |body: &mut Value| body["tools"][0]["function"].take();
    let with = |member: &'static str, value: Value| {
        move |body: &mut Value| {
            let mut changed = function(body);
            changed["parameters"][member] = value;
            body["tools"][0]["function"] = changed;
        }
    };
    let nested =
        json!({ "a": { "type": "array", "items": { "type": "object", "properties": { "user_id": {} } } } });
    refused(&server, with("properties", json!({ "title": {}, "user_id": { "type": "string" } })), "user_id");
    refused(&server, with("properties", nested), "user_id");
    refused(&server, with("properties", json!({ "title": { "type": "text" } })), "type is \"text\"");
    refused(&server, with("properties", json!({ "title": { "minLength": -1 } })), "minLength is -1");
    refused(&server, with("properties", json!({ "title": { "enum": ["a", "a"] } })), "enum is");
    refused(&server, with("properties", json!({ "title": { "anyOf": [] } })), "anyOf is");
    refused(&server, with("properties", json!({ "title": "string" })), "is not an object");
    refused(&server, with("properties", json!([])), "properties is not an object");
    refused(&server, with("required", json!(["titel"])), "titel is required but is no property");
    refused(&server, with("required", json!("title")), "required is");
    refused(&server, with("type", json!("array")), "type is not object");
    refused(&server, with("optional", json!([])), "unknown keyword optional");
    refused(&server, |body| body["tools"] = json!([]), "tools is not an array");
    refused(&server, |body| body["tools"][0]["type"] = json!("web"), "type is not function");
    refused(&server, |body| body["tools"][0]["function"]["name"] = json!("add.task"), "does not match");
    refused(
        &server,
        |body| body["tools"][0]["function"]["annotations"] = json!({}),
        "unknown member annotations",
    );
    let twice = |body: &mut Value| body["tools"] = json!([body["tools"][0], body["tools"][0]]);
    refused(&server, twice, "a second time");
    accepted(
        &server,
        with("properties", json!({ "title": { "anyOf": [{ "type": "string" }, { "type": "null" }] } })),
    );
}

/// 001/FR-027: path, method, key and media type.
#[test]
fn the_head_is_checked() {
    let server = server();
    let (json, key) = ("content-type: application/json\r\n", "authorization: Bearer key\r\n");
    let right = "POST /v1/chat/completions";
    let body = good().to_string();
    let cases = [
        (right, format!("{json}{key}"), body.as_str(), 200),
        (right, json.to_owned(), &body, 401),
        (right, format!("{json}authorization: Bearer other\r\n"), &body, 401),
        (right, format!("{json}authorization: key\r\n"), &body, 401),
        (right, key.to_owned(), &body, 400),
        (right, format!("{json}{key}"), "{", 400),
        (right, format!("{json}{key}"), "[]", 400),
        ("GET /v1/chat/completions", format!("{json}{key}"), "", 405),
        ("POST /v1/v1/chat/completions", format!("{json}{key}"), &body, 404),
        ("POST /chat/completions", format!("{json}{key}"), &body, 404),
    ];
    for (line, headers, body, status) in &cases {
        assert_eq!(send(server.address(), line, headers, body).status, *status, "{line} {headers}");
    }
    assert_eq!(server.requests().len(), cases.len());
    assert_eq!(server.refusals().len(), cases.len() - 1);
    let first = &server.requests()[0];
    assert!(first.headers.contains(&("authorization".to_owned(), "Bearer key".to_owned())));
}

/// Without a key in the script, any client may come.
#[test]
fn no_key_is_asked_for_by_default() {
    let server = FakeModel::start(Script::default()).unwrap();
    let answer = send(
        server.address(),
        "POST /v1/chat/completions",
        "content-type: application/json\r\n",
        &good().to_string(),
    );
    assert_eq!(answer.status, 200);
}
