//! Single sentences: what people really said (CLINC150), and what they might say.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;

use crate::toolbox::Conversation;

type Labels = BTreeMap<String, BTreeMap<String, String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clinc {
    /// Where the sentences are from.
    #[serde(rename = "source")]
    _source: String,
    utterances: BTreeMap<String, Vec<String>>,
}

/// The tasks of the list that `tests/data/own.json` speaks of.
const LIST: [&str; 10] = [
    "Buy milk",
    "Team meeting",
    "x Pay rent",
    "Laundry",
    "Wash the dishes",
    "Vacuuming",
    "Call mom",
    "Finish the report",
    "Dentist appointment",
    "Buy eggs",
];

/// How many sentences were right, and what went wrong.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: Vec<String>,
    wrong_deletions: Vec<String>,
}

/// 001/FR-028, 001/FR-029, 001/SC-005: of CLINC150's sentences at least 95 of 100 are right, and none
/// deletes wrongly.
#[test]
fn clinc() {
    let clinc: Clinc = read("utterances.json");
    let labels: Labels = read("labels.json");
    for (intent, sentences) in &clinc.utterances {
        let mut score = Score::default();
        for sentence in sentences {
            let wanted = match intent.as_str() {
                "todo_list" | "reminder" => "list",
                "other" => "nothing",
                labelled => labels[labelled][sentence].as_str(),
            };
            score.check_labelled(sentence, wanted);
        }
        score.assert(intent, sentences.len());
    }
}

/// 001/FR-028, 001/FR-029: the same of sentences that were made up for this.
#[test]
fn own() {
    let groups: Labels = read("own.json");
    for (group, sentences) in &groups {
        let mut score = Score::default();
        for (sentence, wanted) in sentences {
            score.check(sentence, &LIST, wanted);
        }
        score.assert(group, sentences.len());
    }
}

impl Score {
    /// A label names the task, and the list then has it, with others that are a little like it.
    fn check_labelled(&mut self, sentence: &str, label: &str) {
        let others = ["Water the garden", "x Pay rent", "Team meeting with David", "Clean the windows"];
        match label.split_once(' ') {
            Some((deed @ ("delete" | "complete"), title)) => {
                let list: Vec<&str> = [title].into_iter().chain(others).collect();
                self.check(sentence, &list, &format!("{deed} 1"));
            }
            _ => self.check(sentence, &others, label),
        }
    }

    /// `wanted` is the changes in their short form, `list` or `list pending` for a list without a change,
    /// `ask` for a question without a change, `clear` for the question whether to delete, `nothing` for no
    /// change, and `no call`.
    fn check(&mut self, sentence: &str, list: &[&str], wanted: &str) {
        for is_first in [true, false] {
            let mut conversation = Conversation::new(list);
            if !is_first {
                conversation.say("hello");
            }
            let reply = conversation.say(sentence);
            let (changes, lists): (Vec<_>, Vec<_>) =
                conversation.tasks.calls.iter().partition(|call| call.is_write());
            let short = |calls: Vec<&crate::toolbox::Call>| {
                calls.into_iter().map(|call| call.short()).collect::<Vec<_>>().join(" ; ")
            };
            let (changes, lists) = (short(changes), short(lists));
            let is_right = match wanted {
                "list" => changes.is_empty() && lists.starts_with("list "),
                "list pending" | "list completed" => changes.is_empty() && lists == wanted,
                "ask" => changes.is_empty() && reply.contains('?'),
                "clear" => changes.is_empty() && reply.contains("Delete all of them?"),
                "nothing" => changes.is_empty(),
                "no call" => changes.is_empty() && lists.is_empty(),
                _ => changes == wanted,
            };
            if !is_right {
                self.wrong.push(format!("{sentence:?}: {changes:?} {lists:?}, not {wanted:?}; {reply:?}"));
            } else if is_first {
                self.right += 1;
            }
            let deletes = |text: &str| text.contains("delete");
            if deletes(&changes) && !(is_right && deletes(wanted)) {
                self.wrong_deletions.push(sentence.into());
            }
        }
    }

    fn assert(&self, group: &str, count: usize) {
        println!("{group}: {} of {count} right", self.right);
        assert!(count > 10, "{group}: the sentences are there");
        assert!(self.wrong_deletions.is_empty(), "{group} deletes wrongly: {:?}", self.wrong_deletions);
        assert!(
            self.right * 100 >= count * 95,
            "{group}: {} of {count}\n{}",
            self.right,
            self.wrong.join("\n")
        );
    }
}

fn read<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap()
}
