//! Bodies, kept and refused.

use contract::digest;
use contract::request::{Body, ChatRequest, Conversation, MAX_BODY, decode};
use serde_json::{Value, json};

#[track_caller]
fn check(body: &str, conversation: Conversation, message: &str) {
    let expected = ChatRequest { conversation, message: message.to_owned() };
    assert_eq!(decode(body.as_bytes()).unwrap().body, Body::Chat(expected), "{body}");
}

/// `words` are in the detail, above all the name of the field.
#[track_caller]
fn refused(body: impl AsRef<[u8]>, status: u16, words: &str) {
    let problem = decode(body.as_ref()).expect_err("refused");
    let shown = String::from_utf8_lossy(body.as_ref()).chars().take(100).collect::<String>();
    assert_eq!(problem.status(), status, "{shown}");
    assert!(problem.detail().contains(words), "{shown}: {}", problem.detail());
}

/// 001/FR-007: what is kept is the message without the white space around it.
#[test]
fn a_message_is_trimmed_and_kept() {
    check(r#"{"message": "Hi"}"#, Conversation::New, "Hi");
    check("{\"message\": \" \\n Hi \\t\u{a0}there\u{3000}\"}", Conversation::New, "Hi \t\u{a0}there");
    check(r#" {"message": "\ud83d\ude00", "x": {"y": [1e999]}} "#, Conversation::New, "😀");
    check(r#"{"messag\u0065": "Hi", "user_id": "bob"}"#, Conversation::New, "Hi");
}

/// 001/FR-007: characters are counted, not bytes.
#[test]
fn a_message_has_1_to_4000_characters_after_trimming() {
    let longest = "ü".repeat(4000);
    check(&json!({"message": format!("  {longest}  ")}).to_string(), Conversation::New, &longest);
    refused(json!({"message": format!("{longest}x")}).to_string(), 422, "message");
    for empty in ["", " ", "\n\t ", "\u{a0}\u{2003}"] {
        refused(json!({"message": empty}).to_string(), 422, "message");
    }
}

/// 001/FR-009: an integer is never a wrong type, so that it can be 404, however large.
#[test]
fn any_integer_is_a_conversation_and_nothing_else_is() {
    let body = |id: &str| format!(r#"{{"conversation_id": {id}, "message": "Hi"}}"#);
    check(&body("null"), Conversation::New, "Hi");
    for (id, number) in [("1", 1), ("0", 0), ("-0", 0), ("-7", -7), ("9223372036854775807", i64::MAX)] {
        check(&body(id), Conversation::Existing(number), "Hi");
    }
    let huge = "9".repeat(2000);
    for id in ["9223372036854775808", "-9223372036854775809", "18446744073709551616", &huge] {
        check(&body(id), Conversation::Impossible, "Hi");
    }
    for id in ["1.0", "1e0", "1E30", "-0.0", "\"1\"", "\"\"", "true", "false", "[]", "[1]", "{}", "1e999"] {
        refused(body(id), 422, "conversation_id");
    }
    for id in ["01", "+1", "0x1", "-", "NaN", "Infinity", "1."] {
        refused(body(id), 400, "JSON");
    }
}

/// 001/FR-007: 422 names the field.
#[test]
fn json_of_another_shape_names_the_field() {
    for body in ["{}", r#"{"conversation_id": 1}"#, r#"{"Message": "Hi"}"#] {
        refused(body, 422, "message is required");
    }
    for message in ["null", "1", "true", "[\"Hi\"]", "{\"text\": \"Hi\"}"] {
        refused(format!(r#"{{"message": {message}}}"#), 422, "message must be a string");
    }
    refused(r#"{"message": "a\u0000b"}"#, 422, "message must not contain a NUL");
    for body in ["[]", "\"Hi\"", "1", "null", "true", r#"[{"message": "Hi"}]"#] {
        refused(body, 422, "object");
    }
}

/// 001/FR-007: what is not JSON in UTF-8 is 400, wherever in the body.
#[test]
fn what_is_not_json_is_400() {
    for body in [
        "",
        " ",
        "{",
        "hello",
        "{'message': 'Hi'}",
        r#"{"message": "Hi",}"#,
        r#"{"message": "Hi"} {}"#,
        r#"{"message": "Hi"#,
        "\u{feff}{\"message\": \"Hi\"}",
        "{\"message\": \"a\nb\"}",
        r#"{"message": "\ud83d"}"#,
        r#"{"message": "\ude00\ud83d"}"#,
        r#"{"message": "Hi", "other": ["\ud83d"]}"#,
        r#"{"message": "Hi", "\ud83d": 1}"#,
    ] {
        refused(body, 400, "JSON");
    }
    refused(b"{\"message\": \"\xff\"}", 400, "UTF-8");
    refused(b"{\"message\": \"Hi\", \"x\": \"\xed\xa0\x80\"}", 400, "UTF-8");
}

#[test]
fn nesting_has_a_limit() {
    let body = |levels: usize| {
        format!(r#"{{"message": "Hi", "x": {}{}}}"#, "[".repeat(levels - 1), "]".repeat(levels - 1))
    };
    check(&body(127), Conversation::New, "Hi");
    refused(body(128), 400, "JSON");
    refused(body(30_000), 400, "JSON");
    refused("[".repeat(MAX_BODY), 400, "JSON");
}

/// 001/FR-005: 413 above 64 KiB.
#[test]
fn a_body_has_at_most_64_kib() {
    let body = |length: usize| {
        let frame = r#"{"message": "Hi", "x": ""}"#;
        frame.replace(r#""""#, &format!("\"{}\"", "x".repeat(length - frame.len())))
    };
    check(&body(MAX_BODY), Conversation::New, "Hi");
    refused(body(MAX_BODY + 1), 413, "65536");
}

#[test]
fn the_last_of_repeated_members_counts() {
    let body = r#"{"message": 1, "conversation_id": "x", "message": "Hi", "conversation_id": 4}"#;
    check(body, Conversation::Existing(4), "Hi");
}

#[test]
fn a_body_with_a_type_is_chatkit() {
    let body = json!({"type": "threads.list", "params": {"limit": 2}, "metadata": {}});
    let expected = Body::ChatKit { kind: "threads.list".to_owned(), value: body.clone() };
    assert_eq!(decode(body.to_string().as_bytes()).unwrap().body, expected);
    for kind in ["null", "1", "{}"] {
        refused(format!(r#"{{"type": {kind}, "message": "Hi"}}"#), 422, "type");
    }
    refused(r#"{"type": "threads.list", "params": 1e999}"#, 422, "number");
    check(r#"{"message": "Hi", "Type": "x"}"#, Conversation::New, "Hi");
}

/// 001/FR-011: another body is another value, not another spelling.
#[test]
fn the_digest_compares_values() {
    let of = |body: &str| decode(body.as_bytes()).unwrap().digest;
    let plain = of(r#"{"message": "ä", "x": {"a": [1, true], "b": null}}"#);
    assert_eq!(plain, of("\t{ \"x\":{\"b\":null , \"a\":[1,true]},\"message\":\"\\u00e4\"}\n"));
    assert_eq!(plain, of(r#"{"message": "?", "x": {"b": null, "a": [1, true]}, "message": "ä"}"#));
    let strange =
        r#"{"message": "ä", "x": ["\\", "\"", "],}", {}, [], [[ ]], {"": "a:b"}, -0.5e+7, 10e400]}"#;
    assert_eq!(of(strange), of(&strange.replace(": ", "\r\n:\t").replace(", ", " , ")));
    assert_ne!(of(strange), of(&strange.replace("[[ ]]", "[]")));
    for other in [
        r#"{"message": "ä"}"#,
        r#"{"message": "ä", "x": {"a": [true, 1], "b": null}}"#,
        r#"{"message": "ä", "x": {"a": [1.0, true], "b": null}}"#,
        r#"{"message": "ä ", "x": {"a": [1, true], "b": null}}"#,
        r#"{"message": "ä", "x": {"a": [1, true], "b": null, "c": null}}"#,
    ] {
        assert_ne!(plain, of(other), "{other}");
    }
    assert_eq!(plain.len(), 64);
    // SHA-256 of `{"message":"Hi"}`, by sha256sum.
    let known = "aedb816a79ec559730bb9c4376036c77f9e31a329f996c58ebc4ae516788192e";
    assert_eq!(of(r#"{"message": "Hi"}"#), known);
    assert_eq!(digest(&json!({"message": "Hi"})).unwrap(), known);
    let mut deep = Value::Null;
    for _ in 0..128 {
        deep = json!([deep]);
    }
    assert_eq!(digest(&deep), None);
}
