//! Many at once.

use std::{thread, time::Instant};

use serde_json::json;
use tests::{Answer, App, Database, Model, Person, Who, mcp::Era};

/// The answers to what `ask` does so many times at once.
fn at_once<'a>(times: usize, ask: impl Fn(usize) -> Answer + Sync + 'a) -> Vec<Answer> {
    thread::scope(|scope| {
        let ask = &ask;
        let asked: Vec<_> = (0..times).map(|number| scope.spawn(move || ask(number))).collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).collect()
    })
}

/// 001/FR-018: turns at once in one conversation all run; each adds its task, and all are kept.
#[test]
fn twenty_turns_at_once_in_one_conversation() {
    let database = Database::new();
    let model = Model::canned(100);
    let app = App::on(&database).model(&model).start();
    let chat = app.alice().say("Buy milk").turn().conversation_id;
    let answers = at_once(20, |number| app.alice().say_in(chat, &format!("Buy {number} eggs")));
    for answer in &answers {
        let turn = answer.turn();
        assert_eq!((turn.conversation_id, turn.tools()), (chat, vec![("add_task", "ok")]));
    }
    let said = database.number("select count(*) from todo.message where role = 'assistant'");
    assert_eq!((said, database.titles("alice").len()), (21, 21));
    // Whoever comes after sees all of them, and each call beside its output: the model checks that.
    app.alice().say_in(chat, "Buy bread").turn();
    let last = model.messages();
    let users = last.iter().filter(|message| message["role"] == "user").count();
    assert_eq!(users, 22);
}

/// 001/FR-018: more turns than the pool has connections, with a model that takes its time, all end: no
/// connection is held while a model or a tool is waited for.
#[test]
fn two_hundred_turns_at_once_with_a_slow_model() {
    let database = Database::new();
    let model = Model::canned(2000);
    let app = App::on(&database).model(&model).start();
    let begun = Instant::now();
    let answers = at_once(200, |number| {
        let who = Who::User(format!("user {}", number % 40));
        app.caller(who).say("Buy milk, and take your time")
    });
    for answer in &answers {
        assert_eq!(answer.turn().tools(), [("add_task", "ok")]);
    }
    assert_eq!(database.number("select count(*) from todo.task"), 200);
    assert_eq!(database.number("select count(*) from todo.turn where state = 'done'"), 200);
    // One after the other they would take 800 s.
    assert!(begun.elapsed().as_secs() < 40, "{:?}", begun.elapsed());
}

/// 001/FR-040: one connection serves all components of the local runner, one request after another.
#[test]
fn one_connection_is_enough() {
    let database = Database::new();
    let app = App::on(&database).fast().start();
    for _ in 0..2 {
        app.alice().say("Add a task to buy milk").turn();
        app.mcp(Era::Modern).call("add_task", &json!({ "title": "Buy tea" })).value();
    }
    assert_eq!(Person::new(&app).sign_up("ann@example.com", "a long password").status, 200);
    assert_eq!(database.titles("alice").len(), 4);
    assert_eq!(
        database.number("select count(*) from pg_stat_activity where usename = current_database()"),
        1
    );
}

/// 001/FR-020: tasks that are added at once get the next ids, each its own.
#[test]
fn task_ids_at_once_are_consecutive() {
    let database = Database::new();
    let app = App::start(&database);
    let mut ids: Vec<i64> =
        at_once(30, |number| app.alice().say(&format!("Add a task to buy {number} eggs")))
            .iter()
            .map(|answer| answer.turn().tool_calls[0]["result"]["task_id"].as_i64().unwrap())
            .collect();
    ids.sort_unstable();
    assert_eq!(ids, (1..=30).collect::<Vec<_>>());
}

/// 001/FR-020: ids count for each user, and a deleted one does not come again.
#[test]
fn task_ids_are_never_used_again() {
    let database = Database::new();
    let app = App::start(&database);
    let add = |who: Who| {
        app.caller(who).say("Add a task to buy milk").turn().tool_calls[0]["result"]["task_id"].clone()
    };
    assert_eq!([add(Who::Alice), add(Who::Alice), add(Who::Bob)], [1, 2, 1]);
    for _ in 0..2 {
        app.alice().say("Delete task 2").turn();
    }
    assert_eq!(add(Who::Alice), 3);
    app.alice().say("Delete task 3").turn();
    app.alice().say("Delete task 1").turn();
    assert_eq!(database.titles("alice"), [""; 0]);
    let app = app.again();
    let result = app.alice().say("Add a task to buy milk").turn().tool_calls[0]["result"]["task_id"].clone();
    assert_eq!(result, 4);
}
