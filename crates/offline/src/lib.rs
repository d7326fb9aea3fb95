//! The model that needs no key and no network: it understands by rules and acts through the same tools.
//!
//! It is a pure function of the items of a conversation. Nothing is kept between two calls: what was asked
//! and shown before is found by reading the earlier turns again, and what this turn has already done is
//! found in its items, so a turn that was interrupted goes on where it stopped.
//!
//! The way of a message:
//!
//! 1. [`text`]: words with their places, so that titles stay verbatim;
//! 2. [`clauses`]: the commands of a message, one by one;
//! 3. [`grammar`]: the tables of [`rules`], in the little language of [`pattern`], which [`compile`] reads;
//! 4. [`reading`]: a matched clause becomes a command, with its [`titles`] and its [`target`];
//! 5. [`memory`] and [`names`]: what "it", "the second one" and "the milk task" stand for;
//! 6. [`plan`]: the calls that are still to be made, or else the reply, worded in [`reply`].
//!
//! **To add a phrasing**, add a line to the table of its intent in `rules/` and a sentence to
//! `tests/cases`. **To add an intent**, add it to [`rules::Intent`], give it rules, turn it into a command
//! in `reading.rs` and the command into calls in `plan.rs`.
//!
//! What it must never do: guess a deletion, or act on words inside a title, a quoted text or an output.

mod clauses;
mod compile;
mod grammar;
mod letters;
mod memory;
mod names;
mod op;
mod pattern;
mod phrases;
mod plan;
mod reading;
mod reply;
mod rules;
mod target;
mod text;
mod titles;
mod tools;
mod vocabulary;
mod wording;
mod words;

use std::convert::Infallible;

use agent::{Item, Model, Response, Role, Usage};

use crate::{plan::Step, tools::Done};

/// The rule-based model. It holds nothing, never fails and costs no tokens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Offline;

impl Offline {
    /// Makes the model.
    pub fn new() -> Self {
        Self
    }
}

impl Model for Offline {
    type Error = Infallible;

    async fn respond(&mut self, input: &[Item]) -> Result<Response, Infallible> {
        Ok(Response { items: next_items(input), usage: Usage::default() })
    }
}

/// The calls that are to be made next, or the reply.
fn next_items(input: &[Item]) -> Vec<Item> {
    let turns = memory::turns(input);
    let Some((turn, earlier)) = turns.split_last() else { return vec![message(reply::help())] };
    let memory = memory::recall(earlier);
    match plan::next_step(turn.said, &memory, Done::new(turn.items)) {
        Step::Call(calls) => {
            (tools::next_number(input)..).zip(calls).map(|(number, call)| call.item(number)).collect()
        }
        Step::Say(said) if turn.is_first => {
            vec![message(format!("{}\n\n{}", reply::INTRODUCTION, said.text))]
        }
        Step::Say(said) => vec![message(said.text)],
    }
}

fn message(text: String) -> Item {
    Item::Message { role: Role::Assistant, text }
}
