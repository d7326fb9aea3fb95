//! A turn on the ChatKit wire: its events are sent as they happen.

use std::{cell::RefCell, ops::ControlFlow};

use agent::{FunctionCall, Output};
use chatkit::{Event, Head, Opening, Progress, Said};
use contract::Problem;
use kit::{exchange::Exchange, log::Log, stream::Outbox};
use spin_sdk::http::ResponseOutparam;

use crate::{
    config::Config,
    store::{Answered, Transcript, Turn},
    tools::steps,
    turn::{self, Started},
    watch::Watch,
};

/// A turn whose events somebody waits for.
pub struct Streaming {
    /// Whose turn it is.
    pub user: String,
    /// The configuration.
    pub config: &'static Config,
    /// The turn.
    pub started: Started,
    /// What was asked for.
    pub asking: Asking,
}

/// What a stream is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// A new thread.
    Thread,
    /// A message in a thread.
    Message,
    /// Another answer to a message.
    Again,
}

impl Streaming {
    /// Sends the turn's events until it has ended.
    pub async fn run(self, mut exchange: Exchange, out: ResponseOutparam) {
        let outbox = Outbox::default();
        let Some(stream) = exchange.stream(out, "text/event-stream") else { return };
        let answered = stream.send(&outbox, self.events(&outbox, &mut exchange.log)).await;
        let outcome = match answered {
            _ if outbox.is_gone() => "cancelled",
            Ok(()) => "whole",
            Err(_) => "error",
        };
        exchange.note(200, outcome);
    }

    /// The events of the turn, to its end.
    async fn events(self, outbox: &Outbox, log: &mut Log) -> Result<(), Problem> {
        let live = match self.started {
            Started::Run(turn) => {
                let live = Live::new(outbox, self.asking, Shown::of(&turn));
                if let Err(problem) = turn::run(&self.user, turn, self.config, &live, log).await {
                    let mut last = live.progress.borrow_mut().fail();
                    last.push(Event::error(problem.detail()));
                    live.show(last);
                    return Err(problem);
                }
                live
            }
            Started::Answered(turn) => Live::new(outbox, self.asking, Shown::answered(&turn)),
        };
        let last = live.progress.borrow_mut().close();
        live.show(last);
        Ok(())
    }
}

/// What of a turn is shown before it goes on.
struct Shown<'a> {
    head: Head,
    title: &'a str,
    transcript: &'a Transcript,
}

impl<'a> Shown<'a> {
    fn of(turn: &'a Turn) -> Self {
        let Turn { conversation_id, id, created_at, title, transcript, .. } = turn;
        let head = Head { conversation: *conversation_id, turn: *id, created_at: created_at.clone() };
        Self { head, title, transcript }
    }

    fn answered(turn: &'a Answered) -> Self {
        let Answered { conversation_id, id, created_at, title, transcript, .. } = turn;
        let head = Head { conversation: *conversation_id, turn: *id, created_at: created_at.clone() };
        Self { head, title, transcript }
    }
}

/// Shows a turn's progress to a page.
struct Live<'a> {
    outbox: &'a Outbox,
    progress: RefCell<Progress>,
}

impl<'a> Live<'a> {
    /// Begins to show: how the stream opens, and what was done before it.
    fn new(outbox: &'a Outbox, asking: Asking, shown: Shown<'_>) -> Self {
        let Shown { head, title, transcript } = shown;
        let said = Said { text: &transcript.user, quoted: transcript.quoted.as_deref() };
        let opening = match asking {
            Asking::Thread => Opening::Thread { title, message: said },
            Asking::Message => Opening::Message(said),
            Asking::Again => Opening::Retry,
        };
        let opening = opening.events(&head);
        let live = Self { outbox, progress: RefCell::new(Progress::new(head)) };
        live.show(opening);
        let earlier = steps(transcript.items.clone(), &transcript.journal);
        let earlier = live.progress.borrow_mut().replay(&earlier);
        live.show(earlier);
        live
    }

    fn show(&self, events: Vec<Event>) {
        for event in events {
            self.outbox.push(&event.frame());
        }
    }
}

impl Watch for Live<'_> {
    fn text(&self, words: &str) -> ControlFlow<()> {
        if self.outbox.is_gone() {
            return ControlFlow::Break(());
        }
        let events = self.progress.borrow_mut().text(words);
        self.show(events);
        ControlFlow::Continue(())
    }

    fn response_over(&self) {
        let events = self.progress.borrow_mut().end_message();
        self.show(events);
    }

    fn called(&self, call: &FunctionCall) {
        let events = self.progress.borrow_mut().called(call);
        self.show(events);
    }

    fn answered(&self, output: &Output) {
        let events = self.progress.borrow_mut().answered(output);
        self.show(events);
    }

    fn is_gone(&self) -> bool {
        self.outbox.is_gone()
    }

    fn partial(&self) -> Option<String> {
        self.progress.borrow().partial().filter(|text| !text.trim().is_empty()).map(str::to_owned)
    }
}
