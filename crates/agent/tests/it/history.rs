//! What a model is shown of a long conversation.

use agent::{Item, calls, recent, user};

use crate::support::{Numbers, call, output, says};

/// 001/FR-025: generated conversations, cut at every kind of limit, keep calls and outputs together.
#[test]
fn a_cut_never_splits_a_pair() {
    let mut numbers = Numbers(0x5eed);
    for _ in 0..2_000 {
        let turns: Vec<Vec<Item>> = (0..numbers.below(6)).map(|_| numbers.turn(false)).collect();
        let limit = numbers.below(1_500);
        let kept = recent(turns.clone(), limit);

        assert!(calls(&kept).iter().all(|call| call.output.is_some()), "a call without its output");
        let outputs = kept.iter().filter(|item| matches!(item, Item::FunctionCallOutput { .. })).count();
        assert_eq!(outputs, calls(&kept).len(), "an output without its call");

        // The newest turns, whole, and as many as fit, but never none.
        let newest = turns.len().saturating_sub(1);
        let suffixes = (0..=newest).map(|start| turns[start..].concat());
        let fitting = suffixes.into_iter().find(|suffix| size(suffix) <= limit);
        assert_eq!(kept, fitting.unwrap_or_else(|| turns[newest..].concat()));
    }
}

/// 001/FR-025: the edges of the limit, by hand.
#[test]
fn the_newest_turns_that_fit_are_kept() {
    let old = vec![user("old"), says("yes")];
    let new = vec![user("new"), call("call_1", "add", "{}"), output("call_1", "ok"), says("done")];
    check(&[&old, &new], 20, &[&old, &new]);
    check(&[&old, &new], 19, &[&new]);
    check(&[&old, &new], 14, &[&new]);
    // "Yes" is understood after a long answer, too.
    check(&[&old, &new], 13, &[&new]);
    check(&[&new], 0, &[&new]);
    check(&[&new, &old], 13, &[&old]);
    // An old turn is not taken in place of a newer one that was too long.
    check(&[&old, &new, &old], 15, &[&old]);
    check(&[], 15, &[]);
}

fn check(turns: &[&[Item]], limit: usize, kept: &[&[Item]]) {
    let turns = turns.iter().map(|turn| turn.to_vec()).collect();
    assert_eq!(recent(turns, limit), kept.concat(), "limit {limit}");
}

fn size(items: &[Item]) -> usize {
    let size = |item: &Item| match item {
        Item::Message { text, .. } => text.len(),
        Item::FunctionCall(call) => call.name.len() + call.arguments.len(),
        Item::FunctionCallOutput { output, .. } => output.len(),
    };
    items.iter().map(size).sum()
}
