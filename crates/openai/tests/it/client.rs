//! The model within a turn.

use std::ops::ControlFlow;

use agent::{FunctionCall, Item, Limits, Model, Output, Toolbox, Turn, run, user};
use openai::Error;

use crate::world::{HANG, HELLO, ask, model, stream};

struct Echo;

impl Toolbox for Echo {
    type Error = ();

    async fn call(&mut self, call: &FunctionCall, _: u32) -> Result<Output, ()> {
        Ok(Output { text: call.arguments.clone(), is_error: false })
    }
}

/// 001/FR-027: a turn with a tool call, over the agent loop.
#[test]
fn a_turn_goes_through() {
    let call = "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"\",\"function\":\
        {\"name\":\"echo\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n";
    let (mut model, clock) = model([stream(&[(5, call)]), stream(&[(5, HELLO)])]);
    let said = [user("Hi")];
    let turn = Turn { history: &[], items: &said, first_call: 0 };
    let finished = clock.run(run(&mut model, &mut Echo, turn, Limits::default())).unwrap();
    assert_eq!(finished.text, "Hello");
    assert_eq!(finished.usage.model_calls, 2);
    let Item::FunctionCall(call) = &finished.items[0] else { panic!("no call: {:?}", finished.items) };
    assert!(call.call_id.starts_with("call_"), "an id was made up: {}", call.call_id);
}

/// 001/FR-027: words are told as they come, not at the end.
#[test]
fn words_are_told_as_they_come() {
    let start = "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n";
    let ended = ask([stream(&[(0, start), (HANG, "")])]);
    assert!(ended.error().is_timeout());
    assert_eq!(ended.heard, "Hel");
}

/// 001/FR-027: a reader who goes away ends the answer at once.
#[test]
fn a_reader_who_goes_away_ends_the_answer() {
    let (model, clock) = model([stream(&[(0, HELLO), (HANG, "")])]);
    let mut model = model.on_text(|_| ControlFlow::Break(()));
    assert_eq!(clock.run(model.respond(&[user("Hi")])), Err(Error::Cancelled));
}
