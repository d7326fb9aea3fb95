//! Turns that were interrupted, at every point at which they can be.

use agent::{Item, settled};

use crate::toolbox::{Conversation, Tasks};

/// Conversations whose last message is interrupted.
const TURNS: &[&[&str]] = &[
    &["add milk, eggs and call mom"],
    &["add buy stamps then complete task 2 and delete the meeting task"],
    &["add milk and show my list"],
    &["show my list, then delete task 1, and show my list"],
    &["complete everything"],
    &["delete all completed tasks", "yes"],
    &["clear my list", "yes please"],
    &["delete the buy tasks", "both"],
    &["rename the meeting task to standup and complete task 1"],
    &["delete task 99 and complete task 1"],
    &["add the same and add the same"],
];

/// 001/FR-012: a turn that goes on where it was cut does what is missing, and nothing twice.
#[test]
fn goes_on_where_it_was_cut() {
    for messages in TURNS {
        let (last, before) = messages.split_last().unwrap();
        let mut start =
            Conversation::new(&["Buy milk", "Buy eggs", "Team meeting", "x Pay rent", "x Call mom"]);
        for message in before {
            start.say(message);
        }
        let mut whole = start.clone();
        let reply = whole.say(last);
        let made = &whole.items[start.items.len() + 1..];

        for cut in 0..made.len() {
            let earlier = settled(made[..cut].to_vec());
            let mut resumed = start.clone();
            replay(&mut resumed.tasks, &earlier);
            let again = resumed.resume(last, &earlier);
            assert_eq!(resumed.tasks.tasks, whole.tasks.tasks, "{last:?} cut at {cut}");
            assert_eq!(again, reply, "{last:?} cut at {cut}");
            call_ids(&resumed.items);
        }
    }
}

/// Every call of a conversation has an id of its own, also when the beginning has been cut off.
#[test]
fn call_ids_are_unique() {
    let mut conversation = Conversation::new(&["Buy milk"]);
    let messages = [
        "add tea, salt and soap",
        "show my list",
        "delete task 2",
        "add rice, oil and soap",
        "complete task 1",
    ];
    for message in messages {
        conversation.say(message);
    }
    let ids = call_ids(&conversation.items);
    assert_eq!(ids.len(), 9, "{ids:?}");

    conversation.items.drain(..8);
    conversation.say("add bread");
    let later = call_ids(&conversation.items);
    assert!(later.iter().any(|id| !ids.contains(id)), "the new call has a new id: {later:?}");
}

/// What the calls among `earlier` had done to the tasks.
fn replay(tasks: &mut Tasks, earlier: &[Item]) {
    for made in agent::calls(earlier) {
        pollster::block_on(agent::Toolbox::call(tasks, made.call, 0)).unwrap();
    }
}

/// The ids of the calls, which are checked to differ.
fn call_ids(items: &[Item]) -> Vec<String> {
    let mut ids: Vec<String> =
        agent::calls(items).into_iter().map(|made| made.call.call_id.clone()).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "call ids are unique: {ids:?}");
    ids
}
