//! What is in the log, and what is not.

use std::thread;

use fake_model::Step;
use serde_json::{Value, json};
use tests::{App, Database, Model, Server, Who};

/// 001/FR-031: of a busy day with good and bad requests each line is JSON with the request's id; tokens,
/// secrets, keys, the database's password and what was said are in none of them. (What `App` looks for at
/// its end holds for every other test as well.)
#[test]
fn a_busy_days_log_tells_no_secrets() {
    if tests::app::is_spin() {
        return;
    }
    let server = Server::own();
    let database = Database::on(&server);
    let words = "The physician called about the blood test";
    let cause = format!("{words}, said the model's server to {}", tests::model::KEY);
    let model = Model::new([
        Step::call("add_task", &json!({ "title": words })),
        Step::text(words),
        Step::call("update_task", &json!({ "task_id": 1, "title": words.repeat(9) })),
        Step::text(words),
        Step::status(400).body(&cause),
        Step::garbage(),
        Step::words(words, vec![]).finish("error"),
    ]);
    let app = App::on(&database).model(&model).start();
    let mut answers = vec![];
    for _ in 0..5 {
        answers.push(app.alice().say(words));
    }
    let keyed =
        app.alice().request(&json!({ "message": words })).header("idempotency-key", "the-clients-own-key");
    answers.push(app.send(&keyed));
    answers.push(app.send(&keyed.clone().body(json!({ "message": "Other words" }).to_string())));
    answers.push(app.send(&keyed.clone().body(words)));
    answers.push(app.send(&keyed.clone().path("/api/bob/chat")));
    answers.push(
        app.send(&keyed.clone().without("authorization").header("authorization", "Bearer eyJ.eyJ.eyJ")),
    );
    answers.push(app.caller(Who::Anonymous).say(words));
    thread::scope(|scope| {
        for _ in 0..10 {
            scope.spawn(|| app.bob().say(words).status);
        }
    });
    server.kill();
    answers.push(app.alice().say(words));
    answers.push(app.get("/readyz"));
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [200, 200, 502, 502, 502, 200, 422, 400, 403, 401, 401, 503, 503]);

    let last = answers.last().and_then(|answer| answer.header("x-request-id")).unwrap();
    let log = tests::eventually("the last line", || {
        let log = app.log();
        log.iter().any(|line| line.contains(last)).then_some(log)
    });
    for line in &log {
        for secret in ["physician", "blood test", "the-clients-own-key", "Other words", "Bearer"] {
            assert!(!line.contains(secret), "{secret}: {line}");
        }
    }
    for answer in &answers {
        let id = answer.header("x-request-id").unwrap();
        let own = log
            .iter()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|line| line["request"] == id);
        let last = own.filter(|line| line["event"] == "request").collect::<Vec<_>>();
        assert_eq!(last.len(), 1, "each request has one line of its own: {last:?}");
        assert_eq!(last[0]["status"], answer.status);
    }
    let causes = log.iter().filter(|line| line.contains("\"cause\"")).count();
    assert!(causes >= 5, "an operator finds out why: {log:#?}");
}
