//! From words to commands: what each clause asks for, and what the answer to an open question means.

pub(crate) use crate::titles::NewTask;
use crate::{
    clauses::clauses,
    grammar::{Grammar, Start},
    memory::{Deed, Memory, Question},
    names::{self, Meant},
    pattern::{Found, Slot},
    rules::Intent,
    target::{Name, Target, status},
    text::{Kind, Token, tokens, trimmed, verbatim},
    titles::{self, capitalised, is_vague},
    tools::{Status, Task},
};

/// What is to be done or said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// These are added.
    Add(Vec<NewTask>),
    /// The list is shown, or a part of it.
    Show(Option<Status>),
    /// Whether such a task is on the list.
    Find(Name),
    /// Something is done with what is pointed at.
    Act(Deed, Target),
    /// The first task that is meant by one of these gets the title beside it.
    Rename(Vec<(Target, String)>),
    /// Something is done with exactly these, which were named in a question.
    Confirmed(Deed, Vec<Task>),
    /// A question is asked.
    Ask(Question),
    /// Nothing is done, and this is answered.
    Say(Intent),
    /// Nothing was understood.
    Unclear,
}

/// What `said` asks for.
pub(crate) fn understand(said: &str, memory: &Memory) -> Vec<Command> {
    let all = tokens(said);
    let words = trimmed(&all);
    let grammar = &Grammar::new(&all);
    if let Some(question) = &memory.asked
        && let Some(commands) = answer(grammar, said, words, question)
    {
        return commands;
    }
    match words {
        [] => vec![Command::Unclear],
        // A command in quotation marks is still the user's.
        [only] if only.kind == Kind::Quoted => understand(verbatim(said, words), &Memory::default()),
        _ => read(grammar, said, words),
    }
}

/// Every clause's commands; what is no command is passed over when there is one.
fn read(grammar: &Grammar<'_>, said: &str, words: &[Token]) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for clause in clauses(grammar, words) {
        let mut command = command(grammar, said, clause);
        // "Complete task 2 and delete it": the pronoun is for what the message has just named.
        if let (Command::Act(_, target @ Target::It), Some(Command::Act(_, named))) =
            (&mut command, commands.last())
        {
            *target = named.clone();
        }
        commands.push(command);
    }
    if commands.iter().any(is_definite) {
        commands.retain(is_definite);
        commands.dedup();
        return commands;
    }
    let understood = commands.iter().position(|command| *command != Command::Unclear).unwrap_or(0);
    commands.drain(understood..=understood).collect()
}

/// Whether a command does more than talk.
fn is_definite(command: &Command) -> bool {
    !matches!(command, Command::Say(_) | Command::Unclear | Command::Ask(Question::Offer(_)))
}

fn command(grammar: &Grammar<'_>, said: &str, clause: &[Token]) -> Command {
    let Some((intent, found)) = grammar.read(clause) else { return Command::Unclear };
    // "Remind me to put milk on my list" is about milk.
    let inner = (intent == Intent::Add).then(|| grammar.listed(found.get(Slot::Thing))).flatten();
    let found = inner.unwrap_or(found);
    let thing = found.get(Slot::Thing);
    let task = || Target::read(grammar, said, found.get(Slot::Task));
    match intent {
        Intent::Add | Intent::AddEach | Intent::Offer => {
            let when = found.get(Slot::When);
            let new = titles::tasks(grammar, said, thing, when, intent == Intent::AddEach);
            match intent {
                _ if new.is_empty() => Command::Ask(Question::AddWhat),
                Intent::Offer => Command::Ask(Question::Offer(new)),
                _ => Command::Add(new),
            }
        }
        Intent::AddWhat => Command::Ask(Question::AddWhat),
        Intent::Show => Command::Show(status(grammar, clause)),
        Intent::Find if is_vague(thing) => Command::Show(None),
        Intent::Find => Command::Find(Name::read(said, thing)),
        Intent::Complete => Command::Act(Deed::Complete, task()),
        Intent::Delete => Command::Act(Deed::Delete, task()),
        Intent::Clear => Command::Act(Deed::Delete, Target::All(status(grammar, clause), None)),
        Intent::Rename => Command::Rename(renamings(grammar, said, &found)),
        Intent::Describe => {
            let description = Some(capitalised(said, found.get(Slot::New)));
            Command::Act(Deed::Change { title: None, description }, task())
        }
        Intent::RenameWhat => Command::Act(Deed::RenameWhat, task()),
        talk => Command::Say(talk),
    }
}

/// The ways to read "rename go to bed to go to sleep": the name may end at each "to".
fn renamings(grammar: &Grammar<'_>, said: &str, found: &Found<'_>) -> Vec<(Target, String)> {
    let (task, new) = (found.get(Slot::Task), found.get(Slot::New));
    let mut ways = vec![(Target::read(grammar, said, task), capitalised(said, new))];
    if let (Target::Name(..), Some(first)) = (&ways[0].0, task.first()) {
        let all = tokens(said);
        for (place, _) in new.iter().enumerate().filter(|(_, token)| token.word == "to") {
            let name: Vec<Token> = all
                .iter()
                .filter(|token| token.start >= first.start && token.end < new[place].end)
                .cloned()
                .collect();
            ways.push((Target::read(grammar, said, &name), capitalised(said, &new[place + 1..])));
        }
    }
    ways.retain(|(_, title)| !title.is_empty());
    ways
}

/// What the words mean as the answer to `question`; none when they are no answer to it.
fn answer(grammar: &Grammar<'_>, said: &str, words: &[Token], question: &Question) -> Option<Vec<Command>> {
    if let Some(intent) = grammar.answer(words) {
        return match (intent, question) {
            (Intent::No, _) => Some(vec![Command::Say(Intent::No)]),
            (_, Question::DeleteAll(tasks)) => Some(vec![Command::Confirmed(Deed::Delete, tasks.clone())]),
            (Intent::Yes, Question::Offer(new)) => Some(vec![Command::Add(new.clone())]),
            (Intent::Yes, Question::Which(deed, tasks)) if tasks.len() == 1 => {
                Some(vec![Command::Confirmed(deed.clone(), tasks.clone())])
            }
            (Intent::All, Question::Which(deed, tasks)) if is_count(words, tasks) => {
                Some(vec![Command::Confirmed(deed.clone(), tasks.clone())])
            }
            (Intent::Yes | Intent::All, _) => Some(vec![Command::Ask(question.clone())]),
            _ => None,
        };
    }
    let commands = read(grammar, said, words);
    let is_command = commands.iter().any(is_definite);
    let is_talk =
        commands.iter().any(|command| matches!(command, Command::Say(talk) if *talk != Intent::Other));
    if is_talk || words.is_empty() || said.trim_end().ends_with('?') {
        return None;
    }
    match question {
        Question::AddWhat => {
            let is_title = !commands
                .iter()
                .any(|command| matches!(command, Command::Add(_) | Command::Show(_) | Command::Find(_)))
                && !grammar.starts(words, Start::Firm);
            let new = titles::tasks(grammar, said, grammar.without_fillers(words), &[], false);
            (is_title && !new.is_empty()).then(|| vec![Command::Add(new)])
        }
        Question::RenameWhat(task) if !is_command => {
            let title = Some(capitalised(said, grammar.without_fillers(words)));
            let deed = Deed::Change { title, description: None };
            Some(vec![Command::Confirmed(deed, vec![task.clone()])])
        }
        Question::Which(deed, tasks) if !is_command => choice(grammar, said, words, deed, tasks),
        _ => None,
    }
}

/// Whether "both" or "all three" can mean all of `tasks`.
fn is_count(words: &[Token], tasks: &[Task]) -> bool {
    let says = |word: &str| words.iter().any(|token| token.word == word);
    match tasks.len() {
        0 => false,
        2 => !says("three"),
        3 => !says("both") && !says("two"),
        _ => !says("both") && !says("two") && !says("three"),
    }
}

/// The longest phrase that is taken for a task's name without a verb, in words.
const LONGEST_NAME: usize = 8;

fn choice(
    grammar: &Grammar<'_>,
    said: &str,
    words: &[Token],
    deed: &Deed,
    tasks: &[Task],
) -> Option<Vec<Command>> {
    let words = grammar.without_fillers(words);
    let target = Target::read(grammar, said, words);
    let shown = Memory { shown: tasks.to_vec(), ..Memory::default() };
    let meant = match &target {
        // A number is an id when it can be one, else a place.
        Target::Numbers(numbers) => {
            let at = |number: &u64| {
                let place = usize::try_from(*number).ok().and_then(|number| number.checked_sub(1));
                let by_id = tasks.iter().find(|task| task.id == *number);
                by_id.or_else(|| tasks.get(place?)).cloned()
            };
            numbers.iter().map(at).collect::<Option<Vec<Task>>>().map_or(Meant::Nothing, Meant::Tasks)
        }
        other => other.resolve(&shown, tasks),
    };
    match meant {
        Meant::Tasks(chosen) if !chosen.is_empty() => Some(vec![Command::Confirmed(deed.clone(), chosen)]),
        Meant::Unclear(fewer) if matches!(target, Target::Name(..)) && fewer.len() < tasks.len() => {
            Some(vec![Command::Ask(Question::Which(deed.clone(), fewer))])
        }
        _ if words.len() <= LONGEST_NAME => Some(vec![Command::Act(deed.clone(), target)]),
        _ => None,
    }
}

/// The tasks of `list` that bear a name, for the question whether there is one.
pub(crate) fn found(name: &Name, list: &[Task]) -> Vec<Task> {
    let (sure, possible) = names::matching(name, list);
    if sure.is_empty() { possible } else { sure }
}
