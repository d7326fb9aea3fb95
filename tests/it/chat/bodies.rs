//! Bodies, good and bad.

use tests::{Answer, App, Database};

fn post(app: &App, body: impl AsRef<[u8]>) -> Answer {
    app.send(&app.alice().request(&serde_json::json!({})).body(body))
}

/// 001/FR-007: what is refused, and with which word of what is wrong.
#[test]
fn bad_bodies_are_refused_by_the_field() {
    let database = Database::new();
    let app = App::start(&database);
    let long = format!(r#"{{"message":"{}"}}"#, "ü".repeat(4001));
    for (body, field) in [
        ("{}", "message"),
        (r#"{"message":null}"#, "message"),
        (r#"{"message":7}"#, "message"),
        (r#"{"message":["Hi"]}"#, "message"),
        (r#"{"message":""}"#, "message"),
        (r#"{"message":" \n\t\u2003"}"#, "message"),
        (r#"{"message":"a\u0000b"}"#, "message"),
        (&long, "message"),
        (r#"{"message":"Hi","conversation_id":"1"}"#, "conversation_id"),
        (r#"{"message":"Hi","conversation_id":1.0}"#, "conversation_id"),
        (r#"{"message":"Hi","conversation_id":1e0}"#, "conversation_id"),
        (r#"{"message":"Hi","conversation_id":true}"#, "conversation_id"),
        (r#"{"message":"Hi","conversation_id":[]}"#, "conversation_id"),
        (r#"{"message":"Hi","conversation_id":{}}"#, "conversation_id"),
        ("[]", "body"),
        ("null", "body"),
        (r#""Hi""#, "body"),
        (r#"{"type":7}"#, "type"),
    ] {
        let document = post(&app, body).problem(422);
        assert!(document["detail"].as_str().unwrap().contains(field), "{body}: {document}");
    }
    assert_eq!(database.number("select count(*) from todo.turn"), 0);
}

/// 001/FR-007: what is not JSON in UTF-8.
#[test]
fn what_is_not_json_is_400() {
    let app = App::start(&Database::new());
    let deep = format!(r#"{{"message":"Hi","x":{}1{}}}"#, "[".repeat(200), "]".repeat(200));
    for body in [
        b"" as &[u8],
        b"{",
        b"message=Hi",
        b"{'message':'Hi'}",
        b"{\"message\":\"Hi\",}",
        b"{\"message\":\"Hi\"} x",
        b"\xef\xbb\xbf{\"message\":\"Hi\"}",
        b"{\"message\":\"\xff\"}",
        b"{\"message\":\"\\ud800\"}",
        b"{\"message\":\"Hi\",\"x\":\"\\udc00\"}",
        b"{\"message\":\"a\nb\"}",
        b"{\"message\":NaN}",
        deep.as_bytes(),
    ] {
        post(&app, body).problem(400);
    }
    let none = app.alice().request(&serde_json::json!({}));
    app.send(&tests::Request { body: None, ..none }).problem(400);
}

/// 001/FR-007: what is taken, and how it is stored.
#[test]
fn good_bodies_are_taken() {
    let database = Database::new();
    let app = App::start(&database);
    let longest = "ü".repeat(4000);
    for (body, stored) in [
        (r#"{"message":"Hi there"}"#, "Hi there"),
        (r#"{"message":"  Hi there\n"}"#, "Hi there"),
        (r#"{"message":"Hi","conversation_id":null,"more":{"a":[1]}}"#, "Hi"),
        (r#" { "conversation_id" : null , "message" : "\u0048\u0069 \ud83d\ude00" } "#, "Hi 😀"),
        (r#"{"message":"first","message":"last"}"#, "last"),
        (&format!(r#"{{"message":" {longest} "}}"#), &longest),
    ] {
        let turn = post(&app, body).turn();
        let said = database.column(&format!(
            "select content from todo.message where role = 'user' and conversation_id = {}",
            turn.conversation_id
        ));
        assert_eq!(said, [stored], "{body}");
    }
}

/// 001/FR-009: an integer that is no conversation of this user's, whatever integer it is.
#[test]
fn unknown_conversations_are_404() {
    let database = Database::new();
    let app = App::start(&database);
    let bobs = app.bob().say("Hello").turn().conversation_id;
    let bodies =
        ["0", "-0", "-1", "987654321", "9223372036854775807", "9223372036854775808"].map(str::to_owned);
    let huge = ["-9223372036854775809".to_owned(), "9".repeat(300), bobs.to_string()];
    let mut seen = Vec::new();
    for id in bodies.into_iter().chain(huge) {
        seen.push(post(&app, format!(r#"{{"message":"Hi","conversation_id":{id}}}"#)).problem(404));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "foreign and unknown look the same: {seen:?}");
    assert_eq!(database.number("select count(*) from todo.turn where user_id = 'alice'"), 0);
    assert_eq!(app.bob().say_in(bobs, "Hello").turn().conversation_id, bobs);
}

/// 001/FR-005: the media type, and its parameters.
#[test]
fn the_media_type_is_json() {
    let app = App::start(&Database::new());
    let request = app.alice().request(&serde_json::json!({ "message": "Hi" })).without("content-type");
    for good in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""]
    {
        assert_eq!(app.send(&request.clone().header("content-type", good)).status, 200, "{good}");
    }
    app.send(&request).problem(415);
    for bad in ["text/json", "application/jsonp", "application/json; charset=latin1", "", "application/*"] {
        app.send(&request.clone().header("content-type", bad)).problem(415);
    }
    let twice = request.header("content-type", "application/json").header("content-type", "text/plain");
    app.send(&twice).problem(415);
}

/// 001/FR-007: a type of ChatKit's that is not served is refused by its name, and nothing is stored.
#[test]
fn unknown_types_are_refused_by_name() {
    let database = Database::new();
    let app = App::start(&database);
    for kind in ["threads.custom_action", "no.such.type", ""] {
        let body = serde_json::json!({ "type": kind, "params": {}, "message": "Hi" });
        let answer = app.alice().post(&body);
        assert!([400, 422, 501].contains(&answer.status), "{kind}: {answer}");
        assert!(answer.problem(answer.status)["detail"].as_str().unwrap().contains(kind), "{answer}");
    }
    assert_eq!(database.number("select count(*) from todo.turn"), 0);
}
