//! How much, of what kind, and how often.

use std::thread;

use serde_json::json;
use tests::{App, Database, mcp::Era};

/// 002/FR-020: a mebibyte is read, and not one byte more.
#[test]
fn the_limit_is_a_mebibyte_to_the_byte() {
    let app = App::start(&Database::new());
    let ping = app.mcp(Era::Older).request("ping", &json!({}));
    let send = |length: usize| {
        let mut body = ping.body.clone().unwrap();
        body.resize(length, b' ');
        app.send(&ping.clone().body(body))
    };
    assert_eq!(send(1 << 20).result(), json!({}));
    send((1 << 20) + 1).problem(413);
    send(8 << 20).problem(413);
    // A long value within the limit is the tool's affair.
    let sentence =
        app.mcp(Era::Modern).call("add_task", &json!({ "title": "x".repeat(1_000_000) })).sentence();
    assert!(sentence.contains("title has 1000000 characters"), "{sentence}");
}

/// 002/FR-020: the body is declared as JSON.
#[test]
fn another_media_type_is_415() {
    let database = Database::new();
    let app = App::start(&database);
    for era in Era::BOTH {
        let call = app.mcp(era).call_request("add_task", &json!({ "title": "Milk" })).without("content-type");
        app.send(&call).problem(415);
        for bad in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json-rpc",
            "application/problem+json",
            "application/json; charset=latin1",
            "text/event-stream",
            "",
        ] {
            app.send(&call.clone().header("content-type", bad)).problem(415);
        }
    }
    assert_eq!(database.titles("alice"), [""; 0]);
    let ping = app.mcp(Era::Older).request("ping", &json!({})).without("content-type");
    for good in ["application/json; charset=utf-8", "Application/JSON", "application/json;charset=\"UTF-8\""]
    {
        app.send(&ping.clone().header("content-type", good)).result();
    }
    // What the client would accept is not asked: there is one form of answer.
    for accept in ["application/json", "text/event-stream", "text/html", "*/*"] {
        app.send(
            &ping
                .clone()
                .header("content-type", "application/json")
                .without("accept")
                .header("accept", accept),
        )
        .result();
    }
}

/// 002/FR-020: so many calls a minute for each user, on all replicas; whoever is over the limit is told how
/// long to wait, and nothing of theirs is done.
#[test]
fn calls_are_counted() {
    let database = Database::new();
    let app = App::on(&database).set("call_rate_limit", "3").start();
    let replica = app.replica();
    let milk = json!({ "title": "Milk" });
    app.mcp(Era::Older).call("add_task", &milk).value();
    replica.mcp(Era::Modern).call("list_tasks", &json!({})).value();
    app.mcp(Era::Modern).call("complete_task", &json!({ "task_id": 7 })).sentence();
    for era in Era::BOTH {
        for host in [&app, &replica] {
            let answer = host.mcp(era).call("add_task", &milk);
            assert_eq!(answer.fault(429, -32000)["id"], 1);
            assert!(answer.retry_after() <= 60, "{answer}");
            // What calls no tool is not counted, and nor is the chat.
            assert_eq!(host.mcp(era).listed().len(), 5);
        }
    }
    app.alice().say("Hello").turn();
    assert_eq!(database.titles("alice"), ["Milk"]);
    app.mcp_of(&tests::Who::Bob, Era::Older).call("add_task", &milk).value();
    let age = "update todo.rate_window set started_at = started_at - interval '61 seconds'";
    database.superuser().batch_execute(age).unwrap();
    app.mcp(Era::Older).call("add_task", &milk).value();
}

/// 002/FR-020: at once not one more gets through; a minute of chat leaves the calls alone.
#[test]
fn at_once_not_one_more() {
    let database = Database::new();
    let app = App::on(&database).set("call_rate_limit", "5").set("rate_limit", "2").start();
    for _ in 0..2 {
        app.alice().say("Hello").turn();
    }
    app.alice().say("Hello").problem(429);
    let statuses: Vec<u16> = thread::scope(|scope| {
        let call = || app.mcp(Era::Older).call("add_task", &json!({ "title": "Milk" })).status;
        let calls: Vec<_> = (0..12).map(|_| scope.spawn(call)).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 5);
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 7);
    assert_eq!(database.titles("alice").len(), 5);
}
