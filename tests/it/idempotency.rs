//! `Idempotency-Key`: the same key does the same thing once.

use std::{io::Write, net::TcpStream, thread};

use fake_model::Step;
use serde_json::json;
use tests::{Answer, App, Database, Model, Who, eventually};

const TURNS: &str = "select count(*) from todo.turn";

/// Posts a body of Alice's under a key.
fn post(app: &App, key: &str, body: &str) -> Answer {
    app.send(&app.alice().request(&json!({})).header("idempotency-key", key).body(body))
}

/// 001/FR-011: the same key again gives the first answer, whatever happened since; another body is 422.
#[test]
fn the_first_answer_again() {
    let database = Database::new();
    let app = App::start(&database);
    let first = app.alice().say_once("k", "Add a task to buy milk");
    first.turn();
    app.alice().say_in(first.turn().conversation_id, "Delete task 1").turn();
    for spelt in
        [r#"{"message":"Add a task to buy milk"}"#, " { \"message\" : \"Add \\u0061 task to buy milk\" } "]
    {
        assert_eq!(post(&app, "k", spelt).json(), first.json(), "{spelt}");
    }
    assert_eq!(app.replica().alice().say_once("k", "Add a task to buy milk").json(), first.json());
    assert_eq!(database.number(TURNS), 2);
    assert_eq!(database.titles("alice"), [""; 0]);

    for other in [
        r#"{"message":"Add a task to buy bread"}"#,
        r#"{"message":"Add a task to buy milk","more":1}"#,
        r#"{"message":"Add a task to buy milk","conversation_id":null}"#,
    ] {
        let document = post(&app, "k", other).problem(422);
        assert_eq!(document["type"], "/problems/idempotency-key-reused", "{other}");
    }
    assert_eq!(database.number(TURNS), 2);
}

/// 001/FR-011: a key is its user's own.
#[test]
fn another_users_key_is_another_key() {
    let database = Database::new();
    let app = App::start(&database);
    let alice = app.alice().say_once("k", "Add a task to buy milk").turn();
    let bob = app.bob().say_once("k", "Add a task to feed the cat").turn();
    assert_ne!(alice.conversation_id, bob.conversation_id);
    assert_eq!(database.titles("bob"), ["Feed the cat"]);
    assert_eq!(app.alice().say_once("k", "Add a task to buy milk").turn(), alice);
}

/// 001/FR-011: what a key may be.
#[test]
fn keys_have_a_form() {
    let database = Database::new();
    let app = App::start(&database);
    let hello = app.alice().request(&json!({ "message": "Hello" }));
    let longest = "k".repeat(255);
    for good in [longest.as_str(), "a b", "~!\"',;=", "k"] {
        let first = app.send(&hello.clone().header("idempotency-key", good)).turn();
        assert_eq!(app.send(&hello.clone().header("idempotency-key", good)).turn(), first, "{good}");
    }
    assert_eq!(database.number(TURNS), 4);
    for absent in ["", " "] {
        app.send(&hello.clone().header("idempotency-key", absent)).turn();
    }
    assert_eq!(database.number(TURNS), 6);
    let too_long = "k".repeat(256);
    for bad in [too_long.as_bytes(), b"\xc3\xbc", b"a\tb", b"\x80"] {
        app.send(&hello.clone().header("idempotency-key", bad)).problem(400);
    }
    app.send(&hello.clone().header("idempotency-key", "a").header("idempotency-key", "b")).problem(400);
    assert_eq!(database.number(TURNS), 6);
}

/// 001/FR-011: while the first is still running it is 409, on every replica; then its answer is there.
#[test]
fn while_it_runs_it_is_409() {
    let database = Database::new();
    let model = Model::new([Step::text("Done.").delay_ms(1500)]);
    let app = App::on(&database).model(&model).set("turn_lease_seconds", "1").start();
    let replica = app.replica();
    let first = thread::scope(|scope| {
        let first = scope.spawn(|| app.alice().say_once("k", "Hello"));
        model.asked(1);
        // Longer than the lease: it is renewed as long as the attempt lives.
        while !first.is_finished() {
            let second = replica.alice().say_once("k", "Hello");
            if second.status != 200 {
                let document = second.problem(409);
                assert_eq!(document["type"], "/problems/in-progress");
                assert_eq!(second.retry_after(), 1);
            }
        }
        first.join().unwrap()
    });
    assert_eq!(first.turn().response, "Done.");
    assert_eq!(replica.alice().say_once("k", "Hello").turn(), first.turn());
    assert_eq!((model.requests().len(), database.number(TURNS)), (1, 1));
}

/// 001/FR-011: of many at once one does it, and the others are told to wait or get its answer.
#[test]
fn many_at_once_do_it_once() {
    let database = Database::new();
    let model = Model::canned(50);
    let app = App::on(&database).model(&model).start();
    for round in 0..5 {
        let key = format!("round {round}");
        let answers: Vec<Answer> = thread::scope(|scope| {
            let calls: Vec<_> =
                (0..8).map(|_| scope.spawn(|| app.alice().say_once(&key, "Buy milk"))).collect();
            calls.into_iter().map(|call| call.join().unwrap()).collect()
        });
        let done: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 200).collect();
        assert!(!done.is_empty(), "{answers:?}");
        for answer in &answers {
            if answer.status == 200 {
                assert_eq!(answer.turn(), done[0].turn());
            } else {
                answer.problem(409);
                answer.retry_after();
            }
        }
        assert_eq!(database.titles("alice").len(), round + 1);
        assert_eq!(database.number(TURNS), round as i64 + 1);
    }
}

/// 001/FR-011: 400, 404, 422 and 429 bind nothing: the key is free for another body.
#[test]
fn refusals_bind_nothing() {
    let database = Database::new();
    let app = App::on(&database).set("rate_limit", "1").start();
    post(&app, "k", "{").problem(400);
    post(&app, "k", r#"{"message":""}"#).problem(422);
    post(&app, "k", r#"{"message":"Hi","conversation_id":404}"#).problem(404);
    app.alice().say("Hello").turn();
    app.alice().say_once("k", "Hello").problem(429);
    database.superuser().execute("delete from todo.rate_window", &[]).unwrap();
    app.alice().say_once("k", "Add a task to buy milk").turn();
    assert_eq!(database.titles("alice"), ["Buy milk"]);
}

/// 001/FR-011, 001/FR-012: after 502 and 504 a retry finishes the same turn; what ran does not run again.
#[test]
fn a_failed_turn_is_finished_by_a_retry() {
    let database = Database::new();
    let add = || Step::call("add_task", &json!({ "title": "Buy milk" }));
    let model = Model::new([add(), Step::status(400), Step::silence(), add(), Step::text("Added.")]);
    let app = App::on(&database).model(&model).set("model_first_byte_seconds", "1").start();
    let ask = || app.alice().say_once("k", "Buy milk, please");
    let failed = ask().problem(502);
    assert_eq!(ask().problem(504)["conversation_id"], failed["conversation_id"]);
    let turn = ask().turn();
    assert_eq!(turn.response, "Added.");
    assert_eq!(failed["conversation_id"], turn.conversation_id);
    // It was called once in the failed attempt, and once more in the last, which got the recorded result.
    let result = json!({ "task_id": 1, "status": "created", "title": "Buy milk" });
    assert_eq!(turn.tools(), [("add_task", "ok")]);
    assert_eq!(turn.tool_calls[0]["result"], result);
    assert_eq!(database.titles("alice"), ["Buy milk"]);
    assert_eq!(database.number("select count(*) from todo.message where role = 'user'"), 1);
    assert_eq!(ask().turn(), turn);
    assert_eq!(app.caller(Who::Alice).say_once("k", "Buy bread").status, 422);
}

/// 001/FR-011: a key that is known is looked at before the conversation, even one that cannot be.
#[test]
fn a_known_key_comes_before_the_conversation() {
    let database = Database::new();
    let app = App::start(&database);
    app.alice().say_once("k", "Hello").turn();
    for conversation in ["999", "1000000000000000000000000000000"] {
        let body = format!(r#"{{"message":"Hello","conversation_id":{conversation}}}"#);
        let request = app.alice().request(&json!({})).body(body).header("idempotency-key", "k");
        app.send(&request).problem(422);
        app.send(&request.without("idempotency-key")).problem(404);
    }
    assert_eq!(database.number(TURNS), 1);
}

/// 001/FR-011, 001/FR-012: a client that goes away before its answer gets it by asking again.
#[test]
fn a_client_that_goes_away() {
    let database = Database::new();
    let add = || Step::call("add_task", &json!({ "title": "Buy milk" }));
    let model = Model::new([add(), Step::text("Added.").delay_ms(300), add(), Step::text("Added again.")]);
    let app = App::on(&database).model(&model).set("turn_lease_seconds", "1").start();
    let request =
        app.alice().request(&json!({ "message": "Buy milk, please" })).header("idempotency-key", "k");
    let mut socket = TcpStream::connect(app.address).unwrap();
    socket.write_all(&request.bytes()).unwrap();
    model.asked(2);
    drop(socket);
    let answer = eventually("the answer", || Some(app.send(&request)).filter(|answer| answer.status != 409));
    assert_eq!(answer.turn().tools(), [("add_task", "ok")]);
    assert_eq!(app.send(&request).turn(), answer.turn());
    assert_eq!(database.titles("alice"), ["Buy milk"]);
    assert_eq!(database.number("select count(*) from todo.message"), 2);
}
