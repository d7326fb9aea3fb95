//! The recorded behaviour of the OpenAI Agents SDK, scenario by scenario.

use std::collections::BTreeMap;

use agent::{Cause, Item, Limits, Turn, run, user};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::{Scripted, Tools};

/// 001/FR-023: the loop does what the SDK did, in every recorded scenario.
#[test]
fn every_recorded_scenario_goes_the_same_way() {
    let recording: Recording = serde_json::from_str(include_str!("../data/agents-sdk.json")).unwrap();
    assert_eq!(recording.sdk, "openai-agents 0.24.0");
    assert_eq!(recording.scenarios.len(), 14);
    for scenario in &recording.scenarios {
        check(scenario);
    }
}

fn check(scenario: &Scenario) {
    let name = &scenario.name;
    // The SDK answers calls of unknown tools last; ours keeps the order of the calls.
    let as_set = scenario.shows.contains("compare as a set");
    let limits = Limits { model_calls: scenario.max_turns, ..Limits::default() };
    let mut session: Vec<Item> = Vec::new();

    for turn in &scenario.turns {
        let mut model = Scripted::new(turn.model_responses.clone());
        let mut tools = Tools::default();
        let said = [user(&turn.user)];
        let start = Turn { history: &session, items: &said, first_call: 0 };
        let ended = pollster::block_on(run(&mut model, &mut tools, start, limits));

        let (outcome, items) = match ended {
            Ok(finished) => (Outcome::FinalOutput(finished.text), finished.items),
            Err(stopped) => {
                assert_eq!(stopped.cause, Cause::TooManyCalls, "{name}");
                (Outcome::Error("MaxTurnsExceeded".to_owned()), stopped.items)
            }
        };
        assert_eq!(outcome, turn.outcome, "{name}");
        assert_eq!(model.inputs.len(), turn.model_calls, "{name}");
        for (ours, theirs) in model.inputs.iter().zip(&turn.model_inputs) {
            assert_eq!(comparable(ours, as_set), comparable(theirs, as_set), "{name}");
        }
        assert_eq!(turn.model_inputs.len(), turn.model_calls, "{name}");
        assert_eq!(tools.started, turn.tools_started, "{name}");
        let started: Vec<&String> = tools.started.iter().map(|(tool, _)| tool).collect();
        assert_eq!(started, turn.tools_ended.iter().collect::<Vec<_>>(), "{name}");

        session.extend(said);
        session.extend(items);
    }
    assert_eq!(comparable(&session, as_set), comparable(&scenario.session_items, as_set), "{name}");
}

/// The items with JSON as values and the words of errors left out, because both may be spelt otherwise.
fn comparable(items: &[Item], as_set: bool) -> Vec<Value> {
    let mut all: Vec<Value> = items.iter().map(plain).collect();
    if as_set {
        let is_output = |item: &Value| item["type"] == "function_call_output";
        let mut outputs: BTreeMap<String, Value> = all
            .extract_if(.., |item| is_output(item))
            .map(|item| (item["call_id"].to_string(), item))
            .collect();
        all.extend(std::mem::take(&mut outputs).into_values());
    }
    all
}

fn plain(item: &Item) -> Value {
    match item {
        Item::FunctionCallOutput { call_id, output, is_error } => {
            let value: Option<Value> = serde_json::from_str(output).ok();
            // Ours are flagged, the recorded ones are not: what is no JSON is an error there.
            assert!(!is_error || value.is_none(), "an error is a sentence: {output}");
            json!({ "type": "function_call_output", "call_id": call_id, "output": value })
        }
        other => serde_json::to_value(other).unwrap(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Recording {
    sdk: String,
    scenarios: Vec<Scenario>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    name: String,
    shows: String,
    max_turns: u32,
    turns: Vec<RecordedTurn>,
    session_items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordedTurn {
    user: String,
    model_responses: Vec<Vec<Item>>,
    outcome: Outcome,
    model_calls: usize,
    model_inputs: Vec<Vec<Item>>,
    tools_started: Vec<(String, Value)>,
    tools_ended: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    FinalOutput(String),
    Error(String),
}
