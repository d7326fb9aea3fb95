//! The database goes away and comes back.

use std::thread;

use fake_model::Step;
use serde_json::json;
use tests::{App, Database, Model, Server, eventually};

/// 001/FR-016: without a database it is 503; with it again all is well, without another start.
#[test]
fn away_and_back() {
    let server = Server::own();
    let database = Database::on(&server);
    let app = App::start(&database);
    let conversation = app.alice().say("Add a task to buy milk").turn().conversation_id;
    for kill in [true, false] {
        if kill {
            server.kill()
        } else {
            server.shut_down()
        }
        let answer = app.alice().say_in(conversation, "Show me all my tasks");
        assert_eq!(answer.problem(503)["type"], "/problems/unavailable");
        answer.retry_after();
        let ready = app.get("/readyz").problem(503);
        assert_eq!(ready["missing"], json!(["database"]));
        assert_eq!(app.get("/healthz").status, 200);
        server.start();
        let ready = || (app.get("/readyz").status == 200).then_some(());
        eventually("the application to be ready again", ready);
        // Several at once, so that every connection that died is met.
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let turn = app.alice().say_in(conversation, "Show me all my tasks").turn();
                    assert!(turn.response.contains("Buy milk"), "{turn:?}");
                });
            }
        });
    }
}

/// 001/FR-016, 001/FR-012: the server dies between a call and the end of the turn: 503 that names the
/// conversation; a retry finishes the turn, and nothing happens twice.
#[test]
fn away_between_a_call_and_the_end() {
    let server = Server::own();
    let database = Database::on(&server);
    let add = || Step::call("add_task", &json!({ "title": "Buy milk" }));
    let model = Model::new([add(), Step::text("Added.").delay_ms(1000), add(), Step::text("Added at last.")]);
    let app = App::on(&database).model(&model).set("turn_lease_seconds", "2").start();
    let ask = || app.alice().say_once("k", "Buy milk, please");
    let failed = thread::scope(|scope| {
        let failed = scope.spawn(ask);
        model.asked(2);
        server.kill();
        failed.join().unwrap()
    });
    let document = failed.problem(503);
    failed.retry_after();
    server.start();
    let done = eventually("the turn to be taken over", || {
        let answer = ask();
        (answer.status == 200).then_some(answer)
    });
    let turn = done.turn();
    assert_eq!(document["conversation_id"], turn.conversation_id);
    assert_eq!((turn.response.as_str(), turn.tools()), ("Added at last.", vec![("add_task", "ok")]));
    assert_eq!(database.titles("alice"), ["Buy milk"]);
    assert_eq!(database.number("select count(*) from todo.message where role = 'user'"), 1);
}

/// 001/FR-016: the server is away when the tool wants it: 503, and the retry makes the effect.
#[test]
fn away_when_the_tool_runs() {
    let server = Server::own();
    let database = Database::on(&server);
    let add = || Step::call("add_task", &json!({ "title": "Buy milk" }));
    let model = Model::new([add().delay_ms(1000), add(), Step::text("Added.")]);
    let app = App::on(&database).model(&model).set("turn_lease_seconds", "2").start();
    let ask = || app.alice().say_once("k", "Buy milk, please");
    let failed = thread::scope(|scope| {
        let failed = scope.spawn(ask);
        model.asked(1);
        server.shut_down();
        failed.join().unwrap()
    });
    assert!(failed.problem(503)["conversation_id"].is_i64(), "{failed}");
    assert_eq!(model.requests().len(), 1, "a turn without a database asks no model");
    server.start();
    let turn = eventually("the turn to be taken over", || Some(ask()).filter(|answer| answer.status == 200));
    assert_eq!(turn.turn().response, "Added.");
    assert_eq!(database.titles("alice"), ["Buy milk"]);
}

/// 001/FR-016: a statement that is cut off by a shutdown is a database that is away, not a fault of ours.
#[test]
fn cut_off_in_a_statement() {
    let server = Server::own();
    let database = Database::on(&server);
    let app = App::start(&database);
    let mut other = database.superuser();
    other.batch_execute("begin; lock table todo.turn in exclusive mode").unwrap();
    let answer = thread::scope(|scope| {
        let asked = scope.spawn(|| app.alice().say("Add a task to buy milk"));
        let waiting = "select count(*) from pg_locks where not granted";
        eventually("a statement that waits", || (database.number(waiting) > 0).then_some(()));
        server.shut_down();
        asked.join().unwrap()
    });
    answer.problem(503);
    answer.retry_after();
}
