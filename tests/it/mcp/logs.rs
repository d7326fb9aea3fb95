//! What is in the log of calls, and what is not.

use serde_json::{Value, json};
use tests::{Answer, App, Database, Server, app::is_spin, eventually, mcp::Era};

const FROM_HEADER: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const FROM_META: &str = "00-11111111111111112222222222222222-b7ad6b7169203331-01";

/// The log's lines of the request with that answer.
#[track_caller]
fn lines(app: &App, answer: &Answer) -> Vec<Value> {
    let id = answer.header("x-request-id").unwrap();
    eventually("the line of a request", || {
        let lines = app.log();
        let own: Vec<Value> = lines
            .iter()
            .filter_map(|line| serde_json::from_str(line).ok())
            .filter(|line: &Value| line["request"] == id)
            .collect();
        own.iter().any(|line| line["event"] == "request").then_some(own)
    })
}

/// 002/FR-023: the trace that a request belongs to is in its lines, from `_meta` before the header.
#[test]
fn traces_lead_to_the_log() {
    if is_spin() {
        return;
    }
    let server = Server::own();
    let database = Database::on(&server);
    let app = App::start(&database);
    let trace = |traceparent: &str| traceparent[3..35].to_owned();
    let cases = [
        (None, None, Value::Null),
        (Some(FROM_HEADER), None, json!(trace(FROM_HEADER))),
        (None, Some(FROM_META), json!(trace(FROM_META))),
        (Some(FROM_HEADER), Some(FROM_META), json!(trace(FROM_META))),
        (Some("00-0-0-00"), Some("a\",\"level\":\"x"), Value::Null),
        (Some(FROM_HEADER), Some("nonsense"), json!(trace(FROM_HEADER))),
    ];
    for away in [false, true] {
        if away {
            server.kill();
        }
        for era in Era::BOTH {
            for (header, meta, expected) in &cases {
                let request = app.mcp(era).call_request("list_tasks", &json!({}));
                let mut body: Value = serde_json::from_slice(request.body.as_deref().unwrap()).unwrap();
                if let Some(meta) = meta {
                    body["params"]["_meta"]["traceparent"] = json!(meta);
                }
                let mut request = request.body(body.to_string());
                if let Some(header) = header {
                    request = request.header("traceparent", header);
                }
                let answer = app.send(&request.header("x-request-id", "from-outside.1"));
                assert_eq!(answer.status, if away { 503 } else { 200 });
                let lines = lines(&app, &answer);
                assert_eq!(lines.len(), if away { 2 } else { 1 }, "{lines:?}");
                for line in &lines {
                    assert_eq!(&line["trace"], expected, "{line}");
                    assert_eq!((&line["parent"], &line["user"]), (&json!("from-outside.1"), &json!("alice")));
                }
                assert_eq!(lines.last().unwrap()["status"], answer.status);
            }
        }
    }
}

/// 002/FR-023: no argument, token, key or result is in any line, whether the call worked or not. (What `App`
/// looks for at its end holds for every other test as well.)
#[test]
fn a_busy_days_log_tells_no_secrets() {
    if is_spin() {
        return;
    }
    let server = Server::own();
    let database = Database::on(&server);
    let app = App::start(&database);
    let words = "The physician called about the blood test";
    let title = json!({ "title": words, "description": "positive-result" });
    let mut answers = Vec::new();
    for era in Era::BOTH {
        let client = app.mcp(era);
        answers.push(client.call_once("the-clients-own-key", "add_task", &title));
        answers.push(client.call("list_tasks", &json!({})));
        answers.push(client.call_once("the-clients-own-key", "add_task", &json!({ "title": "Other words" })));
        answers.push(client.call("add_task", &json!({ "title": words, "positive-result": words })));
        answers.push(client.call("list_tasks", &json!({ "status": words })));
        answers.push(client.call("update_task", &json!({ "task_id": 1, "title": words.repeat(9) })));
        let narrow = client.clone().with_claim("scope", json!("tasks:read"));
        answers.push(narrow.call("add_task", &title));
        let request = client.call_request("add_task", &title);
        answers.push(app.send(&request.clone().body(words)));
        answers.push(app.send(&request.clone().header("mcp-protocol-version", words)));
        answers.push(app.send(&request.clone().header("origin", format!("http://{}", "positive-result"))));
        answers.push(app.send(&request.clone().path("/mcp?access_token=positive-result")));
        let bad = request.without("authorization").header("authorization", "Bearer eyJ.eyJ.eyJ");
        answers.push(app.send(&bad));
    }
    server.kill();
    answers.push(app.mcp(Era::Modern).call_once("another-own-key", "add_task", &title));
    for answer in &answers {
        let lines = lines(&app, answer);
        let requests: Vec<&Value> = lines.iter().filter(|line| line["event"] == "request").collect();
        assert_eq!(requests.len(), 1, "each request has one line of its own: {lines:?}");
        assert_eq!(requests[0]["status"], answer.status);
    }
    let secrets =
        ["physician", "blood test", "positive-result", "own-key", "Other words", "Bearer", "access_token"];
    for line in app.log() {
        for secret in secrets {
            assert!(!line.contains(secret), "{secret}: {line}");
        }
    }
    let last = lines(&app, answers.last().unwrap());
    assert!(last.iter().any(|line| line["cause"].is_string()), "an operator finds out why: {last:?}");
}
