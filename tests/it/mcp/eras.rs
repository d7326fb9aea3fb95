//! The two eras, and what each begins with.

use serde_json::{Value, json};
use tests::{
    App, Database,
    mcp::{Era, meta},
};

const KNOWN: [&str; 5] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"];

/// What a client of the older era begins with.
fn hello(version: &str) -> Value {
    json!({
        "protocolVersion": version,
        "capabilities": { "roots": { "listChanged": true }, "sampling": {} },
        "clientInfo": { "name": "tests", "version": "1" },
    })
}

/// 002/FR-002: the version that was asked for when it is known and older, and else the newest older one.
#[test]
fn initialize_answers_a_version() {
    let app = App::start(&Database::new());
    let client = app.mcp(Era::Older);
    for (asked, answered) in [
        ("2024-11-05", "2024-11-05"),
        ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"),
        ("2025-11-25", "2025-11-25"),
        ("2026-07-28", "2025-11-25"),
        ("2024-10-07", "2025-11-25"),
        ("2099-01-01", "2025-11-25"),
        ("1", "2025-11-25"),
        ("", "2025-11-25"),
    ] {
        let result = client.ask("initialize", &hello(asked)).result();
        assert_eq!(result["protocolVersion"], answered, "{asked}");
        assert_eq!(result["capabilities"], json!({ "tools": {} }), "only what is there is declared");
        assert_eq!(result["serverInfo"]["name"], "todo-chatbot");
        assert_eq!(result["serverInfo"]["version"], env!("CARGO_PKG_VERSION"));
        assert!(result["instructions"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
    }
    for bad in [json!({}), json!({ "protocolVersion": 1 })] {
        client.ask("initialize", &bad).fault(200, -32602);
    }
}

/// 002/FR-001, 002/FR-002: no request needs another before it, on no replica; there is no session, and one
/// that a client makes up has no effect.
#[test]
fn nothing_depends_on_an_earlier_request() {
    let app = App::start(&Database::new());
    let replica = app.replica();
    app.mcp(Era::Older).call("add_task", &json!({ "title": "Milk" })).value();
    for era in Era::BOTH {
        assert_eq!(replica.mcp(era).titles(), ["Milk"]);
    }
    let client = app.mcp(Era::Older);
    client.ask("initialize", &hello("2025-11-25")).result();
    assert_eq!(client.titles(), ["Milk"], "notifications/initialized was never sent");
    let ping = client.request("ping", &json!({}));
    let answer = replica.send(&ping.header("mcp-session-id", "made-up").header("last-event-id", "7"));
    assert_eq!(answer.result(), json!({}));
}

/// 002/FR-002: `ping` answers `{}` in each version that has it, and in the one that had no header.
#[test]
fn ping_answers_nothing() {
    let app = App::start(&Database::new());
    let ping = app.mcp(Era::Older).request("ping", &json!({})).without("mcp-protocol-version");
    assert_eq!(app.send(&ping).result(), json!({}));
    for version in &KNOWN[..4] {
        let sent = ping.clone().header("mcp-protocol-version", version);
        assert_eq!(app.send(&sent).result(), json!({}), "{version}");
    }
    let without_params = ping.body(r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#);
    assert_eq!(app.send(&without_params).result(), json!({}));
}

/// 002/FR-003, 002/FR-008: the modern era's beginning, for who wants one.
#[test]
fn discover_tells_what_the_server_is() {
    let app = App::start(&Database::new());
    let result = app.mcp(Era::Modern).ask("server/discover", &json!({})).result();
    assert_eq!(result["supportedVersions"], json!(KNOWN));
    assert_eq!(result["capabilities"], json!({ "tools": {} }));
    assert!(result["instructions"].as_str().is_some_and(|text| !text.is_empty()), "{result}");
    assert!(result["ttlMs"].as_u64().is_some_and(|ttl| ttl > 0), "{result}");
    assert_eq!(result["cacheScope"], "private");
}

/// 002/FR-008: what each modern result has, and no older one.
#[test]
fn results_have_the_eras_members() {
    let app = App::start(&Database::new());
    let call = json!({ "name": "list_tasks", "arguments": {} });
    let failed = json!({ "name": "complete_task", "arguments": { "task_id": 7 } });
    for (method, params, is_list) in [
        ("server/discover", json!({}), true),
        ("tools/list", json!({}), true),
        ("tools/call", call, false),
        ("tools/call", failed, false),
    ] {
        let result = app.mcp(Era::Modern).ask(method, &params).result();
        assert_eq!(result["resultType"], "complete", "{method}");
        let info = &result["_meta"]["io.modelcontextprotocol/serverInfo"];
        assert_eq!(info["name"], "todo-chatbot", "{method}: {result}");
        assert!(info["version"].is_string(), "{method}: {result}");
        assert_eq!(result["ttlMs"].is_u64(), is_list, "{method}: {result}");
        assert_eq!(result["cacheScope"], if is_list { json!("private") } else { Value::Null }, "{method}");
        if method == "server/discover" {
            continue;
        }
        let older = app.mcp(Era::Older).ask(method, &params).result();
        for member in ["resultType", "_meta", "ttlMs", "cacheScope"] {
            assert!(older.get(member).is_none(), "{method}: {older}");
        }
    }
}

/// 002/FR-003: a modern request says its version and what the client can, or it is 400.
#[test]
fn a_modern_request_speaks_for_itself() {
    let database = Database::new();
    let app = App::start(&database);
    let good = app.mcp(Era::Modern).call_request("add_task", &json!({ "title": "Milk" }));
    let with = |meta: &Value| {
        let params = json!({ "name": "add_task", "arguments": { "title": "Milk" }, "_meta": meta });
        let body = json!({ "jsonrpc": "2.0", "id": 9, "method": "tools/call", "params": params });
        app.send(&good.clone().body(body.to_string()))
    };
    for key in ["io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientCapabilities"] {
        let mut meta = meta();
        meta.as_object_mut().unwrap().remove(key);
        let document = with(&meta).fault(400, -32602);
        assert_eq!(document["id"], 9);
        assert!(document["error"]["message"].as_str().unwrap().contains(key), "{document}");
    }
    for bad in [json!({}), Value::Null, json!([]), json!("2026-07-28"), json!(7)] {
        assert_eq!(with(&bad).fault(400, -32602)["id"], 9, "{bad}");
    }
    // Without any params at all.
    for method in ["server/discover", "tools/list"] {
        let body = format!(r#"{{"jsonrpc":"2.0","id":"x","method":"{method}"}}"#);
        let request = good.clone().without("mcp-method").header("mcp-method", method).body(body);
        assert_eq!(app.send(&request).fault(400, -32602)["id"], "x");
    }
    assert_eq!(database.titles("alice"), [""; 0]);
    // Who the client is, is not required.
    let mut anonymous = meta();
    anonymous.as_object_mut().unwrap().remove("io.modelcontextprotocol/clientInfo");
    with(&anonymous).value();
}

/// 002/FR-003: an unsupported version is told with those that are supported.
#[test]
fn an_unsupported_version_is_refused() {
    let app = App::start(&Database::new());
    for (method, version) in
        [("tools/list", "2099-01-01"), ("server/discover", "2026-07-29"), ("server/discover", "9")]
    {
        let mut meta = meta();
        meta["io.modelcontextprotocol/protocolVersion"] = json!(version);
        let body = json!({ "jsonrpc": "2.0", "id": 3, "method": method, "params": { "_meta": meta } });
        let request = app.mcp(Era::Modern).request(method, &json!({})).without("mcp-protocol-version");
        let request = request.header("mcp-protocol-version", version).body(body.to_string());
        let document = app.send(&request).fault(400, -32022);
        assert_eq!(document["id"], 3);
        assert_eq!(document["error"]["data"], json!({ "supported": KNOWN, "requested": version }));
    }
    // In the older era the header alone says the version.
    for version in ["2025-01-01", "1.0", "2024-11-06"] {
        let ping = app.mcp(Era::Older).request("ping", &json!({})).without("mcp-protocol-version");
        let document = app.send(&ping.header("mcp-protocol-version", version)).fault(400, -32600);
        assert_eq!(document["id"], 1);
    }
}

/// 002/FR-002, 002/FR-003: `initialize` is not of the modern era.
#[test]
fn initialize_with_a_modern_meta_is_not_there() {
    let app = App::start(&Database::new());
    let answer = app.mcp(Era::Modern).ask("initialize", &hello("2026-07-28"));
    answer.fault(404, -32601);
    // A client of both eras may say in the header more than it asks for.
    let older = app.mcp(Era::Older).request("initialize", &hello("2025-11-25"));
    let answer = app.send(&older.header("mcp-protocol-version", "2026-07-28"));
    assert_eq!(answer.result()["protocolVersion"], "2025-11-25");
}
