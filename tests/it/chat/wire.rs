//! The wire itself: sizes, pieces, and what is no HTTP at all.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::json;
use tests::{Answer, App, Database, http::exchange};

/// The head of a good request of Alice's without a length.
fn head(app: &App, more: &str) -> String {
    let good = String::from_utf8(app.alice().request(&json!({})).bytes()).unwrap();
    let lines = good.lines().take_while(|line| !line.is_empty());
    let kept: Vec<&str> = lines.filter(|line| !line.starts_with("content-length")).collect();
    format!("{}\r\n{more}\r\n", kept.join("\r\n"))
}

/// 001/FR-005: 64 KiB are read, and not one byte more is waited for.
#[test]
fn the_limit_is_64_kib_to_the_byte() {
    let app = App::start(&Database::new());
    let text = |length: usize| {
        let mut body = json!({ "message": "Hello" }).to_string();
        body.push_str(&" ".repeat(length - body.len()));
        app.send(&app.alice().request(&json!({})).body(body))
    };
    assert_eq!(text(64 * 1024).status, 200);
    text(64 * 1024 + 1).problem(413);
    text(10 * 1024 * 1024).problem(413);
}

/// 001/FR-005: a body that never ends is refused as soon as it is too long.
#[test]
fn an_endless_body_is_cut_off() {
    let app = App::start(&Database::new());
    let mut socket = TcpStream::connect(app.address).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    socket.write_all(head(&app, "transfer-encoding: chunked\r\n").as_bytes()).unwrap();
    for _ in 0..65 {
        socket.write_all(format!("400\r\n{}\r\n", " ".repeat(1024)).as_bytes()).unwrap();
    }
    // There is no last chunk: the answer comes all the same.
    let mut answer = vec![0; 4096];
    let length = socket.read(&mut answer).unwrap();
    assert!(answer[..length].starts_with(b"HTTP/1.1 413"), "{}", String::from_utf8_lossy(&answer));
}

/// 001/FR-005: a body that never arrives is given up, so that no client holds an instance for ever.
#[test]
fn a_body_that_never_arrives_is_given_up() {
    let app = App::start(&Database::new());
    let mut socket = TcpStream::connect(app.address).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(45))).unwrap();
    socket.write_all(head(&app, "content-length: 100\r\n").as_bytes()).unwrap();
    socket.write_all(b"{").unwrap();
    let mut answer = vec![0; 4096];
    let length = socket.read(&mut answer).unwrap();
    assert!(answer[..length].starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&answer));
}

/// 001/FR-007: a body in pieces is a body.
#[test]
fn chunked_bodies_are_taken() {
    let app = App::start(&Database::new());
    let chunks = "9\r\n{\"message\r\n9\r\n\":\"Hello\"\r\n1\r\n}\r\n0\r\n\r\n";
    let bytes = format!("{}{chunks}", head(&app, "transfer-encoding: chunked\r\n"));
    let answer = Answer::parse(&exchange(app.address, bytes.as_bytes()).unwrap(), true).unwrap();
    answer.turn();
}

/// 001/FR-036: what breaks off or is no HTTP harms nobody but its sender.
#[test]
fn broken_requests_leave_the_rest_alone() {
    let database = Database::new();
    let app = App::start(&database);
    let half = head(&app, "content-length: 100\r\n");
    for bytes in [
        b"\r\n\r\n" as &[u8],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST /api/alice/chat HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
        b"POST /api/alice/chat HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        b"POST /api/alice/chat HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"GET /healthz HTTP/1.1\r\nbad header\r\n\r\n",
        b"GET /healthz\0 HTTP/1.1\r\nhost: a\r\n\r\n",
    ] {
        let mut socket = TcpStream::connect(app.address).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        socket.write_all(bytes).unwrap();
        socket.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        // A reset is as good an answer as any.
        let _ = socket.read_to_end(&mut answer);
        assert!(!answer.starts_with(b"HTTP/1.1 5"), "{}", String::from_utf8_lossy(&answer));
    }
    for cut in [half.as_bytes(), format!("{half}{{\"message\":\"Hel").as_bytes()] {
        let mut socket = TcpStream::connect(app.address).unwrap();
        socket.write_all(cut).unwrap();
    }
    assert_eq!(app.alice().say("Hello").status, 200);
    assert_eq!(database.number("select count(*) from todo.turn"), 1);
}

/// 001/FR-003: an Authorization header that is not one bearer token.
#[test]
fn authorization_is_one_bearer_token() {
    let app = App::start(&Database::new());
    let good = app.alice().request(&json!({ "message": "Hello" }));
    let token = tests::Who::Alice.token().unwrap();
    let plain = good.clone().without("authorization");
    for value in [format!("bearer {token}"), format!("BEARER   {token}"), format!("Bearer {token} ")] {
        let answer = app.send(&plain.clone().header("authorization", &value));
        assert_eq!(answer.status, 200, "{value}: {answer}");
    }
    let bad = ["", "Bearer", "Bearer ", "Basic YTpi", &token, "Bearer a b", "Bearer \u{e9}", "Token abc"];
    for value in bad.map(str::to_owned).into_iter().chain([format!("Bearer {}", "a".repeat(9000))]) {
        let answer = app.send(&plain.clone().header("authorization", &value));
        answer.problem(401);
        assert!(answer.header("www-authenticate").unwrap().starts_with("Bearer"), "{answer}");
    }
    app.send(&good.header("authorization", format!("Bearer {token}"))).problem(401);
}

/// 001/FR-036: a request says once which host it is meant for.
#[test]
fn there_is_one_host() {
    let app = App::start(&Database::new());
    for hosts in ["", "host: todo.test\r\nhost: evil.test\r\n", "host: todo.test\r\nhost: todo.test\r\n"] {
        let request = format!("GET /healthz HTTP/1.1\r\n{hosts}connection: close\r\n\r\n");
        let answer = exchange(app.address, request.as_bytes()).unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 400"), "{hosts}: {}", String::from_utf8_lossy(&answer));
    }
}
