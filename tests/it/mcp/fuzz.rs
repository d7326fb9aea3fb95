//! Generated requests: nothing that comes in makes the server fail.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tests::{
    App, Database, Request,
    dice::Dice,
    mcp::{Era, TOOLS, claims},
    token,
};

const PATHS: &[&str] = &[
    "/mcp?x=%zz",
    "/mcp/",
    "/mcp/%00",
    "/mcp/../mcp",
    "/mcp/healthz",
    "/mcp/readyz",
    "/%6dcp",
    "/.well-known/oauth-protected-resource",
    "/.well-known/oauth-protected-resource/mcp",
    "/.well-known/oauth-protected-resource/%ff",
];

const HEADERS: &[(&str, &[u8])] = &[
    ("mcp-protocol-version", b"2026-07-28"),
    ("mcp-protocol-version", b"2025-06-18"),
    ("mcp-protocol-version", b"\xff\xfe"),
    ("mcp-protocol-version", b""),
    ("mcp-method", b"tools/call"),
    ("mcp-method", b"\x80"),
    ("mcp-name", b"add_task"),
    ("mcp-name", b"=?base64?4pyT?="),
    ("mcp-session-id", b"\xf0\x9f\x98\x80"),
    ("idempotency-key", b"k"),
    ("idempotency-key", b"\xc3\xbc"),
    ("x-mcp-readonly", b"true"),
    ("x-mcp-readonly", b"\xff"),
    ("origin", b"http://todo.test"),
    ("origin", b"http://[::"),
    ("origin", b"\xff"),
    ("traceparent", b"00-0-0-0"),
    ("x-request-id", b"\"}\\n{"),
    ("content-type", b"application/json; charset=\xff"),
    ("authorization", b"Bearer"),
    ("authorization", b"Bearer \xff"),
    ("host", b"evil.example"),
    ("accept", b"\x01\x02"),
    ("te", b"trailers, gzip"),
];

const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "null",
    "true",
    "1",
    "-0",
    "1e999",
    "99999999999999999999",
    "1.5",
    "\"jsonrpc\":\"2.0\"",
    "\"id\":1",
    "\"id\":null",
    "\"method\":\"ping\"",
    "\"method\":\"tools/call\"",
    "\"params\":",
    "\"_meta\":",
    "\"name\":\"add_task\"",
    "\"arguments\":",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "😀",
];

const VALUES: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e400",
    "99999999999999999999",
    "\"\"",
    "\"x\"",
    "\"\\u0000\"",
    "\"😀\"",
    "[]",
    "[[[]]]",
    "{}",
    "{\"\":{}}",
    "\"2.0\"",
    "\"tools/list\"",
    "\"2026-07-28\"",
    "\"bob\"",
    "\"alice\"",
];

/// A request of some method, with some members replaced, removed or added anywhere in its body.
fn body(dice: &mut Dice, modern: bool) -> Vec<u8> {
    if dice.one_in(5) {
        return (0..dice.below(14)).flat_map(|_| dice.pick(PIECES).bytes().collect::<Vec<_>>()).collect();
    }
    let (title, task) = ("Generated", dice.below(5));
    let (tool, arguments) = match dice.below(5) {
        0 => ("add_task", json!({ "title": title })),
        1 => ("list_tasks", json!({ "status": "all" })),
        2 => ("complete_task", json!({ "task_id": task })),
        3 => ("update_task", json!({ "task_id": task, "title": title })),
        _ => (dice.pick(&TOOLS), json!({ "title": title, "task_id": task })),
    };
    let methods = ["initialize", "ping", "tools/list", "server/discover", "prompts/get"];
    let method = if dice.one_in(2) { "tools/call" } else { dice.pick(&methods) };
    let mut body = json!({
        "jsonrpc": "2.0",
        "id": dice.below(9),
        "method": method,
        "params": { "name": tool, "arguments": arguments, "protocolVersion": "2025-06-18" },
    });
    if modern {
        body["params"]["_meta"] = tests::mcp::meta();
    }
    for _ in 0..dice.below(3) {
        mutate(dice, &mut body);
    }
    let mut bytes = body.to_string().into_bytes();
    if dice.one_in(6) {
        let place = dice.below(bytes.len());
        bytes[place] = dice.below(256) as u8;
    }
    bytes
}

/// Changes something somewhere in a value.
fn mutate(dice: &mut Dice, value: &mut Value) {
    let other = |dice: &mut Dice| {
        let text = dice.pick(VALUES);
        serde_json::from_str(text).unwrap_or_else(|_| json!(text))
    };
    let Some(members) = value.as_object_mut().filter(|members| !members.is_empty()) else {
        *value = other(dice);
        return;
    };
    let names: Vec<String> = members.keys().cloned().collect();
    let name = &names[dice.below(names.len())];
    match dice.below(6) {
        0 => drop(members.remove(name)),
        1 => {
            drop(members.insert(
                dice.pick(&["", "id", "uri", "cursor", "user_id", "__proto__"]).to_owned(),
                other(dice),
            ))
        }
        2 => drop(members.insert(name.clone(), other(dice))),
        _ => mutate(dice, &mut members[name]),
    }
}

/// 002/FR-026: paths, methods, headers, tokens and bodies in any mixture: never a 5xx, and never a trap,
/// which would be a line in the log that is not ours.
#[test]
fn no_request_makes_it_fail() {
    let database = Database::new();
    let app = App::start(&database);
    let good = token(&claims("alice"));
    let mut dice = Dice::new(26);
    let (mut statuses, mut codes) = (BTreeMap::<u16, usize>::new(), BTreeMap::<i64, usize>::new());
    for round in 0..1500 {
        let path = if dice.one_in(10) { dice.pick(PATHS) } else { "/mcp" };
        let method =
            if dice.one_in(12) { dice.pick(&["GET", "HEAD", "DELETE", "OPTIONS", "FROB"]) } else { "POST" };
        let mut request = Request::new(method, path);
        if !dice.one_in(20) {
            request = request.header("authorization", format!("Bearer {good}"));
        }
        if !dice.one_in(20) {
            request = request.header("content-type", "application/json");
        }
        for _ in 0..dice.below(7).saturating_sub(3) {
            let (name, value) = HEADERS[dice.below(HEADERS.len())];
            request = request.header(name, value);
        }
        let modern = dice.one_in(2);
        let body = body(&mut dice, modern);
        if dice.one_in(4) {
            request = request.header("idempotency-key", "k");
        }
        // The headers of the modern era, as far as the body still has what belongs into them.
        if modern && !dice.one_in(12) {
            request = request.header("mcp-protocol-version", "2026-07-28");
            if let Ok(body) = serde_json::from_slice::<Value>(&body) {
                for (name, value) in [("mcp-method", &body["method"]), ("mcp-name", &body["params"]["name"])]
                {
                    let plain =
                        value.as_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic()));
                    request = plain.into_iter().fold(request, |request, value| request.header(name, value));
                }
            }
        }
        if !dice.one_in(20) {
            request = request.body(&body);
        }
        let answer = app.send(&request);
        assert!((200..500).contains(&answer.status), "round {round}: {request:?}\n{answer}");
        *statuses.entry(answer.status).or_default() += 1;
        if answer.header("content-type") == Some("application/json")
            && method != "HEAD"
            && let Some(code) = answer.json()["error"]["code"].as_i64()
        {
            *codes.entry(code).or_default() += 1;
        }
    }
    for status in [200, 202, 400, 401, 403, 404, 405, 415, 422] {
        assert!(statuses.contains_key(&status), "the mixture is poor: {statuses:?}");
    }
    for code in [-32700, -32600, -32601, -32602, -32020] {
        assert!(codes.contains_key(&code), "the mixture is poor: {codes:?}");
    }
    assert_eq!(app.get("/mcp/readyz").status, 200);
    assert_eq!(app.mcp(Era::Modern).listed(), TOOLS);
}

/// 002/FR-026: every beginning of a good request, and each with one bit turned.
#[test]
fn no_broken_body_makes_it_fail() {
    let app = App::start(&Database::new());
    for era in Era::BOTH {
        let call = app.mcp(era).call_request("list_tasks", &json!({ "status": "all" }));
        let body = call.body.clone().unwrap();
        for length in 0..body.len() {
            let answer = app.send(&call.clone().body(&body[..length]));
            answer.fault(400, -32700);
        }
        for place in 0..body.len() {
            let mut turned = body.clone();
            turned[place] ^= 1 << (place % 8);
            let answer = app.send(&call.clone().body(&turned));
            let text = String::from_utf8_lossy(&turned);
            assert!([200, 202, 400, 404].contains(&answer.status), "{text}: {answer}");
        }
    }
}
