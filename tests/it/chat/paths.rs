//! Whose chat a path is.

use serde_json::json;
use tests::{App, Database, Request, Who};

/// 001/FR-002: the segment is decoded once, so every user id has a path.
#[test]
fn every_user_has_a_path() {
    let database = Database::new();
    let app = App::start(&database);
    for id in [
        "a/b",
        "../alice",
        "a b+c",
        "50%",
        "%2F",
        "ünï/😀",
        "a?b#c",
        "..",
        ".",
        "'; drop table todo.task",
        // Where sign-in is.
        "auth",
    ] {
        let who = Who::User(id.to_owned());
        app.caller(who).say("Add a task to buy milk").turn();
        assert_eq!(database.titles(id), ["Buy milk"], "{id}");
    }
    assert_eq!(database.titles("alice"), [""; 0]);
    // A query is no part of the path.
    let request = app.alice().request(&json!({ "message": "Hello" })).path("/api/alice/chat?user_id=bob");
    assert_eq!(app.send(&request).status, 200);
    assert_eq!(database.number("select count(*) from todo.turn where user_id = 'alice'"), 1);
}

/// 001/FR-002: what the host derives from the path can be forged, so it does not count.
#[test]
fn forged_spin_headers_have_no_effect() {
    let database = Database::new();
    let app = App::start(&database);
    let forge = |request: Request| {
        request
            .header("spin-path-match-user-id", "bob")
            .header("spin-path-match-user_id", "bob")
            .header("spin-path-info", "/api/bob/chat")
            .header("spin-full-url", "http://todo.test/api/bob/chat")
            .header("spin-matched-route", "/healthz")
            .header("spin-raw-component-route", "/healthz")
            .header("x-forwarded-uri", "/api/bob/chat")
            .header("x-http-method-override", "DELETE")
    };
    let own = forge(app.alice().request(&json!({ "message": "Add a task to buy milk" })));
    app.send(&own).turn();
    assert_eq!((database.titles("alice").len(), database.titles("bob").len()), (1, 0));
    let foreign = own.path("/api/bob/chat");
    app.send(&foreign).problem(403);
    let bob_by_header = forge(app.bob().request(&json!({ "message": "Hi" }))).path("/api/alice/chat");
    app.send(&bob_by_header).problem(403);
    assert_eq!(database.number("select count(*) from todo.turn"), 1);
}

/// 001/FR-002: what only looks like the path is not there, with a token and without.
#[test]
fn other_paths_are_404() {
    let app = App::start(&Database::new());
    let request = app.alice().request(&json!({ "message": "Hi" }));
    for path in [
        "/api/alice",
        "/api/alice/chats",
        "/api/alice/chat/",
        "/api/alice/chat/more",
        "/api//chat",
        "/api/alice//chat",
        "/api/a/b/chat",
        "/API/alice/chat",
        "/api/alice/Chat",
        "/api/alice/chat%2F",
        "/health",
        "/healthz/",
    ] {
        let answer = app.send(&request.clone().path(path));
        assert_eq!(answer.status, 404, "{path}: {answer}");
    }
}

/// 001/FR-005: every other method is 405 and says which one is right.
#[test]
fn other_methods_are_405() {
    let app = App::start(&Database::new());
    let request = app.alice().request(&json!({ "message": "Hi" }));
    for method in ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] {
        let answer = app.send(&request.clone().method(method));
        answer.problem(405);
        assert_eq!(answer.header("allow"), Some("POST"), "{method}");
        let health = app.send(&Request::new(method, "/healthz"));
        assert_eq!(health.status, if method == "GET" { 200 } else { 405 }, "{method}: {health}");
    }
    assert_eq!(app.send(&request.method("HEAD")).status, 405);
    let health = app.send(&Request::new("POST", "/readyz").body("{}"));
    health.problem(405);
    assert_eq!(health.header("allow"), Some("GET, HEAD"));
}
