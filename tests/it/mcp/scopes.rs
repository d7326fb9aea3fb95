//! What a token, or the client itself, leaves open.

use serde_json::{Value, json};
use tests::{
    Answer, App, Database,
    mcp::{Client, Era, TOOLS},
};

/// A call of each tool that would work.
fn calls() -> [(&'static str, Value); 5] {
    [
        ("add_task", json!({ "title": "More" })),
        ("list_tasks", json!({})),
        ("complete_task", json!({ "task_id": 1 })),
        ("update_task", json!({ "task_id": 1, "title": "Other" })),
        ("delete_task", json!({ "task_id": 1 })),
    ]
}

/// Whether the answer is a 403 that names the scope which is lacking, and where to get it.
#[track_caller]
fn lacks(answer: &Answer, scope: &str) {
    assert_eq!(answer.status, 403, "{answer}");
    let challenge = answer.header("www-authenticate").unwrap_or_default();
    assert!(challenge.starts_with("Bearer "), "{challenge}");
    for part in [
        r#"error="insufficient_scope""#,
        r#"resource_metadata="http://todo.test/.well-known/oauth-protected-resource/mcp""#,
    ] {
        assert!(challenge.contains(part), "{challenge}");
    }
    let named = challenge.split(r#" scope=""#).nth(1).and_then(|rest| rest.split('"').next());
    assert!(named.is_some_and(|named| named.split(' ').any(|word| word == scope)), "{challenge}");
    assert!(!String::from_utf8_lossy(&answer.body).contains(r#""result""#), "{answer}");
}

#[track_caller]
fn opens_everything(client: &Client<'_>) {
    assert_eq!(client.listed(), TOOLS);
    for (tool, arguments) in [("add_task", json!({ "title": "More" })), ("list_tasks", json!({}))] {
        client.call(tool, &arguments).value();
    }
}

/// 002/FR-015: no scope claim, or both scopes among others.
#[test]
fn both_scopes_or_no_claim_open_everything() {
    let app = App::start(&Database::new());
    for era in Era::BOTH {
        opens_everything(&app.mcp(era));
        for scope in
            ["tasks:read tasks:write", "tasks:write tasks:read", "openid  tasks:read email tasks:write"]
        {
            opens_everything(&app.mcp(era).with_claim("scope", json!(scope)));
        }
    }
}

/// 002/FR-015: without `tasks:write` there is `list_tasks` and nothing else.
#[test]
fn read_alone_lists() {
    let database = Database::new();
    let app = App::start(&database);
    app.mcp(Era::Older).call("add_task", &json!({ "title": "Milk" })).value();
    let before = database.rows("select * from todo.task");
    for era in Era::BOTH {
        for scope in ["tasks:read", "openid tasks:read", "tasks:read tasks:write2", "tasks:read TASKS:WRITE"]
        {
            let client = app.mcp(era).with_claim("scope", json!(scope));
            assert_eq!(client.listed(), ["list_tasks"], "{scope}");
            assert_eq!(client.titles(), ["Milk"], "{scope}");
            for (tool, arguments) in calls().iter().filter(|(tool, _)| *tool != "list_tasks") {
                lacks(&client.call(tool, arguments), "tasks:write");
                lacks(&client.call_once("k", tool, arguments), "tasks:write");
            }
            // What it may not do it is not taught either.
            lacks(&client.call("add_task", &json!({ "due": 1 })), "tasks:write");
            client.call("no_such_tool", &json!({})).fault(200, -32602);
        }
    }
    assert_eq!(database.rows("select * from todo.task"), before);
    assert_eq!(database.number("select count(*) from todo.effect"), 0);
}

/// 002/FR-015: a scope text with neither opens nothing.
#[test]
fn other_scopes_open_nothing() {
    let database = Database::new();
    let app = App::start(&database);
    for era in Era::BOTH {
        for scope in [
            "",
            " ",
            "openid email",
            "tasks",
            "tasks:",
            "tasks:*",
            "*",
            "xtasks:read",
            "tasks:read,tasks:write",
        ] {
            let client = app.mcp(era).with_claim("scope", json!(scope));
            lacks(&client.ask("tools/list", &json!({})), "tasks:read");
            lacks(&client.ask("server/discover", &json!({})), "tasks:read");
            for (tool, arguments) in calls() {
                lacks(&client.call(tool, &arguments), "tasks:read");
            }
        }
    }
    assert_eq!(database.titles("alice"), [""; 0]);
}

/// 002/FR-015: a claim of another type never opens more than it says.
#[test]
fn a_scope_that_is_no_text_does_not_widen() {
    let database = Database::new();
    let app = App::start(&database);
    for scope in
        [json!(7), json!(true), json!({}), json!([]), json!(["tasks:read"]), json!([7, "tasks:write"])]
    {
        let client = app.mcp(Era::Older).with_claim("scope", scope.clone());
        let answer = client.call("add_task", &json!({ "title": "Milk" }));
        assert!([401, 403].contains(&answer.status), "{scope}: {answer}");
    }
    assert_eq!(database.titles("alice"), [""; 0]);
}

/// 002/FR-016: a client can give up writing, whatever its token grants.
#[test]
fn the_read_only_header_hides_what_writes() {
    let database = Database::new();
    let app = App::start(&database);
    app.mcp(Era::Older).call("add_task", &json!({ "title": "Milk" })).value();
    let before = database.rows("select * from todo.task");
    for era in Era::BOTH {
        for value in ["true", "True", "TRUE", " true "] {
            let list = app.mcp(era).request("tools/list", &json!({})).header("x-mcp-readonly", value);
            let tools = app.send(&list).result()["tools"].clone();
            assert_eq!(tools.as_array().unwrap().len(), 1, "{value}");
            assert_eq!(tools[0]["name"], "list_tasks", "{value}");
            for (tool, arguments) in calls() {
                let request = app.mcp(era).call_request(tool, &arguments).header("x-mcp-readonly", value);
                let answer = app.send(&request);
                if tool == "list_tasks" {
                    answer.value();
                } else {
                    answer.fault(200, -32602);
                }
            }
        }
        // Of two the narrower one.
        let list = app.mcp(era).request("tools/list", &json!({}));
        let both = list.clone().header("x-mcp-readonly", "false").header("x-mcp-readonly", "true");
        assert_eq!(app.send(&both).result()["tools"].as_array().unwrap().len(), 1);
        let no = app.send(&list.header("x-mcp-readonly", "false")).result();
        assert_eq!(no["tools"].as_array().unwrap().len(), 5);
    }
    assert_eq!(database.rows("select * from todo.task"), before);
    // It does not widen a token.
    let narrow = app.mcp(Era::Older).with_claim("scope", json!("tasks:read"));
    let request = narrow.call_request("add_task", &json!({ "title": "x" })).header("x-mcp-readonly", "false");
    lacks(&app.send(&request), "tasks:write");
}
