//! How much of a long conversation a model is shown.

use crate::item::Item;

/// The newest turns that fit into `limit` bytes of text, oldest first, as one list of items. The very newest
/// is always among them: "yes" and "the second one" mean nothing without it.
///
/// A turn is kept whole or left out whole. So a call is never parted from its output, and the list
/// starts with what a user said.
pub fn recent(turns: Vec<Vec<Item>>, limit: usize) -> Vec<Item> {
    let mut room = limit;
    let mut kept = 0;
    for turn in turns.iter().rev() {
        let size: usize = turn.iter().map(size).sum();
        if size > room && kept > 0 {
            break;
        }
        room = room.saturating_sub(size);
        kept += 1;
    }
    turns.into_iter().rev().take(kept).collect::<Vec<_>>().into_iter().rev().flatten().collect()
}

fn size(item: &Item) -> usize {
    match item {
        Item::Message { text, .. } => text.len(),
        Item::FunctionCall(call) => call.name.len() + call.arguments.len(),
        Item::FunctionCallOutput { output, .. } => output.len(),
    }
}
