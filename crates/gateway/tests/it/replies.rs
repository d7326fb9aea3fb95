//! What goes back.

use gateway::Reply;
use serde_json::{Value, json};

use crate::{json_of, modern, older};

fn modern_result(method: &str) -> Value {
    let headers = [("mcp-protocol-version", "2026-07-28"), ("mcp-method", method), ("mcp-name", "x")];
    let (status, said) = json_of(&headers, &modern(method, json!({ "name": "x" })));
    assert_eq!(status, 200, "{said}");
    said["result"].clone()
}

/// 002/FR-008: every modern result says that it is complete and who gave it; lists say how long they last.
#[test]
fn modern_results_are_marked() {
    let info = json!({ "io.modelcontextprotocol/serverInfo": { "name": "echo", "version": "1.2.3" } });
    let call = modern_result("tools/call");
    assert_eq!(call, json!({ "resultType": "complete", "_meta": info }));
    let list = modern_result("tools/list");
    let expected = json!({
        "resultType": "complete", "_meta": info, "ttlMs": 7, "cacheScope": "private", "tools": [],
    });
    assert_eq!(list, expected);
    let discovered = modern_result("server/discover");
    assert_eq!(discovered["_meta"], info);
    assert_eq!(
        (&discovered["capabilities"], &discovered["cacheScope"]),
        (&json!({ "tools": {} }), &json!("private"))
    );
    assert!(discovered["ttlMs"].as_u64().unwrap() > 0);
    assert_eq!(discovered["instructions"], "Say something.");
    assert!(discovered["supportedVersions"].as_array().unwrap().contains(&json!("2026-07-28")));
}

/// 002/FR-008: older results have none of that.
#[test]
fn older_results_are_bare() {
    for (method, result) in
        [("ping", json!({})), ("tools/call", json!({})), ("tools/list", json!({ "tools": [] }))]
    {
        let (status, said) = json_of(&[], &older(method, json!({})));
        assert_eq!((status, said), (200, json!({ "jsonrpc": "2.0", "id": 1, "result": result })));
    }
}

/// 002/FR-002
#[test]
fn initialize_agrees_on_a_version() {
    for (asked, agreed) in [
        ("2024-11-05", "2024-11-05"),
        ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"),
        ("2025-11-25", "2025-11-25"),
        ("2023-01-01", "2025-11-25"),
        ("2026-07-28", "2025-11-25"),
        ("next", "2025-11-25"),
    ] {
        let client = json!({ "name": "c", "version": "1" });
        let params = json!({ "protocolVersion": asked, "capabilities": {}, "clientInfo": client });
        let (status, said) = json_of(&[], &older("initialize", params));
        assert_eq!((status, &said["result"]["protocolVersion"]), (200, &json!(agreed)), "{asked}");
        assert_eq!(said["result"]["serverInfo"]["name"], "echo");
    }
    let (status, said) = json_of(&[], &older("initialize", json!({})));
    assert_eq!((status, &said["error"]["code"]), (200, &json!(-32602)));
}

/// 002/FR-006: what is not declared is not there; each era has its own beginning.
#[test]
fn undeclared_methods_are_not_found() {
    for method in ["prompts/list", "resources/read", "completion/complete", "logging/setLevel", "x"] {
        let (status, said) = json_of(&[], &older(method, json!({})));
        assert_eq!((status, &said["error"]["code"]), (200, &json!(-32601)), "{method}");
    }
    for method in ["initialize", "ping", "logging/setLevel", "subscriptions/listen", "x"] {
        let headers = [("mcp-protocol-version", "2026-07-28"), ("mcp-method", method)];
        let (status, said) = json_of(&headers, &modern(method, json!({})));
        assert_eq!((status, &said["error"]["code"]), (404, &json!(-32601)), "{method}");
    }
}

/// A reply is the text that was given, with what belongs to its era around it.
#[test]
fn what_cannot_be_written_is_an_error() {
    let keys_that_are_no_texts = std::collections::BTreeMap::from([((1, 2), 3)]);
    let fault = Reply::of(&keys_that_are_no_texts).unwrap_err();
    assert_eq!(fault.error.code.0, -32603);
}
