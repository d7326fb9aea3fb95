//! Who may come in, and what who may not is told.

use serde_json::{Value, json};
use tests::{
    Answer, App, Database, Who,
    caller::now,
    mcp::{Era, claims},
    token,
};

/// What each challenge says: all that a client could get, and where to find out how.
const CHALLENGE: &str = "scope=\"tasks:read tasks:write\", \
    resource_metadata=\"http://todo.test/.well-known/oauth-protected-resource/mcp\"";

/// Whether the answer is a 401 with this `error` or none, and with all that a client needs.
#[track_caller]
fn refused(answer: &Answer, error: Option<&str>) {
    answer.problem(401);
    let error = error.map(|error| format!("error=\"{error}\", ")).unwrap_or_default();
    let challenge = format!("Bearer {error}{CHALLENGE}");
    assert_eq!(answer.header("www-authenticate"), Some(challenge.as_str()), "{answer}");
}

/// 002/FR-013: without a token, whatever is asked; the query does not count.
#[test]
fn a_token_is_required() {
    let database = Database::new();
    let app = App::start(&database);
    let good = token(&claims("alice"));
    for era in Era::BOTH {
        let nobody = app.mcp_of(&Who::Anonymous, era);
        let call = nobody.call_request("add_task", &json!({ "title": "Milk" }));
        refused(&app.send(&call), None);
        for query in ["access_token", "token", "authorization", "bearer_token"] {
            refused(&app.send(&call.clone().path(&format!("/mcp?{query}={good}"))), None);
            refused(&app.send(&call.clone().path(&format!("/mcp?{query}=Bearer%20{good}"))), None);
        }
        let cookie = call.clone().header("cookie", format!("access_token={good}"));
        refused(&app.send(&cookie), None);
        // Nor does the body; and what else is wrong is not looked for.
        refused(&app.send(&call.clone().body(format!("access_token={good}"))), None);
        refused(&app.send(&call.clone().method("GET")), None);
        refused(&app.send(&call.without("content-type").body(vec![b' '; 2 << 20])), None);
        for method in ["initialize", "ping", "tools/list", "server/discover", "no/such"] {
            refused(&nobody.ask(method, &json!({})), None);
        }
    }
    assert_eq!(database.titles("alice"), [""; 0]);
    // A good token does not get worse by a query.
    let call = app.mcp(Era::Older).call_request("list_tasks", &json!({}));
    assert_eq!(app.send(&call.path("/mcp?access_token=bad")).value(), json!([]));
}

/// 002/FR-013: a bad token is told so, and never told back.
#[test]
fn a_bad_token_is_refused() {
    let database = Database::new();
    let app = App::start(&database);
    let good = token(&claims("alice"));
    let other = identity::Secret::new("another secret, which is long enough too").unwrap();
    let mut tampered = good.clone().into_bytes();
    let place = tampered.len() - 5;
    tampered[place] = if tampered[place] == b'A' { b'B' } else { b'A' };
    let with = |name: &str, value: Value| {
        let mut claims = claims("alice");
        claims[name] = value;
        token(&claims)
    };
    for bad in [
        "bad".to_owned(),
        "a.b.c".to_owned(),
        good[1..].to_owned(),
        String::from_utf8(tampered).unwrap(),
        identity::sign(&other, &claims("alice")).unwrap(),
        with("exp", json!(now() - 60)),
        with("exp", Value::Null),
        with("nbf", json!(now() + 600)),
        with("sub", json!("")),
        with("sub", json!(7)),
    ] {
        for era in Era::BOTH {
            let client = app.mcp(era).with_token(Some(bad.clone()));
            let answer = client.call("add_task", &json!({ "title": "Milk" }));
            refused(&answer, Some("invalid_token"));
            assert!(bad.len() < 5 || !answer.to_string().contains(&bad), "{answer}");
        }
    }
    let call = app.mcp(Era::Older).call_request("add_task", &json!({ "title": "Milk" }));
    let bobs = token(&claims("bob"));
    refused(&app.send(&call.header("authorization", format!("Bearer {bobs}"))), Some("invalid_token"));
    assert_eq!(database.titles("alice"), [""; 0]);
}

/// 002/FR-014: a token that is meant for this server, and none other.
#[test]
fn the_audience_is_the_public_url() {
    let app = App::start(&Database::new());
    for good in [
        json!("http://todo.test"),
        json!("http://todo.test/mcp"),
        json!(["http://todo.test"]),
        json!(["http://todo.test/mcp", "https://other.example"]),
        json!(["https://other.example", "http://todo.test"]),
    ] {
        let client = app.mcp(Era::Modern).with_claim("aud", good.clone());
        assert_eq!(client.listed().len(), 5, "{good}");
    }
    for bad in [
        Value::Null,
        json!(""),
        json!([]),
        json!("todo.test"),
        json!("http://todo.test/"),
        json!("http://todo.test/mcp/"),
        json!("http://todo.test/api"),
        json!("https://todo.test"),
        json!("http://todo.test:80"),
        json!("http://todo.test.evil.example"),
        json!("HTTP://Todo.Test"),
        json!(["https://other.example"]),
        json!(["http://todo.test", 7]),
        json!({ "http://todo.test": true }),
        json!(true),
    ] {
        let client = app.mcp(Era::Older).with_claim("aud", bad.clone());
        refused(&client.ask("tools/list", &json!({})), Some("invalid_token"));
    }
}

/// 002/FR-014: the URL is the configured one, never what the request calls its host.
#[test]
fn the_audience_is_not_the_host() {
    let setup = App::on(&Database::new()).set("public_url", "https://todo.example/");
    let app = setup.set("allowed_hosts", "http://todo.test").start();
    let client = app.mcp(Era::Older);
    client.ask("tools/list", &json!({})).problem(401);
    for good in ["https://todo.example", "https://todo.example/mcp"] {
        assert_eq!(client.clone().with_claim("aud", json!(good)).listed().len(), 5, "{good}");
    }
    let unset = App::on(&Database::new()).unset("public_url").start();
    for audience in [json!("http://todo.test"), Value::Null] {
        let answer = unset.mcp(Era::Older).with_claim("aud", audience).ask("tools/list", &json!({}));
        assert_eq!(answer.problem(503)["missing"], json!(["public_url"]), "{answer}");
    }
}

/// 002/FR-014: the chat asks for an audience of its own, if for any: a token for the one need not open the
/// other.
#[test]
fn the_chats_audience_is_another() {
    let app = App::on(&Database::new()).set("jwt_audience", "chat").start();
    app.mcp(Era::Older).with_claim("aud", json!("chat")).ask("ping", &json!({})).problem(401);
    app.mcp(Era::Older).with_claim("aud", json!(["chat", "http://todo.test"])).titles();
    app.mcp(Era::Older).titles();
    let say = app.alice().request(&json!({ "message": "Hello" })).without("authorization");
    let status = |audience: Value| {
        let mut claims = claims("alice");
        claims["aud"] = audience;
        app.send(&say.clone().header("authorization", format!("Bearer {}", token(&claims)))).status
    };
    assert_eq!(status(json!("http://todo.test")), 401);
    assert_eq!(status(json!(["http://todo.test", "chat"])), 200);
}
