//! Items as they are stored, paired and cleaned.

use agent::{Item, calls, effective, settled, user};
use serde_json::json;

use crate::support::{Numbers, call, output, says};

/// 001/FR-012: what an interrupted turn left is fit for a model, and nothing else is lost of it.
#[test]
fn only_calls_without_an_output_are_dropped() {
    let mut numbers = Numbers(0xfade);
    for _ in 0..2_000 {
        let whole = numbers.turn(false);
        assert_eq!(settled(whole.clone()), whole);

        let broken = numbers.turn(true);
        let open = calls(&broken).iter().filter(|call| call.output.is_none()).count();
        let kept = settled(broken.clone());
        assert_eq!(kept.len(), broken.len() - open);
        assert!(calls(&kept).iter().all(|call| call.output.is_some()));
        assert_eq!(settled(kept.clone()), kept);
    }
}

/// 001/FR-012: one case of each kind, by hand.
#[test]
fn an_interrupted_turn_is_settled() {
    let ran = [user("do it"), call("a", "add_task", "{}"), output("a", "1")];
    let cases = [
        (vec![call("b", "add_task", "{}")], vec![]),
        (vec![says("Now"), call("b", "add_task", "{}")], vec![says("Now")]),
        // A server that gives its ids again: the output of the first does not settle the second.
        (vec![call("a", "list_tasks", "{}")], vec![]),
        (
            vec![call("a", "list_tasks", "{}"), output("a", "2")],
            vec![call("a", "list_tasks", "{}"), output("a", "2")],
        ),
    ];
    for (rest, kept) in cases {
        assert_eq!(settled([ran.to_vec(), rest].concat()), [ran.to_vec(), kept].concat());
    }
}

/// 001/FR-008: calls come in the order in which they were made, each with its own output.
#[test]
fn calls_are_paired_in_order() {
    let items = [
        call("a", "add_task", "1"),
        call("b", "add_task", "2"),
        output("b", "two"),
        output("a", "one"),
        says("and"),
        call("a", "add_task", "3"),
        output("a", "three"),
        output("z", "of no call"),
        call("c", "add_task", "4"),
    ];
    let paired: Vec<(String, Option<String>)> = calls(&items)
        .into_iter()
        .map(|call| (call.call.arguments.clone(), call.output.map(|output| output.text)))
        .collect();
    let expected = [("1", Some("one")), ("2", Some("two")), ("3", Some("three")), ("4", None)];
    let expected = expected.map(|(arguments, text)| (arguments.to_owned(), text.map(str::to_owned)));
    assert_eq!(paired, expected);
}

/// 001/FR-017: items are stored between turns, so their JSON must not change.
#[test]
fn items_have_the_shape_of_responses_items() {
    let failed = Item::FunctionCallOutput { call_id: "a".into(), output: "No".into(), is_error: true };
    let cases = [
        (user("Hi"), json!({ "type": "message", "role": "user", "text": "Hi" })),
        (says("Ho"), json!({ "type": "message", "role": "assistant", "text": "Ho" })),
        (
            call("a", "list_tasks", "{}"),
            json!({ "type": "function_call", "call_id": "a", "name": "list_tasks", "arguments": "{}" }),
        ),
        (output("a", "[]"), json!({ "type": "function_call_output", "call_id": "a", "output": "[]" })),
        (failed, json!({ "type": "function_call_output", "call_id": "a", "output": "No", "is_error": true })),
    ];
    for (item, stored) in cases {
        assert_eq!(serde_json::to_value(&item).unwrap(), stored);
        assert_eq!(serde_json::from_value::<Item>(stored.clone()).unwrap(), item);
        // `is_error` alone may be left out.
        for member in stored.as_object().unwrap().keys().filter(|member| *member != "is_error") {
            let mut less = stored.clone();
            less.as_object_mut().unwrap().remove(member);
            assert!(serde_json::from_value::<Item>(less).is_err(), "{member} of {stored}");
        }
    }
}

/// 007/FR-016: whoever starts afresh is not held to calls that did nothing: refused ones, and ones without an end.
#[test]
fn what_took_effect() {
    let refused = Item::FunctionCallOutput { call_id: "b".into(), output: "No".into(), is_error: true };
    let items = vec![
        call("a", "add_task", "1"),
        call("b", "add_task", "2"),
        output("a", "one"),
        refused,
        call("b", "add_task", "3"),
        output("b", "three"),
        call("c", "add_task", "4"),
    ];
    let kept = [items[0].clone(), items[2].clone(), items[4].clone(), items[5].clone()];
    assert_eq!(effective(items), kept);
}
