//! Which task is meant: a number, a place in the list, a pronoun, a name, or many at once.

use crate::{
    grammar::Grammar,
    pattern::Slot,
    text::{Kind, Token, tokens, trimmed, verbatim},
    tools::Status,
    vocabulary::{FUNCTION_WORDS, NUMBERS, ORDINALS},
};

/// What a phrase points at. It is looked up later, in the conversation or in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The tasks with these ids.
    Numbers(Vec<u64>),
    /// Places in the last list that was shown.
    Places(Vec<Place>),
    /// The one task that was spoken of last.
    It,
    /// All tasks that were spoken of last.
    Them,
    /// The two tasks that were spoken of last.
    Both,
    /// All tasks, or all open or done ones, perhaps but some.
    All(Option<Status>, Option<Box<Target>>),
    /// Every task with such a name.
    Each(Name),
    /// The task with such a name. The second is what the parts of the name point at, when it has such.
    Name(Name, Vec<Target>),
}

/// A place in a list, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// From the first.
    First(usize),
    /// From the last.
    Last(usize),
}

/// How a task is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// As the user said it.
    pub phrase: String,
    /// The words that tell something.
    pub words: Vec<String>,
    /// Whether it stood in quotation marks, so that it is the whole title.
    pub is_quoted: bool,
}

/// The ways of pointing that [`crate::rules::TARGETS`] tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pointing {
    /// [`Target::It`]
    It,
    /// [`Target::Them`]
    Them,
    /// [`Target::Both`]
    Both,
    /// The first so many.
    First,
    /// The last so many.
    Last,
    /// From a number to a number.
    Range,
    /// [`Target::All`]
    All,
    /// [`Target::All`] with an exception.
    AllBut,
    /// [`Target::Each`]
    Each,
    /// [`Target::Name`]
    Name,
}

/// The most tasks that one phrase points at by numbers.
const MOST: u64 = 100;

/// Words between numbers or places that only join or name them.
const JOINING: &[&str] = &[
    "task",
    "tasks",
    "number",
    "numbers",
    "no",
    "nr",
    "id",
    "ids",
    "and",
    "the",
    "item",
    "items",
    "reminder",
    "reminders",
    "todo",
    "todos",
    "to",
    "do",
    "or",
    "my",
    "one",
    "ones",
    "on",
    "list",
    "please",
    "entry",
    "also",
    "both",
    "chore",
];

impl Target {
    /// Reads the phrase that `phrase` is in `source`.
    pub fn read(grammar: &Grammar<'_>, source: &str, phrase: &[Token]) -> Self {
        let phrase = trimmed(phrase);
        let numbers = numbers(phrase);
        let found = grammar.pointing(phrase);
        let inner = |found: &crate::pattern::Found<'_>| Name::read(source, found.get(Slot::Task));
        match found {
            Some((Pointing::It, _)) => Self::It,
            Some((Pointing::Them, _)) => Self::Them,
            Some((Pointing::Both, _)) => Self::Both,
            Some((Pointing::Range, _)) if numbers.len() == 2 => {
                Self::Numbers((numbers[0]..=numbers[1]).take(MOST as usize).collect())
            }
            Some((Pointing::First, _)) if numbers.len() == 1 => {
                Self::Places((1..=numbers[0].min(MOST) as usize).map(Place::First).collect())
            }
            Some((Pointing::Last, _)) if numbers.len() == 1 => {
                Self::Places((1..=numbers[0].min(MOST) as usize).rev().map(Place::Last).collect())
            }
            _ if !numbers.is_empty() && only(phrase, |word| number(word).is_some()) => Self::Numbers(numbers),
            _ if phrase.iter().any(|t| place(&t.word).is_some())
                && only(phrase, |word| place(word).is_some()) =>
            {
                Self::Places(phrase.iter().filter_map(|token| place(&token.word)).collect())
            }
            Some((Pointing::All, _)) => Self::All(status(grammar, phrase), None),
            Some((Pointing::AllBut, found)) => {
                let kept = found.get(Slot::Task);
                let before = phrase.len() - kept.len();
                let kept = Self::read(grammar, source, kept);
                Self::All(status(grammar, &phrase[..before]), Some(Box::new(kept)))
            }
            Some((Pointing::Each, found)) => Self::Each(inner(&found)),
            Some((Pointing::Name, found)) => {
                Self::Name(inner(&found), parts(grammar, source, found.get(Slot::Task)))
            }
            _ => Self::Name(Name::read(source, phrase), parts(grammar, source, phrase)),
        }
    }
}

impl Name {
    /// The name that `phrase` is in `source`.
    pub fn read(source: &str, phrase: &[Token]) -> Self {
        let phrase = trimmed(phrase);
        let is_quoted = matches!(phrase, [only] if only.kind == Kind::Quoted);
        let text = verbatim(source, phrase);
        Self { phrase: text.into(), words: content(text), is_quoted }
    }
}

/// The words of a text that tell something about a task; all of them when none does.
pub(crate) fn content(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    collect(text, &mut all);
    let telling: Vec<String> = all
        .iter()
        .filter(|word| !FUNCTION_WORDS.has(word) && !["task", "todo", "reminder"].contains(&word.as_str()))
        .cloned()
        .collect();
    if telling.is_empty() { all } else { telling }
}

fn collect(text: &str, words: &mut Vec<String>) {
    for token in tokens(text) {
        match token.kind {
            Kind::Word => words.push(token.word),
            Kind::Quoted => collect(verbatim(text, &[token]), words),
            Kind::Mark => {}
        }
    }
}

/// Which tasks the words speak of, when they say so.
pub(crate) fn status(grammar: &Grammar<'_>, tokens: &[Token]) -> Option<Status> {
    match grammar.signs(tokens) {
        (true, _) => Some(Status::Pending),
        (false, true) => Some(Status::Completed),
        _ => None,
    }
}

/// What the parts of "the milk task and number 2" point at; none when there is one part only.
fn parts(grammar: &Grammar<'_>, source: &str, phrase: &[Token]) -> Vec<Target> {
    let is_joint = |token: &Token| match token.kind {
        Kind::Mark => token.word == ",",
        Kind::Word => token.word == "and",
        Kind::Quoted => false,
    };
    let parts: Vec<&[Token]> = phrase.split(is_joint).map(trimmed).filter(|part| !part.is_empty()).collect();
    if parts.len() < 2 || parts.len() > MOST as usize {
        return Vec::new();
    }
    parts.into_iter().map(|part| Target::read(grammar, source, part)).collect()
}

fn numbers(phrase: &[Token]) -> Vec<u64> {
    phrase.iter().filter_map(|token| number(&token.word)).take(MOST as usize).collect()
}

fn only(phrase: &[Token], wanted: impl Fn(&str) -> bool) -> bool {
    phrase.iter().all(|token| match token.kind {
        Kind::Quoted => false,
        Kind::Mark => true,
        Kind::Word => wanted(&token.word) || JOINING.contains(&token.word.as_str()),
    })
}

fn number(word: &str) -> Option<u64> {
    match NUMBERS.place(word) {
        Some(place) => u64::try_from(place).ok(),
        None => word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok()).flatten(),
    }
}

fn place(word: &str) -> Option<Place> {
    if ["last", "latest", "final", "newest", "bottom"].contains(&word) {
        return Some(Place::Last(1));
    }
    let first = if word == "top" { "first" } else { word };
    ORDINALS.iter().position(|(ordinal, _)| *ordinal == first).map(|place| Place::First(place + 1))
}
