//! The headers that mean something, with what clients and attackers put into them.

use contract::headers::{TraceParent, idempotency_key, json_content, parent_id, request_id, trace_parent};

/// 001/FR-005: everything else is 415.
#[test]
fn json_is_known_by_its_media_type() {
    for value in [
        "application/json",
        "Application/JSON",
        " application/json ",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json ; Charset=\"utf-8\"",
        "application/json; profile=x; charset=utf-8",
        "application/json;",
    ] {
        assert_eq!(json_content(&[value]), Ok(()), "{value}");
    }
    for value in [
        "",
        "text/plain",
        "application/jsonx",
        "application/json-patch+json",
        "application/problem+json",
        "json",
        "*/*",
        "application/json; charset=latin1",
        "application/json; charset=utf-16",
        "application/json; charset=utf-8; charset=utf-7",
        "application/json; charset",
        "application/json, text/plain",
        "application/x-www-form-urlencoded",
    ] {
        assert_eq!(json_content(&[value]).unwrap_err().status(), 415, "{value}");
    }
    assert_eq!(json_content(&[] as &[&str]).unwrap_err().status(), 415);
    assert_eq!(json_content(&["application/json", "text/plain"]).unwrap_err().status(), 415);
    assert_eq!(json_content(&[b"application/json\xff"]).unwrap_err().status(), 415);
}

/// 001/FR-011: what is a key, what is none, and what is 400.
#[test]
fn an_idempotency_key_is_printable_ascii() {
    #[track_caller]
    fn check(values: &[&str], expected: Option<&str>) {
        assert_eq!(idempotency_key(values).unwrap().as_deref(), expected, "{values:?}");
    }
    let longest = "k".repeat(255);
    check(&[], None);
    check(&[""], None);
    check(&[" \t"], None);
    check(&["a"], Some("a"));
    check(&[" a b\t"], Some("a b"));
    check(&["\"8e03978e-40d5\""], Some("\"8e03978e-40d5\""));
    check(&["!~"], Some("!~"));
    check(&[&longest], Some(&longest));
    check(&["a", "a"], Some("a"));
    check(&["", "a"], Some("a"));

    let too_long = "k".repeat(256);
    for values in [&["ä"][..], &["a\tb"], &["a\nb"], &["a\0"], &["\u{7f}"], &[&too_long], &["a", "b"]] {
        assert_eq!(idempotency_key(values).unwrap_err().status(), 400, "{values:?}");
    }
    assert_eq!(idempotency_key(&[b"\xff"]).unwrap_err().status(), 400);
}

/// 001/FR-006: our id is unique by its 128 bits, and the client's is only a word.
#[test]
fn a_clients_request_id_cannot_break_the_log() {
    assert_eq!(request_id([0; 16]), "0".repeat(32));
    let mut random = [0xab; 16];
    random[0] = 1;
    assert_eq!(request_id(random), format!("01{}", "ab".repeat(15)));
    assert_eq!(parent_id(&[request_id(random)]), Some(request_id(random)));

    let longest = "x".repeat(128);
    for id in ["a", "A-z_0.9", &longest] {
        assert_eq!(parent_id(&[id]).as_deref(), Some(id));
    }
    let too_long = "x".repeat(129);
    for id in ["", "a b", "a\nb", "a\"b", "ä", "a/b", "{}", &too_long] {
        assert_eq!(parent_id(&[id]), None, "{id}");
    }
    assert_eq!(parent_id(&["a", "b"]), None);
    assert_eq!(parent_id(&[b"\xff"]), None);
}

/// The examples of W3C Trace Context, level 1, and its rules for what to ignore.
#[test]
fn a_trace_parent_is_read_as_the_standard_says() {
    #[track_caller]
    fn check(value: &str, sampled: Option<bool>) {
        let expected = sampled.map(|sampled| TraceParent {
            trace_id: "4bf92f3577b34da6a3ce929d0e0e4736".to_owned(),
            parent_id: "00f067aa0ba902b7".to_owned(),
            sampled,
        });
        assert_eq!(trace_parent(&[value]), expected, "{value}");
    }
    let ids = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";
    check(&format!("00-{ids}-01"), Some(true));
    check(&format!("00-{ids}-00"), Some(false));
    check(&format!("00-{ids}-03"), Some(true));
    check(&format!("01-{ids}-01-what-the-future-brings"), Some(true));
    for value in [
        &format!("00-{ids}-01-extra"),
        &format!("ff-{ids}-01"),
        &format!("0-{ids}-01"),
        &format!("00-{ids}-1"),
        &format!("00-{ids}"),
        &format!("00-{}-01", ids.to_uppercase()),
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "",
        "-",
    ] {
        check(value, None);
    }
    let value = format!("00-{ids}-01");
    assert_eq!(trace_parent(&[&value, &value]), None);
}
