//! Generated requests: nothing that comes in makes the product fail.

use serde_json::json;
use tests::{App, Database, Request, dice::Dice};

const PATHS: &[&str] = &[
    "/api/alice/chat",
    "/api/bob/chat",
    "/api/%61lice/chat",
    "/api/al%69ce/chat?x=%zz",
    "/api/%/chat",
    "/api/%00/chat",
    "/api/%ff%fe/chat",
    "/api/../chat",
    "/api/alice/chat/../chat",
    "/api//chat",
    "/healthz",
    "/readyz",
    "/readyz/../healthz",
    "/",
    "*",
];

const HEADERS: &[(&str, &[u8])] = &[
    ("content-type", b"application/json"),
    ("content-type", b"application/json; charset=\xff"),
    ("content-type", b";;;=\"\""),
    ("idempotency-key", b"k"),
    ("idempotency-key", b"\xc3\xbc"),
    ("idempotency-key", b""),
    ("x-request-id", b"\"}\\n{"),
    ("x-request-id", b"\xf0\x9f\x98\x80"),
    ("traceparent", b"00-0-0-0"),
    ("traceparent", b"ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    ("spin-path-match-user-id", b"bob"),
    ("authorization", b"Bearer"),
    ("authorization", b"Bearer \xff"),
    ("expect", b"200-maybe"),
    ("cookie", b"a=b; better-auth.session_token=x"),
    ("origin", b"null"),
    ("accept", b"\x01\x02"),
    ("te", b"trailers, gzip"),
];

const PIECES: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b" ",
    b"\"message\"",
    b"\"conversation_id\"",
    b"\"type\"",
    b"\"threads.list\"",
    b"\"Hello\"",
    b"\"Add a task to buy milk\"",
    b"\"Delete the second one\"",
    b"\"\\u0000\"",
    b"\"\\ud800\"",
    b"\"\xf0\x9f\x98\x80\"",
    b"\xff",
    b"\0",
    b"1",
    b"-0",
    b"1e999",
    b"99999999999999999999",
    b"null",
    b"true",
    b"\"message\":\"Add a task to buy milk and bread\"",
    b"\"conversation_id\":1",
];

/// A body, mostly of pieces that belong together and sometimes not.
fn body(dice: &mut Dice) -> Vec<u8> {
    if dice.one_in(3) {
        return (0..dice.below(12)).flat_map(|_| dice.pick(PIECES).to_vec()).collect();
    }
    let sentences = [
        "Hello",
        "Add a task to ",
        "Delete all",
        "yes",
        "\u{202e}",
        "Mark task 99999999999999999999 as done",
        "  ",
    ];
    let mut message = String::new();
    for _ in 0..=dice.below(3) {
        message.push_str(dice.pick(&sentences));
        message.push(char::from_u32(dice.below(0x3000) as u32).unwrap_or('?'));
    }
    let mut bytes = json!({ "message": message, "conversation_id": dice.below(40) }).to_string().into_bytes();
    for _ in 0..dice.below(3) {
        let place = dice.below(bytes.len());
        bytes[place] = dice.below(256) as u8;
    }
    bytes
}

/// A token with a byte or two changed, or none.
fn token(dice: &mut Dice) -> Option<Vec<u8>> {
    let mut token = tests::Who::Alice.token()?.into_bytes();
    for _ in 0..dice.below(8).saturating_sub(5) {
        let place = dice.below(token.len());
        token[place] = b"ABCDEFabcdef0123456789-_.="[dice.below(26)];
    }
    (!dice.one_in(10)).then_some(token)
}

/// 001/FR-036: paths, methods, headers, tokens and bodies in any mixture: never a 5xx, and never a trap,
/// which would be a line in the log that is not ours.
#[test]
fn no_request_makes_it_fail() {
    let database = Database::new();
    let app = App::start(&database);
    let mut dice = Dice::new(36);
    let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
    for round in 0..600 {
        let path = if dice.one_in(2) { PATHS[0] } else { dice.pick(PATHS) };
        let method = if dice.one_in(6) {
            dice.pick(&["GET", "HEAD", "PUT", "DELETE", "FROB", "OPTIONS"])
        } else {
            "POST"
        };
        let mut request = Request::new(method, path);
        if let Some(token) = token(&mut dice) {
            request = request.header("authorization", [b"Bearer ", token.as_slice()].concat());
        }
        if !dice.one_in(8) {
            request = request.header("content-type", "application/json");
        }
        for _ in 0..dice.below(3) {
            let (name, value) = HEADERS[dice.below(HEADERS.len())];
            request = request.header(name, value);
        }
        if !dice.one_in(12) {
            request = request.body(body(&mut dice));
        }
        let answer = app.send(&request);
        assert!((200..500).contains(&answer.status), "round {round}: {request:?}\n{answer}");
        *statuses.entry(answer.status).or_default() += 1;
    }
    for status in [200, 400, 401, 403, 404, 405, 415, 422] {
        assert!(statuses.contains_key(&status), "the mixture is poor: {statuses:?}");
    }
    assert_eq!(app.get("/readyz").status, 200);
}
