//! The agent's toolbox: the catalogue's calls, run by the tool components for one user.

use agent::{FunctionCall, Item, Output, Toolbox};
use catalogue::{Call, Failure, Kind, Outcome, Reading, decode};
use kit::{
    log::Log,
    types::{self, CallKey, CallScope, ToolError},
};
use serde_json::Value;
use thiserror::Error;

use crate::{
    store::{Attempt, Entry, Transcript},
    watch::Watch,
};

/// The tools, for one attempt at a turn.
pub struct Tools<'a> {
    /// For whom, and under which attempt effects are recorded.
    pub attempt: &'a Attempt,
    /// Where causes go.
    pub log: &'a Log,
    /// Who looks on.
    pub watch: &'a dyn Watch,
}

/// Why a turn cannot go on after a call.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Stop {
    /// Another attempt has taken over.
    #[error("another attempt has taken over")]
    Superseded,
    /// The database cannot be reached.
    #[error("{0}")]
    Unavailable(String),
}

impl Toolbox for Tools<'_> {
    type Error = Stop;

    async fn call(&mut self, call: &FunctionCall, number: u32) -> Result<Output, Stop> {
        self.watch.called(call);
        let output = self.run(call, number)?;
        self.watch.answered(&output);
        Ok(output)
    }
}

impl Tools<'_> {
    fn run(&self, call: &FunctionCall, number: u32) -> Result<Output, Stop> {
        let user = &self.attempt.user;
        let decoded = match decode(&call.name, &call.arguments, user, Reading::Lenient) {
            Ok(decoded) => decoded,
            Err(refusal) => return Ok(sentence(refusal)),
        };
        let key = CallKey {
            scope: CallScope::Turn(types::Attempt { turn: self.attempt.turn, number: self.attempt.number }),
            number,
            request: serde_json::to_string(call).unwrap_or_default(),
        };
        match toolbox::call(user, &decoded, Some(&key)) {
            Ok(outcome) => Ok(value(&outcome)),
            Err(ToolError::NotFound(id)) => Ok(sentence(Failure::NotFound(id))),
            Err(ToolError::Invalid(rule)) => Ok(sentence(Failure::Invalid(rule))),
            Err(ToolError::Superseded) => Err(Stop::Superseded),
            Err(ToolError::Unavailable(cause)) => Err(Stop::Unavailable(cause)),
            Err(error @ (ToolError::KeyReused | ToolError::Internal(_))) => {
                self.log.error("tool", format!("{}: {error:?}", call.name));
                Ok(sentence("The tool failed, and nothing was changed. Tell the user to try again later."))
            }
        }
    }
}

/// A turn as items: the user's message, and what followed it.
pub fn items(transcript: Transcript) -> Vec<Item> {
    let said = match &transcript.quoted {
        // As people quote in plain text, and models read it.
        Some(quoted) => format!("> {}\n\n{}", quoted.replace('\n', "\n> "), transcript.user),
        None => transcript.user,
    };
    let mut items = vec![agent::user(said)];
    items.extend(steps(transcript.items, &transcript.journal));
    items
}

/// What followed the user's message, with what an attempt that died had done besides.
pub fn steps(items: Vec<Item>, journal: &[Entry]) -> Vec<Item> {
    let mut steps = agent::settled(items);
    steps.extend(journal.iter().filter_map(recorded).flatten());
    steps
}

/// A call on record and its output, as the model would have seen them.
fn recorded(entry: &Entry) -> Option<[Item; 2]> {
    let call: FunctionCall = serde_json::from_str(&entry.request).ok()?;
    // The user is in the row's key; of the arguments only what kind of call it was is needed.
    let kind = catalogue::find(&call.name)?.kind;
    let Output { text, is_error } = match (kind, &entry.output) {
        (Kind::List, tasks) => value(&Outcome::Listed(serde_json::from_value(tasks.clone()).ok()?)),
        (_, Value::Null) => sentence(Failure::NotFound(task_id(&call)?)),
        (kind, task) => {
            value(&Outcome::written(kind, task["id"].as_i64()?, task["title"].as_str()?.to_owned()))
        }
    };
    let output = Item::FunctionCallOutput { call_id: call.call_id.clone(), output: text, is_error };
    Some([Item::FunctionCall(call), output])
}

fn task_id(call: &FunctionCall) -> Option<i64> {
    let arguments: Value = serde_json::from_str(&call.arguments).ok()?;
    let user = arguments["user_id"].as_str().unwrap_or_default();
    match decode(&call.name, &call.arguments, user, Reading::Lenient).ok()? {
        Call::Complete(task) | Call::Delete(task) => Some(task.task_id),
        Call::Update(update) => Some(update.task_id),
        Call::Add(_) | Call::List(_) => None,
    }
}

fn value(outcome: &Outcome) -> Output {
    Output { text: outcome.to_json(), is_error: false }
}

/// A sentence can quote what the model sent, and PostgreSQL keeps no NUL.
fn sentence(text: impl ToString) -> Output {
    Output { text: text.to_string().replace('\0', "\u{fffd}"), is_error: true }
}
