//! What the conversation so far tells: the tasks that were shown or touched, and the question that is open.
//!
//! Nothing is stored. Earlier turns are read again, and what the rules would have said then is compared
//! with what was said: a question is open only when these very words stand in the conversation. So an
//! answer never meets a question that the user did not see, even when another model spoke before.

use agent::{Item, Role};

use crate::{
    plan::{Step, next_step},
    reading::NewTask,
    reply::BULLET,
    tools::{Done, Task},
};

/// How many earlier turns are read again. Questions and pronouns reach back a turn or two.
const TURNS: usize = 12;

/// What is known before a turn.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// The last list that was shown, in its order.
    pub shown: Vec<Task>,
    /// The tasks that the last change touched, if it came after the list.
    pub touched: Vec<Task>,
    /// The question that the last reply asked.
    pub asked: Option<Question>,
    /// The ids of the tasks that were deleted.
    pub gone: Vec<u64>,
    /// Every task that was seen, the latest last.
    pub known: Vec<Task>,
}

/// A question that was asked, with what its answer needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Whether to delete these.
    DeleteAll(Vec<Task>),
    /// With which of these something is to be done; none when it may be any.
    Which(Deed, Vec<Task>),
    /// What to add.
    AddWhat,
    /// What the task is to be called.
    RenameWhat(Task),
    /// Whether to add these.
    Offer(Vec<NewTask>),
}

/// What is done with a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// It is completed.
    Complete,
    /// It is deleted.
    Delete,
    /// It gets a title or a description.
    Change {
        /// The new title.
        title: Option<String>,
        /// The new description.
        description: Option<String>,
    },
    /// It gets a title that is still to be asked for.
    RenameWhat,
}

impl Memory {
    /// The tasks that were spoken of last.
    pub fn focus(&self) -> Vec<Task> {
        let spoken_of = if self.touched.is_empty() { &self.shown } else { &self.touched };
        spoken_of.iter().filter(|task| !self.gone.contains(&task.id)).cloned().collect()
    }

    /// The task with this id, with its title where that is known.
    pub fn task(&self, id: u64, list: &[Task]) -> Task {
        let known = list.iter().chain(self.known.iter().rev()).find(|task| task.id == id);
        known.cloned().unwrap_or(Task { id, ..Task::default() })
    }
}

/// A turn: what the user said, and the items behind it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn<'a> {
    /// The user's words.
    pub said: &'a str,
    /// Calls, outputs and what the assistant said.
    pub items: &'a [Item],
    /// Whether the assistant has said nothing before.
    pub is_first: bool,
}

/// Cuts a conversation into its turns.
pub(crate) fn turns(items: &[Item]) -> Vec<Turn<'_>> {
    let mut turns = Vec::new();
    let mut is_first = true;
    let mut rest = items;
    while let Some(place) = rest.iter().position(is_user) {
        let Item::Message { text, .. } = &rest[place] else { break };
        let behind = &rest[place + 1..];
        let (turn, next) = behind.split_at(behind.iter().position(is_user).unwrap_or(behind.len()));
        is_first &= last_said(&rest[..place]).is_none();
        turns.push(Turn { said: text, items: turn, is_first });
        is_first &= last_said(turn).is_none();
        rest = next;
    }
    turns
}

/// What `earlier` turns leave to be known.
pub(crate) fn recall(earlier: &[Turn<'_>]) -> Memory {
    let mut memory = Memory::default();
    let start = earlier.len().saturating_sub(TURNS);
    for turn in &earlier[start..] {
        memory.pass(turn);
    }
    memory
}

impl Memory {
    /// Goes on to what is known after `turn`.
    fn pass(&mut self, turn: &Turn<'_>) {
        let done = Done::new(turn.items);
        let (touched, listed) = (done.touched.clone(), done.last_list());
        let is_read_only = touched.is_empty() && done.gone.is_empty();
        self.gone.extend(&done.gone);
        let said = last_said(turn.items).unwrap_or_default();
        // A reply without a question or a list leaves nothing behind, so it need not be worked out again.
        let is_plain = !said.contains('?') && (listed.is_none() || !is_read_only) && !said.contains(BULLET);
        let step = (!is_plain).then(|| next_step(turn.said, self, done));
        self.asked = None;
        self.known
            .extend(listed.iter().flatten().chain(&touched).filter(|task| !task.title.is_empty()).cloned());
        match step {
            None => {}
            Some(Step::Say(reply)) if said.ends_with(&reply.text) => {
                if let Some(shown) = reply.shown {
                    self.shown = shown;
                    self.touched.clear();
                }
                self.asked = reply.asks;
            }
            // Another model answered: the list that it read is what it will have shown.
            Some(_) => {
                if let Some(listed) = listed.filter(|_| is_read_only) {
                    self.shown = listed;
                    self.touched.clear();
                }
            }
        }
        if !touched.is_empty() {
            self.touched = touched;
        }
    }
}

fn is_user(item: &Item) -> bool {
    matches!(item, Item::Message { role: Role::User, .. })
}

/// The last thing that the assistant said among `items`.
fn last_said(items: &[Item]) -> Option<&str> {
    items.iter().rev().find_map(|item| match item {
        Item::Message { role: Role::Assistant, text } => Some(text.as_str()),
        _ => None,
    })
}
