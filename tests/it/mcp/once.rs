//! `Idempotency-Key`: a call whose answer was lost is not done twice.

use std::thread;

use serde_json::{Value, json};
use tests::{Answer, App, Database, Who, mcp::Era};

/// 002/FR-019: the same call again is answered from the record, under its own id, whatever happened since.
#[test]
fn a_retry_is_answered_from_the_record() {
    let database = Database::new();
    let app = App::start(&database);
    let milk = json!({ "title": "Milk", "description": "Two litres" });
    let first = app.mcp(Era::Older).call_once("k", "add_task", &milk).value();
    app.mcp(Era::Older).call("delete_task", &json!({ "task_id": 1 })).value();
    for era in Era::BOTH {
        let request = app.mcp(era).call_request("add_task", &milk).header("idempotency-key", "k");
        let mut body: Value = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
        body["id"] = json!("another id");
        body["params"]["_meta"]["progressToken"] = json!(7);
        let again = app.replica().send(&request.body(body.to_string()));
        assert_eq!(again.value(), first);
        assert_eq!(again.json()["id"], "another id");
    }
    // The same is the same however it is written, with one's own name and without.
    let mut own = milk.clone();
    own["user_id"] = json!("alice");
    assert_eq!(app.mcp(Era::Modern).call_once("k", "add_task", &own).value(), first);
    let spelt = r#"{"jsonrpc":"2.0","method":"tools/call","id":5,"params":{"arguments":
        {"description":"Two litres","title":"Mil\u006b"},"name":"add_task"}}"#;
    let request = app.mcp(Era::Older).call_request("add_task", &milk).header("idempotency-key", "k");
    assert_eq!(app.send(&request.body(spelt)).value(), first);
    assert_eq!(database.titles("alice"), [""; 0]);
}

/// 002/FR-019: each tool's answer is kept, that of a list, too.
#[test]
fn every_tools_answer_is_kept() {
    let database = Database::new();
    let app = App::start(&database);
    let client = app.mcp(Era::Modern);
    let calls = [
        ("add_task", json!({ "title": "Milk" })),
        ("list_tasks", json!({})),
        ("complete_task", json!({ "task_id": 1 })),
        ("update_task", json!({ "task_id": 1, "title": "Bread" })),
        ("delete_task", json!({ "task_id": 1 })),
    ];
    let first: Vec<Value> =
        calls.iter().map(|(tool, args)| client.call_once(tool, tool, args).value()).collect();
    client.call("add_task", &json!({ "title": "Later" })).value();
    for ((tool, arguments), first) in calls.iter().zip(&first) {
        assert_eq!(&client.call_once(tool, tool, arguments).value(), first, "{tool}");
    }
    assert_eq!(database.titles("alice"), ["Later"]);
}

/// 002/FR-019: another call under the key is 422, and has no effect.
#[test]
fn another_call_under_the_key_is_422() {
    let database = Database::new();
    let app = App::start(&database);
    app.mcp(Era::Older).call("add_task", &json!({ "title": "Milk" })).value();
    app.mcp(Era::Older).call_once("k", "complete_task", &json!({ "task_id": 1 })).value();
    let before = database.rows("select * from todo.task");
    for era in Era::BOTH {
        for (tool, arguments) in [
            ("complete_task", json!({ "task_id": 2 })),
            ("delete_task", json!({ "task_id": 1 })),
            ("add_task", json!({ "title": "Bread" })),
            ("list_tasks", json!({})),
        ] {
            let answer = app.mcp(era).call_once("k", tool, &arguments);
            assert_eq!(answer.fault(422, -32600)["id"], 1, "{tool}");
        }
    }
    assert_eq!(database.rows("select * from todo.task"), before);
    // Where no tool is called, a key says nothing.
    let list = app.mcp(Era::Older).request("tools/list", &json!({})).header("idempotency-key", "k");
    app.send(&list).result();
}

/// 002/FR-019: a key is its user's own, and the chat's are others.
#[test]
fn another_users_key_is_another_key() {
    let database = Database::new();
    let app = App::start(&database);
    let add = |who: &Who, title: &str| {
        app.mcp_of(who, Era::Older).call_once("k", "add_task", &json!({ "title": title }))
    };
    add(&Who::Alice, "Milk").value();
    assert_eq!(add(&Who::Bob, "Milk").value()["task_id"], 1);
    add(&Who::Alice, "Milk").value();
    app.alice().say_once("k", "Add a task to buy bread").turn();
    app.alice().say_once("turn/1", "Hello").turn();
    app.mcp(Era::Older).call_once("turn/1", "add_task", &json!({ "title": "Tea" })).value();
    assert_eq!(database.titles("alice"), ["Milk", "Buy bread", "Tea"]);
    assert_eq!(database.titles("bob"), ["Milk"]);
}

/// 002/FR-019: what a key stands for is kept for a day, and then no longer.
#[test]
fn a_key_is_good_for_a_day() {
    let database = Database::new();
    let app = App::start(&database);
    let add = |key: &str| {
        app.mcp(Era::Older).call_once(key, "add_task", &json!({ "title": "Milk" })).value()["task_id"].clone()
    };
    let age = |hours: i32| {
        let statement =
            format!("update todo.effect set created_at = created_at - make_interval(hours => {hours})");
        database.superuser().batch_execute(&statement).unwrap();
    };
    assert_eq!(add("k"), 1);
    age(23);
    assert_eq!(add("k"), 1);
    age(2);
    assert_eq!(add("other"), 2);
    assert_eq!(database.number("select count(*) from todo.effect"), 1);
    assert_eq!(add("k"), 3);
}

/// 002/FR-019: of many at once, on two replicas, one does it, and all are told the same.
#[test]
fn many_at_once_do_it_once() {
    let database = Database::new();
    let app = App::start(&database);
    let replica = app.replica();
    for round in 0..6 {
        let (key, title) = (format!("round {round}"), format!("Task {round}"));
        let answers: Vec<Answer> = thread::scope(|scope| {
            let call = |number: usize| {
                let host = if number.is_multiple_of(2) { &app } else { &replica };
                host.mcp(Era::BOTH[number / 4]).call_once(&key, "add_task", &json!({ "title": title }))
            };
            let calls: Vec<_> = (0..8).map(|number| scope.spawn(move || call(number))).collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect()
        });
        for answer in &answers {
            assert_eq!(answer.value(), answers[0].value(), "{answer}");
        }
    }
    assert_eq!(database.titles("alice").len(), 6);
}

/// 002/FR-019: what a key may be.
#[test]
fn keys_have_a_form() {
    let database = Database::new();
    let app = App::start(&database);
    let call = app.mcp(Era::Older).call_request("add_task", &json!({ "title": "Milk" }));
    for bad in ["k".repeat(256).as_bytes(), b"\xc3\xbc", b"a\tb"] {
        app.send(&call.clone().header("idempotency-key", bad)).problem(400);
    }
    app.send(&call.clone().header("idempotency-key", "a").header("idempotency-key", "b")).problem(400);
    assert_eq!(database.titles("alice"), [""; 0]);
    for _ in 0..2 {
        app.send(&call.clone().header("idempotency-key", "")).value();
        app.send(&call.clone().header("idempotency-key", "k".repeat(255))).value();
    }
    assert_eq!(database.titles("alice").len(), 3);
}
