//! What is no request, and the ids of those that are.

use serde_json::{Value, json};
use tests::{App, Database, Request, mcp::Era};

/// Posts a body under the headers of a `ping`, or of its like of the modern era.
fn request(app: &App, era: Era, body: &[u8]) -> Request {
    let method = if era == Era::Modern { "server/discover" } else { "ping" };
    app.mcp(era).request(method, &json!({})).body(body)
}

/// Whether that body is 400 with this code, and with this id or none.
#[track_caller]
fn check(app: &App, body: impl AsRef<[u8]>, code: i64, id: Option<Value>) {
    let body = body.as_ref();
    let start = String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned();
    for era in Era::BOTH {
        let answer = app.send(&request(app, era, body));
        assert_eq!(answer.status, 400, "{start}: {answer}");
        let document = answer.fault(400, code);
        assert_eq!(document.get("id").filter(|id| !id.is_null()), id.as_ref(), "{start}: {answer}");
        assert!(!answer.to_string().contains(" column "), "that is a library's sentence: {answer}");
    }
}

/// 002/FR-007: what is not JSON, not UTF-8, or nested too deeply.
#[test]
fn what_cannot_be_parsed() {
    let app = App::start(&Database::new());
    let deep = |depth: usize| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ping","params":{{"x":{open}{close}}}}}"#)
    };
    for body in [
        b"" as &[u8],
        b" ",
        b"{",
        b"[1",
        b"ping",
        b"{'jsonrpc':'2.0','id':1,'method':'ping'}",
        br#"{"jsonrpc":"2.0","id":1,"method":"ping",}"#,
        br#"{"jsonrpc":"2.0","id":1,"method":"ping"} x"#,
        br#"{"jsonrpc":"2.0","id":1,"method":"ping"}{"jsonrpc":"2.0","id":2,"method":"ping"}"#,
        b"\xef\xbb\xbf{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
        b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\"}",
        b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xed\xa0\x80\"}",
        b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"pi\nng\"}",
        b"{\"jsonrpc\":\"2.0\",\"id\":NaN,\"method\":\"ping\"}",
        b"{\"jsonrpc\":\"2.0\",\"id\":01,\"method\":\"ping\"}",
        b"\xff\xfe{\0}\0",
        deep(100).as_bytes(),
        deep(200_000).as_bytes(),
        "[".repeat(1000).as_bytes(),
        r#"{"a":"#.repeat(100_000).as_bytes(),
    ] {
        check(&app, body, -32700, None);
    }
    let none = Request { body: None, ..request(&app, Era::Older, b"") };
    app.send(&none).fault(400, -32700);
    // Brackets in a text are no nesting.
    let flat =
        format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ping","params":{{"x":"\"{}"}}}}"#, "[".repeat(1000));
    assert_eq!(app.send(&request(&app, Era::Older, flat.as_bytes())).result(), json!({}));
    assert_eq!(app.send(&request(&app, Era::Older, deep(30).as_bytes())).result(), json!({}));
}

/// 002/FR-007: JSON that is no request; its id goes back when it can be read.
#[test]
fn what_is_no_request() {
    let app = App::start(&Database::new());
    let seven = || Some(json!(7));
    for (body, id) in [
        ("null", None),
        ("7", None),
        ("true", None),
        (r#""ping""#, None),
        ("{}", None),
        (r#"{"jsonrpc":"2.0"}"#, None),
        (r#"{"jsonrpc":"2.0","id":7}"#, seven()),
        (r#"{"id":7,"method":"ping"}"#, seven()),
        (r#"{"jsonrpc":"1.0","id":7,"method":"ping"}"#, seven()),
        (r#"{"jsonrpc":"2","id":7,"method":"ping"}"#, seven()),
        (r#"{"jsonrpc":2.0,"id":7,"method":"ping"}"#, seven()),
        (r#"{"jsonrpc":null,"id":7,"method":"ping"}"#, seven()),
        (r#"{"jsonrpc":"2.0","id":7,"method":null}"#, seven()),
        (r#"{"jsonrpc":"2.0","id":7,"method":["ping"]}"#, seven()),
        (r#"{"jsonrpc":"2.0","id":"ü","method":1}"#, Some(json!("ü"))),
        (r#"{"jsonrpc":"2.0","id":7,"method":"ping","params":[]}"#, seven()),
        (r#"{"jsonrpc":"2.0","id":7,"method":"ping","params":[{}]}"#, seven()),
        (r#"{"jsonrpc":"2.0","id":7,"method":"ping","params":"x"}"#, seven()),
        (r#"{"jsonrpc":"2.0","id":7,"method":"ping","params":1}"#, seven()),
        (r#"{"jsonrpc":"2.0","id":7,"method":"ping","params":false}"#, seven()),
        // A response: nothing was asked.
        (r#"{"jsonrpc":"2.0","id":7,"result":{}}"#, seven()),
        (r#"{"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"x"}}"#, seven()),
        // Without an id it is still no notification.
        (r#"{"jsonrpc":"1.0","method":"notifications/initialized"}"#, None),
        (r#"{"jsonrpc":"2.0","method":"notifications/initialized","params":[1]}"#, None),
        // Which of two would count?
        (r#"{"jsonrpc":"2.0","id":7,"id":8,"method":"ping"}"#, None),
        (r#"{"jsonrpc":"2.0","id":7,"method":"ping","method":"tools/list"}"#, seven()),
    ] {
        check(&app, body, -32600, id);
    }
}

/// 002/FR-007: one request a body, and it is an object.
#[test]
fn a_batch_is_no_request() {
    let database = Database::new();
    let app = App::start(&database);
    let call = r#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"add_task","arguments":{"title":"Milk"}}}"#;
    for body in [
        "[]".to_owned(),
        "[1]".to_owned(),
        "[null]".to_owned(),
        format!("[{call}]"),
        format!("[{call},{call}]"),
        r#"["2.0"]"#.to_owned(),
        r#"["2.0",1,"ping"]"#.to_owned(),
        r#"["2.0",1,"ping",{}]"#.to_owned(),
        r#"["2.0",1,"ping",{},{}]"#.to_owned(),
        r#"["2.0",1,"tools/call",{"name":"add_task","arguments":{"title":"Milk"}}]"#.to_owned(),
    ] {
        check(&app, body, -32600, None);
    }
    assert_eq!(database.titles("alice"), [""; 0]);
}

/// 002/FR-007: an id is a string or an integer.
#[test]
fn ids_that_are_none() {
    let app = App::start(&Database::new());
    for id in [
        "null",
        "1.5",
        "-0.5",
        "1e400",
        "99999999999999999999",
        "-99999999999999999999",
        "123456789012345678901234567890123456789012345678901234567890",
        "{}",
        r#"{"id":1}"#,
        "[]",
        "[1]",
        "true",
        "false",
    ] {
        for method in ["ping", "tools/list", "notifications/initialized", "no/such"] {
            check(&app, format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}"}}"#), -32600, None);
        }
    }
}

/// 002/FR-007: and every one of those comes back as it was sent, with a result and with an error.
#[test]
fn ids_come_back() {
    let app = App::start(&Database::new());
    let longest = json!("i".repeat(5000));
    for id in [
        json!(0),
        json!(-1),
        json!(i64::from(i32::MAX) + 1),
        json!(9_007_199_254_740_991_i64),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(""),
        json!("1"),
        json!("null"),
        json!("1.5"),
        json!("\"}\\\n\u{0}\u{1f}😀\u{2028}</script>"),
        longest,
    ] {
        let older = |method: &str| {
            json!({ "jsonrpc": "2.0", "id": id, "method": method, "ignored": [1] }).to_string()
        };
        let answer = app.send(&request(&app, Era::Older, older("ping").as_bytes()));
        answer.result();
        assert_eq!(answer.json()["id"], id);
        let answer = app.send(&request(&app, Era::Older, older("no/such").as_bytes()));
        assert_eq!(answer.fault(200, -32601)["id"], id);
        let good = app.mcp(Era::Modern).request("server/discover", &json!({}));
        let mut body: Value = serde_json::from_slice(good.body.as_deref().unwrap()).unwrap();
        body["id"] = id.clone();
        let answer = app.send(&good.clone().body(body.to_string()));
        answer.result();
        assert_eq!(answer.json()["id"], id);
        let answer = app.send(&good.without("mcp-method").body(body.to_string()));
        assert_eq!(answer.fault(400, -32020)["id"], id);
    }
}
