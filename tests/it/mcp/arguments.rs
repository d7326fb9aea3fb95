//! How arguments are read, and what a model is told of those that do not fit.

use serde_json::{Value, json};
use tests::{App, Database, mcp::Era};

/// 002/FR-011: arguments are read by the schema to the letter; what does not fit is a sentence, and has no
/// effect.
#[test]
fn arguments_are_read_strictly() {
    let database = Database::new();
    let app = App::start(&database);
    app.mcp(Era::Older).call("add_task", &json!({ "title": "Milk" })).value();
    let before = database.rows("select * from todo.task");
    let long = "ü".repeat(201);
    for era in Era::BOTH {
        for (tool, arguments, part) in [
            ("add_task", json!({}), "title"),
            ("add_task", json!({ "title": null }), "string"),
            ("add_task", json!({ "title": 7 }), "string"),
            ("add_task", json!({ "title": ["x"] }), "string"),
            ("add_task", json!({ "title": "" }), "title is empty"),
            ("add_task", json!({ "title": " \n\u{2003}" }), "title is empty"),
            ("add_task", json!({ "title": long }), "title has 201 characters"),
            ("add_task", json!({ "title": "a\0b" }), "NUL"),
            ("add_task", json!({ "title": "x", "due": "today" }), "due"),
            ("add_task", json!({ "title": "x", "Title": "y" }), "Title"),
            ("add_task", json!({ "title": "x", "description": 7 }), "string"),
            ("add_task", json!({ "title": "x", "description": "d".repeat(1001) }), "description has 1001"),
            ("add_task", json!({ "title": "x", "description": "\0" }), "NUL"),
            ("list_tasks", json!({ "status": "done" }), "pending"),
            ("list_tasks", json!({ "status": "ALL" }), "pending"),
            ("list_tasks", json!({ "status": 1 }), "string"),
            ("list_tasks", json!({ "limit": 1 }), "limit"),
            ("complete_task", json!({}), "task_id"),
            ("complete_task", json!({ "task_id": "1" }), "string \"1\""),
            ("complete_task", json!({ "task_id": 1.0 }), "1.0"),
            ("complete_task", json!({ "task_id": true }), "boolean"),
            ("complete_task", json!({ "task_id": 1, "title": "x" }), "title"),
            ("delete_task", json!({ "task_id": null }), "null"),
            ("delete_task", json!({ "task_id": [1] }), "sequence"),
            ("update_task", json!({ "task_id": 1 }), "title, a description or both"),
            ("update_task", json!({ "title": "x" }), "task_id"),
            ("update_task", json!({ "task_id": 1, "title": " " }), "title is empty"),
            ("update_task", json!({ "task_id": 1, "completed": true }), "completed"),
        ] {
            let sentence = app.mcp(era).call(tool, &arguments).sentence();
            assert!(sentence.contains(part) && sentence.ends_with('.'), "{tool} {arguments}: {sentence}");
            assert!(!sentence.contains(" column "), "a model has no columns: {sentence}");
        }
        assert_eq!(database.rows("select * from todo.task"), before, "nothing was changed");
    }
}

/// 002/FR-011: what is just within the limits is taken.
#[test]
fn the_longest_values_are_taken() {
    let database = Database::new();
    let app = App::start(&database);
    let (title, description) = ("ü".repeat(200), "😀".repeat(1000));
    let arguments = json!({ "title": format!(" {title}\n"), "description": description });
    assert_eq!(app.mcp(Era::Modern).call("add_task", &arguments).value()["title"], title);
    let listed = app.mcp(Era::Modern).call("list_tasks", &json!({})).value();
    assert_eq!((&listed[0]["title"], &listed[0]["description"]), (&json!(title), &json!(description)));
    // A description can be taken away again.
    app.mcp(Era::Modern).call("update_task", &json!({ "task_id": 1, "description": "" })).value();
    assert_eq!(database.column("select coalesce(description, '') from todo.task"), [""]);
}

/// 002/FR-011: a task that is not there, whoever else has one of that number.
#[test]
fn business_errors_are_results() {
    let database = Database::new();
    let app = App::start(&database);
    let bob = app.mcp_of(&tests::Who::Bob, Era::Older);
    for title in ["One", "Two"] {
        bob.call("add_task", &json!({ "title": title })).value();
    }
    for era in Era::BOTH {
        for id in [2, 7, 0, -1, i64::MAX, i64::MIN] {
            for tool in ["complete_task", "delete_task", "update_task"] {
                let mut arguments = json!({ "task_id": id });
                if tool == "update_task" {
                    arguments["title"] = json!("Mine");
                }
                let sentence = app.mcp(era).call(tool, &arguments).sentence();
                assert_eq!(sentence, format!("Task {id} not found"), "{tool}");
            }
        }
    }
    let call = app.mcp(Era::Older).call_request("complete_task", &json!({ "task_id": 424_242 }));
    let body = String::from_utf8(call.body.clone().unwrap()).unwrap();
    let huge = body.replace("424242", "99999999999999999999");
    assert!(app.send(&call.body(huge)).sentence().contains("complete_task"));
    assert_eq!(database.titles("bob"), ["One", "Two"]);
}

/// 002/FR-012: `user_id` may be left out or repeat the token's subject, and chooses nothing.
#[test]
fn an_argument_never_chooses_the_user() {
    let database = Database::new();
    let app = App::start(&database);
    app.mcp_of(&tests::Who::Bob, Era::Older).call("add_task", &json!({ "title": "Bob's" })).value();
    let values = |user: Value| {
        [
            ("add_task", json!({ "title": "x", "user_id": user })),
            ("list_tasks", json!({ "user_id": user })),
            ("complete_task", json!({ "task_id": 1, "user_id": user })),
            ("update_task", json!({ "task_id": 1, "title": "y", "user_id": user })),
            ("delete_task", json!({ "task_id": 1, "user_id": user })),
        ]
    };
    for era in Era::BOTH {
        for other in
            [json!("bob"), json!(""), json!("Alice"), json!(" alice"), json!("%"), Value::Null, json!(7)]
        {
            for (tool, arguments) in values(other.clone()) {
                let sentence = app.mcp(era).call(tool, &arguments).sentence();
                assert!(sentence.contains("user_id"), "{tool} {other}: {sentence}");
            }
        }
        assert_eq!((database.titles("alice").len(), database.titles("bob").len()), (0, 1));
    }
    for (tool, arguments) in values(json!("alice")) {
        app.mcp(Era::Modern).call(tool, &arguments).value();
    }
    assert_eq!((database.titles("alice").len(), database.titles("bob").len()), (0, 1));
}
