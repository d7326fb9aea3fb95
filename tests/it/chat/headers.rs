//! Headers of answers.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tests::{App, Database, Request, eventually};

/// 001/FR-006: every answer, good or bad, has an id of its own, and none is kept by a cache.
#[test]
fn every_answer_has_an_id_of_its_own() {
    let app = App::start(&Database::new());
    let good = app.alice().request(&json!({ "message": "Hello" }));
    let requests = [
        good.clone(),
        good.clone().body("{"),
        good.clone().method("GET"),
        good.clone().path("/api/bob/chat"),
        good.clone().without("authorization"),
        Request::new("GET", "/healthz"),
        Request::new("HEAD", "/readyz"),
        good.clone().header("x-request-id", "mine"),
        good.header("x-request-id", "mine"),
    ];
    let mut ids = BTreeSet::new();
    for request in requests.iter().chain(&requests) {
        let answer = app.send(request);
        let id = answer.header("x-request-id").unwrap_or_else(|| panic!("no id: {answer}")).to_owned();
        assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
        assert!(ids.insert(id), "an id came twice: {answer}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{answer}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{answer}");
        let types = answer.headers.iter().filter(|(name, _)| name == "content-type").count();
        assert_eq!(types, 1, "{answer}");
    }
}

/// 001/FR-031: the answer's id finds the log's lines; a client's well-formed id stands there as the parent.
#[test]
fn ids_lead_to_the_log() {
    if tests::app::is_spin() {
        return;
    }
    let app = App::start(&Database::new());
    let hello = app.alice().request(&json!({ "message": "Hello" }));
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let known =
        app.send(&hello.clone().header("x-request-id", "from-outside.1").header("traceparent", trace));
    let forged = app.send(&hello.header("x-request-id", "two words\", \"level\": \"fake"));
    let line = |id: &str| -> Value {
        eventually("the line of a request", || {
            let lines = app.log();
            let mut parsed = lines.iter().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            parsed.find(|line| line["request"] == id && line["event"] == "request")
        })
    };
    let known = line(known.header("x-request-id").unwrap());
    assert_eq!(known["parent"], "from-outside.1");
    assert_eq!(known["trace"], "0af7651916cd43dd8448eb211c80319c");
    assert_eq!((&known["status"], &known["user"]), (&json!(200), &json!("alice")));
    let forged = line(forged.header("x-request-id").unwrap());
    assert_eq!(forged["parent"], Value::Null);
    assert_eq!(forged["level"], "info");
}

/// 001/FR-030: health is told to GET and HEAD alike.
#[test]
fn health_is_told_without_a_token() {
    let app = App::start(&Database::new());
    for path in ["/healthz", "/readyz", "/healthz?probe=1"] {
        assert_eq!(app.get(path).status, 200, "{path}: {}", app.get(path));
        let head = app.send(&Request::new("HEAD", path));
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
    }
    assert_eq!(app.get("/healthz").json(), json!({ "status": "ok" }));
    assert_eq!(app.get("/readyz").json(), json!({ "status": "ready" }));
}
