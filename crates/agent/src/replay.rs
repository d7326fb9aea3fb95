//! A toolbox that remembers what an earlier attempt at the same turn had done.

use serde_json::Value;

use crate::{
    item::{FunctionCall, Item, Output, calls, without},
    run::Toolbox,
};

/// Answers a call that an earlier attempt made with the result it had then, and runs all others.
///
/// A model that sees its earlier calls seldom makes them again; one that starts afresh makes just the
/// same ones. Either way nothing happens twice. Each recorded call stands in for one call.
pub struct Replay<T> {
    inner: T,
    recorded: Vec<(FunctionCall, Output)>,
    /// For each call of this attempt, whether it was answered from the record.
    replayed: Vec<bool>,
}

impl<T> Replay<T> {
    /// Wraps `inner`; `earlier` is what earlier attempts at this turn had done.
    pub fn new(inner: T, earlier: &[Item]) -> Self {
        let recorded = calls(earlier)
            .into_iter()
            .filter_map(|done| done.output.map(|output| (done.call.clone(), output)))
            .collect();
        Self { inner, recorded, replayed: Vec::new() }
    }

    /// This attempt's `items` without the calls that were answered from the record: they stand in the
    /// earlier attempt's already.
    pub fn without_replayed(&self, items: Vec<Item>) -> Vec<Item> {
        without(items, |number, _| self.replayed.get(number).copied().unwrap_or(false))
    }
}

impl<T: Toolbox> Toolbox for Replay<T> {
    type Error = T::Error;

    async fn call(&mut self, call: &FunctionCall, number: u32) -> Result<Output, T::Error> {
        let known = self.recorded.iter().position(|(earlier, _)| same(earlier, call));
        let known = known.map(|place| self.recorded.remove(place).1);
        self.replayed.push(known.is_some());
        match known {
            Some(output) => Ok(output),
            None => self.inner.call(call, number).await,
        }
    }
}

/// Whether two calls ask for the same, however their arguments are spelt.
fn same(earlier: &FunctionCall, call: &FunctionCall) -> bool {
    let values = || {
        let earlier: Value = serde_json::from_str(&earlier.arguments).ok()?;
        let now: Value = serde_json::from_str(&call.arguments).ok()?;
        Some(earlier == now)
    };
    earlier.name == call.name && (earlier.arguments == call.arguments || values() == Some(true))
}
