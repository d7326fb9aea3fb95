//! Looking up what was pointed at: in the conversation, and in the user's list.

use crate::{
    memory::Memory,
    target::{Name, Place, Target, content},
    tools::{Status, Task},
    words::{Likeness, likeness},
};

/// What a [`Target`] turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// These tasks, clearly.
    Tasks(Vec<Task>),
    /// One of these, perhaps.
    Unclear(Vec<Task>),
    /// Nothing of that name or number.
    Missing(String),
    /// Nothing, because there are no such tasks at all.
    Nothing,
}

impl Target {
    /// Whether the list has to be read to know what is meant.
    pub fn needs_list(&self, memory: &Memory) -> bool {
        match self {
            Self::Numbers(_) => false,
            Self::Places(_) => memory.shown.is_empty(),
            Self::It | Self::Them | Self::Both => memory.focus().is_empty(),
            Self::All(..) | Self::Each(_) | Self::Name(..) => true,
        }
    }

    /// Looks the target up. `list` is the user's list, or empty where [`Target::needs_list`] said no.
    pub fn resolve(&self, memory: &Memory, list: &[Task]) -> Meant {
        match self {
            Self::Numbers(numbers) => Meant::Tasks(numbers.iter().map(|id| memory.task(*id, list)).collect()),
            Self::Places(places) => {
                at_places(places, if memory.shown.is_empty() { list } else { &memory.shown })
            }
            Self::It => only(memory, list, 1),
            Self::Both => only(memory, list, 2),
            Self::Them => match memory.focus() {
                tasks if tasks.is_empty() => only(memory, list, usize::MAX),
                tasks => Meant::Tasks(tasks),
            },
            Self::All(status, but) => all(memory, list, *status, but.as_deref()),
            Self::Each(name) => match matching(name, list).0 {
                found if found.is_empty() => Meant::Missing(name.phrase.clone()),
                found => Meant::Tasks(found),
            },
            Self::Name(name, parts) => named(name, parts, memory, list),
        }
    }
}

/// The tasks that bear every word of the name, and those that perhaps are meant.
pub(crate) fn matching(name: &Name, list: &[Task]) -> (Vec<Task>, Vec<Task>) {
    let scored: Vec<(&Task, Score)> = list.iter().map(|task| (task, Score::new(name, &task.title))).collect();
    let pick = |wanted: fn(&Score) -> bool| -> Vec<Task> {
        scored.iter().filter(|(_, score)| wanted(score)).map(|(task, _)| (*task).clone()).collect()
    };
    (pick(Score::is_sure), pick(Score::is_possible))
}

/// How well a name fits a title.
struct Score {
    asked: usize,
    same: usize,
    doubtful: usize,
    is_whole: bool,
}

impl Score {
    fn new(name: &Name, title: &str) -> Self {
        let title_words = content(title);
        let best = |word: &String| {
            title_words.iter().map(|other| likeness(word, other)).max().unwrap_or(Likeness::None)
        };
        let found: Vec<Likeness> = name.words.iter().map(best).collect();
        let count = |wanted: Likeness| found.iter().filter(|likeness| **likeness == wanted).count();
        Self {
            asked: name.words.len(),
            same: count(Likeness::Same),
            doubtful: count(Likeness::Doubtful),
            is_whole: is_same(&name.phrase, title),
        }
    }

    fn is_sure(&self) -> bool {
        self.is_whole || (self.asked > 0 && self.same == self.asked)
    }

    fn is_possible(&self) -> bool {
        self.is_sure() || (self.same + self.doubtful > 0 && (self.same + self.doubtful) * 2 >= self.asked)
    }
}

/// Whether two texts are the same but for capitals.
fn is_same(one: &str, other: &str) -> bool {
    one.trim().chars().flat_map(char::to_lowercase).eq(other.trim().chars().flat_map(char::to_lowercase))
}

fn named(name: &Name, parts: &[Target], memory: &Memory, list: &[Task]) -> Meant {
    let (sure, possible) = matching(name, list);
    // A whole title of two words or more, or in quotation marks, is more than a word that others share.
    let is_title = |task: &&Task| is_same(&task.title, &name.phrase);
    let whole: Vec<Task> = sure.iter().filter(is_title).cloned().collect();
    if whole.len() == 1 && (name.is_quoted || name.words.len() > 1) {
        return Meant::Tasks(whole);
    }
    match sure.len() {
        1 => return Meant::Tasks(sure),
        0 => {}
        _ => return Meant::Unclear(sure),
    }
    if !parts.is_empty() {
        let mut tasks: Vec<Task> = Vec::new();
        for part in parts {
            match part.resolve(memory, list) {
                Meant::Tasks(found) => {
                    tasks.extend(found.into_iter().filter(|task| !tasks.contains(task)).collect::<Vec<_>>())
                }
                unclear => return unclear,
            }
        }
        return Meant::Tasks(tasks);
    }
    if possible.is_empty() { Meant::Missing(name.phrase.clone()) } else { Meant::Unclear(possible) }
}

fn at_places(places: &[Place], list: &[Task]) -> Meant {
    let at = |place: &Place| match place {
        Place::First(number) => list.get(number.checked_sub(1)?),
        Place::Last(number) => list.get(list.len().checked_sub(*number)?),
    };
    let mut found: Vec<Task> = Vec::new();
    for place in places {
        match at(place) {
            Some(task) if found.iter().any(|known| known.id == task.id) => {}
            Some(task) => found.push(task.clone()),
            None => return Meant::Nothing,
        }
    }
    if found.is_empty() { Meant::Nothing } else { Meant::Tasks(found) }
}

/// What was spoken of last, when it is so many tasks.
fn only(memory: &Memory, list: &[Task], wanted: usize) -> Meant {
    let focus = memory.focus();
    let known = if focus.is_empty() { list.to_vec() } else { focus };
    match known.len() {
        0 => Meant::Nothing,
        count if count == wanted => Meant::Tasks(known),
        _ => Meant::Unclear(known),
    }
}

fn all(memory: &Memory, list: &[Task], status: Option<Status>, but: Option<&Target>) -> Meant {
    let is_meant = |task: &&Task| match status {
        Some(Status::Pending) => !task.completed,
        Some(Status::Completed) => task.completed,
        Some(Status::All) | None => true,
    };
    let kept = match but.map(|but| but.resolve(memory, list)) {
        None => Vec::new(),
        Some(Meant::Tasks(kept)) => kept,
        Some(unclear) => return unclear,
    };
    let found: Vec<Task> = list
        .iter()
        .filter(is_meant)
        .filter(|task| kept.iter().all(|kept| kept.id != task.id))
        .cloned()
        .collect();
    if found.is_empty() { Meant::Nothing } else { Meant::Tasks(found) }
}
