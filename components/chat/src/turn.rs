//! One turn: begin, let the agent work, write down what came of it.

use std::mem;

use agent::{Cause, Finished, Item, Limits, Replay, Stopped};
use contract::{Problem, response::ToolCall};
use kit::{database, log::Log};

use crate::{
    config::Config,
    model::{self, ChatModel},
    store::{Answered, Attempt, Begun, Transcript, Turn},
    tools::{Stop, Tools, items, steps},
    watch::Watch,
};

/// How much of a conversation the model is shown, in characters: about 12,000 tokens.
const HISTORY_CHARACTERS: usize = 48_000;

/// The calls of an attempt are numbered from its own multiple of this, so that no two attempts share one.
const CALLS_OF_AN_ATTEMPT: u32 = 1_000_000;

/// Seconds after which a client may ask again when the database is away.
const DATABASE_RETRY: u32 = 2;

/// A turn that may go on: what is left to do for it.
pub enum Started {
    /// Everything.
    Run(Turn),
    /// Nothing: the key's turn has its answer.
    Answered(Answered),
}

/// What came of a beginning.
///
/// # Errors
///
/// The problem to answer with. Causes are in the log by then.
pub fn started(begun: Result<Begun, database::Error>, log: &mut Log) -> Result<Started, Problem> {
    let (conversation, turn, started) = match begun.map_err(|error| database_problem(error, log))? {
        Begun::Run(turn) => (turn.conversation_id, turn.id, Started::Run(turn)),
        Begun::Answered(turn) => (turn.conversation_id, turn.id, Started::Answered(turn)),
        Begun::Running { retry_after } => return Err(Problem::in_progress(retry_after)),
        Begun::OtherBody => return Err(Problem::key_reused()),
        Begun::NoConversation => return Err(Problem::no_conversation()),
        Begun::NoTurn => return Err(Problem::not_found("There is no such item.")),
        Begun::Limited { retry_after } => return Err(Problem::rate_limited(retry_after)),
    };
    log.add("conversation", Some(conversation));
    log.add("turn", Some(turn));
    Ok(started)
}

/// The same for a user who wants another answer: what was refused is tried again.
pub fn afresh(started: Started) -> Started {
    match started {
        Started::Run(mut turn) => {
            let Transcript { items, journal, .. } = &mut turn.transcript;
            *items = agent::effective(steps(mem::take(items), &mem::take(journal)));
            Started::Run(turn)
        }
        answered => answered,
    }
}

/// A turn that has its answer.
pub struct Done {
    /// The calls and their outputs, and what was said.
    pub items: Vec<Item>,
    /// The answer.
    pub text: String,
}

/// Runs a turn of `user`'s, the subject of a verified token, and writes down what came of it.
///
/// When the one whom it is for goes away, what the model had said by then is the answer.
///
/// # Errors
///
/// The problem to answer with, which names the conversation. Causes are in the log by then.
pub async fn run(
    user: &str,
    turn: Turn,
    config: &Config,
    watch: &dyn Watch,
    log: &mut Log,
) -> Result<Done, Problem> {
    let conversation_id = turn.conversation_id;
    let attempt = Attempt { user: user.to_owned(), turn: turn.id, number: turn.attempt };
    let history = agent::recent(turn.history.into_iter().map(items).collect(), HISTORY_CHARACTERS);
    let said = items(turn.transcript);
    let earlier = said.get(1..).unwrap_or_default();

    let mut model = ChatModel::new(config, &attempt, watch);
    let mut tools = Replay::new(Tools { attempt: &attempt, log, watch }, earlier);
    let first_call = attempt.number.unsigned_abs().saturating_mul(CALLS_OF_AN_ATTEMPT);
    let start = agent::Turn { history: &history, items: &said, first_call };
    let done = agent::run(&mut model, &mut tools, start, Limits::default()).await;

    let next_call = |made: &[Item]| first_call + agent::calls(made).len() as u32;
    let whole = |made: Vec<Item>| [earlier, &tools.without_replayed(made)].concat();
    let (next_call, items, text, usage) = match done {
        Ok(Finished { items, text, usage }) => (next_call(&items), whole(items), text, usage),
        Err(Stopped {
            cause: Cause::Model(model::Error::Superseded) | Cause::Tool(Stop::Superseded),
            ..
        }) => return Err(overtaken(config).in_conversation(conversation_id)),
        Err(Stopped { items, cause, usage }) => {
            let next_call = next_call(&items);
            let mut items = whole(items);
            let partial = watch.partial().filter(|_| cause == Cause::Model(model::Error::Cancelled));
            match partial {
                Some(text) => {
                    items.push(agent::assistant(text.clone()));
                    (next_call, items, text, usage)
                }
                None => {
                    give_up(&attempt, &items, next_call, log);
                    return Err(stopped(cause, log).in_conversation(conversation_id));
                }
            }
        }
    };
    log.add("model_calls", Some(usage.model_calls));
    log.add("input_tokens", Some(usage.input_tokens));
    log.add("output_tokens", Some(usage.output_tokens));
    let problem = match attempt.finish(&items, &text) {
        Ok(true) => return Ok(Done { items, text }),
        Ok(false) => overtaken(config),
        Err(error) => {
            give_up(&attempt, &items, next_call, log);
            database_problem(error, log)
        }
    };
    Err(problem.in_conversation(conversation_id))
}

/// Writes down what a turn without an answer did. When this fails, too, the attempt's lease runs out, and a
/// retry goes on from the record.
fn give_up(attempt: &Attempt, items: &[Item], next_call: u32, log: &Log) {
    if let Err(error) = attempt.fail(items, next_call) {
        log.error("fail_turn", error);
    }
}

/// The problem that says why a turn has no answer.
fn stopped(cause: Cause<model::Error, Stop>, log: &Log) -> Problem {
    let (event, cause, problem) = match cause {
        // Nobody reads it.
        Cause::Model(model::Error::Cancelled) => return Problem::model_failed(),
        Cause::Model(error @ model::Error::TimedOut(_)) => {
            ("model", error.to_string(), Problem::model_timeout())
        }
        Cause::Model(error) => ("model", error.to_string(), Problem::model_failed()),
        Cause::TooManyCalls => ("model", "too many calls of the model".to_owned(), Problem::model_failed()),
        Cause::Budget => ("model", "the turn's budget is spent".to_owned(), Problem::model_failed()),
        Cause::Tool(stop) => ("database", stop.to_string(), Problem::unavailable(DATABASE_RETRY)),
    };
    log.error(event, cause);
    problem
}

fn overtaken(config: &Config) -> Problem {
    Problem::in_progress(config.terms.lease_seconds.unsigned_abs())
}

/// The problem for a statement that failed.
pub fn database_problem(error: database::Error, log: &Log) -> Problem {
    log.error("database", &error);
    error.problem(DATABASE_RETRY)
}

/// The calls of the five tools among the items, as the contract shows them.
pub fn tool_calls(items: &[Item]) -> Vec<ToolCall> {
    agent::calls(items)
        .into_iter()
        .filter(|made| catalogue::find(&made.call.name).is_some())
        .filter_map(|made| {
            let output = made.output?;
            Some(ToolCall::new(&made.call.name, &made.call.arguments, &output.text, output.is_error))
        })
        .collect()
}
