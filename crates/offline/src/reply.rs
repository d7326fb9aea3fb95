//! What is said. Every sentence of the model is here.

use std::fmt::Write;

use crate::{
    memory::{Deed, Question},
    rules::Intent,
    target::Target,
    tools::{Status, Task},
    wording::{capital, listed, on_one_line, quoted},
};

/// Said once, in the first reply of a conversation.
pub(crate) const INTRODUCTION: &str = "I'm the offline assistant: I work by rules, without a language model.";

/// What a task's line in a list begins with.
pub(crate) const BULLET: &str = "\n- #";

/// A reply, with what the next turn has to know of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    /// The words.
    pub text: String,
    /// The tasks that it lists, in order.
    pub shown: Option<Vec<Task>>,
    /// The question that it asks.
    pub asks: Option<Question>,
    /// The sentence that is not said yet: what was done, and with which tasks.
    open: Option<(Outcome, Vec<String>)>,
}

impl Reply {
    /// A reply that only says `text`.
    pub fn new(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// Adds a paragraph.
    pub fn say(&mut self, text: String) {
        self.close();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&text);
    }

    /// Tells what was done with a task; tasks with which the same was done share a sentence.
    pub fn tell(&mut self, outcome: Outcome, name: String) {
        match &mut self.open {
            Some((same, names)) if *same == outcome => names.push(name),
            _ => {
                self.close();
                self.open = Some((outcome, vec![name]));
            }
        }
    }

    /// The reply with its last sentence.
    pub fn finished(mut self) -> Self {
        self.close();
        self
    }

    fn close(&mut self) {
        if let Some((outcome, names)) = self.open.take() {
            let names = listed(&names);
            self.say(match outcome {
                Outcome::Added => format!("I've added {names} to your list."),
                Outcome::Completed => format!("Well done! I've marked {names} as done."),
                Outcome::Deleted => format!("I've deleted {names}."),
            });
        }
    }
}

/// What was done with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was added.
    Added,
    /// It was completed.
    Completed,
    /// It was deleted.
    Deleted,
}

/// What can be done here.
pub(crate) fn help() -> String {
    "I look after your to-do list. I can add, show, complete, change and delete tasks. Try “Add a task to buy \
     milk”, “What's pending?”, “Mark task 1 as complete”, “Change task 1 to ‘Call mom’” or “Delete the milk \
     task”. What would you like to do?"
        .into()
}

/// Nothing was understood.
pub(crate) fn unclear() -> String {
    format!("I'm sorry, I didn't understand that, so I changed nothing. {}", help())
}

/// An answer that concerns no task.
pub(crate) fn talk(intent: Intent) -> String {
    match intent {
        Intent::Greet => "Hello! What shall I do with your to-do list?".into(),
        Intent::Thanks => "You're welcome!".into(),
        Intent::Bye => "Goodbye! Your list will be here when you come back.".into(),
        Intent::Who => {
            "I'm a to-do assistant that works by rules, not a person and not a language model. I can add, show, \
             complete, change and delete your tasks. What would you like to do?"
                .into()
        }
        Intent::Yes => "All right! What shall I do with your to-do list?".into(),
        Intent::No => "All right, I've left everything as it is.".into(),
        Intent::Keep => "All right, I've left it as it is. Is there anything else I can do for you?".into(),
        Intent::Reopen => {
            "I can't open a done task again. Shall I add it as a new one? Tell me “Add a task to …”.".into()
        }
        Intent::Undo => {
            "I can't take a change back. I can add, rename or delete a task instead: what would you like to do?".into()
        }
        Intent::Dates => {
            "I don't keep dates or priorities apart from the titles, but I can rename a task: say “Rename task 1 \
             to …”. What should it be called?"
                .into()
        }
        Intent::Help => help(),
        _ => {
            "I can't help with that: I only look after your to-do list. I can add, show, complete, change and \
             delete tasks. What would you like to do?"
                .into()
        }
    }
}

/// A list, with every task of it.
pub(crate) fn list(tasks: &[Task], status: Status) -> String {
    let done = tasks.iter().filter(|task| task.completed).count();
    let count = tasks.len();
    let head = match (status, count) {
        (Status::All, 0) => return "Your list is empty. Tell me what to add whenever you like!".into(),
        (Status::Pending, 0) => return "Nothing is pending: you're all done!".into(),
        (Status::Completed, 0) => return "You haven't completed any tasks yet.".into(),
        (Status::Completed, 1) => "You have completed 1 task:".into(),
        (Status::Completed, _) => format!("You have completed {count} tasks:"),
        (Status::Pending, 1) => "You have 1 open task:".into(),
        (Status::Pending, _) => format!("You have {count} open tasks:"),
        (Status::All, 1) => "You have 1 task:".into(),
        (Status::All, _) if done > 0 => format!("You have {count} tasks, {done} of them done:"),
        (Status::All, _) => format!("You have {count} tasks:"),
    };
    format!("{head}{}", lines(tasks))
}

/// Whether something is on the list, and the list.
pub(crate) fn membership(phrase: &str, found: &[Task], list: &[Task]) -> String {
    match (found, list) {
        (_, []) => format!("No, {} isn't there: your list is empty.", quoted(phrase)),
        ([], _) => {
            format!("No, I don't see {} on your list. This is what's on it:{}", quoted(phrase), lines(list))
        }
        _ if found.len() == list.len() => format!("Yes, I found that on your list:{}", lines(found)),
        _ => format!("Yes, I found that on your list:{}\n\nYour whole list:{}", lines(found), lines(list)),
    }
}

/// A task that was added, as the reply calls it.
pub(crate) fn added(task: &Task) -> String {
    match task.id {
        0 => quoted(&task.title),
        id => format!("{} (task {id})", quoted(&task.title)),
    }
}

/// `deed` changed a task; `written` is the task as it is now and `before` as it was.
pub(crate) fn changed(deed: &Deed, written: &Task, before: &Task) -> String {
    let (id, title) = (before.id, quoted(&written.title));
    match deed {
        Deed::Change { title: Some(_), .. } if !before.title.is_empty() && before.title != written.title => {
            format!("I've changed task {id} from {} to {title}.", quoted(&before.title))
        }
        Deed::Change { title: Some(_), .. } => format!("I've changed task {id}: it is now called {title}."),
        _ => format!("I've updated the description of {}.", named(written)),
    }
}

/// A task that was to be completed is done already.
pub(crate) fn already_done(task: &Task) -> String {
    format!("{} is already done.", capital(&named(task)))
}

/// A question, with the tasks that it is about.
pub(crate) fn question(question: &Question) -> String {
    match question {
        Question::DeleteAll(tasks) if tasks.len() == 1 => {
            format!("This would delete 1 task:{}\n\nDelete it?", lines(tasks))
        }
        Question::DeleteAll(tasks) => {
            format!("This would delete {} tasks:{}\n\nDelete all of them?", tasks.len(), lines(tasks))
        }
        Question::Which(deed, tasks) => match tasks.as_slice() {
            [] => "Which task do you mean?".into(),
            [task] => format!("Do you mean {}? Shall I {}?", named(task), wanted(deed)),
            _ => format!("Several tasks fit. Which one do you mean?{}", lines(tasks)),
        },
        Question::AddWhat => "What would you like me to add to your list?".into(),
        Question::RenameWhat(task) => format!("What should {} be called?", named(task)),
        Question::Offer(new) => {
            let titles: Vec<String> = new.iter().map(|task| quoted(&task.title)).collect();
            format!("Shall I add {} to your list?", listed(&titles))
        }
    }
}

/// No task has such a name.
pub(crate) fn missing(phrase: &str, list: &[Task]) -> String {
    match list {
        [] => format!("I couldn't find {}: your list is empty. Shall I add something?", quoted(phrase)),
        _ => format!("I couldn't find a task like {}. Which one do you mean?{}", quoted(phrase), lines(list)),
    }
}

/// No task has such a number.
pub(crate) fn unknown(task: &Task) -> String {
    format!("I couldn't find task {}. Which one do you mean?", task.id)
}

/// There is nothing to act on.
pub(crate) fn nothing(target: &Target, list: &[Task]) -> String {
    match (target, list) {
        (Target::All(Some(Status::Completed), _), [_, ..]) => "There are no done tasks on your list.".into(),
        (Target::All(Some(Status::Pending), _), [_, ..]) => "There are no open tasks on your list.".into(),
        (Target::All(..), _) => "There is nothing to do: your list is empty.".into(),
        _ => "I don't know which task you mean. Can you tell me its number or its name?".into(),
    }
}

/// A tool refused.
pub(crate) fn failed(error: &str) -> String {
    format!("That didn't work: {} What would you like to do instead?", error.trim())
}

/// The list could not be read.
pub(crate) fn no_list() -> String {
    "I couldn't read your list just now, so I changed nothing. Shall we try again in a moment?".into()
}

/// A text is longer than a tool takes.
pub(crate) fn too_long(what: &str, limit: usize) -> String {
    format!("That {what} is too long: it may have {limit} characters at most. Can you say it in fewer words?")
}

/// Some changes did not fit into the turn.
pub(crate) fn too_many(left: usize) -> String {
    format!("That's as much as I can do at once; {left} more are left. Say it again for the rest.")
}

fn wanted(deed: &Deed) -> &'static str {
    match deed {
        Deed::Complete => "mark it as done",
        Deed::Delete => "delete it",
        Deed::Change { .. } => "change it",
        Deed::RenameWhat => "rename it",
    }
}

/// One line for each task. They are bullets, because a numbered list would be numbered anew when shown.
fn lines(tasks: &[Task]) -> String {
    let mut lines = String::new();
    for task in tasks {
        let mark = if task.completed { " (done)" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(lines, "{BULLET}{} {}{mark}", task.id, on_one_line(&task.title));
        if let Some(text) = task.description.as_deref().filter(|text| !text.trim().is_empty()) {
            let _ = write!(lines, ": {}", on_one_line(text));
        }
    }
    lines
}

/// A task as the reply calls it.
pub(crate) fn named(task: &Task) -> String {
    if task.title.is_empty() { format!("task {}", task.id) } else { quoted(&task.title) }
}
