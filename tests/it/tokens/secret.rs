//! Tokens that are signed with the shared secret.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tests::{App, Database, Request, caller::now, token};

fn request(path: &str, token: &str) -> Request {
    Request::new("POST", path)
        .header("content-type", "application/json")
        .header("authorization", format!("Bearer {token}"))
        .body(r#"{"message":"Hello"}"#)
}

/// A token with any header and any signature.
fn forged(header: &Value, claims: &Value, signature: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", part(header), part(claims))
}

#[track_caller]
fn refused(app: &App, token: &str) {
    let answer = app.send(&request("/api/alice/chat", token));
    let document = answer.problem(401);
    assert_eq!(answer.header("www-authenticate"), Some("Bearer error=\"invalid_token\""), "{token}");
    assert!(!answer.to_string().contains(token), "{document}");
}

/// 001/FR-003, 001/FR-034: what a token must say, and may.
#[test]
fn claims() {
    let app = App::start(&Database::new());
    let hour = now() + 3600;
    for good in [
        json!({ "sub": "alice", "exp": hour }),
        json!({ "sub": "alice", "exp": hour as f64 + 0.5, "iat": now(), "nbf": now(), "email": "a@b.c", "role": 1 }),
        json!({ "sub": "alice", "exp": hour, "iss": "anybody", "aud": ["anything"] }),
        // A clock may be off by 30 s.
        json!({ "sub": "alice", "exp": now() - 15, "nbf": now() + 15 }),
    ] {
        let answer = app.send(&request("/api/alice/chat", &token(&good)));
        assert_eq!(answer.status, 200, "{good}: {answer}");
    }
    for bad in [
        json!({ "exp": hour }),
        json!({ "sub": null, "exp": hour }),
        json!({ "sub": "", "exp": hour }),
        json!({ "sub": 7, "exp": hour }),
        json!({ "sub": ["alice"], "exp": hour }),
        json!({ "sub": "alice\0", "exp": hour }),
        json!({ "sub": "a".repeat(256), "exp": hour }),
        json!({ "sub": "alice" }),
        json!({ "sub": "alice", "exp": null }),
        json!({ "sub": "alice", "exp": hour.to_string() }),
        json!({ "sub": "alice", "exp": now() - 31 }),
        json!({ "sub": "alice", "exp": 0 }),
        json!({ "sub": "alice", "exp": -1 }),
        json!({ "sub": "alice", "exp": hour, "nbf": now() + 60 }),
        json!({ "sub": "alice", "exp": hour, "nbf": "soon" }),
        json!([]),
    ] {
        refused(&app, &token(&bad));
    }
    // Who has a longer name than others has a chat of his own all the same.
    let long = "a".repeat(255);
    let own = token(&json!({ "sub": long, "exp": hour }));
    assert_eq!(app.send(&request(&format!("/api/{long}/chat"), &own)).status, 200);
}

/// 001/FR-003, 001/FR-034: the algorithm is the key's, whatever the token says, and the signature must fit.
#[test]
fn signatures() {
    let app = App::start(&Database::new());
    let claims = json!({ "sub": "alice", "exp": now() + 3600 });
    let good = token(&claims);
    assert_eq!(app.send(&request("/api/alice/chat", &good)).status, 200);
    let (message, signature) = good.rsplit_once('.').unwrap();
    for alg in ["none", "None", "NONE", "", "HS384", "HS512", "RS256", "ES256", "EdDSA", "hs256"] {
        let header = json!({ "alg": alg, "typ": "JWT" });
        for signature in ["", signature, "AAAA"] {
            refused(&app, &forged(&header, &claims, signature));
        }
    }
    let other = identity::Secret::new("another secret, which is long enough too").unwrap();
    refused(&app, &identity::sign(&other, &claims).unwrap());
    refused(&app, &format!("{message}."));
    refused(&app, message);
    refused(&app, &format!("{good}A"));
    refused(&app, &format!("{good}.{signature}"));
    refused(&app, &good[1..]);
    let (header, _) = message.split_once('.').unwrap();
    let bobs = URL_SAFE_NO_PAD.encode(json!({ "sub": "bob", "exp": now() + 3600 }).to_string());
    refused(&app, &format!("{header}.{bobs}.{signature}"));
    refused(&app, &forged(&json!({ "alg": "HS256", "crit": ["b64"], "b64": false }), &claims, signature));
    refused(&app, &forged(&json!({ "typ": "JWT" }), &claims, signature));
}

/// 001/FR-034: issuer and audience, where they are configured.
#[test]
fn issuer_and_audience() {
    let setup = App::on(&Database::new()).set("jwt_issuer", "https://todo.test").set("jwt_audience", "todo");
    let app = setup.start();
    let with = |more: Value| {
        let mut claims =
            json!({ "sub": "alice", "exp": now() + 3600, "iss": "https://todo.test", "aud": "todo" });
        claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        token(&claims)
    };
    for good in [json!({}), json!({ "aud": ["other", "todo"] })] {
        assert_eq!(app.send(&request("/api/alice/chat", &with(good))).status, 200);
    }
    for bad in [
        json!({ "iss": "https://todo.test/" }),
        json!({ "iss": null }),
        json!({ "iss": ["https://todo.test"] }),
        json!({ "aud": "Todo" }),
        json!({ "aud": [] }),
        json!({ "aud": null }),
        json!({ "aud": [7, "todo"] }),
    ] {
        refused(&app, &with(bad));
    }
    refused(&app, &token(&json!({ "sub": "alice", "exp": now() + 3600 })));
}

/// 001/FR-006: whatever is wrong with a token, the answer says it without the token, and in the same form.
#[test]
fn a_token_is_never_told() {
    let app = App::start(&Database::new());
    for bad in ["a.b.c", "....", "eyJhbGciOiJIUzI1NiJ9", "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", &"a".repeat(8000)] {
        refused(&app, bad);
    }
}
