//! How the pieces of an answer become a response.

use std::collections::BTreeSet;

use agent::{FunctionCall, Item, Response, Role, Usage};
use serde_json::Value;

use crate::{
    chunk::{CallPiece, Choice, Chunk},
    error::Error,
    stream::OnText,
};

/// What has come of an answer.
#[derive(Default)]
pub(crate) struct Parts {
    text: String,
    calls: Vec<Pending>,
    /// How the model ended its answer, once it has.
    pub(crate) finish: Option<Finish>,
    usage: Usage,
    /// Whether the server has said that nothing more follows.
    pub(crate) over: bool,
}

/// A call whose pieces are still coming.
struct Pending {
    index: Option<u64>,
    call: FunctionCall,
}

/// How an answer ended.
#[derive(Clone, Copy)]
pub(crate) enum Finish {
    Whole,
    /// The limit of tokens was reached.
    Cut,
    Filtered,
    Failed,
}

impl Finish {
    /// Servers have more words for a whole answer than for one that is not.
    fn of(reason: &str) -> Self {
        match reason {
            "length" | "max_tokens" => Self::Cut,
            "content_filter" => Self::Filtered,
            "error" | "abort" | "cancelled" | "insufficient_system_resource" => Self::Failed,
            _ => Self::Whole,
        }
    }
}

impl Parts {
    /// Takes the data of an event, or a whole document.
    pub(crate) fn event(&mut self, data: &[u8], on_text: &mut OnText<'_>) -> Result<(), Error> {
        if self.over {
            return Ok(());
        }
        if data.trim_ascii() == b"[DONE]" {
            self.over = true;
            return Ok(());
        }
        let chunk: Chunk = serde_json::from_slice(data).map_err(|_| Error::Malformed("it is not JSON"))?;
        if let Some(error) = chunk.error {
            return Err(Error::Refused { status: 200, detail: error.to_string() });
        }
        if let Some(tokens) = chunk.usage {
            self.usage.input_tokens = tokens.prompt_tokens.unwrap_or(0);
            self.usage.output_tokens = tokens.completion_tokens.unwrap_or(0);
        }
        for choice in chunk.choices.into_iter().flatten().filter(|choice| choice.index.unwrap_or(0) == 0) {
            self.choice(choice, on_text)?;
        }
        Ok(())
    }

    fn choice(&mut self, mut choice: Choice, on_text: &mut OnText<'_>) -> Result<(), Error> {
        if let Some(delta) = choice.take_delta() {
            for words in
                [delta.content, delta.refusal].into_iter().flatten().filter(|words| !words.is_empty())
            {
                self.text.push_str(&words);
                if on_text(&words).is_break() {
                    return Err(Error::Cancelled);
                }
            }
            for piece in delta.tool_calls.into_iter().flatten() {
                self.piece(piece)?;
            }
        }
        if let Some(reason) = choice.finish_reason.filter(|reason| !reason.is_empty()) {
            self.finish.get_or_insert(Finish::of(&reason));
        }
        Ok(())
    }

    fn piece(&mut self, piece: CallPiece) -> Result<(), Error> {
        let id = piece.id.unwrap_or_default();
        let (name, arguments) = match piece.function {
            Some(function) => (function.name.unwrap_or_default(), function.arguments),
            None => (String::new(), None),
        };
        let pending = match self.place(piece.index, &id, &name) {
            Some(place) => &mut self.calls[place],
            None => {
                let call = FunctionCall { call_id: id, name: String::new(), arguments: String::new() };
                self.calls.push_mut(Pending { index: piece.index, call })
            }
        };
        if pending.call.name.is_empty() {
            pending.call.name = name;
        }
        match arguments {
            None | Some(Value::Null) => {}
            Some(Value::String(piece)) => pending.call.arguments.push_str(&piece),
            Some(whole) => pending.call.arguments = whole.to_string(),
        }
        Ok(())
    }

    /// The call that a piece goes on with, or none when it begins one.
    ///
    /// The index decides, as OpenAI says. But some servers send several whole calls under one index or
    /// under none; there a name together with an id of its own, or without an index, begins a call.
    fn place(&self, index: Option<u64>, id: &str, name: &str) -> Option<usize> {
        let named = |pending: &Pending| !id.is_empty() && pending.call.call_id == id;
        if index.is_none() {
            let same = self.calls.iter().rposition(named);
            return if name.is_empty() { same.or(self.calls.len().checked_sub(1)) } else { same };
        }
        let place = self.calls.iter().rposition(|pending| pending.index == index)?;
        let another = !name.is_empty() && !id.is_empty() && !named(&self.calls[place]);
        if another {
            self.calls.iter().rposition(|pending| pending.index == index && named(pending))
        } else {
            Some(place)
        }
    }

    /// The response, when the answer is fit to be one.
    pub(crate) fn finish(self, mut unique: impl FnMut() -> u64) -> Result<Response, Error> {
        let nothing = self.text.is_empty() && self.calls.is_empty();
        match self.finish {
            None => return Err(Error::Incomplete("it ended without a finish reason")),
            Some(Finish::Failed) => return Err(Error::Incomplete("the server gave up")),
            Some(Finish::Cut) if nothing || !self.calls.is_empty() => {
                return Err(Error::Incomplete("the limit of tokens cut it"));
            }
            Some(Finish::Filtered) if nothing || !self.calls.is_empty() => {
                return Err(Error::Incomplete("a content filter cut it"));
            }
            Some(Finish::Whole | Finish::Cut | Finish::Filtered) => {}
        }
        let mut items = Vec::with_capacity(self.calls.len() + 1);
        if !self.text.is_empty() {
            items.push(Item::Message { role: Role::Assistant, text: self.text });
        }
        let mut ids = BTreeSet::new();
        for Pending { mut call, .. } in self.calls {
            if call.name.is_empty() {
                return Err(Error::Malformed("a call has no name"));
            }
            while call.call_id.is_empty() || !ids.insert(call.call_id.clone()) {
                call.call_id = format!("call_{:016x}", unique());
            }
            if call.arguments.is_empty() {
                // Some servers send nothing where there are no arguments, and refuse it when it comes back.
                call.arguments.push_str("{}");
            }
            items.push(Item::FunctionCall(call));
        }
        let usage = Usage { model_calls: 1, ..self.usage };
        Ok(Response { items, usage })
    }
}
