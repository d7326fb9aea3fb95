//! The loop itself.

use crate::item::{FunctionCall, Item, Output, Role, calls};

/// Runs one turn until the model answers without a call.
///
/// Every call of a response runs, in order, and the outputs follow after all the calls. What goes
/// wrong inside a tool is an output for the model; only [`Cause`] ends the turn, and then the items
/// made so far come back with it, so that nothing that ran is forgotten.
///
/// # Errors
///
/// [`Stopped`], with the items made so far.
pub async fn run<M: Model, T: Toolbox>(
    model: &mut M,
    tools: &mut T,
    turn: Turn<'_>,
    limits: Limits,
) -> Result<Finished, Stopped<M::Error, T::Error>> {
    let mut input: Vec<Item> = turn.history.to_vec();
    input.extend_from_slice(turn.items);
    let made_from = input.len();
    let mut made = 0;
    let mut usage = Usage::default();

    for _ in 0..limits.model_calls {
        let response = match model.respond(&input).await {
            Ok(response) => response,
            Err(error) => return Err(Stopped::new(input, made_from, usage, Cause::Model(error))),
        };
        usage.count(&response.usage);
        let wanted: Vec<FunctionCall> =
            calls(&response.items).into_iter().map(|made| made.call.clone()).collect();
        let answer = wanted.is_empty().then(|| last_text(&response.items));
        input.extend(response.items);
        if let Some(text) = answer {
            return Ok(Finished { items: input.split_off(made_from), text, usage });
        }
        for call in wanted {
            if made == limits.tool_calls {
                return Err(Stopped::new(input, made_from, usage, Cause::Budget));
            }
            match tools.call(&call, turn.first_call + made).await {
                Ok(Output { text, is_error }) => {
                    input.push(Item::FunctionCallOutput { call_id: call.call_id, output: text, is_error });
                }
                Err(error) => return Err(Stopped::new(input, made_from, usage, Cause::Tool(error))),
            }
            made += 1;
        }
        if usage.tokens() > limits.tokens {
            return Err(Stopped::new(input, made_from, usage, Cause::Budget));
        }
    }
    Err(Stopped::new(input, made_from, usage, Cause::TooManyCalls))
}

/// What the model is: the items so far in, its next items out.
pub trait Model {
    /// Why there is no response.
    type Error;

    /// Asks for the next items: messages and calls, never outputs.
    fn respond(&mut self, input: &[Item]) -> impl Future<Output = Result<Response, Self::Error>>;
}

/// What runs the calls.
pub trait Toolbox {
    /// What ends the turn, rather than being told to the model.
    type Error;

    /// Runs a call. `number` grows by one from call to call, from [`Turn::first_call`].
    ///
    /// An unknown tool, unreadable arguments and a tool that fails are outputs with `is_error`, and
    /// say what to do differently.
    fn call(&mut self, call: &FunctionCall, number: u32)
    -> impl Future<Output = Result<Output, Self::Error>>;
}

/// Where the turn starts.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// What was said and done in earlier turns.
    pub history: &'a [Item],
    /// This turn so far: the user's message, and what an interrupted attempt had done.
    pub items: &'a [Item],
    /// The number of the first call that is made.
    pub first_call: u32,
}

/// How much a turn may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Calls of the model. The tools of the last one still run.
    pub model_calls: u32,
    /// Calls of tools.
    pub tool_calls: u32,
    /// Tokens, in and out, as the model counts them; checked after each call.
    pub tokens: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { model_calls: 10, tool_calls: 128, tokens: 200_000 }
    }
}

/// What the model sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// Messages and calls.
    pub items: Vec<Item>,
    /// What it cost.
    pub usage: Usage,
}

/// Tokens, as the model counts them; zero where it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Calls of the model.
    pub model_calls: u32,
    /// Tokens read.
    pub input_tokens: u64,
    /// Tokens written.
    pub output_tokens: u64,
}

impl Usage {
    fn count(&mut self, response: &Usage) {
        self.model_calls += 1;
        self.input_tokens += response.input_tokens;
        self.output_tokens += response.output_tokens;
    }

    fn tokens(&self) -> u64 {
        self.input_tokens + self.output_tokens
    }
}

/// A turn that ended with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Everything after the turn's start, the answer included.
    pub items: Vec<Item>,
    /// The answer: the text of the last message, "" when the model said nothing.
    pub text: String,
    /// What it cost.
    pub usage: Usage,
}

/// A turn that ended without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped<M, T> {
    /// Everything after the turn's start, without calls that have no output.
    pub items: Vec<Item>,
    /// What it cost until then.
    pub usage: Usage,
    /// Why.
    pub cause: Cause<M, T>,
}

impl<M, T> Stopped<M, T> {
    fn new(mut items: Vec<Item>, made_from: usize, usage: Usage, cause: Cause<M, T>) -> Self {
        Self { items: crate::settled(items.split_off(made_from)), usage, cause }
    }
}

/// Why a turn ended without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause<M, T> {
    /// The model failed.
    Model(M),
    /// A tool could not run at all.
    Tool(T),
    /// The model kept calling tools beyond [`Limits::model_calls`].
    TooManyCalls,
    /// The turn wanted more than [`Limits::tool_calls`] or [`Limits::tokens`].
    Budget,
}

fn last_text(items: &[Item]) -> String {
    items
        .iter()
        .rev()
        .find_map(|item| match item {
            Item::Message { role: Role::Assistant, text } => Some(text.clone()),
            _ => None,
        })
        .unwrap_or_default()
}
