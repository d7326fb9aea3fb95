//! From what was said to titles: what is cut, what is kept, and when it is several tasks.
//!
//! The rule for several tasks in one phrase: a comma or "and" starts a new task before a verb that tasks
//! begin with ("buy milk and call mom"). Before anything else it starts one only in a list with commas whose
//! first item is no verb phrase ("milk, eggs and bread"), because a verb or a preposition governs what
//! follows it ("buy milk, eggs and bread", "meeting with Ann, Bob and Cy"). "Bread and butter" stays whole.

use crate::{
    grammar::Grammar,
    pattern::Slot,
    text::{Kind, Token, trimmed, verbatim},
    vocabulary::{ACTIONS, VAGUE},
};

/// A task that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewTask {
    /// The title: the first letter capital, the rest as it was said.
    pub title: String,
    /// The description, when one was told.
    pub description: Option<String>,
}

/// Verbs that need what follows to make a task: "go to the store and buy milk".
const LEADING_VERBS: &[&str] = &["go", "come", "stop", "run", "swing", "try", "remember", "start", "drive"];

/// Words that point back, so that their clause cannot stand alone.
const BACKWARD: &[&str] = &["it", "them", "him", "there", "they", "its", "those", "one", "ones"];

/// Words that govern the list behind them.
const PREPOSITIONS: &[&str] =
    &["with", "for", "about", "of", "to", "from", "between", "at", "by", "in", "that"];

/// The tasks that `phrase` tells. `when` is a time that was said before it. With `each`, every item of a
/// list is a task.
pub(crate) fn tasks(
    grammar: &Grammar<'_>,
    source: &str,
    phrase: &[Token],
    when: &[Token],
    each: bool,
) -> Vec<NewTask> {
    let items = if each {
        pieces(phrase).into_iter().map(|piece| piece.text).collect()
    } else {
        split(grammar, phrase)
    };
    let whens = verbatim(source, trimmed(when));
    items
        .into_iter()
        .map(|item| grammar.without_head(item))
        .filter(|item| !is_vague(item))
        .map(|item| task(grammar, source, item, whens))
        .collect()
}

/// Whether a phrase does not say what is to be done.
pub(crate) fn is_vague(phrase: &[Token]) -> bool {
    let says_nothing = |token: &Token| match token.kind {
        Kind::Mark => true,
        Kind::Quoted => false,
        Kind::Word => VAGUE.has(&token.word) || token.word.starts_with(|c: char| c.is_ascii_digit()),
    };
    phrase.iter().all(says_nothing)
}

/// A text as a title or a description: without quotes and marks around it, the first letter capital.
pub(crate) fn capitalised(source: &str, phrase: &[Token]) -> String {
    let text = verbatim(source, trimmed(phrase));
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn task(grammar: &Grammar<'_>, source: &str, item: &[Token], when: &str) -> NewTask {
    let (title, note) = match grammar.noted(item) {
        Some(found) => (found.get(Slot::Thing), Some(found.get(Slot::New))),
        None => (item, None),
    };
    // Of 'the task "call Bob"' only the quoted text is the title.
    let quoted = title.last().filter(|last| last.kind == Kind::Quoted && is_vague(&title[..title.len() - 1]));
    let mut title = capitalised(source, quoted.map_or(title, std::slice::from_ref));
    if !when.is_empty() {
        title = format!("{title} {when}");
    }
    NewTask { title, description: note.map(|note| capitalised(source, note)) }
}

/// A part of a phrase, and what stood before it.
struct Piece<'a> {
    text: &'a [Token],
    start: usize,
    behind_comma: bool,
}

/// The parts between commas, line ends and "and".
fn pieces(phrase: &[Token]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut behind_comma = false;
    let mut start = 0;
    for place in 0..=phrase.len() {
        let joint = match phrase.get(place) {
            Some(token) if is_separator(phrase, place) => Some(token.word != "and"),
            Some(_) => continue,
            None => None,
        };
        let text = trimmed(&phrase[start..place]);
        if !text.is_empty() {
            let behind = std::mem::take(&mut behind_comma);
            pieces.push(Piece { text, start, behind_comma: behind });
        }
        behind_comma |= joint.unwrap_or_default();
        start = place + 1;
    }
    pieces
}

fn is_separator(phrase: &[Token], place: usize) -> bool {
    let token = &phrase[place];
    match token.kind {
        Kind::Word => token.word == "and",
        Kind::Quoted => false,
        Kind::Mark => match token.word.as_str() {
            "," | ";" | "\n" | "、" | "，" => true,
            // A dash is a bullet at the beginning of a line.
            "-" | "–" => place == 0 || phrase[place - 1].word == "\n",
            _ => false,
        },
    }
}

fn split<'a>(grammar: &Grammar<'_>, phrase: &'a [Token]) -> Vec<&'a [Token]> {
    let pieces = pieces(phrase);
    let is_list = pieces.iter().any(|piece| piece.behind_comma) && !governs(grammar, pieces.first());
    let mut starts = Vec::new();
    let mut last: Option<&Piece<'_>> = None;
    for piece in &pieces {
        let is_new = match last {
            None => true,
            Some(last) => {
                is_own_task(grammar, last, piece)
                    || (is_list
                        && !is_vague(piece.text)
                        && !governs(grammar, Some(last))
                        && !points_back(piece.text))
            }
        };
        if is_new {
            starts.push(piece.start);
            last = Some(piece);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([phrase.len()]);
    starts.iter().zip(ends).map(|(start, end)| without_joint(&phrase[*start..end])).collect()
}

/// Whether a piece is a task of its own wherever it stands: it begins with a verb and has an object.
fn is_own_task(grammar: &Grammar<'_>, last: &Piece<'_>, piece: &Piece<'_>) -> bool {
    let text = grammar.without_head(piece.text);
    let is_quoted = |text: &[Token]| text.iter().any(|token| token.kind == Kind::Quoted);
    if is_quoted(last.text) && is_quoted(text) {
        return true;
    }
    if points_back(text) {
        return false;
    }
    if text.len() < piece.text.len() && last.text.len() < piece.start {
        return begins_with_verb(text) || text.iter().all(|token| token.kind != Kind::Mark);
    }
    let before = grammar.without_head(last.text);
    let leads = before.first().is_some_and(|token| LEADING_VERBS.contains(&token.word.as_str()));
    let has_object =
        |text: &[Token]| text.len() > 1 && !["for", "of", "in", "at"].contains(&text[1].word.as_str());
    let is_complete = before.len() > 1 || !begins_with_verb(before);
    begins_with_verb(text) && has_object(text) && is_complete && !leads
}

fn governs(grammar: &Grammar<'_>, piece: Option<&Piece<'_>>) -> bool {
    let text = piece.map(|piece| grammar.without_head(piece.text)).unwrap_or_default();
    begins_with_verb(text) || text.iter().any(|token| PREPOSITIONS.contains(&token.word.as_str()))
}

fn begins_with_verb(text: &[Token]) -> bool {
    text.first().is_some_and(|token| ACTIONS.has(&token.word))
}

fn points_back(text: &[Token]) -> bool {
    text.iter().any(|token| BACKWARD.contains(&token.word.as_str()))
}

/// The piece without the "and" or the comma that leads to what follows it.
fn without_joint(piece: &[Token]) -> &[Token] {
    let mut rest = trimmed(piece);
    while let Some((last, before)) = rest.split_last() {
        if last.word != "and" {
            break;
        }
        rest = trimmed(before);
    }
    rest
}
