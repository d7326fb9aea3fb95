//! The 200's body.

use contract::response::{ChatResponse, ToolCall};
use serde_json::{Value, json};

#[track_caller]
fn check(arguments: &str, output: &str, is_error: bool, expected: Value) {
    let call = ToolCall::new("add_task", arguments, output, is_error);
    let mut shown = json!({"tool": "add_task"});
    shown.as_object_mut().unwrap().extend(expected.as_object().unwrap().clone());
    assert_eq!(serde_json::to_value(&call).unwrap(), shown);
    assert_eq!(serde_json::from_value::<ToolCall>(shown).unwrap(), call);
}

/// 001/FR-008: also a call that was refused for its arguments.
#[test]
fn a_call_is_shown_as_it_was_sent() {
    check(
        r#"{"title": "Buy milk"}"#,
        r#"{"task_id": 1}"#,
        false,
        json!({"arguments": {"title": "Buy milk"}, "status": "ok", "result": {"task_id": 1}}),
    );
    check("{}", "[]", false, json!({"arguments": {}, "status": "ok", "result": []}));
    check(
        "{title",
        "The arguments are not JSON.",
        true,
        json!({"arguments": "{title", "status": "error", "result": "The arguments are not JSON."}),
    );
    check("", "7", true, json!({"arguments": "", "status": "error", "result": "7"}));
}

/// 001/FR-008: exactly these members.
#[test]
fn the_members_have_the_contracts_names() {
    let response = ChatResponse { conversation_id: 3, response: "Done.".to_owned(), tool_calls: Vec::new() };
    let text = serde_json::to_string(&response).unwrap();
    assert_eq!(text, r#"{"conversation_id":3,"response":"Done.","tool_calls":[]}"#);
}
