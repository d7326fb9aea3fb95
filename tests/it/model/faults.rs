//! A model that fails.

use std::{net::TcpListener, time::Instant};

use fake_model::{Ending, Step};
use serde_json::json;
use tests::{App, Database, Model, app::Setup, eventually};

fn add() -> Step {
    Step::call("add_task", &json!({ "title": "Buy milk" }))
}

/// A limit for what hangs, so that a test need not wait long.
fn impatient(setup: Setup) -> Setup {
    setup.set("model_first_byte_seconds", "1").set("model_between_bytes_seconds", "1")
}

/// Has one turn end with `status` after the model was asked `times`, with nothing done; then another in the
/// same conversation, which works and is shown what was said.
fn check(steps: impl Into<Vec<Step>>, status: u16, times: usize) {
    let database = Database::new();
    let model = Model::new(steps);
    let app = impatient(App::on(&database).model(&model)).start();
    let answer = app.alice().say("Buy milk, please");
    let document = answer.problem(status);
    assert_eq!(model.requests().len(), times, "{document}");
    let kind = if status == 504 { "model-timeout" } else { "model-failed" };
    assert_eq!(document["type"], format!("/problems/{kind}"));
    let chat = document["conversation_id"].as_i64().unwrap();
    assert_eq!(database.titles("alice"), [""; 0], "half an answer does nothing");
    let kept = database.rows("select conversation_id, role, content from todo.message");
    assert_eq!(kept, [[chat.to_string().as_str(), "user", "Buy milk, please"]]);
    assert_eq!(database.column("select state from todo.turn"), ["failed"]);

    model.push(Step::text("Here I am again."));
    assert_eq!(app.alice().say_in(chat, "Hello?").turn().response, "Here I am again.");
    let users: Vec<_> = model.messages().into_iter().filter(|message| message["role"] == "user").collect();
    assert_eq!(users.len(), 2);
    assert_eq!(users[0]["content"], "Buy milk, please");
}

/// 001/FR-015: no answer at all, or none any more. A hang is not tried again: it has used its time.
#[test]
fn a_model_that_hangs_is_504() {
    check([Step::silence()], 504, 1);
    check([Step::text("One two three").ending(Ending::Hang)], 504, 1);
    check([add().ending(Ending::Hang)], 504, 1);
}

/// 001/FR-015, 001/FR-024: a model that keeps talking has its limit as well: the turn's time.
#[test]
fn a_turn_has_its_time() {
    let model = Model::new([Step::text("a b c d e f g h i j k l m n o p").pace_ms(300)]);
    let app = App::on(&Database::new()).model(&model).set("turn_seconds", "1").start();
    let begun = Instant::now();
    app.alice().say("Hello").problem(504);
    assert!((1..4).contains(&begun.elapsed().as_secs()), "{:?}", begun.elapsed());
    eventually("the answer to be given up", || model.requests()[0].given_up.then_some(()));
}

/// 001/FR-015, 001/FR-027: errors that may pass are tried three times, the others once.
#[test]
fn a_model_that_answers_with_an_error_is_502() {
    check([500, 503, 529].map(Step::status), 502, 3);
    check([Step::close(), Step::close(), Step::close()], 502, 3);
    check([Step::status(400)], 502, 1);
    check([Step::status(401)], 502, 1);
}

/// 001/FR-015: what is no answer, or half of one, is not tried again, because it had begun.
#[test]
fn half_an_answer_is_502() {
    check([Step::garbage()], 502, 1);
    check([Step::text("One two three").ending(Ending::Cut)], 502, 1);
    check([Step::text("One two three").ending(Ending::Break)], 502, 1);
    check([add().ending(Ending::Cut)], 502, 1);
    check([add().ending(Ending::Break)], 502, 1);
    check([add().finish("length")], 502, 1);
}

/// 001/FR-027: an error that passes is not seen by the user; neither is a short wait that the model asks for.
#[test]
fn what_passes_is_tried_again() {
    let steps = [
        Step::status(500),
        Step::close(),
        add(),
        Step::status(429).header("retry-after", "1"),
        Step::text("Added."),
    ];
    let model = Model::new(steps);
    let app = App::on(&Database::new()).model(&model).start();
    let turn = app.alice().say("Buy milk, please").turn();
    assert_eq!((turn.response.as_str(), turn.tools()), ("Added.", vec![("add_task", "ok")]));
    assert_eq!(model.requests().len(), 5);
}

/// 001/FR-015: a model that wants to be left alone for an hour is left alone, and the user is told at once.
#[test]
fn an_hour_is_not_waited_for() {
    let begun = Instant::now();
    check([Step::status(429).header("retry-after", "3600")], 502, 1);
    check([Step::status(503).header("retry-after", "31")], 502, 1);
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

/// 001/FR-015: nobody listens there.
#[test]
fn a_model_that_is_not_there_is_502() {
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let setup = App::on(&Database::new()).set("model", "openai");
    let app = setup.set("openai_origin", &format!("http://{gone}")).start();
    assert!(app.alice().say("Hello").problem(502)["conversation_id"].is_i64());
}

/// 001/FR-006: what the model says of its trouble stays inside.
#[test]
fn causes_stay_inside() {
    let cause = "the weights of gpu-17.internal are on fire";
    let model = Model::new([Step::status(400).body(cause)]);
    let app = App::on(&Database::new()).model(&model).start();
    let answer = app.alice().say("Hello");
    answer.problem(502);
    let told = answer.to_string();
    assert!(!told.contains("gpu-17") && !told.contains("127.0.0.1"), "{told}");
}

/// 001/FR-017: what ran in a failed turn is in the next turn's input, as a call and its output.
#[test]
fn what_ran_is_not_forgotten() {
    let database = Database::new();
    let model = Model::new([add(), Step::status(400), Step::text("It is on your list.")]);
    let app = App::on(&database).model(&model).start();
    let document = app.alice().say("Buy milk, please").problem(502);
    assert_eq!(database.titles("alice"), ["Buy milk"]);
    let turn = app.alice().say_in(document["conversation_id"].as_i64().unwrap(), "Did it work?").turn();
    assert_eq!(turn.tools(), [("", ""); 0], "the calls of this turn alone are listed");
    let messages = model.messages();
    let roles: Vec<&str> = messages.iter().filter_map(|message| message["role"].as_str()).collect();
    assert_eq!(roles, ["system", "user", "assistant", "tool", "user"]);
    assert_eq!(messages[2]["tool_calls"][0]["function"]["name"], "add_task");
    assert_eq!(messages[3]["tool_call_id"], messages[2]["tool_calls"][0]["id"]);
    assert!(messages[3]["content"].as_str().unwrap().contains("created"), "{}", messages[3]);
}
