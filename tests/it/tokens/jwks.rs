//! Tokens of an identity provider with a key set.

use std::thread;

use serde_json::json;
use tests::{App, Database, Request, caller::now};

use super::issuer::{Issuer, Key};

fn request(token: &str) -> Request {
    Request::new("POST", "/api/alice/chat")
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {token}"))
        .body(r#"{"message":"Hello"}"#)
}

fn alice(key: &Key) -> Request {
    request(&key.token(&json!({ "sub": "alice", "exp": now() + 3600 })))
}

/// Makes the key set that the application remembers older by so many seconds.
fn age(database: &Database, seconds: i32) {
    let statement = format!(
        "update todo.jwks_cache set fetched_at = fetched_at - make_interval(secs => {seconds}), \
         asked_at = asked_at - make_interval(secs => {seconds})"
    );
    database.superuser().batch_execute(&statement).unwrap();
}

/// 001/FR-034: EdDSA with the provider's key; the shared secret opens nothing any more, and no trick with
/// the public key does.
#[test]
fn the_providers_key_and_no_other() {
    let (key, other) = (Key::new("one", 1), Key::new("one", 2));
    let issuer = Issuer::new(&[&key]);
    let app = issuer.trusted_by(App::on(&Database::new())).start();
    for _ in 0..3 {
        assert_eq!(app.send(&alice(&key)).status, 200);
    }
    assert_eq!(issuer.asked(), 1, "the key set is remembered");
    assert_eq!(app.replica().send(&alice(&key)).status, 200);
    assert_eq!(issuer.asked(), 1, "by all replicas");
    app.send(&alice(&other)).problem(401);
    app.alice().say("Hello").problem(401);
    let claims = json!({ "sub": "alice", "exp": now() + 3600 });
    // The secret's characters are the public key's, as in the well-known attack on verifiers that let the
    // token choose the algorithm.
    let confused: String = key.public_bytes().iter().map(|byte| char::from(*byte)).collect();
    let secret = identity::Secret::new(&confused).unwrap();
    app.send(&request(&identity::sign(&secret, &claims).unwrap())).problem(401);
    app.send(&request(&key.token(&json!({ "sub": "alice", "exp": now() - 60 })))).problem(401);
    app.send(&request(&key.token(&json!({ "sub": "bob", "exp": now() + 60 })))).problem(403);
}

/// 001/FR-034: a new key is fetched when a token names it; a stranger's unknown key is not a way to have
/// the provider asked all the time.
#[test]
fn keys_rotate() {
    let (old, new) = (Key::new("old", 1), Key::new("new", 2));
    let issuer = Issuer::new(&[&old]);
    let database = Database::new();
    let app = issuer.trusted_by(App::on(&database)).start();
    assert_eq!(app.send(&alice(&old)).status, 200);
    issuer.shows(&[&new]);
    app.send(&alice(&new)).problem(401);
    assert_eq!(issuer.asked(), 1, "just now it was asked");
    age(&database, 11);
    assert_eq!(app.send(&alice(&new)).status, 200);
    app.send(&alice(&old)).problem(401);
    app.send(&alice(&Key::new("unknown", 3))).problem(401);
    assert_eq!(issuer.asked(), 2);
}

/// 001/FR-034: without the provider, what is remembered serves for a day; without that, it is 503.
#[test]
fn the_provider_may_be_away() {
    let key = Key::new("one", 1);
    let issuer = Issuer::new(&[&key]);
    let database = Database::new();
    let app = issuer.trusted_by(App::on(&database)).start();
    for (status, body) in [(500, ""), (200, "<html>"), (200, r#"{"keys":[]}"#), (302, "")] {
        issuer.answers(status, body);
        let answer = app.send(&alice(&key));
        answer.problem(503);
        answer.retry_after();
    }
    assert_eq!(database.number("select count(*) from todo.jwks_cache"), 0, "no such answer is kept");
    issuer.shows(&[&key]);
    assert_eq!(app.send(&alice(&key)).status, 200);
    issuer.answers(500, "");
    age(&database, 301);
    assert_eq!(app.send(&alice(&key)).status, 200);
    app.send(&alice(&Key::new("one", 2))).problem(401);
    age(&database, 24 * 3600);
    app.send(&alice(&key)).problem(503);
    issuer.shows(&[&key]);
    assert_eq!(app.send(&alice(&key)).status, 200);
}

/// 001/FR-034: an issuer that does not answer keeps one request waiting; the others go on with what is remembered.
#[test]
fn a_silent_provider_is_asked_by_one() {
    let key = Key::new("one", 1);
    let issuer = Issuer::new(&[&key]);
    let database = Database::new();
    let app = issuer.trusted_by(App::on(&database)).start();
    assert_eq!(app.send(&alice(&key)).status, 200);
    issuer.is_silent();
    age(&database, 301);
    thread::scope(|scope| {
        let requests: Vec<_> = (0..8).map(|_| scope.spawn(|| app.send(&alice(&key)).status)).collect();
        for request in requests {
            assert_eq!(request.join().unwrap(), 200);
        }
    });
    assert_eq!(issuer.asked(), 2);
    app.send(&alice(&Key::new("unknown", 3))).problem(401);
    assert_eq!(issuer.asked(), 2, "nor is a stranger's key a way to have it asked");
}

/// 001/FR-034: issuer and audience hold here as well.
#[test]
fn issuer_and_audience() {
    let key = Key::new("one", 1);
    let setup = App::on(&Database::new()).set("jwt_issuer", "https://id.test").set("jwt_audience", "todo");
    let app = Issuer::new(&[&key]).trusted_by(setup).start();
    let token = |iss: &str, aud: &str| {
        request(&key.token(&json!({ "sub": "alice", "exp": now() + 60, "iss": iss, "aud": aud })))
    };
    assert_eq!(app.send(&token("https://id.test", "todo")).status, 200);
    app.send(&token("https://id.other", "todo")).problem(401);
    app.send(&token("https://id.test", "other")).problem(401);
    app.send(&alice(&key)).problem(401);
}
