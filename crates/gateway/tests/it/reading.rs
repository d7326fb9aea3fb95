//! What is a request, and what is not.

use gateway::MAX_DEPTH;
use serde_json::{Value, json};

use crate::{ask, json_of, modern, older};

/// The status, the code and the id of the answer to a malformed body.
#[track_caller]
fn malformed(body: &[u8], code: i64, id: Option<Value>) {
    let answer = ask(&[], body).unwrap();
    let said: Value = serde_json::from_str(&answer.body).unwrap();
    let shown = String::from_utf8_lossy(body);
    assert_eq!((answer.status, &said["error"]["code"]), (400, &json!(code)), "{shown}");
    assert_eq!(said.get("id"), id.as_ref(), "{shown}");
}

/// 002/FR-007
#[test]
fn malformed_envelopes() {
    for body in [
        &b""[..],
        b"{",
        b"[1",
        b"nul",
        b"{\"id\":1,}",
        b"\xff",
        b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}",
    ] {
        malformed(body, -32700, None);
    }
    for body in [
        "null",
        "7",
        "\"x\"",
        "[]",
        "{}",
        r#"["2.0",1,"ping"]"#,
        r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#,
    ] {
        malformed(body.as_bytes(), -32600, None);
    }
    for id in ["null", "1.5", "{}", "[]", "true", "99999999999999999999999"] {
        malformed(format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"ping"}}"#).as_bytes(), -32600, None);
    }
    for (body, id) in [
        (r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, json!(1)),
        (r#"{"id":"a","method":"ping"}"#, json!("a")),
        (r#"{"jsonrpc":"2.0","id":1}"#, json!(1)),
        (r#"{"jsonrpc":"2.0","id":1,"method":7}"#, json!(1)),
        (r#"{"jsonrpc":"2.0","id":1,"method":"a","method":"b"}"#, json!(1)),
        (r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, json!(1)),
        (r#"{"jsonrpc":"2.0","id":1,"result":{}}"#, json!(1)),
    ] {
        malformed(body.as_bytes(), -32600, Some(id));
    }
}

/// 002/FR-007: deep nesting is refused before anything follows it down; brackets in texts do not count.
#[test]
fn nesting_is_limited() {
    let nested = |depth: usize| {
        let params = format!(r#"{{"x":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
        format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ping","params":{params}}}"#)
    };
    assert_eq!(ask(&[], nested(MAX_DEPTH - 2).as_bytes()).unwrap().status, 200);
    malformed(nested(MAX_DEPTH - 1).as_bytes(), -32700, None);
    malformed("[".repeat(1 << 20).as_bytes(), -32700, None);
    let quoted = older("ping", json!({ "x": "[{\\\"".repeat(200) }));
    assert_eq!(json_of(&[], &quoted).0, 200);
}

/// 002/FR-005
#[test]
fn notifications_are_not_answered() {
    for method in ["notifications/initialized", "tools/call", "unknown"] {
        let body = json!({ "jsonrpc": "2.0", "method": method, "params": { "name": "add_task" } });
        assert_eq!(ask(&[], body.to_string().as_bytes()), None);
    }
}

const VERSION: &str = "MCP-Protocol-Version";
const MODERN: (&str, &str) = (VERSION, "2026-07-28");

#[track_caller]
fn check(headers: &[(&str, &str)], body: &Value, status: u16, code: Option<i64>) {
    let (given, said) = json_of(headers, body);
    assert_eq!((given, said["error"]["code"].as_i64()), (status, code), "{headers:?} {body} {said}");
    assert_eq!(said["id"], 1);
}

/// 002/FR-003, 002/FR-004: headers and body name the same version, method and tool.
#[test]
fn headers_match_the_body() {
    let call = modern("tools/call", json!({ "name": "a" }));
    let (method, name) = (("Mcp-Method", "tools/call"), ("mcp-name", "a"));
    check(&[MODERN, method, name], &call, 200, None);
    check(&[MODERN, method, name, MODERN, ("MCP-NAME", " a ")], &call, 200, None);
    for headers in [
        &[method, name][..],
        &[MODERN, name],
        &[MODERN, method],
        &[MODERN, method, ("mcp-name", "A")],
        &[MODERN, ("mcp-method", "TOOLS/CALL"), name],
        &[MODERN, method, name, ("mcp-name", "b")],
        &[MODERN, method, name, (VERSION, "2025-11-25")],
        &[(VERSION, "2025-11-25"), method, name],
        &[(VERSION, "2027-01-01"), method, name],
    ] {
        check(headers, &call, 400, Some(-32020));
    }
    check(&[MODERN, ("mcp-method", "tools/list")], &modern("tools/list", json!({})), 200, None);
}

/// 002/FR-003: what every modern request must carry, and the versions that there are.
#[test]
fn modern_requests_say_what_they_are() {
    check(&[MODERN], &older("tools/list", json!({})), 400, Some(-32602));
    check(&[], &older("server/discover", json!({})), 400, Some(-32602));
    let mut lacking = modern("tools/list", json!({}));
    lacking["params"]["_meta"].as_object_mut().unwrap().remove("io.modelcontextprotocol/clientCapabilities");
    check(&[MODERN], &lacking, 400, Some(-32602));
    let mut unknown = modern("tools/list", json!({}));
    unknown["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] = "2030-01-01".into();
    let (status, said) = json_of(&[(VERSION, "2030-01-01"), ("mcp-method", "tools/list")], &unknown);
    assert_eq!((status, &said["error"]["code"]), (400, &json!(-32022)));
    assert_eq!(said["error"]["data"]["requested"], "2030-01-01");
    assert!(said["error"]["data"]["supported"].as_array().unwrap().contains(&json!("2026-07-28")));
    for version in ["1900-01-01", "2026-07-27", ""] {
        let mut unknown = modern("tools/list", json!({}));
        unknown["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] = version.into();
        check(&[(VERSION, version), ("mcp-method", "tools/list")], &unknown, 400, Some(-32022));
    }
    let wrong = older("tools/list", json!({ "_meta": 7 }));
    check(&[], &wrong, 400, Some(-32602));
}

/// 002/FR-001, 002/FR-002: the older era needs no header, and knows its own versions.
#[test]
fn older_requests_need_no_header() {
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        check(&[(VERSION, version)], &older("ping", json!({})), 200, None);
    }
    check(&[], &older("ping", json!({})), 200, None);
    check(&[(VERSION, "2025-01-01")], &older("ping", json!({})), 400, Some(-32600));
}
