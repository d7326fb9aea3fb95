//! The commands of a message, one by one.
//!
//! A message is cut where, behind a comma, a full stop, "and", "then" or the like, a new command begins. How
//! much of a command it must look like depends on what precedes: behind "remind me to wash the car and …"
//! only what is clearly a command ("… and delete task 2"), because "and clean the wheels" is the title's.

use crate::{
    grammar::{Grammar, Start},
    rules::Intent,
    text::{Kind, Token, trimmed},
};

/// Words between two clauses.
const JOINTS: &[&str] = &["and", "then", "also", "but", "so", "plus", "afterwards"];

/// Joints behind which a command is rather expected than a title's rest.
const BREAKS: &[&str] = &["then", "also", "but", "plus", ".", ";", "!", "?", "\n", "。"];

/// The clauses of a message, without the joints between them.
pub(crate) fn clauses<'a>(grammar: &Grammar<'_>, tokens: &'a [Token]) -> Vec<&'a [Token]> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let joints = tokens[at..].iter().take_while(|token| is_joint(token)).count();
        let next = at + joints;
        if joints > 0 && next < tokens.len() {
            let before = trimmed(&tokens[start..at]);
            let is_break = tokens[at..next].iter().any(|token| BREAKS.contains(&token.word.as_str()));
            if !before.is_empty()
                && grammar.starts(&tokens[next..], expected(grammar, before, is_break))
                && may_end(grammar, before, &tokens[at..], &tokens[start..])
            {
                clauses.push(before);
                start = next;
            }
        }
        at = next.max(at + 1);
    }
    clauses.push(trimmed(&tokens[start.min(tokens.len())..]));
    clauses.retain(|clause| !clause.is_empty());
    clauses
}

/// What has to begin behind `before`, for it to end there.
fn expected(grammar: &Grammar<'_>, before: &[Token], is_break: bool) -> Start {
    let is_title = grammar.is_adding(before);
    // "Add a task: pay rent. Then …": a sentence may end a title, a mere "and" does not.
    match (is_title, is_break, grammar.starts(before, Start::Any)) {
        (true, false, _) => Start::Firm,
        (true, true, _) => Start::Loose,
        (false, _, true) if is_plain_add(before) => Start::Loose,
        (false, ..) => Start::Any,
    }
}

/// Whether `before` is a clause of its own, with `behind` behind it.
///
/// What is no command is none before a mere comma or "and" ("when it rains, remind me …"), nor where the
/// rest speaks of it ("I need to cook, so add it to my list", "I did the dishes, so take them off").
fn may_end(grammar: &Grammar<'_>, before: &[Token], behind: &[Token], whole: &[Token]) -> bool {
    let intent = grammar.read(before).map(|(intent, _)| intent);
    let joints = behind.iter().take_while(|token| is_joint(token));
    let is_break = joints.clone().any(|token| token.word == "so" || BREAKS.contains(&token.word.as_str()));
    let is_pronoun = |token: &Token| ["it", "that", "this", "them"].contains(&token.word.as_str());
    let points_back = behind.iter().skip(joints.count()).take(4).any(is_pronoun);
    match intent {
        Some(intent) if intent.is_command() => {
            !points_back
                || grammar.read(whole).is_none_or(|(whole, _)| whole == intent || !whole.is_command())
        }
        _ if points_back => false,
        Some(Intent::Question | Intent::Other) | None => is_break,
        Some(_) => true,
    }
}

/// Whether the clause is "add …", with a title but without the word "task".
fn is_plain_add(clause: &[Token]) -> bool {
    clause.iter().take(4).any(|token| ["add", "put", "jot", "note", "write"].contains(&token.word.as_str()))
}

fn is_joint(token: &Token) -> bool {
    match token.kind {
        Kind::Quoted => false,
        Kind::Mark => ![":", "-", "–", "—", "\""].contains(&token.word.as_str()),
        Kind::Word => JOINTS.contains(&token.word.as_str()),
    }
}
