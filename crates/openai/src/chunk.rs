//! The JSON of an answer, read leniently: servers differ in what they leave out or send as `null`.

use serde::Deserialize;
use serde_json::Value;

/// A piece of a streamed answer, or the whole of one that is not streamed.
#[derive(Deserialize)]
pub(crate) struct Chunk {
    pub(crate) choices: Option<Vec<Choice>>,
    pub(crate) usage: Option<Tokens>,
    /// An error in the middle of a stream that began with 200.
    pub(crate) error: Option<Value>,
}

#[derive(Deserialize)]
pub(crate) struct Choice {
    /// Only the first of several answers is read; one is all that is asked for.
    pub(crate) index: Option<u64>,
    delta: Option<Delta>,
    message: Option<Delta>,
    pub(crate) finish_reason: Option<String>,
}

impl Choice {
    /// What is new: `delta` in a stream, `message` in a whole answer.
    pub(crate) fn take_delta(&mut self) -> Option<Delta> {
        self.delta.take().or_else(|| self.message.take())
    }
}

#[derive(Deserialize)]
pub(crate) struct Delta {
    pub(crate) content: Option<String>,
    /// Why the model will not, in words for the user.
    pub(crate) refusal: Option<String>,
    pub(crate) tool_calls: Option<Vec<CallPiece>>,
}

#[derive(Deserialize)]
pub(crate) struct CallPiece {
    pub(crate) index: Option<u64>,
    pub(crate) id: Option<String>,
    pub(crate) function: Option<FunctionPiece>,
}

#[derive(Deserialize)]
pub(crate) struct FunctionPiece {
    pub(crate) name: Option<String>,
    /// A piece of a string; some local servers send the object itself.
    pub(crate) arguments: Option<Value>,
}

#[derive(Deserialize)]
pub(crate) struct Tokens {
    pub(crate) prompt_tokens: Option<u64>,
    pub(crate) completion_tokens: Option<u64>,
}
