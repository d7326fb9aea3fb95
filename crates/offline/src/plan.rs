//! What is still to be done in a turn, or else what is to be said.
//!
//! The plan is made anew at every step from what the user said. A call whose output is among the turn's
//! items is done; what is not, is made. So an interrupted turn goes on by itself, and nothing runs twice.

use crate::{
    memory::{Deed, Memory, Question},
    names::Meant,
    reading::{Command, found, understand},
    reply::{self, Outcome, Reply},
    target::Target,
    titles::NewTask,
    tools::{Call, Done, Status, Task},
};

/// The most characters of a title and of a description that the tools take.
const LONGEST: (usize, usize) = (200, 1000);

/// The most changes of one turn: a turn's budget is a little more.
const MOST: usize = 100;

/// What the model does next.
#[derive(Debug)]
pub(crate) enum Step {
    /// It calls these.
    Call(Vec<Call>),
    /// It says this, and the turn ends.
    Say(Reply),
}

/// The next step of the turn in which the user said `said`, after what is `done` of it.
pub(crate) fn next_step(said: &str, memory: &Memory, done: Done<'_>) -> Step {
    let commands = understand(said, memory);
    let mut plan =
        Plan { memory, done, wanted: Vec::new(), made: 0, list: Vec::new(), reply: Reply::default() };
    if commands.iter().any(|command| plan.needs_list(command)) {
        match plan.read(Status::All) {
            Ok(list) => plan.list = list,
            Err(step) => return *step,
        }
    }
    for command in commands {
        if let Some(step) = plan.carry_out(command) {
            return step;
        }
    }
    if plan.made > MOST {
        plan.reply.say(reply::too_many(plan.made - MOST));
    }
    if plan.wanted.is_empty() { Step::Say(plan.reply.finished()) } else { Step::Call(plan.wanted) }
}

struct Plan<'a> {
    memory: &'a Memory,
    done: Done<'a>,
    wanted: Vec<Call>,
    /// The number of changes so far, made or wanted.
    made: usize,
    list: Vec<Task>,
    reply: Reply,
}

impl Plan<'_> {
    fn needs_list(&self, command: &Command) -> bool {
        match command {
            Command::Act(_, target) => target.needs_list(self.memory),
            Command::Rename(ways) => ways.iter().any(|(target, _)| target.needs_list(self.memory)),
            Command::Find(_) => true,
            _ => false,
        }
    }

    /// Plans a command; a step where nothing behind it can be planned yet.
    fn carry_out(&mut self, command: Command) -> Option<Step> {
        match command {
            Command::Add(tasks) => tasks.into_iter().for_each(|task| self.add(task)),
            Command::Show(status) => return self.show(status),
            Command::Find(name) => {
                let tasks = found(&name, &self.list);
                self.reply.say(reply::membership(&name.phrase, &tasks, &self.list));
                self.reply.shown = Some(if tasks.is_empty() { self.list.clone() } else { tasks });
            }
            Command::Act(deed, target) => self.act(deed, &target),
            Command::Rename(ways) => self.rename(ways),
            Command::Confirmed(deed, tasks) => self.apply(&deed, &tasks),
            Command::Ask(question) => self.ask(question),
            Command::Say(talk) => self.reply.say(reply::talk(talk)),
            Command::Unclear => self.reply.say(reply::unclear()),
        }
        None
    }

    /// Shows a list as it is after the changes that stand before it.
    fn show(&mut self, status: Option<Status>) -> Option<Step> {
        if !self.wanted.is_empty() {
            return Some(Step::Call(std::mem::take(&mut self.wanted)));
        }
        let status = status.unwrap_or(Status::All);
        match self.read(status) {
            Ok(tasks) => {
                self.reply.say(reply::list(&tasks, status));
                self.reply.shown = Some(tasks);
                None
            }
            Err(step) => Some(*step),
        }
    }

    fn read(&mut self, status: Status) -> Result<Vec<Task>, Box<Step>> {
        let call = Call::List { status };
        let Some(output) = self.done.take(&call) else { return Err(Box::new(Step::Call(vec![call]))) };
        let tasks = if output.is_error { None } else { serde_json::from_str(&output.text).ok() };
        tasks.ok_or_else(|| Box::new(Step::Say(Reply::new(reply::no_list()))))
    }

    fn add(&mut self, new: NewTask) {
        let length = |text: &str| text.chars().count();
        if length(&new.title) > LONGEST.0 {
            self.reply.say(reply::too_long("title", LONGEST.0));
        } else if new.description.as_deref().is_some_and(|text| length(text) > LONGEST.1) {
            self.reply.say(reply::too_long("description", LONGEST.1));
        } else {
            let call = Call::Add { title: new.title, description: new.description };
            match self.write(call) {
                None => {}
                Some(Ok(task)) => self.reply.tell(Outcome::Added, reply::added(&task)),
                Some(Err(error)) => self.reply.say(reply::failed(&error)),
            }
        }
    }

    fn act(&mut self, deed: Deed, target: &Target) {
        let open: Vec<Task> = self.list.iter().filter(|task| !task.completed).cloned().collect();
        let meant = match deed {
            // A done task is hardly meant where an open one fits.
            Deed::Complete if target.needs_list(self.memory) => match target.resolve(self.memory, &open) {
                Meant::Missing(_) | Meant::Nothing => target.resolve(self.memory, &self.list),
                meant => meant,
            },
            _ => target.resolve(self.memory, &self.list),
        };
        match meant {
            Meant::Tasks(tasks) if deed == Deed::Delete && is_bulk(target, &tasks) => {
                self.ask(Question::DeleteAll(tasks));
            }
            Meant::Tasks(tasks) => self.apply(&deed, &tasks),
            Meant::Unclear(tasks) => self.ask(Question::Which(deed, tasks)),
            Meant::Missing(phrase) => {
                self.reply.say(reply::missing(&phrase, &self.list));
                self.reply.shown = Some(self.list.clone());
                self.reply.asks = Some(Question::Which(deed, Vec::new()));
            }
            Meant::Nothing => {
                self.reply.say(reply::nothing(target, &self.list));
                if !matches!(target, Target::All(..)) {
                    self.reply.asks = Some(Question::Which(deed, Vec::new()));
                }
            }
        }
    }

    /// Takes the longest name that is clearly one task's.
    fn rename(&mut self, ways: Vec<(Target, String)>) {
        let is_clear = |(target, _): &&(Target, String)| matches!(target.resolve(self.memory, &self.list), Meant::Tasks(tasks) if tasks.len() == 1);
        let way = ways.iter().rev().find(is_clear).or(ways.first()).cloned();
        if let Some((target, title)) = way {
            self.act(Deed::Change { title: Some(title), description: None }, &target);
        }
    }

    /// Does `deed` with every one of `tasks`.
    fn apply(&mut self, deed: &Deed, tasks: &[Task]) {
        match (deed, tasks) {
            (Deed::RenameWhat, [task]) => return self.ask(Question::RenameWhat(task.clone())),
            (Deed::RenameWhat | Deed::Change { .. }, [_, _, ..]) => {
                return self.ask(Question::Which(deed.clone(), tasks.to_vec()));
            }
            _ => {}
        }
        for task in tasks {
            let id = task.id;
            let call = match deed {
                Deed::Complete if task.completed => {
                    self.reply.say(reply::already_done(task));
                    continue;
                }
                Deed::Complete => Call::Complete { id },
                Deed::Delete => Call::Delete { id },
                Deed::Change { title: Some(title), .. } if title.chars().count() > LONGEST.0 => {
                    return self.reply.say(reply::too_long("title", LONGEST.0));
                }
                Deed::Change { description: Some(text), .. } if text.chars().count() > LONGEST.1 => {
                    return self.reply.say(reply::too_long("description", LONGEST.1));
                }
                Deed::Change { title, description } => {
                    Call::Update { id, title: title.clone(), description: description.clone() }
                }
                Deed::RenameWhat => continue,
            };
            match self.write(call) {
                None => {}
                Some(Ok(mut written)) => {
                    if written.title.is_empty() {
                        written.title.clone_from(&task.title);
                    }
                    match deed {
                        Deed::Complete => self.reply.tell(Outcome::Completed, reply::named(&written)),
                        Deed::Delete => self.reply.tell(Outcome::Deleted, reply::named(&written)),
                        _ => self.reply.say(reply::changed(deed, &written, task)),
                    }
                }
                Some(Err(error)) if error.contains("not found") => {
                    self.reply.say(reply::unknown(task));
                    self.reply.asks = Some(Question::Which(deed.clone(), Vec::new()));
                }
                Some(Err(error)) => self.reply.say(reply::failed(&error)),
            }
        }
    }

    fn ask(&mut self, question: Question) {
        self.reply.say(reply::question(&question));
        if let Question::DeleteAll(tasks) | Question::Which(_, tasks) = &question
            && !tasks.is_empty()
        {
            self.reply.shown = Some(tasks.clone());
        }
        self.reply.asks = Some(question);
    }

    /// The outcome of a change, or none when it has not been made yet.
    fn write(&mut self, call: Call) -> Option<Result<Task, String>> {
        self.made += 1;
        if self.made > MOST {
            return None;
        }
        let Some(output) = self.done.take(&call) else {
            self.wanted.push(call);
            return None;
        };
        if output.is_error {
            return Some(Err(output.text));
        }
        let title = match &call {
            Call::Add { title, .. } => title.clone(),
            _ => String::new(),
        };
        let unread = Task { title, ..Task::default() };
        Some(Ok(serde_json::from_str(&output.text).unwrap_or(unread)))
    }
}

/// Whether a deletion asks first: when the words did not single out each of the tasks.
fn is_bulk(target: &Target, tasks: &[Task]) -> bool {
    match target {
        Target::All(..) | Target::Them => true,
        Target::Each(_) => tasks.len() > 1,
        _ => false,
    }
}
