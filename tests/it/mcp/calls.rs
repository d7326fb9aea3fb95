//! `tools/call`: the five tools and their results.

use serde_json::{Value, json};
use tests::{App, Database, mcp::Era};

/// Calls a tool, and compares the text's JSON, the structured result, and the form of the whole.
#[track_caller]
fn check(app: &App, era: Era, tool: &str, arguments: &Value, expected: &Value) {
    let answer = app.mcp(era).call(tool, arguments);
    assert_eq!(&answer.value(), expected, "{tool} {arguments}");
    let result = answer.result();
    assert_eq!(result["isError"], false, "{result}");
    let structured = match era {
        Era::Older if expected.is_array() => json!({ "result": expected }),
        _ => expected.clone(),
    };
    assert_eq!(result["structuredContent"], structured, "{tool}");
    let text = result["content"][0]["text"].as_str().unwrap();
    // Whatever the order of its members, JSON without a blank too many has one length.
    assert_eq!(text.len(), expected.to_string().len(), "bare JSON: {text}");
}

/// 002/FR-010: each tool's value is the contract's, as text and as a structured result, in each era.
#[test]
fn the_five_tools_answer_as_the_contract_has_it() {
    for era in Era::BOTH {
        let database = Database::new();
        five_tools(era, &App::start(&database), &database);
    }
}

/// 001/FR-039, 002/FR-010: the same where a tool is made when it is called, and not composed.
#[test]
fn the_five_tools_answer_alike_when_they_are_linked() {
    let database = Database::new();
    five_tools(Era::Modern, &App::on(&database).fast().start(), &database);
}

fn five_tools(era: Era, app: &App, database: &Database) {
    check(app, era, "list_tasks", &json!({}), &json!([]));
    let call = |tool: &str, arguments: Value, expected: Value| check(app, era, tool, &arguments, &expected);
    call(
        "add_task",
        json!({ "title": "Buy groceries" }),
        json!({ "task_id": 1, "status": "created", "title": "Buy groceries" }),
    );
    call(
        "add_task",
        json!({ "title": "  Call mom ", "description": "Not before \"noon\"\n😀" }),
        json!({ "task_id": 2, "status": "created", "title": "Call mom" }),
    );
    call(
        "complete_task",
        json!({ "task_id": 2 }),
        json!({ "task_id": 2, "status": "completed", "title": "Call mom" }),
    );
    call(
        "update_task",
        json!({ "task_id": 1, "title": "Buy groceries and fruits" }),
        json!({ "task_id": 1, "status": "updated", "title": "Buy groceries and fruits" }),
    );
    for (status, ids) in [("all", vec![1, 2]), ("pending", vec![1]), ("completed", vec![2])] {
        let answer = app.mcp(era).call("list_tasks", &json!({ "status": status }));
        let listed = answer.value();
        let of = |task: &Value| task["id"].as_i64().unwrap();
        assert_eq!(listed.as_array().unwrap().iter().map(of).collect::<Vec<_>>(), ids, "{status}");
        check(app, era, "list_tasks", &json!({ "status": status }), &listed);
    }
    let listed = app.mcp(era).call("list_tasks", &json!({})).value();
    assert_eq!(listed[1]["description"], "Not before \"noon\"\n😀");
    assert_eq!((&listed[0]["completed"], &listed[1]["completed"]), (&json!(false), &json!(true)));
    for member in ["created_at", "updated_at"] {
        let format = r#"YYYY-MM-DD"T"HH24:MI:SS.US"Z""#;
        let moment =
            format!("select to_char({member} at time zone 'UTC', '{format}') from todo.task where id = 2");
        assert_eq!(listed[1][member], database.column(&moment)[0], "RFC 3339, to the microsecond");
    }
    call(
        "delete_task",
        json!({ "task_id": 2 }),
        json!({ "task_id": 2, "status": "deleted", "title": "Call mom" }),
    );
    // An id is never used again.
    call(
        "add_task",
        json!({ "title": "Milk" }),
        json!({ "task_id": 3, "status": "created", "title": "Milk" }),
    );
    assert_eq!(database.titles("alice"), ["Buy groceries and fruits", "Milk"]);
    let missing = app.mcp(era).call("complete_task", &json!({ "task_id": 2 }));
    assert_eq!(missing.sentence(), "Task 2 not found");
}

/// 002/FR-010: without arguments, or with null for them, there are none.
#[test]
fn arguments_may_be_left_out() {
    let app = App::start(&Database::new());
    for era in Era::BOTH {
        for params in [json!({ "name": "list_tasks" }), json!({ "name": "list_tasks", "arguments": null })] {
            assert_eq!(app.mcp(era).ask("tools/call", &params).value(), json!([]), "{params}");
        }
        let params = json!({ "name": "add_task" });
        assert!(app.mcp(era).ask("tools/call", &params).sentence().contains("title"));
    }
}

/// 002/FR-010: members that the protocol may bring do not matter.
#[test]
fn a_progress_token_is_no_argument() {
    let app = App::start(&Database::new());
    let params = json!({ "name": "list_tasks", "arguments": {}, "_meta": { "progressToken": 7 } });
    let request = app.mcp(Era::Older).request("tools/call", &params);
    assert_eq!(app.send(&request).value(), json!([]));
}

/// 002/FR-011: an unknown tool, and params that are none, are errors of the protocol.
#[test]
fn an_unknown_tool_is_an_error_of_the_protocol() {
    let app = App::start(&Database::new());
    let longest = "x".repeat(4000);
    for era in Era::BOTH {
        for name in ["no_such_tool", "ADD_TASK", "add-task", "add_task2", "tools/call", longest.as_str()] {
            let document = app.mcp(era).call(name, &json!({})).fault(200, -32602);
            assert_eq!(document["id"], 1);
            assert!(document.to_string().len() < 400, "{document}");
        }
        for arguments in [json!([]), json!("{}"), json!(7)] {
            app.mcp(era).call("list_tasks", &arguments).fault(200, -32602);
        }
        app.mcp(era).ask("tools/call", &json!({})).fault(200, -32602);
    }
    app.mcp(Era::Older).ask("tools/call", &json!({ "name": "" })).fault(200, -32602);
    app.mcp(Era::Older).ask("tools/call", &json!({ "name": "add task ü" })).fault(200, -32602);
    for name in [json!(7), json!([]), json!({})] {
        app.mcp(Era::Older).ask("tools/call", &json!({ "name": name })).fault(400, -32602);
    }
}
