//! Tool calls, in the many ways in which servers send them.

use agent::Item;
use openai::Error;
use serde_json::{Value, json};

use crate::answer::read;

/// Streams these deltas and a finish reason; gives id, name and arguments of each call.
fn calls(deltas: &[Value], reason: &str) -> Result<Vec<[String; 3]>, Error> {
    let event = |choice: Value| format!("data: {}\n\n", json!({ "choices": [choice] }));
    let mut stream: String =
        deltas.iter().map(|delta| event(json!({ "index": 0, "delta": delta }))).collect();
    stream += &event(json!({ "index": 0, "delta": {}, "finish_reason": reason }));
    let (response, _) = read([stream.as_bytes()]);
    let call = |item| match item {
        Item::FunctionCall(call) => [call.call_id, call.name, call.arguments],
        other => panic!("not a call: {other:?}"),
    };
    Ok(response?.items.into_iter().map(call).collect())
}

fn check(deltas: &[Value], expected: &[[&str; 3]]) {
    let expected: Vec<[String; 3]> = expected.iter().map(|call| call.map(str::to_owned)).collect();
    assert_eq!(calls(deltas, "tool_calls"), Ok(expected), "{deltas:?}");
}

fn piece(index: Option<u64>, id: Option<&str>, name: Option<&str>, arguments: Value) -> Value {
    let mut piece = json!({ "type": "function", "function": { "arguments": arguments } });
    if let Some(index) = index {
        piece["index"] = index.into();
    }
    if let Some(id) = id {
        piece["id"] = id.into();
    }
    if let Some(name) = name {
        piece["function"]["name"] = name.into();
    }
    piece
}

fn one(piece: Value) -> Value {
    json!({ "tool_calls": [piece] })
}

/// 001/FR-027: OpenAI's own way: id and name first, arguments in pieces, calls told apart by index.
#[test]
fn pieces_are_joined_by_index() {
    let deltas = [
        one(piece(Some(0), Some("a"), Some("add_task"), json!(""))),
        one(piece(Some(0), None, None, json!("{\"ti"))),
        one(piece(Some(0), None, None, json!("tle\":\"Milk\"}"))),
        one(piece(Some(1), Some("b"), Some("list_tasks"), json!(""))),
        one(piece(Some(1), None, None, json!("{}"))),
    ];
    check(&deltas, &[["a", "add_task", "{\"title\":\"Milk\"}"], ["b", "list_tasks", "{}"]]);
}

/// 001/FR-027: pieces of two calls in turn, and in one delta.
#[test]
fn pieces_of_several_calls_may_be_mixed() {
    let deltas = [
        json!({ "tool_calls": [
            piece(Some(0), Some("a"), Some("x"), json!("1")),
            piece(Some(1), Some("b"), Some("y"), json!("2")),
        ]}),
        one(piece(Some(0), None, None, json!("1"))),
        one(piece(Some(1), Some(""), Some(""), json!("2"))),
    ];
    check(&deltas, &[["a", "x", "11"], ["b", "y", "22"]]);
}

/// 001/FR-027: whole calls without an index, each with its own id, with the same, or with none.
#[test]
fn whole_calls_without_an_index() {
    let call = |id, name| piece(None, id, Some(name), json!("{}"));
    check(&[one(call(Some("a"), "x")), one(call(Some("b"), "x"))], &[["a", "x", "{}"], ["b", "x", "{}"]]);
    let made = "call_0000000000000001";
    check(
        &[one(call(Some(""), "x")), one(call(None, "y"))],
        &[[made, "x", "{}"], ["call_0000000000000002", "y", "{}"]],
    );
    check(
        &[json!({ "tool_calls": [call(Some("a"), "x"), piece(None, None, None, json!(" "))] })],
        &[["a", "x", "{} "]],
    );
}

/// 001/FR-027: several calls under one index are told apart by their ids.
#[test]
fn whole_calls_under_one_index() {
    let call = |id| one(piece(Some(0), Some(id), Some("x"), json!("{}")));
    check(&[call("a"), call("b")], &[["a", "x", "{}"], ["b", "x", "{}"]]);
    // The same id with every piece is one call; so is a new id with every piece but no name.
    let named = |name, arguments: &str| one(piece(Some(0), Some("a"), Some(name), json!(arguments)));
    check(&[named("x", "{"), named("x", "}")], &[["a", "x", "{}"]]);
    let renamed = |id, name, arguments: &str| one(piece(Some(0), Some(id), name, json!(arguments)));
    check(&[renamed("a", Some("x"), "{"), renamed("b", None, "}")], &[["a", "x", "{}"]]);
}

/// 001/FR-027: ids are unique within a response, because outputs are paired by them.
#[test]
fn an_id_that_comes_twice_is_replaced() {
    let call = |index| one(piece(Some(index), Some("a"), Some("x"), json!("{}")));
    check(&[call(0), call(1)], &[["a", "x", "{}"], ["call_0000000000000001", "x", "{}"]]);
}

/// 001/FR-027: arguments as an object, and none at all.
#[test]
fn arguments_become_a_string() {
    let call = |arguments| [one(piece(Some(0), Some("a"), Some("x"), arguments))];
    check(&call(json!({ "task_id": 1 })), &[["a", "x", "{\"task_id\":1}"]]);
    check(&call(json!(null)), &[["a", "x", "{}"]]);
    check(&call(json!("")), &[["a", "x", "{}"]]);
    check(&call(json!("not json")), &[["a", "x", "not json"]]);
}

/// 001/FR-015: half a tool call never runs.
#[test]
fn a_call_that_was_cut_is_an_error() {
    let call = [one(piece(Some(0), Some("a"), Some("x"), json!("{\"title\":")))];
    let cases = [
        ("length", "the limit of tokens cut it"),
        ("content_filter", "a content filter cut it"),
        ("abort", "the server gave up"),
        ("", "it ended without a finish reason"),
    ];
    for (reason, why) in cases {
        assert_eq!(calls(&call, reason), Err(Error::Incomplete(why)), "{reason}");
    }
    let nameless = [one(piece(Some(0), Some("a"), None, json!("{}")))];
    assert_eq!(calls(&nameless, "tool_calls"), Err(Error::Malformed("a call has no name")));
    // Some servers say "stop" where they mean calls.
    assert_eq!(calls(&[one(piece(Some(0), Some("a"), Some("x"), json!("{}")))], "stop").unwrap().len(), 1);
}

/// 001/FR-023: text beside calls comes first, as in the SDK.
#[test]
fn text_stands_before_calls() {
    let stream = format!(
        "data: {}\n\n",
        json!({ "choices": [{ "finish_reason": "tool_calls", "message": {
            "content": "Let me see", "tool_calls": [piece(None, Some("a"), Some("x"), json!("{}"))],
        }}]})
    );
    let (response, heard) = read([stream.as_bytes()]);
    let items = response.unwrap().items;
    assert!(matches!(&items[..], [Item::Message { .. }, Item::FunctionCall(_)]), "{items:?}");
    assert_eq!(heard, "Let me see");
}
