//! What is checked before what.

use serde_json::json;
use tests::{App, Database, Request, Who};

/// What can be wrong with a request, in the order in which it is looked for, with its status.
const FAULTS: [(&str, u16); 8] = [
    ("no token", 401),
    ("another user's path", 403),
    ("method", 405),
    ("media type", 415),
    ("size", 413),
    ("not JSON", 400),
    ("an empty message", 422),
    ("an unknown conversation", 404),
];

/// A request with just those faults whose bits are set.
fn faulty(app: &App, bits: usize) -> Request {
    let has = |fault: usize| bits & 1 << fault != 0;
    let mut body = json!({ "message": if has(6) { " " } else { "Hello" } });
    if has(7) {
        body["conversation_id"] = json!(987_654_321);
    }
    let mut text = body.to_string();
    if has(5) {
        text.push('}');
    }
    if has(4) {
        text.push_str(&" ".repeat(64 * 1024));
    }
    let mut request = app.alice().request(&json!({})).body(text);
    if has(3) {
        request = request.without("content-type").header("content-type", "text/plain");
    }
    if has(2) {
        request = request.method("PUT");
    }
    if has(1) {
        request = request.path("/api/bob/chat");
    }
    if has(0) {
        request = request.without("authorization");
    }
    request
}

/// 001/FR-005: of every combination of faults the first in the order is told, and nothing is stored.
#[test]
fn the_first_fault_is_told() {
    let database = Database::new();
    let app = App::start(&database);
    for bits in 1_usize..1 << FAULTS.len() {
        let (fault, status) = FAULTS[bits.trailing_zeros() as usize];
        let answer = app.send(&faulty(&app, bits));
        let document = answer.problem(status);
        assert!(!document["detail"].as_str().unwrap().contains('\n'), "{fault}: {document}");
    }
    assert_eq!(database.number("select count(*) from todo.message"), 0);
    assert_eq!(app.send(&faulty(&app, 0)).status, 200);
}

/// 001/FR-006: each problem's headers and type.
#[test]
fn each_status_has_its_form() {
    let app = App::start(&Database::new());
    let types = [
        ("unauthorized", Some("www-authenticate")),
        ("forbidden", None),
        ("method-not-allowed", Some("allow")),
        ("unsupported-media-type", None),
        ("body-too-large", None),
        ("malformed-request", None),
        ("invalid-request", None),
        ("not-found", None),
    ];
    for (number, (kind, header)) in types.into_iter().enumerate() {
        let answer = app.send(&faulty(&app, 1 << number));
        let document = answer.problem(FAULTS[number].1);
        assert_eq!(document["type"], format!("/problems/{kind}"));
        for known in ["www-authenticate", "allow", "retry-after"] {
            assert_eq!(answer.header(known).is_some(), Some(known) == header, "{known}: {answer}");
        }
    }
    let bearer = app.send(&faulty(&app, 1));
    assert_eq!(bearer.header("www-authenticate"), Some("Bearer"));
    assert_eq!(app.send(&faulty(&app, 4)).header("allow"), Some("POST"));
}

/// 001/FR-004: whoever has a token has one for one path alone.
#[test]
fn a_token_opens_its_users_path_alone() {
    let app = App::start(&Database::new());
    for (who, path) in [
        (Who::Alice, "/api/bob/chat"),
        (Who::Alice, "/api/Alice/chat"),
        (Who::Alice, "/api/alice%20/chat"),
        (Who::Alice, "/api/alic%C3%A9/chat"),
        (Who::Alice, "/api/%61lice%00/chat"),
        (Who::Alice, "/api/alice%2F/chat"),
        (Who::Alice, "/api/%ff/chat"),
        (Who::Alice, "/api/alice%zz/chat"),
        (Who::Alice, "/api/%2561lice/chat"),
        (Who::User("a/b".into()), "/api/a%252Fb/chat"),
        (Who::User("é".into()), "/api/e%CC%81/chat"),
    ] {
        let request = app.caller(who).request(&json!({ "message": "Hello" })).path(path);
        app.send(&request).problem(403);
        app.send(&request.without("authorization")).problem(401);
    }
}
