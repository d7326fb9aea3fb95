//! A turn that is run again does not do again what it did.

use agent::{FunctionCall, Item, Limits, Output, Replay, Toolbox, Turn, run, user};

use crate::support::{Scripted, Tools, call, output, says};

const MILK: &str = r#"{"title":"Milk"}"#;
const EGGS: &str = r#"{"title":"Eggs"}"#;

/// Tools that the test looks at afterwards.
struct Lent<'a>(&'a mut Tools);

impl Toolbox for Lent<'_> {
    type Error = &'static str;

    async fn call(&mut self, call: &FunctionCall, number: u32) -> Result<Output, Self::Error> {
        self.0.call(call, number).await
    }
}

fn add(call_id: &str, arguments: &str) -> Item {
    call(call_id, "add_task", arguments)
}

/// Runs a turn from its start over a record; gives all its items, the new ones, and what really ran.
fn again(earlier: &[Item], responses: Vec<Vec<Item>>) -> (Vec<Item>, Vec<Item>, Vec<String>) {
    let mut tools = Tools::default();
    let mut replay = Replay::new(Lent(&mut tools), earlier);
    let said = [user("add them")];
    let turn = Turn { history: &[], items: &said, first_call: 0 };
    let mut model = Scripted::new(responses);
    let ended = pollster::block_on(run(&mut model, &mut replay, turn, Limits::default()));
    let items = ended.map_or_else(|stopped| stopped.items, |finished| finished.items);
    let new = replay.without_replayed(items.clone());
    let ran = tools.started.into_iter().map(|(_, arguments)| arguments.to_string()).collect();
    (items, new, ran)
}

/// 001/FR-012: the recorded result is what the model sees, and the tool does not run.
#[test]
fn a_recorded_call_is_answered_from_the_record() {
    let earlier = [add("a", MILK), output("a", "the first result")];
    let (items, new, ran) = again(&earlier, vec![vec![add("x", MILK)], vec![says("Done")]]);
    assert_eq!(items, [add("x", MILK), output("x", "the first result"), says("Done")]);
    assert_eq!(new, [says("Done")]);
    assert!(ran.is_empty());
}

/// 001/FR-012: each recorded call stands in for one call, so a second one like it runs.
#[test]
fn each_record_stands_in_once() {
    let earlier = [add("a", MILK), output("a", "first")];
    let (_, new, ran) = again(&earlier, vec![vec![add("x", MILK), add("y", MILK)], vec![says("Done")]]);
    assert_eq!(ran, [MILK]);
    let result = r#"{"status":"created","task_id":1,"title":"Milk"}"#;
    assert_eq!(new, [add("y", MILK), output("y", result), says("Done")]);

    let twice = [earlier.as_slice(), &[add("b", MILK), output("b", "second")]].concat();
    let responses = vec![vec![add("x", MILK), add("y", MILK)], vec![says("Done")]];
    let (items, new, ran) = again(&twice, responses);
    assert_eq!(items[2..4], [output("x", "first"), output("y", "second")]);
    assert_eq!(new, [says("Done")]);
    assert!(ran.is_empty());
}

/// 001/FR-012: a call that has no recorded output runs; so does one with other arguments.
#[test]
fn what_is_not_on_record_runs() {
    let earlier = [add("a", MILK)];
    let (_, _, ran) = again(&earlier, vec![vec![add("a", MILK), add("b", EGGS)], vec![says("Done")]]);
    assert_eq!(ran, [MILK, EGGS]);
    let earlier = [call("a", "list_tasks", MILK), output("a", "[]")];
    let (_, _, ran) = again(&earlier, vec![vec![add("a", MILK)], vec![says("Done")]]);
    assert_eq!(ran, [MILK]);
}

/// 001/FR-012: a model may spell the same arguments otherwise when it writes them again.
#[test]
fn arguments_are_compared_as_json() {
    let earlier = [
        add("a", r#"{"title":"Milk","description":"1 l"}"#),
        output("a", "milk"),
        add("b", "not json"),
        output("b", "no"),
    ];
    let spelt = r#"{ "description": "1 l", "title": "M\u0069lk" }"#;
    let (items, new, ran) =
        again(&earlier, vec![vec![add("x", spelt), add("y", "not json"), add("z", "not  json")], vec![]]);
    assert_eq!(items[3..5], [output("x", "milk"), output("y", "no")]);
    assert_eq!(new.len(), 2);
    assert_eq!(new[0], add("z", "not  json"));
    assert!(ran.is_empty());
}

/// 001/FR-012: some servers give the same ids in every response; a pair is found by its place.
#[test]
fn ids_that_are_used_again_do_no_harm() {
    let earlier =
        [add("call_0", MILK), output("call_0", "milk"), add("call_0", EGGS), output("call_0", "eggs")];
    let list = || call("call_0", "list_tasks", "{}");
    let responses =
        vec![vec![add("call_0", EGGS)], vec![list()], vec![add("call_0", MILK)], vec![says("Done")]];
    let (items, new, ran) = again(&earlier, responses);
    assert_eq!(items[1], output("call_0", "eggs"));
    assert_eq!(items[5], output("call_0", "milk"));
    assert_eq!(ran, [r#"{"status":"all"}"#]);
    assert_eq!(new, [list(), items[3].clone(), says("Done")]);
}

/// 001/FR-012: a repeated attempt that stops as well still tells its own calls from the earlier ones.
#[test]
fn an_attempt_that_stops_is_told_apart_too() {
    let earlier = [add("a", MILK), output("a", "milk")];
    let (_, new, ran) = again(&earlier, vec![vec![add("a", EGGS), add("b", MILK)]]);
    assert_eq!(ran, [EGGS]);
    assert_eq!(new.len(), 2);
    assert_eq!(new[0], add("a", EGGS));
}
