//! The official SDKs for TypeScript and Python.

use std::process::Command;

use serde_json::{Value, json};
use tests::clients::{node, python, said};

use super::product;

/// Lists the tools and calls each with a client, and checks the results that the client gives out. A client
/// checks, too: the SDKs refuse a result that does not fit the tool's output schema.
#[track_caller]
fn check(mut client: Command, era: &str) {
    let served = product();
    let id = |id: u32| json!({ "task_id": id });
    let calls = [
        ("add_task", json!({ "title": "Buy milk", "description": "Two litres" })),
        ("list_tasks", json!({ "status": "pending" })),
        ("update_task", json!({ "task_id": 1, "title": "Buy oat milk" })),
        ("complete_task", id(1)),
        ("delete_task", id(1)),
        ("delete_task", id(1)),
        ("list_tasks", json!({})),
    ];
    let called = calls.map(|(name, arguments)| json!({ "name": name, "arguments": arguments }));
    client.args([&*served.url, &served.token, era, &json!(called).to_string()]);
    let said = said(&mut client);

    let is_modern = era == "modern";
    assert_eq!(said["version"], if is_modern { "2026-07-28" } else { "2025-11-25" });
    let tools = json!(["add_task", "list_tasks", "complete_task", "delete_task", "update_task"]);
    assert_eq!(said["tools"], tools);
    let results = said["results"].as_array().unwrap();
    assert_eq!(results.len(), 7, "{said}");
    for (result, (status, title)) in [
        (&results[0], ("created", "Buy milk")),
        (&results[2], ("updated", "Buy oat milk")),
        (&results[3], ("completed", "Buy oat milk")),
        (&results[4], ("deleted", "Buy oat milk")),
    ] {
        let expected = json!({ "task_id": 1, "status": status, "title": title });
        assert_eq!((&result["structured"], &result["error"]), (&expected, &json!(false)), "{said}");
        assert_eq!(serde_json::from_str::<Value>(result["text"].as_str().unwrap()).unwrap(), expected);
    }
    assert_eq!((&results[5]["text"], &results[5]["error"]), (&json!("Task 1 not found"), &json!(true)));
    // Before 2026-07-28 a structured result was an object.
    let list = |result: &Value| match is_modern {
        true => result["structured"].clone(),
        false => result["structured"]["result"].clone(),
    };
    let first = list(&results[1]);
    assert_eq!((&first[0]["id"], &first[0]["title"]), (&json!(1), &json!("Buy milk")), "{said}");
    assert_eq!((first.as_array().map(Vec::len), list(&results[6])), (Some(1), json!([])), "{said}");
}

/// 002/FR-027: the TypeScript SDK 2, in the modern era and in the older one.
#[test]
fn typescript_current() {
    let Some(node) = node() else { return };
    check(node.script("sdk_current.mjs"), "modern");
    check(node.script("sdk_current.mjs"), "legacy");
}

/// 002/FR-027: the TypeScript SDK 1.
#[test]
fn typescript_older() {
    let Some(node) = node() else { return };
    check(node.script("sdk_older.mjs"), "legacy");
}

/// 002/FR-027: the Python SDK 2, in the modern era and in the older one.
#[test]
fn python_current() {
    for era in ["modern", "legacy"] {
        let Some(python) = python("current", "sdk_current.py") else { return };
        check(python, era);
    }
}

/// 002/FR-027: the Python SDK 1.
#[test]
fn python_older() {
    let Some(python) = python("older", "sdk_older.py") else { return };
    check(python, "legacy");
}
