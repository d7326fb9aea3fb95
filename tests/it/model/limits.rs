//! A model that does not stop.

use fake_model::{Call, Step};
use serde_json::json;
use tests::{App, Database, Model};

fn add(number: usize) -> Call {
    Call::new("add_task", &json!({ "title": format!("Task {number}") }))
}

/// 001/FR-024, 001/FR-023: ten calls of the model, and the tools of the last one still run.
#[test]
fn ten_calls_of_the_model() {
    let database = Database::new();
    let model = Model::new((1..=11).map(|number| Step::words("", vec![add(number)])).collect::<Vec<_>>());
    let app = App::on(&database).model(&model).start();
    let document = app.alice().say("Add many tasks").problem(502);
    assert_eq!(model.requests().len(), 10);
    assert_eq!(database.titles("alice").len(), 10);
    assert!(document["conversation_id"].is_i64());
}

/// 001/FR-024: 128 calls of tools in a turn.
#[test]
fn a_hundred_and_twenty_eight_calls_of_tools() {
    let database = Database::new();
    let model = Model::new([Step::words("", (1..=129).map(add).collect())]);
    let app = App::on(&database).model(&model).start();
    let document = app.alice().say("Add many tasks").problem(502);
    assert_eq!((model.requests().len(), database.titles("alice").len()), (1, 128));
    // What ran is shown, and what did not is not there at all.
    model.push(Step::text("128 of them."));
    app.alice().say_in(document["conversation_id"].as_i64().unwrap(), "How many?").turn();
    let outputs = model.messages().iter().filter(|message| message["role"] == "tool").count();
    assert_eq!(outputs, 128);
}

/// 001/FR-024: the tokens that a turn may cost.
#[test]
fn two_hundred_thousand_tokens() {
    let database = Database::new();
    let steps = [Step::words("", vec![add(1)]).usage(200_000, 1), Step::text("Never said.")];
    let model = Model::new(steps);
    let app = App::on(&database).model(&model).start();
    app.alice().say("Add a task").problem(502);
    assert_eq!((model.requests().len(), database.titles("alice").len()), (1, 1));
}
