//! What is asked of the endpoint by somebody who may ask it, on either wire.

use chatkit::{Input, Request};
use contract::{
    Problem,
    request::{ChatRequest, Conversation},
    response::ChatResponse,
};
use kit::log::Log;
use serde::Serialize;

use crate::{
    Answering,
    config::Config,
    store::{self, Answered, Message},
    stream::{Asking, Streaming},
    threads::Threads,
    turn::{self, Started, tool_calls},
};

/// What a request of either wire comes with.
pub struct Asked {
    /// The subject of the token.
    pub user: String,
    /// The client's `Idempotency-Key`.
    pub key: Option<String>,
    /// The digest of the body.
    pub digest: String,
    /// The configuration.
    pub config: &'static Config,
}

impl Asked {
    /// The plain contract: the turn runs, and its answer is sent as a whole.
    ///
    /// # Errors
    ///
    /// The problem to answer with.
    pub async fn chat(&self, said: &ChatRequest, log: &mut Log) -> Result<ChatResponse, Problem> {
        match self.begin(said, None, log)? {
            Started::Run(turn) => {
                let conversation_id = turn.conversation_id;
                let done = turn::run(&self.user, turn, self.config, &(), log).await?;
                Ok(ChatResponse { conversation_id, response: done.text, tool_calls: tool_calls(&done.items) })
            }
            Started::Answered(Answered { conversation_id, response, transcript, .. }) => {
                Ok(ChatResponse { conversation_id, response, tool_calls: tool_calls(&transcript.items) })
            }
        }
    }

    fn begin(&self, request: &ChatRequest, quoted: Option<&str>, log: &mut Log) -> Result<Started, Problem> {
        let message = Message { request, quoted, key: self.key.clone(), digest: &self.digest };
        turn::started(store::begin(&self.user, &message, &self.config.terms), log)
    }

    /// The ChatKit wire: what was asked is answered, or a turn has begun whose events follow.
    ///
    /// # Errors
    ///
    /// The problem to answer with, as long as nothing has been sent.
    pub fn chatkit(self, request: Request, log: &mut Log) -> Result<Answering, Problem> {
        let threads = Threads { user: &self.user, log };
        let answer = match request {
            Request::GetThread { thread } => json(&threads.get(thread)?, log),
            Request::ListThreads(paging) => json(&threads.list(paging)?, log),
            Request::ListItems { thread, paging } => json(&threads.items(thread, paging)?, log),
            Request::Rename { thread, title } => json(&threads.rename(thread, title)?, log),
            Request::Delete { thread } => threads.delete(thread).map(|()| "{}".to_owned()),
            Request::Feedback { thread, items, kind } => {
                threads.feedback(thread, &items, kind).map(|()| "{}".to_owned())
            }
            Request::Create(input) => {
                return self.say(Conversation::New, input, log);
            }
            Request::AddUserMessage { thread, input } => {
                let conversation = thread.map_or(Conversation::Impossible, Conversation::Existing);
                return self.say(conversation, input, log);
            }
            Request::RetryAfterItem { thread, item } => {
                let (thread, turn) = threads.turn_of(thread, item)?;
                let started = turn::started(store::retry(&self.user, thread, turn, &self.config.terms), log)?;
                return Ok(self.stream(turn::afresh(started), Asking::Again));
            }
        };
        answer.map(Answering::Whole)
    }

    fn say(self, conversation: Conversation, input: Input, log: &mut Log) -> Result<Answering, Problem> {
        let Input { text, quoted } = input;
        let said = ChatRequest { conversation, message: text };
        let started = self.begin(&said, quoted.as_deref(), log)?;
        let asking = match conversation {
            Conversation::New => Asking::Thread,
            Conversation::Existing(_) | Conversation::Impossible => Asking::Message,
        };
        Ok(self.stream(started, asking))
    }

    fn stream(self, started: Started, asking: Asking) -> Answering {
        Answering::Stream(Box::new(Streaming { user: self.user, config: self.config, started, asking }))
    }
}

/// The body of an answer.
///
/// # Errors
///
/// 500, when the value cannot be written.
pub fn json(value: &impl Serialize, log: &Log) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|error| {
        log.error("answer", error);
        Problem::internal()
    })
}
