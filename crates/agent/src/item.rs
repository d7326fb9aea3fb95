//! What passes between user, model and tools, in the shape of the Responses API's items.

use serde::{Deserialize, Serialize};

/// One step of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", try_from = "Written")]
pub enum Item {
    /// Something that was said.
    Message {
        /// Who said it.
        role: Role,
        /// The words, verbatim.
        text: String,
    },
    /// The model asks for a tool.
    FunctionCall(FunctionCall),
    /// What the tool answered.
    FunctionCallOutput {
        /// The call that this answers.
        call_id: String,
        /// The answer as the model reads it: JSON, or a sentence when it is an error.
        output: String,
        /// Whether the call was refused or failed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_error: bool,
    },
}

/// An item as it was written: the members of all kinds.
///
/// serde puts what has a tag into pieces until it has seen the tag, which may come last, and makes the value of
/// them then. A history is the most that a turn reads, so it is read at once.
#[derive(Deserialize)]
struct Written {
    r#type: Kind,
    role: Option<Role>,
    text: Option<String>,
    call_id: Option<String>,
    name: Option<String>,
    arguments: Option<String>,
    output: Option<String>,
    #[serde(default)]
    is_error: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Message,
    FunctionCall,
    FunctionCallOutput,
}

impl TryFrom<Written> for Item {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let Written { r#type, role, text, call_id, name, arguments, output, is_error } = written;
        let item = match r#type {
            Kind::Message => role.zip(text).map(|(role, text)| Self::Message { role, text }),
            Kind::FunctionCall => call_id.zip(name).zip(arguments).map(|((call_id, name), arguments)| {
                Self::FunctionCall(FunctionCall { call_id, name, arguments })
            }),
            Kind::FunctionCallOutput => call_id
                .zip(output)
                .map(|(call_id, output)| Self::FunctionCallOutput { call_id, output, is_error }),
        };
        item.ok_or("an item lacks a member of its kind")
    }
}

/// Who said a message. There is no system role: instructions are the model's own configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// A call as the model wrote it: nothing about it has been checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionCall {
    /// The model's name for this call; its output carries the same.
    pub call_id: String,
    /// The tool's name, perhaps of a tool that does not exist.
    pub name: String,
    /// The arguments, perhaps not JSON.
    pub arguments: String,
}

/// What a tool answers to the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// JSON, or a sentence when it is an error.
    pub text: String,
    /// Whether the call was refused or failed.
    pub is_error: bool,
}

/// The user's message as an item.
pub fn user(text: impl Into<String>) -> Item {
    Item::Message { role: Role::User, text: text.into() }
}

/// A message of the model's as an item.
pub fn assistant(text: impl Into<String>) -> Item {
    Item::Message { role: Role::Assistant, text: text.into() }
}

/// Each call with its output, in call order, and where the two stand in `items`.
///
/// Some servers use a call id again in a later response, so an output belongs to the first call of its
/// id that has none yet.
pub fn calls(items: &[Item]) -> Vec<Call<'_>> {
    let mut calls: Vec<Call<'_>> = Vec::new();
    for (place, item) in items.iter().enumerate() {
        match item {
            Item::FunctionCall(call) => calls.push(Call { call, output: None, places: (place, None) }),
            Item::FunctionCallOutput { call_id, output, is_error } => {
                let open = |known: &&mut Call<'_>| known.output.is_none() && known.call.call_id == *call_id;
                if let Some(known) = calls.iter_mut().find(open) {
                    known.output = Some(Output { text: output.clone(), is_error: *is_error });
                    known.places.1 = Some(place);
                }
            }
            Item::Message { .. } => {}
        }
    }
    calls
}

/// A call among items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call<'a> {
    /// What was asked for.
    pub call: &'a FunctionCall,
    /// What came of it; none when the turn was interrupted before.
    pub output: Option<Output>,
    pub(crate) places: (usize, Option<usize>),
}

/// The items without the calls that have no output: what may be shown to a model again.
///
/// An interrupted turn can end between a call and its output, and model APIs refuse such a history.
pub fn settled(items: Vec<Item>) -> Vec<Item> {
    without(items, |_, call| call.output.is_none())
}

/// The items without the calls that were refused or failed: they did nothing, so whoever starts afresh may make
/// them again.
pub fn effective(items: Vec<Item>) -> Vec<Item> {
    without(items, |_, call| call.output.as_ref().is_none_or(|output| output.is_error))
}

/// The items without the calls, and their outputs, that `unwanted` picks by their place among the calls.
pub(crate) fn without(items: Vec<Item>, unwanted: impl Fn(usize, &Call<'_>) -> bool) -> Vec<Item> {
    let mut dropped = vec![false; items.len()];
    for (number, call) in calls(&items).iter().enumerate() {
        if unwanted(number, call) {
            dropped[call.places.0] = true;
            if let Some(output) = call.places.1 {
                dropped[output] = true;
            }
        }
    }
    items.into_iter().zip(dropped).filter(|(_, dropped)| !dropped).map(|(item, _)| item).collect()
}
