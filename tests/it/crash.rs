//! The host is killed at each step of a turn; another one on the same database finishes the turn.

use std::thread;

use fake_model::{Ending, Step};
use serde_json::{Value, json};
use tests::{Answer, App, Database, Model, eventually, http::Turn};

const SAYS: &str = "Buy milk, please";

fn add() -> Step {
    Step::call("add_task", &json!({ "title": "Buy milk" }))
}

/// A turn of Alice's whose host dies when `dead` is true of it, and its retry on another host.
struct Crash {
    database: Database,
    model: Model,
}

impl Crash {
    fn new(steps: impl Into<Vec<Step>>) -> Self {
        Self { database: Database::new(), model: Model::new(steps) }
    }

    /// Starts a host whose attempts are believed dead after a second.
    fn host(&self) -> App {
        App::on(&self.database).model(&self.model).set("turn_lease_seconds", "1").start()
    }

    /// Says it, and kills the host as soon as `now` returns.
    fn kill_when(&self, now: impl FnOnce()) {
        let mut host = self.host();
        let request = host.alice().request(&json!({ "message": SAYS })).header("idempotency-key", "k");
        let address = host.address;
        let asked = thread::spawn(move || request.send(address));
        now();
        host.kill();
        assert!(asked.join().unwrap().is_err(), "the client lost its connection");
    }

    /// The retry's answer, once the dead attempt is believed to be dead. Until then it is 409.
    fn retry(&self) -> Turn {
        let host = self.host();
        let answer: Answer = eventually("the turn to be taken over", || {
            let answer = host.alice().say_once("k", SAYS);
            if answer.status == 409 {
                assert_eq!(answer.retry_after(), 1);
                return None;
            }
            Some(answer)
        });
        assert_eq!(host.alice().say_once("k", SAYS).json(), answer.json());
        answer.turn()
    }

    /// What must hold after every crash: one message of each role, one task, one call of it.
    fn check(&self, turn: &Turn) {
        assert_eq!(turn.tools(), [("add_task", "ok")], "{turn:?}");
        let created = json!({ "task_id": 1, "status": "created", "title": "Buy milk" });
        assert_eq!(turn.tool_calls[0]["result"], created);
        assert_eq!(self.database.titles("alice"), ["Buy milk"]);
        let said = self.database.rows("select role, content from todo.message order by id");
        assert_eq!(said, [["user", SAYS], ["assistant", turn.response.as_str()]]);
        assert_eq!(self.database.column("select state from todo.turn"), ["done"]);
        assert_eq!(self.database.number("select count(*) from todo.effect"), 0, "the record is written down");
    }
}

/// 001/FR-010, 001/FR-012: before the model answers. The message is stored by then.
#[test]
fn before_the_model_answers() {
    let crash = Crash::new([Step::silence(), add(), Step::text("Added.")]);
    crash.kill_when(|| {
        crash.model.asked(1);
        let said = crash.database.rows("select role, content from todo.message");
        assert_eq!(said, [["user", SAYS]], "stored before the model runs");
    });
    crash.check(&crash.retry());
}

/// 001/FR-012: while the model's answer comes. Half a call never runs.
#[test]
fn within_the_models_answer() {
    let crash = Crash::new([add().ending(Ending::Hang), add(), Step::text("Added.")]);
    crash.kill_when(|| drop(crash.model.asked(1)));
    crash.check(&crash.retry());
}

/// 001/FR-012: between a call and the next word of the model. The retry shows the model what was done.
#[test]
fn between_a_call_and_the_next_word() {
    let crash = Crash::new([add(), Step::silence(), Step::text("Added.")]);
    crash.kill_when(|| drop(crash.model.asked(2)));
    crash.check(&crash.retry());
    let roles: Vec<Value> = crash.model.messages().iter().map(|message| message["role"].clone()).collect();
    assert_eq!(roles, ["system", "user", "assistant", "tool"]);
}

/// 001/FR-012: the same, and the model does not look at what was done but calls again.
#[test]
fn a_model_that_calls_again_after_the_crash() {
    let crash = Crash::new([add(), Step::silence(), add(), Step::text("Added.")]);
    crash.kill_when(|| drop(crash.model.asked(2)));
    crash.check(&crash.retry());
}

/// 001/FR-012: twice in the same turn.
#[test]
fn two_crashes_in_one_turn() {
    let crash = Crash::new([add(), Step::silence(), add(), Step::silence(), add(), Step::text("Added.")]);
    crash.kill_when(|| drop(crash.model.asked(2)));
    eventually("the lease to run out", || {
        (crash.database.column("select lease_until < now() from todo.turn") == ["t"]).then_some(())
    });
    crash.kill_when(|| drop(crash.model.asked(4)));
    crash.check(&crash.retry());
}

/// 001/FR-012: while the tool's statement waits for a lock. It commits after the host's death or not at
/// all: both are one effect.
#[test]
fn within_the_tools_statement() {
    let crash = Crash::new([add(), add(), Step::text("Added.")]);
    let mut other = crash.database.superuser();
    let mut lock = other.transaction().unwrap();
    lock.batch_execute("lock table todo.task_counter in exclusive mode").unwrap();
    crash.kill_when(|| blocked(&crash.database, "%task_counter%"));
    lock.rollback().unwrap();
    crash.check(&crash.retry());
}

/// 001/FR-012: while the answer is being stored: the statement commits without its host, and the retry
/// gets that very answer.
#[test]
fn within_the_last_statement() {
    let crash = Crash::new([add(), Step::text("Added.").delay_ms(500)]);
    let mut other = crash.database.superuser();
    crash.kill_when(|| {
        crash.model.asked(2);
        // The tool is through by now, and the model's last words are still to come. Storing them also removes
        // the record of the call; saying that the attempt is alive touches the turn alone.
        other.batch_execute("begin; lock table todo.effect in exclusive mode").unwrap();
        blocked(&crash.database, "%answered_at%");
    });
    other.batch_execute("rollback").unwrap();
    crash.check(&crash.retry());
}

/// 001/FR-012: while the turn is being begun: the message is stored without its host, and once.
#[test]
fn within_the_first_statement() {
    let crash = Crash::new([add(), Step::text("Added.")]);
    let mut other = crash.database.superuser();
    let mut lock = other.transaction().unwrap();
    lock.batch_execute("lock table todo.turn in exclusive mode").unwrap();
    crash.kill_when(|| blocked(&crash.database, "%begin_turn%"));
    lock.rollback().unwrap();
    crash.check(&crash.retry());
}

/// 001/FR-012: several retries at once, on two hosts: one of them finishes the turn, once.
#[test]
fn retries_at_once() {
    let crash = Crash::new([add(), Step::silence(), add(), Step::text("Added.")]);
    crash.kill_when(|| drop(crash.model.asked(2)));
    let hosts = [crash.host(), crash.host()];
    thread::scope(|scope| {
        for number in 0..6 {
            let host = &hosts[number % 2];
            scope.spawn(move || {
                eventually("the answer", || {
                    let answer = host.alice().say_once("k", SAYS);
                    assert!([200, 409].contains(&answer.status), "{answer}");
                    (answer.status == 200).then_some(())
                })
            });
        }
    });
    assert_eq!(crash.model.requests().len(), 4, "one retry alone asked the model");
    crash.check(&crash.retry());
}

/// Waits until a statement like this waits for a lock.
fn blocked(database: &Database, statement: &str) {
    let waiting = format!(
        "select count(*) from pg_stat_activity where datname = current_database() and query like '{statement}' \
         and wait_event_type = 'Lock'"
    );
    eventually("a statement that waits for a lock", || (database.number(&waiting) > 0).then_some(()));
}
