//! The statements of a turn. Each is a unit of work of its own, and each is scoped by the user.

use agent::Item;
use contract::request::{ChatRequest, Conversation};
use kit::database::{DbValue, Error, ParameterValue, nullable, query};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many turns of a conversation are read at most; the model is shown as many of them as fit.
const HISTORY_TURNS: i32 = 50;

/// Begins a turn: counts it, stores the user's message, and reads what was said before.
///
/// # Errors
///
/// The database's.
pub fn begin(beginning: &Beginning<'_>) -> Result<Begun, Error> {
    let conversation = match beginning.request.conversation {
        Conversation::New => None,
        Conversation::Existing(id) => Some(id),
        // Ids count from 1. The key is looked at all the same: for another body it is refused first.
        Conversation::Impossible => Some(-1),
    };
    let parameters = [
        beginning.user.to_owned().into(),
        nullable(conversation),
        beginning.request.message.clone().into(),
        nullable(beginning.key.clone()),
        nullable(beginning.key.as_ref().map(|_| beginning.digest.to_owned())),
        nullable(beginning.rate_limit),
        beginning.lease_seconds.into(),
        HISTORY_TURNS.into(),
    ];
    let begun = match query(include_str!("sql/begin.sql"), &parameters) {
        // The same key came twice at the same moment: the other one has it, and is found now.
        Err(Error::Conflict(_)) => query(include_str!("sql/begin.sql"), &parameters)?,
        rows => rows?,
    };
    match begun.first().and_then(|row| row.first()) {
        Some(DbValue::Jsonb(json)) => {
            // The error's own text may quote what a user wrote.
            serde_json::from_slice(json)
                .map_err(|error| Error::Failed(format!("begin_turn: {:?} error", error.classify())))
        }
        _ => Err(Error::Failed("begin_turn gave a row of another form".to_owned())),
    }
}

/// What a turn begins with.
pub struct Beginning<'a> {
    /// Whose turn it is.
    pub user: &'a str,
    /// What was asked.
    pub request: &'a ChatRequest,
    /// The client's key for the turn.
    pub key: Option<String>,
    /// The digest of the body, compared when the key is known.
    pub digest: &'a str,
    /// Turns a minute.
    pub rate_limit: Option<i32>,
    /// How long the turn is ours without a sign of life.
    pub lease_seconds: i32,
}

/// What came of beginning a turn.
#[derive(Debug, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Begun {
    /// The turn is ours to run.
    Run(Turn),
    /// The key's turn has its answer.
    Answered { conversation_id: i64, response: String, turn: Transcript },
    /// The key's turn is being worked on.
    Running { retry_after: u32 },
    /// The key stands for another body.
    OtherBody,
    /// The user has no such conversation.
    NoConversation,
    /// Too many turns in this minute.
    Limited { retry_after: u32 },
}

/// A turn to run.
#[derive(Debug, Deserialize)]
pub struct Turn {
    /// The conversation, perhaps a new one.
    pub conversation_id: i64,
    /// The turn.
    #[serde(rename = "turn_id")]
    pub id: i64,
    /// Which attempt at it this is, from 1.
    pub attempt: i32,
    /// The turns before, oldest first.
    pub history: Vec<Transcript>,
    /// The turn itself so far.
    #[serde(rename = "turn")]
    pub transcript: Transcript,
}

/// What was said and done in a turn.
#[derive(Debug, Deserialize)]
pub struct Transcript {
    /// The user's message.
    pub user: String,
    /// What followed it.
    pub items: Vec<Item>,
    /// What an attempt that died had done besides.
    pub journal: Vec<Entry>,
}

/// A call on record.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// The call as the model wrote it: JSON of a [`agent::FunctionCall`].
    pub request: String,
    /// What the tool's statement recorded.
    pub output: Value,
}

/// Which attempt at which turn a statement is made for.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Whose turn it is.
    pub user: String,
    /// The turn.
    pub turn: i64,
    /// Which attempt, from 1.
    pub number: i32,
}

impl Attempt {
    /// Stores the answer and closes the turn. False: another attempt has taken over.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn finish(&self, items: &[Item], answer: &str) -> Result<bool, Error> {
        self.write(include_str!("sql/finish.sql"), [json(items)?, answer.to_owned().into()])
    }

    /// Writes down what a turn without an answer did, and leaves it to a retry.
    ///
    /// `next_call` is the number after the last call that is among the items.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn fail(&self, items: &[Item], next_call: u32) -> Result<bool, Error> {
        self.write(include_str!("sql/fail.sql"), [json(items)?, i64::from(next_call).into()])
    }

    /// Says that this attempt is alive. False: another attempt has taken over.
    ///
    /// # Errors
    ///
    /// The database's.
    pub fn renew(&self, lease_seconds: i32) -> Result<bool, Error> {
        self.write(include_str!("sql/renew.sql"), [f64::from(lease_seconds).into()])
    }

    fn write<const N: usize>(&self, statement: &str, more: [ParameterValue; N]) -> Result<bool, Error> {
        let mut parameters: Vec<ParameterValue> =
            vec![self.user.clone().into(), self.turn.into(), self.number.into()];
        parameters.extend(more);
        Ok(!query(statement, &parameters)?.is_empty())
    }
}

fn json(value: &(impl Serialize + ?Sized)) -> Result<ParameterValue, Error> {
    serde_json::to_vec(value).map(ParameterValue::Jsonb).map_err(|error| Error::Failed(error.to_string()))
}
