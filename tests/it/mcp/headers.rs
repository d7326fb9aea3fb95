//! Headers that repeat what the body says.

use serde_json::json;
use tests::{App, Database, Request, mcp::Era};

/// A call of Alice's in the modern era, with one header replaced by these.
fn with(app: &App, name: &str, values: &[&str]) -> Request {
    let good = app.mcp(Era::Modern).call_request("add_task", &json!({ "title": "Milk" }));
    values.iter().fold(good.without(name), |request, value| request.header(name, value))
}

/// 002/FR-004: the three headers say what the body says, or it is 400 and nothing happens.
#[test]
fn headers_match_the_body() {
    let database = Database::new();
    let app = App::start(&database);
    for (name, values) in [
        ("mcp-protocol-version", &[][..]),
        ("mcp-protocol-version", &["2025-11-25"]),
        ("mcp-protocol-version", &["2099-01-01"]),
        ("mcp-protocol-version", &["2026-07-28, 2026-07-28"]),
        ("mcp-protocol-version", &[""]),
        ("mcp-method", &[]),
        ("mcp-method", &["tools/list"]),
        ("mcp-method", &["Tools/Call"]),
        ("mcp-method", &["tools/call, tools/call"]),
        ("mcp-method", &[""]),
        ("mcp-name", &[]),
        ("mcp-name", &["list_tasks"]),
        ("mcp-name", &["ADD_TASK"]),
        ("mcp-name", &["add_task2"]),
        ("mcp-name", &[""]),
    ] {
        let document = app.send(&with(&app, name, values)).fault(400, -32020);
        assert_eq!(document["id"], 1, "{name}: {values:?}");
    }
    assert_eq!(database.titles("alice"), [""; 0]);
}

/// 002/FR-004: which of two values counts must not depend on who looks.
#[test]
fn contradictory_duplicates_are_refused() {
    let database = Database::new();
    let app = App::start(&database);
    for (name, good, other) in [
        ("mcp-protocol-version", "2026-07-28", "2025-11-25"),
        ("mcp-method", "tools/call", "tools/list"),
        ("mcp-name", "add_task", "list_tasks"),
    ] {
        for values in [[good, other], [other, good]] {
            app.send(&with(&app, name, &values)).fault(400, -32020);
        }
        assert_eq!(database.titles("alice"), [""; 0], "{name}");
    }
    // In the older era the version is the only one.
    let older = app.mcp(Era::Older).call_request("add_task", &json!({ "title": "Milk" }));
    for other in ["2025-06-18", "2026-07-28", ""] {
        app.send(&older.clone().header("mcp-protocol-version", other)).fault(400, -32020);
    }
    assert_eq!(database.titles("alice"), [""; 0]);
}

/// 002/FR-004: what says the same says it, however often and in whatever case the name is written.
#[test]
fn what_says_the_same_is_taken() {
    let database = Database::new();
    let app = App::start(&database);
    for (name, value) in
        [("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/call"), ("MCP-NAME", "add_task")]
    {
        app.send(&with(&app, name, &[value])).value();
        app.send(&with(&app, name, &[value, value])).value();
        app.send(&with(&app, name, &[&format!(" \t{value} ")])).value();
    }
    assert_eq!(database.titles("alice").len(), 9);
}

/// 002/FR-004: the older era has no headers for method and name, so they say nothing there.
#[test]
fn the_older_era_routes_by_the_body() {
    let database = Database::new();
    let app = App::start(&database);
    let call = app.mcp(Era::Older).call_request("add_task", &json!({ "title": "Milk" }));
    let call = call.header("mcp-method", "tools/list").header("mcp-name", "delete_task");
    assert_eq!(app.send(&call).value()["status"], "created");
    // A header of the one era over a body of the other is neither.
    let old_body = call.without("mcp-protocol-version").header("mcp-protocol-version", "2026-07-28");
    app.send(&old_body).fault(400, -32602);
    assert_eq!(database.titles("alice"), ["Milk"]);
}
