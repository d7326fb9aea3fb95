//! Methods of HTTP and of the protocol, and notifications.

use serde_json::{Value, json};
use tests::{
    Answer, App, Database, Request,
    mcp::{Era, PATH},
};

/// 002/FR-005: POST and nothing else, with a token; without one a stranger learns nothing.
#[test]
fn other_methods_are_405() {
    let app = App::start(&Database::new());
    for era in Era::BOTH {
        let good = app.mcp(era).request("tools/list", &json!({}));
        for method in ["GET", "DELETE", "PUT", "PATCH", "OPTIONS", "HEAD", "FROB"] {
            let answer = app.send(&good.clone().method(method));
            assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")), "{method}: {answer}");
            if method != "HEAD" {
                answer.problem(405);
            }
        }
        let stream = Request { body: None, ..good.clone().method("GET") };
        app.send(&stream.header("mcp-session-id", "made-up").header("last-event-id", "1")).problem(405);
        app.send(&good.method("GET").without("authorization")).problem(401);
    }
}

/// The answer to a body of a good request of that era.
fn post(app: &App, era: Era, method: &str, body: &Value) -> Answer {
    app.send(&app.mcp(era).request(method, &json!({})).body(body.to_string()))
}

#[track_caller]
fn accepted(answer: &Answer) {
    assert_eq!((answer.status, answer.body.len()), (202, 0), "{answer}");
    assert_eq!((answer.header("content-type"), answer.header("mcp-session-id")), (None, None));
}

/// 002/FR-005: a notification is taken and has no effect, whatever it says; a call without an id is one.
#[test]
fn notifications_have_no_effect() {
    let database = Database::new();
    let app = App::start(&database);
    let call = json!({ "name": "add_task", "arguments": { "title": "Milk" } });
    for era in Era::BOTH {
        for (method, params) in [
            ("notifications/initialized", json!({})),
            ("notifications/cancelled", json!({ "requestId": 1, "reason": "Too slow" })),
            ("notifications/roots/list_changed", json!({})),
            ("notifications/of/no/kind", json!({})),
            ("tools/list", json!({})),
            ("tools/call", call.clone()),
            ("tools/call", json!({ "name": "no_such_tool" })),
        ] {
            let mut params = params;
            if era == Era::Modern {
                params["_meta"] = tests::mcp::meta();
            }
            accepted(&post(
                &app,
                era,
                method,
                &json!({ "jsonrpc": "2.0", "method": method, "params": params }),
            ));
        }
        accepted(&post(
            &app,
            era,
            "notifications/initialized",
            &json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
        ));
        // With the headers that belong to it, and a key.
        let request = app.mcp(era).call_request("add_task", &json!({ "title": "Milk" }));
        let body: Value = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
        let mut notification = body;
        notification.as_object_mut().unwrap().remove("id");
        accepted(&app.send(&request.header("idempotency-key", "k").body(notification.to_string())));
    }
    for table in ["task", "effect", "rate_window"] {
        assert_eq!(database.number(&format!("select count(*) from todo.{table}")), 0, "{table}");
    }
}

/// 002/FR-006: what is not declared is not there, in each era with its status.
#[test]
fn methods_that_are_not_declared_are_not_there() {
    let app = App::start(&Database::new());
    let both = [
        "prompts/list",
        "prompts/get",
        "resources/list",
        "resources/read",
        "resources/templates/list",
        "resources/subscribe",
        "completion/complete",
        "logging/setLevel",
        "tasks/list",
        "tasks/get",
        "subscriptions/listen",
        "sampling/createMessage",
        "notifications/initialized",
        "tools",
        "tools/",
        "tools/List",
        "TOOLS/LIST",
        "rpc.discover",
        "add_task",
        "",
        "\u{0}",
    ];
    for (era, status, own) in [(Era::Older, 200, ["server/discovers"]), (Era::Modern, 404, ["ping"])] {
        for method in both.iter().chain(&own) {
            // Some characters cannot be in a header.
            let sent = if method.contains('\u{0}') { "x" } else { method };
            if sent != *method && era == Era::Modern {
                continue;
            }
            let request = app.mcp(era).request(sent, &json!({ "name": "x", "uri": "x" }));
            let mut body: Value = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
            body["method"] = json!(method);
            let named = ["prompts/get", "resources/read"].contains(method) && era == Era::Modern;
            let request = if named { request.header("mcp-name", "x") } else { request };
            let document = app.send(&request.body(body.to_string())).fault(status, -32601);
            assert_eq!(document["id"], 1, "{method}");
        }
    }
}

/// 002/FR-005: nothing else is below the path.
#[test]
fn other_paths_are_404() {
    let app = App::start(&Database::new());
    for path in ["/mcp/", "/mcp/sse", "/mcp/tools", "/mcp/healthz/", "/mcp//readyz", "/mcpx", "/MCP"] {
        let answer = app.get(path);
        assert_eq!(answer.status, 404, "{path}: {answer}");
    }
    let good = app.mcp(Era::Older).request("ping", &json!({}));
    assert_eq!(app.send(&good.path(&format!("{PATH}?session=1"))).result(), json!({}));
}
