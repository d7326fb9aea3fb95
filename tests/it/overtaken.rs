//! An attempt that was believed dead and is not: it stops at its next step.

use std::thread;

use fake_model::Step;
use serde_json::json;
use tests::{App, Database, Model, eventually};

/// Lets an attempt fall asleep in its first call of the model, has another one finish the turn, and wakes
/// the first, for which the model then has `late`. Gives the first one's status.
fn check(late: Step) -> u16 {
    let database = Database::new();
    let model = Model::new([late.delay_ms(400), Step::text("The second was faster.")]);
    let slow = App::on(&database).model(&model).set("turn_lease_seconds", "1").start();
    let quick = slow.replica();
    let first = thread::scope(|scope| {
        let first = scope.spawn(|| slow.alice().say_once("k", "Buy milk, please"));
        model.asked(1);
        slow.pause();
        let second = eventually("the second attempt", || {
            let answer = quick.alice().say_once("k", "Buy milk, please");
            (answer.status != 409).then_some(answer)
        });
        assert_eq!(second.turn().response, "The second was faster.");
        slow.go_on();
        first.join().unwrap()
    });
    assert_eq!(database.titles("alice"), [""; 0], "the first attempt makes no effect any more");
    let said = database.column("select content from todo.message order by id");
    assert_eq!(said, ["Buy milk, please", "The second was faster."]);
    assert_eq!(slow.alice().say_once("k", "Buy milk, please").turn().response, "The second was faster.");
    first.problem(first.status);
    first.status
}

/// 001/FR-013: it does not act.
#[test]
fn it_makes_no_effect() {
    assert_eq!(check(Step::call("add_task", &json!({ "title": "Buy milk" }))), 409);
}

/// 001/FR-013: it does not answer.
#[test]
fn it_stores_no_answer() {
    assert_eq!(check(Step::text("The first was first.")), 409);
}

/// 001/FR-013: it does not call the turn a failed one.
#[test]
fn its_failure_is_nobodys() {
    let status = check(Step::status(400));
    assert!([409, 502].contains(&status), "{status}");
}

/// 001/FR-013: it does not answer in the place of the attempt that has taken over and still works.
#[test]
fn it_stores_no_answer_while_the_other_works() {
    let database = Database::new();
    let slow_answer = Step::text("The first was first.").delay_ms(400);
    let model = Model::new([slow_answer, Step::text("The second has the word.").delay_ms(2500)]);
    let first = App::on(&database).model(&model).set("turn_lease_seconds", "1").start();
    let second = first.replica();
    let (overtaken, answered) = thread::scope(|scope| {
        let overtaken = scope.spawn(|| first.alice().say_once("k", "Hello"));
        model.asked(1);
        first.pause();
        let answered = scope.spawn(|| {
            eventually("the second attempt", || {
                let answer = second.alice().say_once("k", "Hello");
                (answer.status != 409).then_some(answer)
            })
        });
        model.asked(2);
        first.go_on();
        (overtaken.join().unwrap(), answered.join().unwrap())
    });
    overtaken.problem(409);
    assert_eq!(answered.turn().response, "The second has the word.");
    let said = database.column("select content from todo.message order by id");
    assert_eq!(said, ["Hello", "The second has the word."]);
}
