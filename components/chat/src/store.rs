//! The statements of a turn. Each is a unit of work of its own, and each is scoped by the user.

use agent::Item;
use contract::request::{ChatRequest, Conversation};
use kit::database::{DbValue, Error, ParameterValue, nullable, query};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

/// How many turns of a conversation are read at most; the model is shown as many of them as fit.
const HISTORY_TURNS: i32 = 50;

/// Begins a turn: counts it, stores the user's message, and reads what was said before.
///
/// # Errors
///
/// The database's.
pub fn begin(user: &str, message: &Message<'_>, terms: &Terms) -> Result<Begun, Error> {
    let conversation = match message.request.conversation {
        Conversation::New => None,
        Conversation::Existing(id) => Some(id),
        // Ids count from 1. The key is looked at all the same: for another body it is refused first.
        Conversation::Impossible => Some(-1),
    };
    let parameters = [
        user.to_owned().into(),
        nullable(conversation),
        message.request.message.clone().into(),
        nullable(message.quoted.map(str::to_owned)),
        nullable(message.key.clone()),
        nullable(message.key.as_ref().map(|_| message.digest.to_owned())),
        nullable(terms.rate_limit),
        terms.lease_seconds.into(),
        HISTORY_TURNS.into(),
    ];
    match begun(include_str!("sql/begin.sql"), &parameters) {
        // The same key came twice at the same moment: the other one has it, and is found now.
        Err(Error::Conflict(_)) => begun(include_str!("sql/begin.sql"), &parameters),
        begun => begun,
    }
}

/// Begins another attempt at a turn, and forgets what was said after its message.
///
/// # Errors
///
/// The database's.
pub fn retry(user: &str, conversation: i64, turn: i64, terms: &Terms) -> Result<Begun, Error> {
    let parameters = [
        user.to_owned().into(),
        conversation.into(),
        turn.into(),
        nullable(terms.rate_limit),
        terms.lease_seconds.into(),
        HISTORY_TURNS.into(),
    ];
    begun(include_str!("sql/retry.sql"), &parameters)
}

fn begun(statement: &str, parameters: &[ParameterValue]) -> Result<Begun, Error> {
    match query(statement, parameters)?.first().and_then(|row| row.first()) {
        Some(DbValue::Str(json)) => read(json),
        _ => Err(Error::Failed("a turn began with a row of another form".to_owned())),
    }
}

/// What the database wrote as JSON.
///
/// # Errors
///
/// It has another form.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    // The error's own text may quote what a user wrote.
    serde_json::from_str(json)
        .map_err(|error| Error::Failed(format!("{:?} error in a row", error.classify())))
}

/// A message that begins a turn.
pub struct Message<'a> {
    /// What is said, and where.
    pub request: &'a ChatRequest,
    /// What it refers to.
    pub quoted: Option<&'a str>,
    /// The client's key for the turn.
    pub key: Option<String>,
    /// The digest of the body, compared when the key is known.
    pub digest: &'a str,
}

/// What every turn begins under.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Turns a minute.
    pub rate_limit: Option<i32>,
    /// How long the turn is ours without a sign of life.
    pub lease_seconds: i32,
}

/// What came of beginning a turn.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begun {
    /// The turn is ours to run.
    Run(Turn),
    /// The key's turn has its answer.
    Answered(Answered),
    /// The turn is being worked on.
    Running { retry_after: u32 },
    /// The key stands for another body.
    OtherBody,
    /// The user has no such conversation.
    NoConversation,
    /// The conversation has no such turn.
    NoTurn,
    /// Too many turns in this minute.
    Limited { retry_after: u32 },
}

/// A turn to run.
#[derive(Debug, Deserialize)]
pub struct Turn {
    /// The conversation, perhaps a new one.
    pub conversation_id: i64,
    /// Its title.
    pub title: String,
    /// The turn.
    #[serde(rename = "turn_id")]
    pub id: i64,
    /// Which attempt at it this is, from 1.
    pub attempt: i32,
    /// When it began, in RFC 3339.
    pub created_at: String,
    /// The turns before, oldest first.
    pub history: Vec<Transcript>,
    /// The turn itself so far.
    #[serde(rename = "turn")]
    pub transcript: Transcript,
}

/// A turn that has its answer.
#[derive(Debug, Deserialize)]
pub struct Answered {
    /// The conversation.
    pub conversation_id: i64,
    /// Its title.
    pub title: String,
    /// The turn.
    #[serde(rename = "turn_id")]
    pub id: i64,
    /// When it began, in RFC 3339.
    pub created_at: String,
    /// What the assistant said.
    pub response: String,
    /// The turn as a whole.
    #[serde(rename = "turn")]
    pub transcript: Transcript,
}

/// What was said and done in a turn.
#[derive(Debug, Deserialize)]
pub struct Transcript {
    /// The user's message.
    pub user: String,
    /// What of an earlier message it refers to.
    pub quoted: Option<String>,
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
    serde_json::to_string(value).map(ParameterValue::Str).map_err(|error| Error::Failed(error.to_string()))
}
