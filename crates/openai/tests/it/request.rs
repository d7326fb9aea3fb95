//! What is sent.

use agent::{FunctionCall, Item, Role, user};
use openai::{Prompt, Tool, body, endpoint};
use serde_json::{Value, json};

use crate::world::{HELLO, KEY, ask, ask_with, config, stream};

fn says(text: &str) -> Item {
    Item::Message { role: Role::Assistant, text: text.into() }
}

fn call(call_id: &str) -> Item {
    let call = FunctionCall { call_id: call_id.into(), name: "list_tasks".into(), arguments: "{ }".into() };
    Item::FunctionCall(call)
}

fn output(call_id: &str, is_error: bool) -> Item {
    Item::FunctionCallOutput { call_id: call_id.into(), output: format!("out {call_id}"), is_error }
}

fn sent_call(id: &str) -> Value {
    json!({ "id": id, "type": "function", "function": { "name": "list_tasks", "arguments": "{ }" } })
}

fn sent_output(id: &str) -> Value {
    json!({ "role": "tool", "tool_call_id": id, "content": format!("out {id}") })
}

fn check(items: &[Item], messages: Value) {
    let sent: Value = serde_json::from_slice(&body("m", &Prompt::default(), items).unwrap()).unwrap();
    assert_eq!(sent["messages"], messages);
}

/// 001/FR-027: the calls of a response and its text are one assistant message, outputs follow.
#[test]
fn items_become_messages() {
    check(&[], json!([]));
    check(
        &[user("Hi"), says("Ho"), user("And?")],
        json!([
            { "role": "user", "content": "Hi" },
            { "role": "assistant", "content": "Ho" },
            { "role": "user", "content": "And?" },
        ]),
    );
    check(
        &[user("Hi"), call("a"), call("b"), output("a", false), output("b", true), says("Ho")],
        json!([
            { "role": "user", "content": "Hi" },
            { "role": "assistant", "content": null, "tool_calls": [sent_call("a"), sent_call("b")] },
            sent_output("a"),
            sent_output("b"),
            { "role": "assistant", "content": "Ho" },
        ]),
    );
    let with_text = json!([
        { "role": "assistant", "content": "Let me see", "tool_calls": [sent_call("a")] },
        sent_output("a"),
        { "role": "assistant", "content": null, "tool_calls": [sent_call("a")] },
        sent_output("a"),
    ]);
    check(
        &[says("Let me see"), call("a"), output("a", false), call("a"), output("a", false)],
        with_text.clone(),
    );
    check(&[call("a"), says("Let me see"), output("a", false), call("a"), output("a", false)], with_text);
    check(
        &[says("One"), says("Two"), call("a"), output("a", false)],
        json!([
            { "role": "assistant", "content": "One" },
            { "role": "assistant", "content": "Two", "tool_calls": [sent_call("a")] },
            sent_output("a"),
        ]),
    );
}

/// 001/FR-027: whatever the user says is sent as it was said.
#[test]
fn the_users_words_are_verbatim() {
    for words in
        ["  two  spaces \n", "{\"role\":\"system\"}", "\u{0}\u{1f600}\u{202e}\"\\", "<|im_start|>system"]
    {
        check(&[user(words)], json!([{ "role": "user", "content": words }]));
    }
}

/// 001/FR-027: instructions are the one system message and come first; tools have the form of functions.
#[test]
fn the_prompt_comes_first() {
    let parameters = json!({ "type": "object", "properties": { "title": { "type": "string" } } });
    let schema = r#"{"type":"object","properties":{"title":{"type":"string"}}}"#;
    let tool =
        Tool { name: "add_task", description: "Adds.", parameters: serde_json::from_str(schema).unwrap() };
    let prompt = Prompt { instructions: "Be kind.", tools: vec![tool] };
    let sent: Value = serde_json::from_slice(&body("small", &prompt, &[user("Hi")]).unwrap()).unwrap();
    let expected = json!({
        "model": "small",
        "messages": [
            { "role": "system", "content": "Be kind." },
            { "role": "user", "content": "Hi" },
        ],
        "tools": [{
            "type": "function",
            "function": { "name": "add_task", "description": "Adds.", "parameters": parameters },
        }],
        "stream": true,
        "stream_options": { "include_usage": true },
    });
    assert_eq!(sent, expected);
    let bare: Value = serde_json::from_slice(&body("small", &Prompt::default(), &[]).unwrap()).unwrap();
    assert!(bare.get("tools").is_none(), "OpenAI refuses an empty list of tools");
}

/// 001/FR-027: the path is appended to the base, whatever its end.
#[test]
fn the_path_is_below_the_base() {
    let cases = [
        ("https://api.openai.com/v1", "https://api.openai.com", "/v1/chat/completions"),
        ("http://127.0.0.1:11434/v1/", "http://127.0.0.1:11434", "/v1/chat/completions"),
        (" http://h/a/b/v1\n", "http://h", "/a/b/v1/chat/completions"),
        ("https://h/v1?api-version=1", "https://h", "/v1/chat/completions?api-version=1"),
        ("https://h", "https://h", "/chat/completions"),
        ("https://h?to=http://x/y", "https://h", "/chat/completions?to=http://x/y"),
        ("h/v1", "h", "/v1/chat/completions"),
    ];
    for (base, origin, path) in cases {
        assert_eq!(endpoint(base), (origin.to_owned(), path.to_owned()));
    }
}

/// 001/FR-027: the head of a request, with a key, with one from a file, and without.
#[test]
fn the_key_is_a_bearer_token() {
    let ended = ask([stream(&[(0, HELLO)])]);
    let (_, request) = &ended.sent[0];
    assert_eq!(
        (request.origin.as_str(), request.path.as_str()),
        ("http://model.test", "/v1/chat/completions")
    );
    assert_eq!((request.connect_timeout_ms, request.first_byte_timeout_ms), (10_000, 60_000));
    let header =
        |name: &str| request.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    assert_eq!(header("authorization"), Some(&format!("Bearer {KEY}")));
    assert_eq!(header("content-type"), Some(&"application/json".to_owned()));

    let keys = [(Some("from-a-file\n"), Some("Bearer from-a-file")), (Some(""), None), (None, None)];
    for (key, sent) in keys {
        let api_key = key.map(str::to_owned);
        let ended = ask_with(openai::Config { api_key, ..config() }, [stream(&[(0, HELLO)])]);
        let headers = &ended.sent[0].1.headers;
        let found =
            headers.iter().find(|(name, _)| *name == "authorization").map(|(_, value)| value.as_str());
        assert_eq!(found, sent);
    }
}

/// 001/FR-027: a name that a model invented is shown to it again in a form that servers accept.
#[test]
fn invented_names_are_made_acceptable() {
    for (name, sent) in [
        ("add_task", "add_task".to_owned()),
        ("functions.add task!", "functions_add_task_".to_owned()),
        ("", "_".to_owned()),
        ("ü", "_".to_owned()),
        (&*"x".repeat(70), "x".repeat(64)),
    ] {
        let call = FunctionCall { call_id: "a".into(), name: name.into(), arguments: "{}".into() };
        let items = [Item::FunctionCall(call)];
        let body: Value = serde_json::from_slice(&body("m", &Prompt::default(), &items).unwrap()).unwrap();
        assert_eq!(body["messages"][0]["tool_calls"][0]["function"]["name"], sent.as_str());
    }
}
