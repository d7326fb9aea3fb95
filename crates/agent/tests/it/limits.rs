//! How a turn ends when it takes too much, and when the model or a tool breaks.

use agent::{Cause, Item, Limits, Response, Turn, Usage, run, user};

use crate::support::{Scripted, Tools, call, output, says};

const LIST: &str = r#"[{"completed":false,"id":1,"title":"Buy milk"}]"#;

fn listing(call_id: &str) -> Item {
    call(call_id, "list_tasks", "{}")
}

fn stop(
    model: &mut Scripted,
    tools: &mut Tools,
    limits: Limits,
) -> agent::Stopped<&'static str, &'static str> {
    let said = [user("go")];
    let turn = Turn { history: &[], items: &said, first_call: 0 };
    pollster::block_on(run(model, tools, turn, limits)).unwrap_err()
}

/// 001/FR-024: ten model calls by default, and the tools of the tenth run.
#[test]
fn the_model_is_called_ten_times() {
    let mut model = Scripted::new((0..20).map(|_| vec![listing("a")]));
    let mut tools = Tools::default();
    let stopped = stop(&mut model, &mut tools, Limits::default());
    assert_eq!(stopped.cause, Cause::TooManyCalls);
    assert_eq!((model.inputs.len(), tools.started.len(), stopped.items.len()), (10, 10, 20));
    assert_eq!(stopped.usage.model_calls, 10);
}

/// 001/FR-024: the budget of tool calls holds within one response, and what ran is told.
#[test]
fn no_tool_runs_beyond_the_budget() {
    let mut model = Scripted::new([vec![listing("a")], vec![listing("b"), listing("c"), listing("d")]]);
    let mut tools = Tools::default();
    let stopped = stop(&mut model, &mut tools, Limits { tool_calls: 2, ..Limits::default() });
    assert_eq!(stopped.cause, Cause::Budget);
    assert_eq!(tools.numbers, [0, 1]);
    assert_eq!(stopped.items, [listing("a"), output("a", LIST), listing("b"), output("b", LIST)]);
}

/// 001/FR-024: tokens in and out are added up, and the limit itself is still within the budget.
#[test]
fn tokens_are_counted() {
    let costs = |input_tokens, output_tokens| Usage { model_calls: 1, input_tokens, output_tokens };
    let responses = || {
        [
            Response { items: vec![listing("a")], usage: costs(60, 10) },
            Response { items: vec![listing("b")], usage: costs(20, 10) },
            Response { items: vec![says("Done")], usage: costs(5, 5) },
        ]
    };
    let mut model = Scripted::costing(responses());
    let stopped = stop(&mut model, &mut Tools::default(), Limits { tokens: 99, ..Limits::default() });
    assert_eq!(stopped.cause, Cause::Budget);
    assert_eq!(stopped.usage, Usage { model_calls: 2, input_tokens: 80, output_tokens: 20 });
    assert_eq!(stopped.items.len(), 4, "what ran is told");

    let mut model = Scripted::costing(responses());
    let turn = Turn { history: &[], items: &[], first_call: 0 };
    let limits = Limits { tokens: 100, ..Limits::default() };
    let finished = pollster::block_on(run(&mut model, &mut Tools::default(), turn, limits)).unwrap();
    assert_eq!(finished.text, "Done");
    assert_eq!(finished.usage, Usage { model_calls: 3, input_tokens: 85, output_tokens: 25 });
}

/// 001/FR-017: a model that fails in mid-turn takes nothing with it.
#[test]
fn a_model_that_fails_leaves_what_ran() {
    let mut model = Scripted::new([vec![says("Let me see"), listing("a")]]);
    let stopped = stop(&mut model, &mut Tools::default(), Limits::default());
    assert_eq!(stopped.cause, Cause::Model("the script is over"));
    assert_eq!(stopped.items, [says("Let me see"), listing("a"), output("a", LIST)]);
    assert_eq!(stopped.usage.model_calls, 1);
}

/// 001/FR-013: a tool that cannot run at all stops the turn at once, and the rest does not run.
#[test]
fn a_tool_that_breaks_stops_the_turn() {
    let add = call("b", "add_task", r#"{"title":"x"}"#);
    let mut model = Scripted::new([vec![listing("a"), add, listing("c")], vec![says("never")]]);
    let mut tools = Tools { broken: Some("add_task"), ..Tools::default() };
    let stopped = stop(&mut model, &mut tools, Limits::default());
    assert_eq!(stopped.cause, Cause::Tool("unreachable"));
    assert_eq!(stopped.items, [listing("a"), output("a", LIST)]);
    assert_eq!((model.inputs.len(), tools.numbers.len()), (1, 2));
}

/// 001/FR-012: a resumed turn goes on counting its calls, and answers only with what is new.
#[test]
fn a_resumed_turn_goes_on_where_it_was() {
    let history = [user("before"), says("yes")];
    let so_far = [user("go"), listing("a"), output("a", LIST)];
    let mut model = Scripted::new([vec![listing("b"), listing("c")], vec![says("Done")]]);
    let mut tools = Tools::default();
    let turn = Turn { history: &history, items: &so_far, first_call: 1 };
    let finished = pollster::block_on(run(&mut model, &mut tools, turn, Limits::default())).unwrap();
    assert_eq!(model.inputs[0], [history.as_slice(), so_far.as_slice()].concat());
    assert_eq!(tools.numbers, [1, 2]);
    let new = [listing("b"), listing("c"), output("b", LIST), output("c", LIST), says("Done")];
    assert_eq!(finished.items, new);
    assert_eq!(finished.text, "Done");
}

/// 001/FR-023: of several messages the last one is the answer.
#[test]
fn the_last_message_is_the_answer() {
    let mut model = Scripted::new([vec![says("First"), says("Second")]]);
    let turn = Turn { history: &[], items: &[], first_call: 0 };
    let finished =
        pollster::block_on(run(&mut model, &mut Tools::default(), turn, Limits::default())).unwrap();
    assert_eq!(finished.text, "Second");
    assert_eq!(finished.items.len(), 2);
}
