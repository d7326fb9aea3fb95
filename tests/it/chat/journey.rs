//! A person's way through the product with the offline model and the real tools.

use serde_json::{Value, json};
use tests::{App, Database};

/// Says a sentence in a conversation and compares the calls: tool, arguments that must be there, status.
#[track_caller]
fn check(app: &App, conversation: i64, sentence: &str, calls: &[(&str, Value)], names: &[&str]) {
    let turn = app.alice().say_in(conversation, sentence).turn();
    assert_eq!(turn.conversation_id, conversation);
    let tools: Vec<&str> = turn.tool_calls.iter().filter_map(|call| call["tool"].as_str()).collect();
    assert_eq!(tools, calls.iter().map(|(tool, _)| *tool).collect::<Vec<_>>(), "{sentence}: {turn:?}");
    for (call, (_, expected)) in turn.tool_calls.iter().zip(calls) {
        assert_eq!(call["status"], "ok", "{sentence}: {turn:?}");
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(&call["arguments"][name], value, "{sentence}: {turn:?}");
        }
    }
    for name in names {
        assert!(turn.response.contains(name), "{sentence}: {name} is not named in {:?}", turn.response);
    }
}

/// 001/FR-008, 001/FR-028: the contract's sentences, in one conversation that outlives the host.
#[test]
fn the_contracts_sentences_and_a_restart() {
    let database = Database::new();
    contracts_sentences(App::start(&database), &database);
}

/// 001/FR-008, 001/FR-039: the same where a tool is made when it is called, and not composed.
#[test]
fn the_contracts_sentences_with_linked_tools() {
    let database = Database::new();
    contracts_sentences(App::on(&database).fast().start(), &database);
}

fn contracts_sentences(app: App, database: &Database) {
    let first = app.alice().say("Add a task to buy groceries").turn();
    let call = json!({
        "tool": "add_task",
        "arguments": { "title": "Buy groceries" },
        "status": "ok",
        "result": { "task_id": 1, "status": "created", "title": "Buy groceries" },
    });
    assert_eq!(first.tool_calls, [call]);
    assert!(first.response.contains("Buy groceries"), "{first:?}");
    let chat = first.conversation_id;

    check(
        &app,
        chat,
        "I need to remember to pay bills",
        &[("add_task", json!({ "title": "Pay bills" }))],
        &["Pay bills"],
    );
    check(
        &app,
        chat,
        "Add a task to prepare the meeting",
        &[("add_task", json!({}))],
        &["Prepare the meeting"],
    );
    let all = ["Buy groceries", "Pay bills", "Prepare the meeting"];
    check(&app, chat, "Show me all my tasks", &[("list_tasks", json!({}))], &all);
    check(&app, chat, "Mark task 3 as complete", &[("complete_task", json!({ "task_id": 3 }))], &all[2..]);
    check(&app, chat, "What's pending?", &[("list_tasks", json!({ "status": "pending" }))], &all[..2]);
    check(
        &app,
        chat,
        "What have I completed?",
        &[("list_tasks", json!({ "status": "completed" }))],
        &all[2..],
    );
    let delete = [("list_tasks", json!({})), ("delete_task", json!({ "task_id": 3 }))];
    check(&app, chat, "Delete the meeting task", &delete, &all[2..]);
    let change = json!({ "task_id": 1, "title": "Call mom tonight" });
    check(
        &app,
        chat,
        "Change task 1 to 'Call mom tonight'",
        &[("update_task", change)],
        &["Call mom tonight"],
    );
    check(
        &app,
        chat,
        "Show me all my tasks",
        &[("list_tasks", json!({}))],
        &["Call mom tonight", "Pay bills"],
    );

    let app = app.again();
    let turn = app.alice().say_in(chat, "Delete the second one").turn();
    let deleted = json!({ "task_id": 2, "status": "deleted", "title": "Pay bills" });
    assert_eq!(turn.tool_calls.last().unwrap()["result"], deleted, "{turn:?}");
    assert_eq!(database.titles("alice"), ["Call mom tonight"]);
}

/// 001/FR-029: when two tasks fit, it asks, names both and deletes neither; the answer decides.
#[test]
fn a_name_that_fits_two_tasks_is_asked_about() {
    let database = Database::new();
    let app = App::start(&database);
    let chat = app.alice().say("Add a task to buy milk").turn().conversation_id;
    app.alice().say_in(chat, "Add a task to buy oat milk").turn();
    let asked = app.alice().say_in(chat, "Delete the milk task").turn();
    assert!(!asked.tools().iter().any(|(tool, _)| *tool == "delete_task"), "{asked:?}");
    for part in ["?", "Buy milk", "Buy oat milk"] {
        assert!(asked.response.contains(part), "{part}: {asked:?}");
    }
    assert_eq!(database.titles("alice"), ["Buy milk", "Buy oat milk"]);
    app.alice().say_in(chat, "The second one").turn();
    assert_eq!(database.titles("alice"), ["Buy milk"]);
}

/// 001/FR-029: all at once only after a yes.
#[test]
fn deleting_all_is_asked_about() {
    let database = Database::new();
    let app = App::start(&database);
    let chat = app.alice().say("Add a task to buy milk").turn().conversation_id;
    app.alice().say_in(chat, "Add a task to pay bills").turn();
    let asked = app.alice().say_in(chat, "Delete all my tasks").turn();
    assert!(asked.response.contains('?'), "{asked:?}");
    assert_eq!(database.titles("alice").len(), 2);
    // The question is open on another replica as well.
    let replica = app.replica();
    replica.alice().say_in(chat, "Yes").turn();
    assert_eq!(database.titles("alice"), [""; 0]);
}

/// 001/FR-028: it says once in a conversation what it is.
#[test]
fn it_says_once_that_it_is_offline() {
    let app = App::start(&Database::new());
    let first = app.alice().say("Hello").turn();
    assert!(first.response.contains("offline"), "{first:?}");
    assert_eq!(first.tools(), [("", ""); 0]);
    let second = app.alice().say_in(first.conversation_id, "Thank you").turn();
    assert!(!second.response.contains("offline"), "{second:?}");
}

/// 001/FR-010: the conversation is in the database, in the order in which it was said.
#[test]
fn what_is_said_is_kept() {
    let database = Database::new();
    let app = App::start(&database);
    let turn = app.alice().say("Add a task to buy milk").turn();
    app.alice().say_in(turn.conversation_id, "Hello").turn();
    let kept = database.rows("select user_id, role, content from todo.message order by id");
    assert_eq!(kept.len(), 4);
    assert_eq!(kept[0], ["alice", "user", "Add a task to buy milk"]);
    assert_eq!(kept[1], ["alice", "assistant", turn.response.as_str()]);
    assert_eq!(kept[2], ["alice", "user", "Hello"]);
    assert_eq!(database.number("select count(*) from todo.conversation"), 1);
}
