//! The conversations of `tests/cases`, one after the other.

use std::path::Path;

use serde::Deserialize;

use crate::toolbox::Conversation;

/// A conversation, and what is to happen in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What it shows.
    shows: String,
    /// The titles of the tasks that are there at first, with ids from 1; "x " marks a done one.
    #[serde(default)]
    tasks: Vec<String>,
    turns: Vec<Turn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turn {
    say: String,
    /// The calls in their short form; see `Call::short`.
    #[serde(default)]
    calls: Vec<String>,
    /// What the reply has in it.
    #[serde(default)]
    reply: Vec<String>,
    /// What the reply does not have in it.
    #[serde(default)]
    not: Vec<String>,
}

/// 001/FR-028, 001/FR-029: every conversation goes as its case says.
#[test]
fn conversations() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let cases: Vec<Case> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        for case in cases {
            count += 1;
            check(&case, &mut wrong);
        }
    }
    assert!(count > 5, "the cases are found: {count}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn check(case: &Case, wrong: &mut Vec<String>) {
    let mut conversation = Conversation::new(&case.tasks);
    for turn in &case.turns {
        let reply = conversation.say(&turn.say);
        let calls = conversation.tasks.short_calls();
        let place = format!("{}: {:?}", case.shows, turn.say);
        if calls != turn.calls {
            wrong.push(format!("{place} called {calls:?}, not {:?}; it said {reply:?}", turn.calls));
        }
        for text in turn.reply.iter().filter(|text| !reply.contains(text.as_str())) {
            wrong.push(format!("{place} does not say {text:?}: {reply:?}"));
        }
        for text in turn.not.iter().filter(|text| reply.contains(text.as_str())) {
            wrong.push(format!("{place} says {text:?}: {reply:?}"));
        }
    }
}
